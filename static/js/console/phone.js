/** A phone as somebody at the table has it, drawn small: for "See as" and the composer's preview. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon, mark } from "../core/icons.js";
import { channel } from "../core/words.js";

/** `body` is anything lit can draw. */
export function phone({ team, clock, children }) {
  return html`<div class="handset" inert>
    <p class="exercise"><span>EXERCISE</span></p>
    <p class="strip">${team ? html`${mark(team, "small")} <b dir="auto">${team.name}</b>` : nothing}<time class="clock">${clock}</time></p>
    <div class="screen">${children}</div>
  </div>`;
}

export function injectOn(inject, { body, answer = null, closing = nothing } = {}) {
  const { icon: picture, word } = channel(inject.channel);
  if (inject.status === "recalled") {
    return html`<article><p class="state">${icon("recall")} Recalled${inject.reason ? `: ${inject.reason}` : ""}</p><h3>${inject.title}</h3></article>`;
  }
  return html`<article>
    <p class="meta">${icon(picture)} <span dir="auto">${word}${inject.from ? ` · ${inject.from}` : ""}</span></p>
    <h3 dir="auto">${inject.title}</h3>
    <div class="story" dir="auto">${body}</div>
    ${inject.ask ? ask(inject.ask, answer) : nothing} ${closing}
  </article>`;
}

function ask(asked, answer) {
  const chosen = answer?.option ? [answer.option] : (answer?.options ?? []);
  return html`<p class="prompt" dir="auto"><b>${asked.prompt}</b></p>${fields(asked, answer, chosen)}`;
}

function fields(asked, answer, chosen) {
  switch (asked.kind) {
    case "choice":
    case "multi":
    case "ranking":
      return html`<ol class="small-options">${asked.options.map(
        ({ id, text }, place) => html`<li class=${chosen.includes(id) ? "chosen" : ""}><span class="letter">${String.fromCharCode(65 + place)}</span>
          <span dir="auto">${text}</span>${chosen.includes(id) ? icon("check", "chosen") : nothing}</li>`,
      )}</ol>`;
    case "text":
      return html`<p class="blank" dir="auto">${answer?.text ?? "Their words go here"}</p>`;
    case "rating":
      return html`<p class="blank">${answer?.value ?? `${asked.minimum} to ${asked.maximum}`}</p>
        <p class="ends hint"><span>${asked.label_min}</span><span>${asked.label_max}</span></p>`;
    case "number":
      return html`<p class="blank">${answer?.value ?? "A number"} ${asked.unit}</p>`;
    default:
      return html`<p class="blank">${icon("check")} Read</p>`;
  }
}

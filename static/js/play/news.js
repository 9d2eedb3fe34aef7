/** What is new. It never takes the screen: it waits, and says so. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";
import { wanted } from "./answering.js";

export function news(phone) {
  const [next, ...rest] = phone.waiting;
  const { failure, messages } = phone;
  if (!next && !failure && !messages.length) return nothing;
  return html`<div class="news">
    ${messages.map((each) => message(phone, each))}
    ${failure ? html`<p class="banner soon" role="alert">${icon("warn")}<span class="grow">${failure}</span><button class="button tall" @click=${() => ((phone.failure = null), phone.draw())}>OK</button></p>` : nothing}
    ${next ? banner(phone, next, rest) : nothing}
  </div>`;
}

function banner(phone, next, rest) {
  return html`<div class="banner">
    ${icon("bell")}
    <span class="grow"
      ><b>${phone.seen.has(next) ? "Still open" : "New"}: <bdi>${next.title}</bdi></b>
      <span class="line"
        >${purpose(phone, next)} ${rest.length ? `${rest.length} more after it.` : ""}</span
      ></span
    >
    <button class="button tall" @click=${() => phone.show(next.id)}>Read it</button>
  </div>`;
}

function purpose(phone, inject) {
  const waits = (each) => each && wanted(each, phone.standing(each));
  if (!waits(inject)) return "Nothing to answer.";
  return waits(phone.inject) ? "It waits until you are done here." : "It wants an answer.";
}

function message(phone, each) {
  const about = each.inject && each.inject !== phone.current ? phone.store.get("inject", each.inject) : null;
  const go = () => {
    phone.dismiss(each);
    phone.show(about.id);
  };
  return html`<div class="banner ${each.kind === "nudge" ? "soon" : ""}">
    ${icon(each.kind === "nudge" ? "bell" : "social")}
    <span class="grow"
      ><b>${each.kind === "nudge" ? "A nudge." : "From the facilitator:"}</b>
      <span dir="auto">${each.text}</span></span
    >
    ${about ? html`<button class="button tall" @click=${go}>Go there</button>` : nothing}
    <button class="button tall" @click=${() => phone.dismiss(each)}>OK</button>
  </div>`;
}

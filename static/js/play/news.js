/** What came while this person was busy: it waits, says so, and never takes the screen. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";
import { wanted } from "./answering.js";

const SHOWN = 2;

export function news(phone) {
  const { waiting, messages } = phone;
  const busy = phone.inject && wanted(phone.inject, phone.standing(phone.inject));
  const rest = waiting.length - SHOWN;
  return html`
    ${messages.map((each) => message(phone, each))}
    ${waiting.slice(0, SHOWN).map((each) => html`<div class="banner">${icon("bell")}
      <span class="grow"><b>${phone.seen.has(each.id) ? "Still open" : "New"}: <span dir="auto">${each.title}</span></b>
        ${each.ask && each.status === "open" ? (busy ? "It waits until you are done here." : "It wants an answer.") : "Nothing to answer."}</span>
      <button class="button tall" @click=${() => phone.show(each.id)}>Read it</button></div>`)}
    ${rest > 0 ? html`<p class="hint">And ${rest} more, under “Earlier injects”.</p>` : nothing}`;
}

function message(phone, each) {
  const about = each.inject && each.inject !== phone.current ? phone.store.get("inject", each.inject) : null;
  const go = () => {
    phone.dismiss(each);
    phone.show(about.id);
  };
  return html`<div class="banner ${each.kind === "nudge" ? "soon" : ""}">${icon(each.kind === "nudge" ? "bell" : "social")}
    <span class="grow"><b>${each.kind === "nudge" ? "A nudge." : "From the facilitator:"}</b> <span dir="auto">${each.text}</span></span>
    ${about ? html`<button class="button tall" @click=${go}>Go there</button>` : nothing}
    <button class="button tall" @click=${() => phone.dismiss(each)}>OK</button></div>`;
}

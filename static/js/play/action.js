/** The foot of the screen: how it stands, how long is left, and the one thing to do. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { clockText, leftText } from "../core/clock.js";
import { icon } from "../core/icons.js";
import { answerText } from "../core/words.js";
import { missing } from "./answering.js";

const SOON_MS = 30_000;

export function action(phone) {
  const { inject } = phone;
  if (!inject) return idle(phone);
  const it = phone.standing(inject);
  const [next] = phone.waiting;
  const main = button(phone, inject, it, next);
  if (it.is === "none" || it.is === "recalled") return idle(phone, next);
  return html`<footer class="action">
    ${bar(phone, inject, it)}
    <p class="status">${state(phone, inject, it)} ${left(phone, inject, it)}</p>
    ${main}
  </footer>`;
}

function idle(phone, next) {
  const asked = phone.pauseAsked;
  const running = phone.exercise?.status === "running";
  return html`<footer class="action">
    <p class="status">${paused(phone) ?? html`<span class="state">${icon("check")} Nothing to answer right now</span>`}</p>
    ${next
      ? goOn(phone, next)
      : html`<button class="button large" aria-disabled=${asked || !running} @click=${() => running && !asked && phone.say("pause.request", {})}>
          ${icon("pause")} ${asked ? "Asked for a pause" : "Ask for a pause"}</button>`}
  </footer>`;
}

function goOn(phone, next) {
  return html`<button class="button primary large" @click=${() => phone.show(next.id)}>Go on to “<span dir="auto">${next.title}</span>”</button>`;
}

function paused(phone) {
  if (phone.exercise?.status !== "paused") return null;
  return html`<span class="state soon">${icon("pause")} <span><b>Paused</b>, the clock stands</span></span>`;
}

function state(phone, inject, it) {
  const at = it.said?.submitted_ms != null ? ` at ${clockText(it.said.submitted_ms)}` : "";
  switch (it.is) {
    case "locked": {
      const by = it.decision?.locked_by ?? phone.you.seat;
      const who = by === phone.you.seat ? "You" : phone.name(by);
      const when = it.decision?.locked_ms ?? it.said?.submitted_ms;
      return html`<span class="state ok">${icon("lock")} <span><b><span dir="auto">${who}</span> locked it</b>${when != null ? ` at ${clockText(when)}` : ""}</span></span>`;
    }
    case "sending":
      return phone.live
        ? html`<span class="state now">${icon("sending")} Sending…</span>`
        : html`<span class="state soon">${icon("sending")} <span><b>Not sent yet</b>, goes out when connected</span></span>`;
    case "late":
      return html`<span class="state soon">${icon("late")} <span><b>Too late</b>, kept on record</span></span>`;
    case "closed":
      return html`<span class="state soon">${icon("late")} <span><b>Closed</b>${inject.closes_ms != null && inject.closes_ms <= phone.elapsed ? ` at ${clockText(inject.closes_ms)}` : ""}</span></span>`;
    case "refused":
      return html`<span class="state bad">${icon("warn")} <span><b>Not delivered.</b> ${it.error.message}</span></span>`;
    case "watching":
      return html`<span class="state">${icon("eye")} You only watch</span>`;
    case "delivered":
      return html`<span class="state ok">${icon("delivered")} <span><b>Delivered</b>${at}</span></span>`;
    default:
      if (paused(phone)) return paused(phone);
      return it.is === "draft"
        ? html`<span class="state">${icon("draft")} Draft saved on this phone</span>`
        : html`<span class="state">${icon("draft")} ${it.decision ? `${it.decision.proposals.length} of ${it.decision.expected} proposed` : "Your answer"}</span>`;
  }
}

function left(phone, inject, it) {
  const ms = phone.left(inject);
  if (ms === null || inject.status !== "open" || it.is === "locked") return nothing;
  const soon = ms <= SOON_MS && it.is !== "delivered";
  return html`<span class="left ${soon ? "state soon" : ""}">${icon("clock")} <span class="number">${leftText(ms)}</span> left</span>`;
}

function bar(phone, inject, it) {
  const ms = phone.left(inject);
  if (ms === null) return nothing;
  const whole = Math.max(1, inject.closes_ms - inject.released_ms);
  const rest = Math.min(100, Math.max(0, ((inject.closes_ms - phone.elapsed) / whole) * 100));
  const soon = ms <= SOON_MS && it.is !== "delivered" ? "soon" : "now";
  return html`<svg class="bar ${soon}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect
    width=${it.is === "locked" || inject.status !== "open" ? 0 : rest} height="8"></rect></svg>`;
}

function button(phone, inject, it, next) {
  const { ask } = inject;
  const value = phone.value(inject);
  const what = ask.kind === "text" ? "" : ` ${answerText(ask, value.answer)}`;
  const team = phone.team?.name;
  const wait = phone.live ? "" : " when connected";
  const still = (words) => html`<button class="button large" aria-disabled="true">${words}</button>`;
  switch (it.is) {
    case "locked":
      return next ? goOn(phone, next) : still(`Locked for ${team}`);
    case "sending":
      return still(phone.live ? `Sending${what}…` : `Will send${what} when connected`);
    case "late":
    case "closed":
      return next ? goOn(phone, next) : still("Closed");
    case "watching":
      return html`<button class="button large" @click=${() => phone.say("seat.watch", { watching: false })}>Take part again</button>`;
    case "delivered":
      return delivered(phone, inject, it, next, what);
  }
  const lack = missing(ask, value.answer);
  if (lack) return html`<button class="button large" aria-disabled="true" @click=${focusAnswer}>${lack}</button>`;
  const send = (name) => () => phone.send(inject, name);
  const primary = (words, name, sign = nothing) =>
    html`<button class="button primary large" @click=${send(name)}>${sign} ${words}</button>`;
  if (ask.scope === "seat") {
    if (it.is === "refused") return primary("Send again", "response.submit");
    return primary(ask.kind === "ack" ? `I have read it${wait}` : `Send${what}${wait}`, "response.submit");
  }
  const propose = `Propose${what || " this"}${wait}`;
  if (!it.holder || (ask.alone_first && !it.said)) return primary(propose, "decision.propose");
  return html`${primary(`Lock${what || " this"} for ${team}`, "decision.lock", icon("lock"))}
    <button class="button quiet tall" @click=${send("decision.propose")}>${propose} only</button>`;
}

function delivered(phone, inject, it, next, what) {
  if (inject.status !== "open") {
    return next ? goOn(phone, next) : html`<button class="button large" aria-disabled="true">Closed</button>`;
  }
  const word = inject.ask.scope === "team" ? "proposal" : "answer";
  const change = (size) => inject.ask.kind === "ack" ? nothing : html`<button class="button ${size}" @click=${() => phone.change(inject)}>Change my ${word}</button>`;
  if (it.holder) {
    return html`<button class="button primary large" @click=${() => phone.send(inject, "decision.lock")}>${icon("lock")}
      Lock${what || " this"} for ${phone.team?.name}</button>${change("quiet tall")}`;
  }
  return next ? html`${goOn(phone, next)}${change("quiet tall")}` : change("large");
}

function focusAnswer() {
  document.querySelector("#answer input:not(:disabled), #answer textarea")?.focus();
}

/** The foot: how it stands, how long is left, and the one thing to do. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { clockText, leftText } from "../core/clock.js";
import { icon } from "../core/icons.js";
import { lasting } from "../core/storage.js";
import { answerText } from "../core/words.js";
import { missing } from "./answering.js";

const SOON_MS = 30_000;

export function action(phone) {
  const { inject } = phone;
  if (!inject) return idle(phone);
  const it = phone.standing(inject);
  const [next] = phone.waiting;
  if (it.is === "none" || it.is === "recalled") return idle(phone, next);
  return html`<footer class="action">
    ${bar(phone, inject, it)}
    <p class="status">${state(phone, it)} ${left(phone, inject, it)}</p>
    ${button(phone, inject, it, next)}
  </footer>`;
}

function idle(phone, next) {
  const asked = phone.pause;
  const running = phone.exercise?.status === "running";
  return html`<footer class="action">
    <p class="status">${paused(phone) ?? tell("", "check", "", "Nothing to answer right now")}</p>
    ${
      goOn(phone, next) ??
      html`<button
        class="button large"
        aria-disabled=${!!asked || !running || phone.settling}
        @click=${() => phone.settling || phone.askForPause()}
      >
        ${icon("pause")} ${asked ?? "Ask for a pause"}
      </button>`
    }
  </footer>`;
}

/** Deaf to the second half of a double tap, which was meant for another button. */
const press = (phone, kind, act, words, sign = nothing) =>
  html`<button
    class="button ${kind}"
    aria-disabled=${phone.settling}
    @click=${() => phone.settling || act()}
  >
    ${sign} ${words}
  </button>`;

const goOn = (phone, next) =>
  next &&
  press(phone, "primary large", () => phone.show(next.id), html`<span>Go on to “<bdi>${next.title}</bdi>”</span>`);

export const tell = (kind, sign, strong, rest = "") =>
  html`<span class="state ${kind}"
    >${icon(sign)} <span><b>${strong}</b>${rest}</span></span
  >`;

/** An answer, or whatever else was said, that the server does not have yet. */
export const onItsWay = (phone) =>
  phone.live
    ? tell("now", "sending", "Sending…")
    : tell("soon", "sending", "Not sent yet", ", goes out when connected");

const paused = (phone) =>
  phone.exercise?.status === "paused" ? tell("soon", "pause", "Paused", ", the clock stands") : null;

const at = (ms) => (ms == null ? "" : ` at ${clockText(ms)}`);

const kept = () => (lasting() ? " saved on this phone" : ", kept while this page stays open");

function state(phone, { is, said, draft, decision, entry, error }) {
  switch (is) {
    case "locked": {
      const by = decision?.locked_by ?? phone.you.seat;
      const who = html`<bdi>${by === phone.you.seat ? "You" : phone.name(by)}</bdi> locked it`;
      return tell("ok", "lock", who, at(decision?.locked_ms ?? said?.submitted_ms));
    }
    case "sending":
      return onItsWay(phone);
    case "late":
      return tell("soon", "late", "Too late", ", kept on record");
    case "closed":
      return tell("soon", "late", "Closed", draft && ", your draft was not sent");
    case "refused":
      return tell("bad", "warn", "Not delivered.", ` ${error.message}`);
    case "watching":
      return tell("", "eye", "You only watch");
    case "delivered":
      return tell("ok", "delivered", "Delivered", at(said.submitted_ms));
  }
  if (paused(phone)) return paused(phone);
  if (draft) return tell("", "draft", "Draft", entry ? "; what you sent is on its way" : kept());
  return tell(
    "",
    "draft",
    "",
    decision ? `${decision.proposals.length} of ${decision.expected} proposed` : "Your answer",
  );
}

function left(phone, inject, it) {
  const ms = phone.left(inject);
  if (ms === null || inject.status !== "open" || it.is === "locked") return nothing;
  const soon = ms <= SOON_MS && it.is !== "delivered";
  return html`<span class="left ${soon ? "state soon" : ""}"
    >${icon("clock")} <span class="number">${leftText(ms)}</span> left</span
  >`;
}

function bar(phone, inject, it) {
  const ms = phone.left(inject);
  if (ms === null) return nothing;
  const whole = Math.max(1, inject.closes_ms - inject.released_ms);
  const rest = Math.min(100, Math.max(0, ((inject.closes_ms - phone.elapsed) / whole) * 100));
  const soon = ms <= SOON_MS && it.is !== "delivered" ? "soon" : "now";
  return html`<svg class="bar ${soon}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect width=${it.is === "locked" || inject.status !== "open" ? 0 : rest} height="8"></rect>
  </svg>`;
}

function button(phone, inject, it, next) {
  const { ask } = inject;
  const { answer } = phone.value(inject);
  const what = ask.kind === "text" ? "" : ` ${answerText(ask, answer)}`;
  const team = phone.team?.name;
  const wait = phone.live ? "" : " when connected";
  const still = (words) => html`<button class="button large" aria-disabled="true">${words}</button>`;
  switch (it.is) {
    case "locked":
      return goOn(phone, next) ?? still(`Locked for ${team}`);
    case "sending":
      return still(phone.live ? `Sending${what}…` : `Will send${what} when connected`);
    case "late":
    case "closed":
      return goOn(phone, next) ?? still("Closed");
    case "watching":
      return press(phone, "large", () => phone.say("seat.watch", { watching: false }), "Take part again");
    case "delivered":
      if (inject.status !== "open") return goOn(phone, next) ?? still("Closed");
      return delivered(phone, inject, it, next, what);
  }
  const lack = missing(ask, answer);
  if (lack)
    return html`<button class="button large" aria-disabled="true" @click=${focusAnswer}>${lack}</button>`;
  const send = (name) => () => phone.send(inject, name);
  const primary = (words, name, sign = nothing) =>
    press(phone, "primary large", send(name), words, sign);
  if (ask.scope === "seat") {
    if (it.is === "refused") return primary("Send again", "response.submit");
    return primary(ask.kind === "ack" ? `I have read it${wait}` : `Send${what}${wait}`, "response.submit");
  }
  const propose = `Propose${what || " this"}${wait}`;
  if (!it.holder || (ask.alone_first && !it.said)) return primary(propose, "decision.propose");
  return html`${primary(`Lock${what || " this"} for ${team}`, "decision.lock", icon("lock"))}
  ${press(phone, "quiet tall", send("decision.propose"), `${propose} only`)}`;
}

function delivered(phone, inject, it, next, what) {
  const word = inject.ask.scope === "team" ? "proposal" : "answer";
  const change = (size) =>
    inject.ask.kind === "ack"
      ? nothing
      : press(phone, size, () => phone.change(inject), `Change my ${word}`);
  if (it.holder) {
    const lock = () => phone.send(inject, "decision.lock");
    const words = `Lock${what || " this"} for ${phone.team?.name}`;
    return html`${press(phone, "primary large", lock, words, icon("lock"))}${change("quiet tall")}`;
  }
  return next ? html`${goOn(phone, next)}${change("quiet tall")}` : change("large");
}

function focusAnswer() {
  document.querySelector("#answer input:not(:disabled), #answer textarea")?.focus();
}

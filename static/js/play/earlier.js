/** What went before, newest first; a tap puts it back on the screen. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { clockText } from "../core/clock.js";
import { icon } from "../core/icons.js";
import { answerText } from "../core/words.js";

export function earlier(phone) {
  const others = phone.injects.filter((each) => each.id !== phone.current && phone.seen.has(each)).reverse();
  if (!others.length) return nothing;
  return html`<details class="earlier">
    <summary>${icon("down")} Earlier injects (${others.length})</summary>
    <ul class="lines">
      ${others.map(
        (each) =>
          html`<li>
            <time>${clockText(each.released_ms)}</time>
            <span
              ><button class="link" dir="auto" @click=${() => phone.show(each.id)}>${each.title}</button>
              <small dir="auto">${outcome(phone, each)}</small></span
            >
            ${state(phone.standing(each), each, phone)}
          </li>`,
      )}
    </ul>
  </details>`;
}

/** "You said 6", "You proposed C. Harbour locked A." */
export function outcome(phone, inject) {
  const { ask } = inject;
  const { said, former, decision } = phone.standing(inject);
  if (inject.status === "recalled") return inject.reason || "Taken back by the facilitator";
  if (!ask) return "Nothing to answer";
  if (former) return `In your former team you ${ask.kind === "ack" ? "read it" : `said ${quote(ask, former.answer)}`}`;
  const own = said ? quote(ask, said.answer) : null;
  if (ask.scope === "seat")
    return own ? (ask.kind === "ack" ? "You read it" : `You said ${own}`) : "No answer from you";
  const team = phone.team?.name;
  const together = decision?.locked
    ? ended(`${team} locked ${quote(ask, decision.answer)}`)
    : `${team} has not locked an answer.`;
  return `${own ? ended(`You proposed ${own}`) : "No proposal from you."} ${together}`;
}

/** As a sentence, whatever was quoted in it. */
const ended = (words) => (/[.!?…]”$/.test(words) ? words : `${words}.`);

const quote = (ask, answer) => (ask.kind === "text" ? `“${answer.text}”` : answerText(ask, answer));

export function state(it, inject, phone) {
  if (it.is === "none" && !phone.seen.has(inject))
    return html`<span class="state">${icon("hidden")} Not opened</span>`;
  const is = it.is === "closed" && it.former ? "delivered" : it.is;
  const [kind, sign, word] = STATES[is] ?? ["now", "draft", "Open"];
  return html`<span class="state ${kind}">${icon(sign)} ${word}</span>`;
}

const STATES = {
  none: ["ok", "check", "Read"],
  recalled: ["", "recall", "Recalled"],
  locked: ["ok", "lock", "Locked"],
  sending: ["now", "sending", "Sending"],
  late: ["soon", "late", "Too late"],
  closed: ["soon", "late", "Missed"],
  refused: ["bad", "warn", "Not delivered"],
  delivered: ["ok", "delivered", "Delivered"],
};

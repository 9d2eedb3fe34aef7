/** What the team makes of an ask together: who locks, who proposes what, what was locked. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";
import { answerText, letter, listed } from "../core/words.js";

/** Above the options: who gives the team's answer. */
export function lockNote(phone, inject, it) {
  const { decision, holder } = it;
  if (inject.ask?.scope !== "team" || !decision || decision.locked || inject.status !== "open") return nothing;
  const team = phone.team?.name;
  if (holder) {
    return html`<p class="banner">${icon("lock")}<span class="grow"><b>You hold the lock.</b>
      Give the answer for ${team} after you have talked. It is final.</span></p>`;
  }
  if (!decision.lock_holder) return nothing;
  const seat = phone.store.get("seat", decision.lock_holder);
  const role = seat?.role_name ? html`, ${seat.role_name},` : nothing;
  return html`<p class="hint">Everyone proposes. ${icon("lock")} <span dir="auto">${phone.name(decision.lock_holder)}</span>${role}
    locks for ${team}.</p>`;
}

/** Who proposed an option of a choice or multi; null where that is still hidden or does not apply. */
export function voices(inject, { decision }) {
  if (!decision || !["choice", "multi"].includes(inject.ask.kind)) return null;
  if (!decision.proposals.length || decision.proposals.every((each) => each.answer === null)) return null;
  return (option) =>
    decision.proposals
      .filter(({ answer }) => answer?.option === option || answer?.options?.includes(option))
      .map(({ seat }) => seat);
}

/** Below the form: everybody's proposal, with the ways to stand behind one or to take it over. */
export function proposals(phone, inject, it) {
  const { decision } = it;
  if (!decision || !decision.proposals.length) return nothing;
  const open = inject.status === "open" && !decision.locked && !phone.me?.watching;
  const hidden = decision.proposals.every((each) => each.answer === null);
  return html`<section class="close" aria-labelledby="proposals">
    <h2 class="label" id="proposals">Your team’s proposals (${decision.proposals.length} of ${decision.expected})</h2>
    ${hidden ? html`<p class="hint">Alone first: you see them when everyone has proposed.</p>` : nothing}
    <ul class="lines card">${decision.proposals.map((each) => row(phone, inject, it, each, open && !hidden))}</ul>
  </section>`;
}

function row(phone, inject, { decision, holder }, proposal, open) {
  const { seat, answer, rationale } = proposal;
  const mine = seat === phone.you.seat;
  const behind = Object.keys(decision.votes).filter((voter) => decision.votes[voter] === seat);
  const support = behind.includes(phone.you.seat);
  const vote = () => phone.say("decision.vote", { inject: inject.id, seat: support ? null : seat });
  const take = () => {
    phone.change(inject);
    phone.edit(inject, { answer });
  };
  const dissents = decision.dissent.includes(seat);
  return html`<li><span><b dir="auto">${mine ? "You" : phone.name(seat)}</b>${answer
        ? html`: <span dir="auto">${inWords(inject.ask, answer)}</span>` : nothing}
      ${rationale ? html`<q dir="auto">${rationale}</q>` : nothing}
      ${behind.length ? html`<small>${listed(behind.map((voter) => phone.name(voter)))} ${behind.length > 1 || support ? "stand" : "stands"} behind it</small>` : nothing}
      ${dissents ? html`<small>Another view; it stays on record.</small>` : nothing}</span>
    ${open && !mine ? html`<span class="buttons">
      <button type="button" class="button tall" aria-pressed=${support} @click=${vote}>${support ? icon("check") : nothing} Stand behind it</button>
      ${holder ? html`<button type="button" class="button tall quiet" @click=${take}>Use it</button>` : nothing}</span>` : nothing}
  </li>`;
}

/** The team's answer, once there is one. */
export function locked(phone, inject, { decision }) {
  if (!decision?.locked) return nothing;
  const { ask } = inject;
  const option = ask.options.find(({ id }) => id === decision.answer.option);
  return html`<section class="card locked" aria-labelledby="locked"><div class="body close">
    <h2 class="label state ok" id="locked">${icon("lock")} ${phone.team?.name}’s answer</h2>
    <p dir="auto">${option ? html`<b class="letter">${letter(ask, option.id)}</b> ${option.text}` : inWords(ask, decision.answer)}</p>
    ${decision.rationale ? html`<q dir="auto">${decision.rationale}</q>` : nothing}
    ${decision.dissent.includes(phone.you.seat) ? html`<p class="hint">Your different view stays on record.</p>` : nothing}
  </div></section>`;
}

function inWords(ask, answer) {
  return answerText(ask, answer);
}

/** What the team makes of an ask together. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";
import { answerText, letter, listed } from "../core/words.js";
import { onItsWay } from "./action.js";

export function proposals(phone, inject, it) {
  const { decision } = it;
  if (!decision || !decision.proposals.length) return nothing;
  const open = inject.status === "open" && !decision.locked && !phone.me?.watching;
  const hidden = decision.proposals.every((each) => each.answer === null);
  return html`<section class="close" aria-labelledby="proposals">
    <h2 class="label" id="proposals">
      Your team’s proposals (${decision.proposals.length} of ${decision.expected})
    </h2>
    ${hidden ? html`<p class="hint">Alone first: you see them when everyone has proposed.</p>` : nothing}
    <ul class="lines card">
      ${decision.proposals.map((each) => row(phone, inject, it, each, open && !hidden))}
    </ul>
  </section>`;
}

function row(phone, inject, { decision, holder }, proposal, open) {
  const { seat, answer, rationale } = proposal;
  const mine = seat === phone.you.seat;
  const behind = Object.keys(decision.votes).filter((voter) => decision.votes[voter] === seat);
  const sent = phone.sent("decision.vote", (data) => data.inject === inject.id);
  const support = (sent ? sent.data.seat : decision.votes[phone.you.seat]) === seat;
  const vote = () => sent || phone.say("decision.vote", { inject: inject.id, seat: support ? null : seat });
  const take = () => {
    phone.change(inject);
    phone.edit(inject, { answer });
  };
  const dissents = decision.dissent.includes(seat);
  return html`<li>
    <span
      ><b dir="auto">${mine ? "You" : phone.name(seat)}</b>${
        answer ? html`: <span dir="auto">${answerText(inject.ask, answer)}</span>` : nothing
      }
      ${rationale ? html`<q dir="auto">${rationale}</q>` : nothing}
      ${behind.length ? html`<small>${supporters(phone, behind)}</small>` : nothing}
      ${sent && support && !phone.live ? onItsWay(phone) : nothing}
      ${dissents ? html`<small>Another view; it stays on record.</small>` : nothing}</span
    >
    ${
      open && !mine
        ? html`<span class="buttons">
            <button type="button" class="button tall" aria-pressed=${support} @click=${vote}>
              ${support ? icon("check") : nothing} Stand behind it
            </button>
            ${holder ? html`<button type="button" class="button tall quiet" @click=${take}>Use it</button>` : nothing}</span
          >`
        : nothing
    }
  </li>`;
}

export function locked(phone, inject, { decision }) {
  if (!decision?.locked) return nothing;
  const { ask } = inject;
  const { option, options, order } = decision.answer;
  const chosen = (options ?? order ?? [option]).map((id) => ask.options.find((each) => each.id === id));
  return html`<section class="card locked" aria-labelledby="locked">
    <div class="body close">
      <h2 class="label state ok" id="locked">${icon("lock")} ${phone.team?.name}’s answer</h2>
      ${
        chosen[0]
          ? chosen.map(
              ({ id, text }) => html`<p dir="auto"><b class="letter">${letter(ask, id)}</b> ${text}</p>`,
            )
          : html`<p dir="auto">${answerText(ask, decision.answer)}</p>`
      }
      ${decision.rationale ? html`<q dir="auto">${decision.rationale}</q>` : nothing}
      ${decision.dissent.includes(phone.you.seat) ? html`<p class="hint">Your different view stays on record.</p>` : nothing}
    </div>
  </section>`;
}

function supporters(phone, seats) {
  const names = seats.map((seat) => phone.name(seat)).sort((a) => (a === "you" ? -1 : 1));
  const [first, ...others] = names;
  const verb = names.length > 1 || first === "you" ? "stand" : "stands";
  return `${listed([first === "you" ? "You" : first, ...others])} ${verb} behind it`;
}

/** After ENDEX: what this person and their team did, for this person alone. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { clockText, leftText } from "../core/clock.js";
import { icon } from "../core/icons.js";
import { onItsWay, tell } from "./action.js";
import { draftText } from "./answering.js";
import { outcome, state } from "./earlier.js";
import { helplines, seatPanel } from "./seat.js";

export function lookback(phone) {
  const { me, exercise, injects } = phone;
  const { survey } = phone;
  const sent = survey && phone.surveySent(survey);
  const done = survey && (sent || phone.surveyAnswer(survey));
  const closed = exercise.status === "closed";
  return {
    main: html` <div class="close">
        <p class="state">
          ${icon("flag")} ${closed ? "The exercise is closed" : "ENDEX. The exercise is over"}
        </p>
        <h1 id="title" tabindex="-1">Your look‑back, <span dir="auto">${me?.name}</span></h1>
        <p class="hint">
          <bdi>${exercise.title}</bdi> · ${clockText(phone.elapsed)} ·
          ${injects.length === 1 ? "1 inject" : `${injects.length} injects`} reached you
        </p>
        <p class="state">${icon("hidden")} Only you see this page</p>
      </div>
      ${
        injects.length
          ? html`<ol class="lines card">
              ${injects.map((each) => row(phone, each))}
            </ol>`
          : html`<div class="empty">
              <b>No inject reached you</b>What you answer in an exercise is listed here.
            </div>`
      }
      <section class="close" aria-labelledby="care">
        <h2 class="label" id="care">Take a moment</h2>
        <p>Some scenes stay with people. If one does, tell the facilitator or somebody you trust.</p>
      </section>
      ${helplines(exercise)}${seatPanel(phone)}`,
    action: survey
      ? html`<footer class="action">
          ${
            done
              ? html`<p class="status">
                  ${sent ? onItsWay(phone) : tell("ok", "delivered", "Delivered.", " Thank you.")}
                </p>`
              : nothing
          }
          <button class="button ${done ? "" : "primary"} large" @click=${() => phone.openSurvey(survey)}>
            ${sent ? "Look at my answers" : done ? "Change my answers" : `Answer ${survey.items.length} last questions`}
          </button>
        </footer>`
      : nothing,
  };
}

function row(phone, inject) {
  const it = phone.standing(inject);
  const at = it.decision?.locked ? it.decision.locked_ms : it.said?.submitted_ms;
  const took = at != null && !it.said?.late ? leftText(at - inject.released_ms) : null;
  const why = it.said?.rationale;
  const lost = it.draft && ["recalled", "closed"].includes(it.is) ? draftText(inject.ask, it.draft) : null;
  return html`<li>
    <time>${clockText(inject.released_ms)}</time>
    <span><span dir="auto">${inject.title}</span><small dir="auto">${outcome(phone, inject)}</small></span>
    <span class="result"
      >${state(it, inject, phone)}${took ? html`<small>after ${took}</small>` : nothing}</span
    >
    ${why ? html`<span class="wide"><small>You wrote</small><q dir="auto">${why}</q></span>` : nothing}
    ${lost ? html`<span class="wide"><small>Your draft, not sent</small><q dir="auto">${lost}</q></span>` : nothing}
  </li>`;
}

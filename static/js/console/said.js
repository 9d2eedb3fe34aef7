import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { icon, mark } from "../core/icons.js";
import { answerText } from "../core/words.js";
import { at } from "./reading.js";

/** What people wrote: texts, reasons and certainty, by table; late ones marked. */
export function said(board, inject) {
  if (!inject.ask) return nothing;
  const text = inject.ask.kind === "text";
  const answers = board.answers(inject.id).filter((answer) => text || answer.rationale || answer.late);
  const locks = board.teams
    .map((team) => board.decision(inject.id, team.id))
    .filter((decision) => decision?.locked && (text || decision.rationale) && !repeats(decision, answers));
  if (!answers.length && !locks.length) return nothing;
  return html`<section aria-labelledby="said-h">
    <h3 id="said-h">${text ? "In their words" : "Why, in their words"}</h3>
    <ul class="said">
      ${repeat(locks, ({ id }) => `lock ${id}`, (decision) => lock(board, inject, decision))}
      ${repeat(answers, ({ id }) => id, (answer) => one(board, inject, answer, text))}
    </ul>
  </section>`;
}

/** A lock holder who locks their own proposal has said it already. */
const repeats = (decision, answers) =>
  answers.some(
    (answer) =>
      answer.seat === decision.locked_by &&
      answer.rationale === decision.rationale &&
      JSON.stringify(answer.answer) === JSON.stringify(decision.answer),
  );

const sure = ({ confidence }) => (confidence === null ? "" : `${confidence}% sure`);

const dotted = (...parts) => parts.filter(Boolean).join(" · ");

function lock(board, inject, decision) {
  const text = inject.ask.kind === "text";
  return html`<li>${mark(board.team(decision.team), "small")}
    <span><b>${board.team(decision.team)?.name}</b> ${icon("lock", "locked")}
      <span dir="auto">${text ? decision.answer.text : ""} ${decision.rationale}</span></span>
    <span class="hint">${dotted(text ? "" : answerText(inject.ask, decision.answer), sure(decision), at(decision.locked_ms))}</span></li>`;
}

function one(board, inject, answer, text) {
  return html`<li>${mark(board.team(answer.team), "small")}
    <span><b dir="auto">${board.seat(answer.seat)?.name}</b>
      <span dir="auto" class=${text ? "words" : ""}>${text ? answer.answer.text : ""}
        ${answer.rationale ? html`<span class=${text ? "hint" : ""}>${answer.rationale}</span>` : nothing}</span></span>
    <span class="hint">${dotted(text ? "" : answerText(inject.ask, answer.answer), sure(answer), at(answer.submitted_ms))}
      ${answer.late ? html`<span class="state bad">${icon("late")} Too late</span>` : nothing}</span></li>`;
}

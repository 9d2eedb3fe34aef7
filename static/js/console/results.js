/** What came back, by team: options, values, places, or simply who has answered. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon, mark } from "../core/icons.js";
import { answerText } from "../core/words.js";
import { inTeams } from "./board.js";
import { teaching } from "./control.js";
import { at } from "./reading.js";
import { highest, lowest, middle, values } from "./values.js";

export function results(desk, board, inject) {
  const teams = board.teams.filter(({ id }) => id in inject.teams);
  const out = teams.filter(({ id }) => ["open", "closed", "recalled"].includes(inject.teams[id].status));
  const sheet = { desk, board, inject, ask: inject.ask, teams: out.length ? out : teams, out: out.length > 0 };
  switch (inject.ask?.kind) {
    case "choice":
    case "multi":
      return split(sheet, "Proposals", optionRows);
    case "ranking":
      return split(sheet, "Average place", rankingRows);
    case "rating":
    case "number":
      return html`${split(sheet, "Values", valueRows)} ${sheet.out ? spread(sheet) : nothing}`;
    default:
      return sheet.out || inject.ask ? split(sheet, "Who", () => nothing) : nothing;
  }
}

function split({ desk, board, inject, ask, teams, out }, name, rows) {
  const prompt = ask?.prompt || "Read by";
  const label = `${name} by ${board.word}`;
  const head = inTeams(inject) && name === "Proposals" ? "All proposals" : "All";
  return html`<div class="scroll" role="region" aria-label=${label} tabindex="0">
    <table class="table split ${teams.length > 4 ? "wide" : ""}">
      <caption class="hide-visually">${prompt} ${label}</caption>
      <thead><tr><th class="what" scope="col"><b dir="auto">${prompt}</b></th>
        ${teams.map((team) => html`<th class="team" scope="col">${mark(team)}</th>`)}
        <th class="all" scope="col">${head}</th></tr></thead>
      <tbody>${rows({ desk, board, inject, ask, teams })}</tbody>
      ${out ? foot({ board, inject, ask, teams }) : nothing}
    </table>
  </div>`;
}

const what = (letter, words, below = nothing) =>
  html`<th class="what" scope="row"><span>${letter ? html`<span class="letter">${letter}</span>` : nothing}
    <span><span dir="auto">${words}</span>${below}</span></span></th>`;

function optionRows({ desk, board, inject, ask, teams }) {
  const count = (team, option) => inject.teams[team.id].tally?.[option.id] ?? 0;
  const total = Math.max(1, board.progress(inject).answered);
  return ask.options.map((option, place) => {
    const all = teams.reduce((sum, team) => sum + count(team, option), 0);
    return html`<tr>${what(String.fromCharCode(65 + place), option.text, teaching(desk, board, option))}
      ${teams.map((team) => cell(count(team, option), chose(board.decision(inject.id, team.id), option)))}
      <td class="all">${all} ${bar(all / total)}</td></tr>`;
  });
}

const chose = (decision, { id }) =>
  decision?.locked && (decision.answer.option === id || decision.answer.options?.includes(id));

const cell = (count, locked) => html`<td class="team ${locked ? "locked" : count ? "" : "zero"}">${count}
  ${locked ? icon("lock", "locked") : nothing}</td>`;

/** A bar of 100 units; SVG, since a strict policy allows no inline style. */
const bar = (share) => html`<svg class="bar now" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
  <rect width=${Math.round(Math.min(1, share) * 100)} height="8"></rect></svg>`;

function rankingRows({ desk, board, inject, ask, teams }) {
  const answers = board.answers(inject.id).filter(({ late }) => !late);
  const place = (option, team) => {
    const places = answers
      .filter((answer) => !team || answer.team === team.id)
      .map(({ answer }) => answer.order.indexOf(option.id) + 1);
    return places.length ? (places.reduce((sum, each) => sum + each) / places.length).toFixed(1) : "–";
  };
  return ask.options.map(
    (option, number) => html`<tr>${what(String.fromCharCode(65 + number), option.text, teaching(desk, board, option))}
      ${teams.map((team) => html`<td class="team">${place(option, team)}</td>`)}
      <td class="all"><b>${place(option)}</b></td></tr>`,
  );
}

function valueRows({ inject, ask, teams }) {
  const all = values(inject, teams);
  const line = (word, measure) => html`<tr>${what("", word)}
    ${teams.map((team) => html`<td class="team">${measure(values(inject, [team]))}</td>`)}
    <td class="all"><b>${measure(all)}</b> ${ask.unit}</td></tr>`;
  return html`${line("Middle", middle)} ${line("Lowest", lowest)} ${line("Highest", highest)}`;
}

/** How often each value was given, as a row of columns with their counts. */
function spread({ inject, ask, teams }) {
  const all = values(inject, teams);
  const shown =
    ask.kind === "rating" && (ask.maximum - ask.minimum) / (ask.step || 1) <= 10
      ? Array.from({ length: (ask.maximum - ask.minimum) / (ask.step || 1) + 1 }, (_, n) => ask.minimum + n * (ask.step || 1))
      : [...new Set(all)];
  if (!all.length) return nothing;
  const most = Math.max(...shown.map((value) => times(all, value)), 1);
  return html`<figure class="spread" aria-label="How often each value was given">
    <ol class="columns">
      ${shown.map(
        (value) => html`<li><span class="count">${times(all, value) || ""}</span>
          <svg viewBox="0 0 10 40" preserveAspectRatio="none" aria-hidden="true"><rect
            y=${40 - (times(all, value) / most) * 40} width="10" height=${(times(all, value) / most) * 40}></rect></svg>
          <b>${value}</b></li>`,
      )}
    </ol>
    ${ask.label_min || ask.label_max
      ? html`<figcaption class="ends hint"><span>${ask.label_min}</span><span>${ask.label_max}</span></figcaption>`
      : nothing}
  </figure>`;
}

const times = (all, value) => all.filter((each) => each === value).length;

function foot({ board, inject, ask, teams }) {
  const sum = board.progress(inject);
  const row = (word, each, all) => html`<tr><th class="what" scope="row">${word}</th>
    ${teams.map((team) => html`<td class="team">${each(inject.teams[team.id], team)}</td>`)}
    <td class="all"><b>${all}</b></td></tr>`;
  const read = row("Read", ({ read, expected }) => `${read.length} of ${expected}`, `${sum.read} of ${sum.expected}`);
  if (!ask) return html`<tfoot>${read}</tfoot>`;
  return html`<tfoot>
    ${ask.kind === "ack" || ask.kind === "text" ? read : nothing}
    ${row("Answered", ({ answered, expected }) => `${answered.length} of ${expected}`, `${sum.answered} of ${sum.expected}`)}
    ${inTeams(inject) && ask.kind !== "choice" && ask.kind !== "multi" && ask.kind !== "text"
      ? row("Locked answer", (_, team) => lockedAnswer(board, inject, team), "")
      : nothing}
    ${inTeams(inject)
      ? row("Locked at", (_, team) => at(board.decision(inject.id, team.id)?.locked_ms), `${sum.locked} of ${sum.teams}`)
      : nothing}
  </tfoot>`;
}

function lockedAnswer(board, inject, team) {
  const decision = board.decision(inject.id, team.id);
  return decision?.locked ? html`<b>${answerText(inject.ask, decision.answer)}</b>` : "–";
}

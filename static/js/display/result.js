/** How the teams answered, once the facilitator has revealed it. No names, no verdict. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon, mark } from "../core/icons.js";
import { answerText, letter, listed } from "../core/words.js";

const TABLES = { choice: optionRow, multi: optionRow, ranking: placeRow };

/** One question large, and `others` below it, a line each. */
export function result({ teams }, inject, others = []) {
  const { ask } = inject;
  const shown = teams.filter(({ id }) => inject.teams[id]);
  const whose = shown.length < teams.length ? listed(shown.map(({ name }) => name)) : "";
  return html`<section class="body result"><div>
      ${whose ? html`<p class="from" dir="auto">${whose}</p>` : nothing}
      <h2 dir="auto">${inject.title}</h2>${ask.prompt ? html`<p class="prompt" dir="auto">${ask.prompt}</p>` : nothing}</div>
    ${ask.kind in TABLES ? table(inject, shown, TABLES[ask.kind]) : each(inject, shown)}
    ${others.length ? html`<ul class="others">${others.map((other) => line(other, teams))}</ul>` : nothing}</section>`;
}

function table(inject, teams, row) {
  const locking = inject.ask.scope === "team";
  const ranking = inject.ask.kind === "ranking";
  const locked = teams.some(({ id }) => inject.teams[id].locked);
  return html`<table class="by-team"><thead><tr><td></td>
      ${teams.map((team) => html`<th scope="col">${mark(team)}</th>`)}<th scope="col">All</th></tr></thead>
    <tbody>${inject.ask.options.map((option) => html`<tr><th scope="row"><span class="words"><span class="letter">${letter(inject.ask, option.id)}</span>
      <span dir="auto">${option.text}</span></span></th>${row(inject, teams, option)}</tr>`)}</tbody></table>
    ${locking
      ? html`<p class="legend">${locked ? html`${icon("lock")} is what a team locked; ${ranking ? "with a decimal, the average place in its members' proposals." : "the numbers are its members' proposals."}` : `${ranking ? "The average place in the members' proposals." : "The numbers are the members' proposals."} No team has locked an answer.`}</p>`
      : ranking
        ? html`<p class="legend">The average place; 1 is first.</p>`
        : nothing}`;
}

const given = (inject, id) => inject.teams[id].answered;

function optionRow(inject, teams, { id }) {
  const count = (team) => inject.teams[team.id].tally?.[id] ?? 0;
  const all = teams.reduce((sum, team) => sum + count(team), 0);
  const answered = teams.reduce((sum, team) => sum + given(inject, team.id), 0);
  return html`${teams.map((team) => {
    const { decision } = inject.teams[team.id];
    const locked = decision?.option === id || decision?.options?.includes(id);
    return html`<td class="${locked ? "locked" : count(team) ? "" : "zero"}">${count(team)}${locked ? icon("lock", "locked") : nothing}</td>`;
  })}<td class="all">${all} ${bar(all, answered)}</td>`;
}

/** At which place each team put it: what it locked, else the average of its members. */
function placeRow(inject, teams, { id }) {
  return html`${teams.map((team) => {
    const { decision, places } = inject.teams[team.id];
    if (decision) return html`<td class="locked">${decision.order.indexOf(id) + 1}.</td>`;
    return places[id] ? html`<td>${places[id].toFixed(1)}</td>` : html`<td class="zero">–</td>`;
  })}<td class="all"></td>`;
}

const bar = (count, all) => html`<svg class="bar now" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect
  width=${all ? Math.min(100, Math.round((100 * count) / all)) : 0} height="8"></rect></svg>`;

function each(inject, teams) {
  return html`<ul class="rows each">${teams.map((team) => {
    const { answered, expected, decision, tally } = inject.teams[team.id];
    return html`<li>${mark(team)} <span>${decision ? html`<span class="state ok">${icon("lock")} Locked</span>` : html`${answered} of ${expected} answered`}</span>
      <span class="words" dir="auto">${decision ? answerText(inject.ask, decision) : told(inject.ask, tally) || nothing}</span></li>`;
  })}</ul>`;
}

/** Numbers in order, with how often each was given; other answers stay with those who gave them. */
function told(ask, tally) {
  if (ask.kind !== "rating" && ask.kind !== "number") return "";
  const found = Object.entries(tally ?? {}).sort(([one], [other]) => Number(one) - Number(other));
  const unit = ask.unit ? ` ${ask.unit}` : "";
  return found.map(([value, count]) => `${value}${unit}${count > 1 ? ` (${count}×)` : ""}`).join(", ");
}

function line(inject, teams) {
  return html`<li><span class="words" dir="auto"><b>${inject.title}</b> ${inject.ask.prompt}</span>
    <span class="short">${teams.filter(({ id }) => inject.teams[id]).map((team) => html`<span>${mark(team)} ${short(inject, team.id)}</span>`)}</span></li>`;
}

/** A team's answer in a word: what it locked, else what most of it said, else how many answered. */
function short({ ask, teams }, id) {
  const { decision, tally, answered, expected } = teams[id];
  if (decision && ask.kind !== "text") return html`${answerText(ask, decision)} ${icon("lock", "locked")}`;
  const counts = Object.entries(tally ?? {});
  const most = Math.max(...counts.map(([, count]) => count));
  if (ask.options.length && counts.length) {
    return counts.filter(([, count]) => count === most).map(([option]) => letter(ask, option)).sort().join(" / ");
  }
  if (counts.length) return told(ask, tally);
  return `${answered} of ${expected}`;
}

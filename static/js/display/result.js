/** How the teams answered, once the facilitator has revealed it. No names, no verdict. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon, mark } from "../core/icons.js";

export function result({ teams }, inject) {
  const { ask } = inject;
  const shown = teams.filter(({ id }) => inject.teams[id]);
  const rows = ask.kind === "choice" || ask.kind === "multi" ? options(inject, shown) : each(inject, shown);
  return html`<section class="body result"><h2 dir="auto">${ask.prompt || inject.title}</h2>${rows}
    ${ask.options.length ? html`<p class="legend">A mark stands beside what most of a table said.</p>` : nothing}</section>`;
}

function options(inject, teams) {
  const given = teams.reduce((all, { id }) => all + inject.teams[id].answered, 0);
  return html`<ol class="rows">${inject.ask.options.map(({ id, text }, place) => {
    const count = teams.reduce((all, team) => all + (inject.teams[team.id].tally?.[id] ?? 0), 0);
    const most = teams.filter((team) => leads(inject.teams[team.id].tally, id));
    return html`<li><span class="letter">${String.fromCharCode(65 + place)}</span><span class="words" dir="auto">${text}</span>
      <span class="count">${count} of ${given} ${bar(count, given)}</span>
      <span class="who-locked">${most.map((team) => mark(team))}</span></li>`;
  })}</ol>`;
}

/** Whether this is what most of a team said. */
const leads = (tally, option) => Boolean(tally?.[option]) && tally[option] === Math.max(...Object.values(tally));

const bar = (count, all) => html`<svg class="bar now" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect
  width=${all ? Math.round((100 * count) / all) : 0} height="8"></rect></svg>`;

function each(inject, teams) {
  return html`<ul class="rows each">${teams.map((team) => {
    const { answered, expected, locked, tally } = inject.teams[team.id];
    return html`<li>${mark(team)} <span>${locked ? html`<span class="state ok">${icon("lock")} Locked</span>` : html`${answered} of ${expected}`}</span>
      <span class="words">${told(inject.ask, tally) || nothing}</span></li>`;
  })}</ul>`;
}

/** Numbers in order, with how often each was given; other answers stay with those who gave them. */
function told(ask, tally) {
  if (ask.kind !== "rating" && ask.kind !== "number") return "";
  const found = Object.entries(tally ?? {}).sort(([one], [other]) => Number(one) - Number(other));
  return found.map(([value, count]) => (count > 1 ? `${value} (${count}×)` : value)).join(", ") + (found.length && ask.unit ? ` ${ask.unit}` : "");
}

/** The inject everybody has, and how many have answered: counts only, no names and no options. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { leftMs, leftText } from "../core/clock.js";
import { icon, mark } from "../core/icons.js";
import { prose } from "../core/prose.js";

const MOST_DOTS = 8;

export function live(scene, inject) {
  const { exercise } = scene;
  if (!inject) {
    return html`<section class="body still">${icon("bell")}<h2>Look at your phone</h2>
      <p>What everybody gets appears here as well.</p></section>`;
  }
  const asks = inject.ask !== null;
  return html`<section class="body scene ${asks ? "" : "alone"}">
    <div>
      <p class="from" dir="auto">${exercise.status === "paused" ? html`${icon("pause")} The clock stands. ` : nothing}${inject.from}</p>
      <h2 dir="auto">${inject.title}</h2>
      <div class="story" dir="auto">${prose(inject.body)}</div>
      ${inject.media.filter(({ kind }) => kind === "image").map(({ url, alt }) => html`<img class="picture" src=${url} alt=${alt}>`)}
      ${asks ? html`<p class="prompt" dir="auto">${inject.ask.prompt}</p>` : nothing}
    </div>
    ${asks ? answered(scene, inject) : nothing}
  </section>`;
}

function answered({ exercise, teams, now }, inject) {
  const shown = teams.filter(({ id }) => inject.teams[id]);
  const sum = (field) => shown.reduce((all, { id }) => all + inject.teams[id][field], 0);
  return html`<div class="answered">
    <p><b>${sum("answered")} of ${sum("expected")}</b> answered</p>
    <ul class="rows ${shown.length > 6 ? "many" : ""}">${repeat(shown, ({ id }) => id, (team) => row(team, inject.teams[team.id]))}</ul>
    ${closes(exercise, inject, now)}
  </div>`;
}

function row(team, { expected, answered: count, locked }) {
  return html`<li>${mark(team)} ${expected <= MOST_DOTS ? dots(count, expected) : bar(count, expected)}
    ${locked ? html`<span class="state ok">${icon("lock")} Locked</span>` : html`<span>${count} of ${expected}</span>`}</li>`;
}

const dots = (count, expected) => html`<span class="dots" aria-hidden="true">${Array.from(
  { length: expected },
  (_, place) => html`<i class=${place < count ? "in" : ""}></i>`,
)}</span>`;

const bar = (count, expected) => html`<svg class="bar ok" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect
  width=${Math.round((100 * Math.min(count, expected)) / expected)} height="8"></rect></svg>`;

function closes(exercise, inject, now) {
  if (inject.status !== "open") return html`<span class="chip">${icon("check")} closed</span>`;
  const left = leftMs(inject, exercise, now);
  if (left === null) return nothing;
  if (exercise.clock.status !== "running") return html`<span class="chip">${icon("pause")} ${leftText(left)} left</span>`;
  return html`<span class="chip ${left < 30_000 ? "soon" : "now"}">${icon("clock")} closes in ${leftText(left)}</span>`;
}

/** The pages around the play: a draft that nobody can join yet, the hot wash, the closed record. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { live } from "../../vendor/lit-html/directives/live.js";
import { clockText } from "../core/clock.js";
import { icon } from "../core/icons.js";
import { act } from "./act.js";
import { feed } from "./feed.js";
import { invite } from "./invite.js";
import { onDisplay } from "./reveal.js";

export function draft(desk, board) {
  const { duration_ms, mode, content_note } = board.exercise;
  const asks = board.injects.filter(({ ask }) => ask).length;
  return html`<div class="around"><section class="card" aria-labelledby="draft-h">
    <div class="head"><h2 id="draft-h">Nobody can join yet</h2></div>
    <div class="body stack">
      <p>${mode === "parallel" ? `${board.teams.length} tables get the same injects` : `${board.teams.length} teams see different parts of one crisis`}:
        ${board.injects.length} injects, ${asks} of them with a question, in ${Math.round(duration_ms / 60_000)} minutes.</p>
      ${content_note ? html`<p dir="auto"><b>Content note:</b> ${content_note}</p>` : nothing}
      <p class="hint">Opening the lobby shows the code and the QR. The clock starts later, when you say so. Until then the script can be read, held, skipped and revised under “Script”.</p>
      <p class="buttons">${board.runs ? act({ label: "Open the lobby", picture: "person", key: "O", tone: "primary", busy: desk.busy("exercise.open"), run: () => desk.say("exercise.open") }) : nothing} ${invite(desk, board)}</p>
    </div></section></div>`;
}

export function hotwash(desk, board) {
  const over = board.status === "closed";
  const surveys = board.surveys.filter(({ when }) => when === "post");
  return html`<div class="around wide"><div class="stack-wide">
      <section class="card" aria-labelledby="after-h">
        <div class="head"><h2 id="after-h">${over ? "The exercise is closed" : "Hot wash"}</h2></div>
        <div class="body stack">
          <p>${over
            ? "It is a record now. The debrief has the timeline, every decision and the exports."
            : "Talk while it is fresh: first how it felt, then what happened, then what to do differently. Phones show the look-back and the feedback form."}</p>
          <p class="buttons"><a class="button ${over ? "primary" : ""}" href="/debrief/${desk.place.id}">${icon("eye")} Open the debrief</a>
            ${over || !board.runs ? nothing : closing(desk, board)}</p>
        </div></section>
      ${over || !board.runs ? nothing : onDisplay(desk, board)}
      ${surveys.length ? handedIn(surveys) : nothing}
      ${over ? nothing : ratings(desk, board)}
    </div>
    <section class="card notes-card" aria-label="Feed and notes">${feed(desk, board)}</section></div>`;
}

function handedIn(surveys) {
  return html`<section class="card" aria-labelledby="surveys-h">
    <div class="head"><h2 id="surveys-h">Handed in</h2><span class="hint">Numbers only: nobody's own answers are shown here</span></div>
    <ul class="body surveys">${surveys.map(
      ({ title, submitted, expected }) => html`<li><span dir="auto">${title}</span> <b class="number">${submitted} of ${expected}</b>
        <svg class="bar ${submitted >= expected ? "ok" : "now"}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect
          width=${expected ? Math.round((100 * Math.min(submitted, expected)) / expected) : 0} height="8"></rect></svg></li>`,
    )}</ul></section>`;
}

/** Closing takes two presses: after it, nobody can hand anything in. */
function closing(desk, board) {
  const missing = board.surveys.filter(({ when, submitted, expected }) => when === "post" && submitted < expected);
  const run = () => (desk.closing ? desk.say("exercise.close").then(() => desk.set({ closing: false })) : desk.set({ closing: true }));
  const label = desk.closing ? (missing.length ? "Close, though some are missing" : "Really close") : "Close the exercise";
  return act({ label, picture: "lock", tone: desk.closing ? "primary" : "", busy: desk.busy("exercise.close"), run });
}

const RATINGS = [
  ["P", "Performed without challenges"],
  ["S", "Performed with some challenges"],
  ["M", "Performed with major challenges"],
  ["U", "Unable to be performed"],
];

function ratings(desk, board) {
  const { objectives } = board.exercise;
  if (!objectives.length) return nothing;
  const given = (id) => board.ratings.find(({ objective, team }) => objective === id && team === null)?.rating;
  return html`<section class="card" aria-labelledby="ratings-h">
    <div class="head"><h2 id="ratings-h">Objectives</h2><span class="hint">${RATINGS.map(([letter, words]) => `${letter} ${words.toLowerCase()}`).join(" · ")}</span></div>
    <ul class="body ratings">${objectives.map(
      ({ id, text }) => html`<li><span dir="auto"><b>${id}</b> ${text}</span>
        <span class="segments" role="radiogroup" aria-label="Rating of ${id}">${RATINGS.map(
          ([letter, words]) => html`<label title=${words}><input type="radio" name="rating-${id}" aria-label=${words} .checked=${live(given(id) === letter)}
            @change=${() => desk.say("rating.set", { objective: id, rating: letter })}>${letter}</label>`,
        )}</span></li>`,
    )}</ul></section>`;
}

/** The console as a whole: which page fits the status, and what lies over it. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { icon } from "../core/icons.js";
import { listed } from "../core/words.js";
import { act } from "./act.js";
import { draft, hotwash } from "./around.js";
import { reachable } from "./board.js";
import { current } from "./current.js";
import { deck } from "./deck.js";
import { veil } from "./dialog.js";
import { halted } from "./emergency.js";
import { HOLD_MS } from "./desk.js";
import { lobby } from "./lobby.js";
import { people } from "./people.js";
import { runsheet } from "./runsheet.js";
import { stuck } from "./stuck.js";
import { quoted } from "./reading.js";

const PAGES = { draft: ["Draft", draft], lobby: ["Lobby", lobby], hotwash: ["Hot wash", hotwash], closed: ["Closed", hotwash] };

export function page(desk, board) {
  if (board.status === "halted") return html`${halted(desk, board)} ${toasts(desk, board)}`;
  const [word, before] = PAGES[board.status] ?? [];
  const script = !before || desk.view === "script";
  return html`${deck(desk, board)}
    ${before ? views(desk, word, script) : jumps(desk, board)}
    <main id="main" class=${script ? "panes" : "single"} ?inert=${desk.dialog !== null} tabindex="-1">
      ${notice(board)}
      ${script ? html`${runsheet(desk, board)} ${current(desk, board)} ${people(desk, board)}` : before(desk, board)}
    </main>
    ${veil(desk, board)} ${toasts(desk, board)}`;
}

/** Before and after the play the script is one press away. */
function views(desk, word, script) {
  const tab = (label, view, on) => html`<button class="button quiet" type="button" aria-pressed=${on}
    @click=${() => desk.set({ view })}>${label}</button>`;
  return html`<nav class="views" aria-label="View" ?inert=${desk.dialog !== null}>${tab(word, null, !script)} ${tab("Script", "script", script)}</nav>`;
}

/** On a narrow screen the panes lie below each other; these lead to them. */
function jumps(desk, board) {
  const waiting = stuck(board).length;
  return html`<nav class="jumps" aria-label="Panes" ?inert=${desk.dialog !== null}>
    <a href="#inject">Inject</a><a href="#people">People${waiting ? html` <span class="chip soon">${waiting} stuck</span>` : nothing}</a>
    <a href="#feed">Feed</a><a href="#runsheet">Run sheet</a></nav>`;
}

function notice(board) {
  const { notice: said } = board.exercise;
  return said ? html`<p class="banner soon notice" role="status">${icon("warn")} <span class="grow">${said.text}</span></p>` : nothing;
}

function toasts(desk, board) {
  return html`<div class="toasts" role="status">
    ${repeat([...desk.holding], ([id]) => id, ([id, release]) => held(desk, board, id, release))}
    ${repeat(desk.toasts, ({ id }) => id, ({ id, text, tone, icon: picture }) => html`<p class="toast ${tone}">
      ${picture ? icon(picture) : nothing}<span class="grow" dir="auto">${text}</span>
      <button class="button icon-only" type="button" aria-label="Dismiss" @click=${() => desk.dismiss(id)}>${icon("gone")}</button></p>`)}
  </div>`;
}

function held(desk, board, id, { at, teams }) {
  const inject = board.inject(id);
  const left = Math.ceil(Math.min(HOLD_MS, at - Date.now()) / 1000);
  const going = teams ?? (inject ? reachable(inject) : []);
  const to = going.length > 2 || !going.length ? board.counted(going.length || board.teams.length) : listed(going.map((team) => board.team(team).name));
  const newest = [...desk.holding.keys()].at(-1) === id;
  return html`<p class="toast">${icon("sending")}
    <span class="grow"><b>${inject ? quoted(inject.title) : "It"} goes to ${to} in <span aria-hidden="true">${Math.max(1, left)}</span> s.</b> Leaving this page cancels it.</span>
    ${act({ label: "Undo", key: newest ? "Z" : undefined, run: () => desk.undoRelease(id) })}</p>`;
}

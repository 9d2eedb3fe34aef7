/** The deck: title, exercise clock, what to do with it, the vitals, the real-emergency stop. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { live } from "../../vendor/lit-html/directives/live.js";
import { clockText, leftText } from "../core/clock.js";
import { icon } from "../core/icons.js";
import { listed, STATUS } from "../core/words.js";
import { act } from "./act.js";
import { inTeams } from "./board.js";
import { emergency } from "./emergency.js";
import { helpDialog } from "./help.js";
import { jumpDialog } from "./jump.js";
import { start } from "./start.js";

const RATES = [
  [0.5, "½×"],
  [1, "1×"],
  [2, "2×"],
];
const OTHER_RATES = [5, 10, 30, 60];

export function deck(desk, board) {
  const covered = desk.dialog !== null;
  return html`<header class="deck">
    <div class="which" ?inert=${covered}>
      <h1 dir="auto">${board.exercise.title}</h1>
      <p>${which(board)}</p>
      <p>${desk.place.home ? html`<a href="/console">All exercises</a>` : leave(desk)}
        <button class="link" type="button" data-key="?" @click=${() => desk.open(helpDialog(desk))}>Shortcuts <kbd class="key" aria-hidden="true">?</kbd></button>
        ${line(desk)}</p>
    </div>
    <section class="time" aria-label="Exercise clock" ?inert=${covered}>
      <time class="clock">${clockText(board.elapsed)}</time>
      ${clockState(desk, board)}
      ${board.runs ? clockAct(desk, board) : nothing}
    </section>
    ${board.live && board.runs ? pace(desk, board, covered) : nothing}
    <div class="status"><dl class="vitals" ?inert=${covered}>${board.live ? vitals(board) : around(board)}</dl>
    <div class="ends">${board.runs && board.status !== "closed" ? emergency(desk) : nothing}</div></div>
  </header>`;
}

/** Who was invited has no page of exercises to sign out from. */
const leave = (desk) => html`<form class="leave" method="post" action="/console/${desk.place.id}/sign-out"><button class="link" type="submit">Sign out</button></form>`;

export const codeText = (code) => code.replace(/^(.{4})(?=.)/, "$1 ");

function which(board) {
  const others = board.staff
    .filter(({ kind, id }) => kind === "facilitator" && id !== board.you?.seat && board.presenceOf(id) !== "gone")
    .map(({ name }) => name);
  return `Code ${codeText(board.exercise.code)} · ${board.counted(board.teams.length)}${others.length ? ` · with ${listed(others)}` : ""}`;
}

/** A press that has had no answer for a while. */
function line({ presses }) {
  const slow = [...presses.open].some(({ at }) => Date.now() - at > 1_000);
  return slow ? html`<span class="state soon" role="status">${icon("sending")} Sending…</span>` : nothing;
}

/** Without a line nobody here knows whether the clock still runs. */
function clockState(desk, board) {
  if (desk.connection.state !== "live") return html`<span class="state bad" role="status">${icon("offline")} <small>Reconnecting…</small></span>`;
  const { status, clock } = board.exercise;
  const rate = clock.rate === 1 ? nothing : html` <br>at ${clock.rate}×`;
  const by = board.exercise.clock_by && board.exercise.clock_by !== board.you?.seat ? html` <br><small dir="auto">by ${board.name(board.exercise.clock_by)}</small>` : nothing;
  if (status === "running") return html`<span class="state ok">${icon("play")} <span>Running${rate}${by}</span></span>`;
  if (status === "paused") return html`<span class="state soon">${icon("pause")} <span>Paused${rate}${by}</span></span>`;
  if (status === "draft" || status === "lobby") return html`<span class="state">${icon("clock")} Not started</span>`;
  return html`<span class="state">${icon("check")} ${STATUS[status]}</span>`;
}

function clockAct(desk, board) {
  const { status } = board.exercise;
  if (status === "lobby") {
    return act({ label: "Start", picture: "play", key: "P", tone: "primary", busy: desk.busy("clock.start"), run: () => start(desk, board) });
  }
  if (!board.live) return nothing;
  const command = status === "running" ? "clock.pause" : "clock.resume";
  return status === "running"
    ? act({ label: "Pause", picture: "pause", key: "P", busy: desk.busy(command), run: () => desk.say(command) })
    : act({ label: "Resume", picture: "play", key: "P", tone: "primary", busy: desk.busy(command), run: () => desk.say(command) });
}

function pace(desk, board, covered) {
  return html`<div class="pace buttons" ?inert=${covered}>${rates(desk, board.exercise.clock.rate)}
    ${act({ label: "Jump", picture: "jump", key: "J", run: () => desk.open(jumpDialog(desk, board)) })}</div>`;
}

function rates(desk, rate) {
  const known = RATES.some(([value]) => value === rate);
  const choices = known ? RATES : [...RATES, [rate, `${rate}×`]];
  const set = (value) => desk.say("clock.rate", { rate: value });
  return html`<span class="segments" role="radiogroup" aria-label="Rate">
      ${choices.map(
        ([value, word]) => html`<label><input type="radio" name="rate" .checked=${live(value === rate)}
          @change=${() => set(value)}>${word}</label>`,
      )}<select class="more-rates" aria-label="Faster rates" title="Faster rates"
        @change=${(event) => {
          set(Number(event.target.value));
          event.target.value = "";
        }}>
        <option value="">…</option>${OTHER_RATES.map((value) => html`<option value=${value}>${value}×</option>`)}
      </select></span>`;
}

const vital = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** Before and after the play only who is here counts, and what it begins with. */
function around(board) {
  const people = board.participants;
  const first = board.inject(board.exercise.next?.inject);
  return html`${vital("Here", board.blind ? "Unknown" : `${board.here(people)} of ${people.length}`)}
    ${first ? vital("First inject", html`${first.title} <small>at ${clockText(first.offset_ms)}</small>`) : nothing}`;
}

function vitals(board) {
  const { next } = board.exercise;
  const open = board.openAsks;
  const latest = board.current?.ask && board.current.order && board.current.status !== "recalled" ? [board.current] : [];
  const shown = open.length ? open : latest;
  const sums = shown.map((inject) => board.progress(inject));
  const sum = (field, of = sums) => of.reduce((all, each) => all + each[field], 0);
  const locking = sums.filter((_, place) => inTeams(shown[place]));
  return html`
    ${next ? nextUp(board, next) : nothing}
    ${sums.length ? vital(open.length > 1 ? `Answered, ${open.length} asks` : "Answered", `${sum("answered")} of ${sum("expected")}`) : nothing}
    ${locking.length ? vital("Locked", `${sum("locked", locking)} of ${sum("teams", locking)}`) : nothing}
    ${vital("Gone", gone(board))}`;
}

function nextUp(board, next) {
  const inject = board.inject(next.inject);
  const title = inject?.condition ? "Next, branch" : "Next";
  const left = board.until(next.offset_ms);
  return vital(html`<span title=${inject?.title ?? ""}>${title}</span>`, left > 0 ? leftText(left) : "due");
}

function gone(board) {
  if (board.blind) return html`<span class="state">${icon("offline")} <b>Unknown</b></span>`;
  const names = board.participants.filter(({ id }) => board.presenceOf(id) === "gone").map(({ name }) => name);
  if (!names.length) return html`<span class="state ok">${icon("check")} <b>Nobody</b></span>`;
  const shown = names.length > 2 ? `${names.length} people` : names.join(", ");
  return html`<a class="state bad" href="#people" title=${names.join(", ")}>${icon("gone")} <b dir="auto">${shown}</b></a>`;
}

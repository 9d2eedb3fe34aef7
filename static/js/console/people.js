/** The right pane: pause requests, who is stuck, people by table, then the feed. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { icon, mark } from "../core/icons.js";
import { answerText } from "../core/words.js";
import { act } from "./act.js";
import { inTeams, takesAnswers } from "./board.js";
import { feed } from "./feed.js";
import { invite } from "./invite.js";
import { lockJoins } from "./joins.js";
import { messageDialog } from "./message.js";
import { pauseRequests } from "./pause.js";
import { personButton } from "./person.js";
import { presence } from "./presence.js";
import { stuckPart } from "./stuck_part.js";

export function people(desk, board) {
  return html`<div class="pane people" id="people">
    ${pauseRequests(desk, board)} ${board.live ? stuckPart(desk, board) : nothing}
    <section class="part" aria-labelledby="people-h">
      <div class="head"><h2 id="people-h">People</h2>
        <span class="buttons">${invite(desk, board, "quiet")}
          ${board.runs
            ? act({ label: "Message", picture: "social", key: "M", tone: "quiet", run: () => desk.open(messageDialog(desk, {})) })
            : nothing}</span></div>
      <p class="hint summary">${summary(board)} ${board.ahead && board.status !== "draft" ? lockJoins(desk, board, "quiet") : nothing}</p>
      ${repeat(board.teams, ({ id }) => id, (team) => table(desk, board, team))}
      ${staff(desk, board)}
    </section>
    ${feed(desk, board)}
  </div>`;
}

function summary(board) {
  const people = board.participants;
  const count = (state) => people.filter(({ id }) => board.presenceOf(id) === state).length;
  const parts = [`${count("live")} live`, `${count("away")} away`, `${count("gone")} gone`];
  if (people.length && board.blind) return "No connection: who is there is as it was last known.";
  return people.length ? parts.filter((part) => !part.startsWith("0 ")).join(", ") : "Nobody has joined yet.";
}

function table(desk, board, team) {
  const members = board.members(team.id);
  const inject = aboutWhich(desk, board, team);
  return html`<div class="table-people">${mark(team)}
    <h3 class="name"><span dir="auto">${team.name}</span> ${inject ? progress(board, inject, team) : nothing}</h3>
    <ul>
      ${repeat(members, ({ id }) => id, (seat) => person(desk, board, seat, inject))}
      ${members.length ? nothing : html`<li class="hint">Nobody sits here yet</li>`}
    </ul></div>`;
}

/** The inject whose answers stand beside the names: the one that is shown, else what is open for this team. */
function aboutWhich(desk, board, team) {
  const shown = board.inject(desk.selected) ?? board.current;
  const fits = (inject) => inject?.ask && ["open", "closed"].includes(inject.teams[team.id]?.status);
  return [shown, ...board.openAsks].find(fits) ?? null;
}

function progress(board, inject, team) {
  const row = inject.teams[team.id];
  const decision = board.decision(inject.id, team.id);
  if (decision?.locked) {
    const letter = inject.ask.kind === "text" ? "" : answerText(inject.ask, decision.answer);
    return html`<span class="state ok">${icon("lock")} Locked ${letter}</span>`;
  }
  if (!["open", "closed"].includes(row.status)) return nothing;
  const all = row.expected > 0 && row.answered.length >= row.expected;
  const tone = all && !inTeams(inject) ? "ok" : row.status === "open" ? "soon" : "";
  return html`<span class="state ${tone}">${icon(all ? "check" : "late")} ${row.answered.length} of ${row.expected}</span>`;
}

function person(desk, board, seat, inject) {
  const holder = inject && board.decision(inject.id, seat.team)?.lock_holder === seat.id;
  const state = board.presenceOf(seat.id);
  const role = [seat.role_name, seat.watching ? "watching" : "", holder ? "lock" : "", state === "away" ? "away" : ""];
  return html`<li>${presence(board, seat)}
    <span>${personButton(desk, board, seat)}
      <small>${role.filter(Boolean).join(", ")}</small></span>
    ${standing(board, seat, inject, state)}</li>`;
}

/** What a person did about the inject: the answer's letter, or how far they got. */
function standing(board, seat, inject, state) {
  const row = inject?.teams[seat.team];
  if (!row || !["open", "closed"].includes(row.status) || seat.watching) {
    return state === "gone" ? html`<span class="state bad">Gone</span>` : nothing;
  }
  const answer = board.answer(inject.id, seat.id);
  if (answer && !answer.late) {
    const words = inject.ask.kind === "text" ? "Answered" : answerText(inject.ask, answer.answer);
    return html`<span class="state">${words}</span>`;
  }
  if (answer?.late) return html`<span class="state bad">Too late</span>`;
  // Who locks for the team has spoken, also without a proposal of their own.
  if (row.answered.includes(seat.id)) return html`<span class="state">Locked</span>`;
  if (state === "gone") return html`<span class="state bad">Gone</span>`;
  const read = row.read.includes(seat.id);
  if (!takesAnswers(inject)) return html`<span class="state">No answer</span>`;
  return html`<span class="state soon">${read ? "Read" : "Unread"}</span>`;
}

const KINDS = { facilitator: "Facilitator", evaluator: "Evaluator", actor: "Actor", display: "Display" };

/** So many displays an exercise can have. Then those that are gone are listed too, to be removed. */
const MOST_DISPLAYS = 10;

function staff(desk, board) {
  const crowded = board.staff.filter(({ kind }) => kind === "display").length >= MOST_DISPLAYS;
  const shown = board.staff.filter(({ id, kind }) => crowded || kind !== "display" || board.presenceOf(id) !== "gone");
  return html`<div class="table-people"><span class="mark staff">${icon("person")}</span><h3 class="name">Control</h3>
    <ul>${repeat(
      shown,
      ({ id }) => id,
      (seat) => html`<li>${presence(board, seat)}
        <span>${personButton(desk, board, seat, seat.name || KINDS[seat.kind])}
          <small>${seat.id === board.you?.seat ? "You" : KINDS[seat.kind] === seat.name ? nothing : KINDS[seat.kind]}</small></span></li>`,
    )}</ul></div>`;
}

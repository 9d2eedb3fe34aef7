import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { listed } from "../core/words.js";
import { icon, mark } from "../core/icons.js";
import { act } from "./act.js";
import { at } from "./reading.js";

const FRESH_MS = 5 * 60_000;

/** Somebody at a table asks for a pause. Peers don't see who; facilitators do. */
export function pauseRequests(desk, board) {
  if (board.status !== "running") return nothing;
  const asked = board.messages.filter(
    ({ id, kind, at: when }) => kind === "pause_request" && !desk.dismissed.has(id) && isFresh(board, when),
  );
  if (!asked.length) return nothing;
  const seats = [...new Set(asked.flatMap((message) => message.seats))].map((id) => board.seat(id)).filter(Boolean);
  const dismiss = () => {
    for (const { id } of asked) desk.dismissed.add(id);
    desk.set({});
  };
  return html`<div class="banner soon pause-request" role="alert">
    <span class="grow">${icon("hold")} <b dir="auto">${listed(seats.map(({ name }) => name))}</b>
      ${repeat(seats, ({ id }) => id, (seat) => mark(board.team(seat.team), "small"))}
      asked for a pause at ${at(asked.at(-1).clock_ms)}. Only you see who.</span>
    ${board.runs ? act({ label: "Pause the clock", picture: "pause", tone: "primary", run: () => desk.say("clock.pause") }) : nothing}
    ${act({ label: "Dismiss", tone: "quiet", run: dismiss })}
  </div>`;
}

/** Not yet answered by a pause: the clock has run on since, and it is not long ago. */
function isFresh(board, when) {
  const asked = Date.parse(when);
  return board.now - asked < FRESH_MS && asked > Date.parse(board.exercise.clock.anchor_at);
}

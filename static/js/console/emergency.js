import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";
import { listed } from "../core/words.js";
import { again } from "./act.js";

const ARMED_MS = 10_000;
/** A double click is one thought, not two. */
const SETTLE_MS = 500;

/**
 * The real-emergency stop. It has no key. The first press arms the same button, the second acts; it
 * disarms by itself, with Esc, or with Cancel.
 */
export function emergency(desk) {
  const armed = desk.armedAt !== null;
  const stopping = desk.busy("exercise.halt");
  return html`<div class="emergency buttons" role="group" aria-label="Real emergency">
    ${armed
      ? html`<button class="button quiet" type="button" @click=${() => desk.set({ armedAt: null })}>Cancel</button>`
      : nothing}
    <button class="button danger ${armed ? "primary" : ""}" type="button" id="emergency" aria-busy=${stopping ? "true" : nothing}
      @click=${() => press(desk)}>${icon("stop")} <span>${stopping ? "Stopping…" : armed ? "Stop for real" : "Real emergency"}</span></button>
    <p class="hide-visually" role="alert">${armed
      ? "Press again to stop the exercise on every screen. This is for a real emergency."
      : ""}</p>
  </div>`;
}

function press(desk) {
  const now = performance.now();
  if (desk.armedAt === null) {
    desk.set({ armedAt: now });
    setTimeout(() => desk.armedAt === now && desk.set({ armedAt: null }), ARMED_MS);
  } else if (now - desk.armedAt > SETTLE_MS) {
    desk.set({ armedAt: null });
    desk.close();
    desk.halt();
  }
}

/** Instead of everything else while the exercise is stopped. */
export function halted(desk, board) {
  return html`<main id="main" class="halted halt" tabindex="-1">
    <p class="exercise"><b>REAL, NOT AN EXERCISE</b></p>
    <div role="alert">
      ${icon("stop")}
      <h1>${board.exercise.notice?.text ?? "This is a real-world emergency. The exercise has stopped."}</h1>
    </div>
    <p>Every phone and display that is connected shows these words. Nothing goes out and no answer is taken until ${board.runs ? "you resume" : "a facilitator resumes"};
      a clock that was running comes back paused.</p>
    ${board.exercise.clock_by && board.exercise.clock_by !== board.you?.seat ? html`<p dir="auto">Stopped by ${board.name(board.exercise.clock_by)}.</p>` : nothing}
    ${missing(board)}
    ${board.runs
      ? html`<button class="button large" type="button" aria-disabled=${desk.busy("exercise.resume_after_halt") ? "true" : nothing}
          @click=${(event) => !again(event) && desk.say("exercise.resume_after_halt")}>${icon("play")} The emergency is over</button>`
      : nothing}
  </main>`;
}

/** Who has not been told by their phone. */
function missing(board) {
  const gone = board.participants.filter(({ id }) => board.presenceOf(id) === "gone").map(({ name }) => name);
  if (!gone.length) return nothing;
  return html`<p role="status">${icon("gone")} <b dir="auto">No connection to ${listed(gone)}: tell them yourself.</b></p>`;
}

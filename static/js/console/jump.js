/** Setting the clock forward: what it meets is shown, and each inject's fate chosen, before it is done. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { live } from "../../vendor/lit-html/directives/live.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { clockText } from "../core/clock.js";
import { icon } from "../core/icons.js";
import { inTeams } from "./board.js";
import { foot } from "./dialog.js";
import { worded } from "./desk.js";

const PATIENCE_MS = 250;

export function jumpDialog(desk, board) {
  const first = board.exercise.next ? board.exercise.next.offset_ms : board.elapsed + 60_000;
  const state = { to_ms: Math.max(first, Math.floor(board.elapsed / 1000) * 1000 + 1000), text: "", preview: null, fates: new Map(), fault: "", asked: 0 };
  state.text = clockText(state.to_ms);
  let timer = null;

  const look = async () => {
    const number = ++state.asked;
    const answer = await desk.say("clock.preview_jump", { to_ms: state.to_ms }, { quiet: true });
    if (number !== state.asked) return;
    state.preview = answer.ok ? answer.result : null;
    state.fault = answer.ok ? "" : worded(answer.error);
    desk.set({});
  };
  const aim = (text) => {
    state.text = text;
    const to_ms = parsed(text);
    clearTimeout(timer);
    state.preview = null;
    state.fault = to_ms === null ? "Write a time of the exercise clock, such as 12:30." : "";
    if (to_ms !== null) {
      state.to_ms = to_ms;
      timer = setTimeout(look, PATIENCE_MS);
    }
    desk.set({});
  };
  const jump = async () => {
    const passes = state.preview.injects.filter(({ fate }) => fate === "passes");
    const injects = Object.fromEntries(passes.map((met) => [met.id, chosen(state, met)]));
    const answer = await desk.say("clock.jump", { to_ms: state.to_ms, injects }, { quiet: true });
    if (answer.ok) {
      desk.close();
      desk.toast(`Jumped to ${clockText(state.to_ms)}. “Undo jump” takes it back until the next inject goes out.`, { icon: "jump" });
    } else {
      state.fault = worded(answer.error);
      look();
    }
  };
  look();
  return { key: "jump", title: "Jump", view: (now) => page(desk, now, state, { aim, jump }), closed: () => clearTimeout(timer) };
}

/** "12:30", "1:02:03" or minutes alone, as milliseconds; null for anything else. */
export function parsed(text) {
  const match = /^\s*(?:(?:(\d{1,2}):)?(\d{1,4}):([0-5]?\d)|(\d{1,4}))\s*$/.exec(text);
  if (!match) return null;
  const [, hours = 0, minutes = 0, seconds = 0, alone = 0] = match.map((part) => part ?? 0);
  return ((Number(hours) * 60 + Number(minutes) + Number(alone)) * 60 + Number(seconds)) * 1000;
}

function page(desk, board, state, { aim, jump }) {
  const { preview } = state;
  return html`<div class="body">
      <div class="field"><label for="to">Jump to</label>
        <span class="buttons"><input class="input dense auto" id="to" data-first inputmode="numeric" autocomplete="off" size="8"
            .value=${live(state.text)} aria-describedby="jump-d" @input=${(event) => aim(event.target.value)}>
          ${[1, 5].map((minutes) => html`<button class="button" type="button"
            @click=${() => aim(clockText(Math.max(state.to_ms, board.elapsed) + minutes * 60_000))}>+${minutes} min</button>`)}
        </span></div>
      <div id="jump-d" role="status">${state.fault
        ? html`<p class="state bad">${icon("warn")} ${state.fault}</p>`
        : preview
          ? html`<p>${summary(preview)}</p>`
          : html`<p class="hint">Looking ahead…</p>`}</div>
      ${preview ? fates(desk, board, state) : nothing}
    </div>
    ${foot(desk, {
      hint: "You can undo until the next inject goes out.",
      go: `Jump to ${clockText(state.to_ms)}`,
      picture: "jump",
      off: !preview || desk.busy("clock.jump"),
      run: jump,
    })}`;
}

function summary({ from_ms, to_ms, injects }) {
  const count = (fate) => injects.filter((each) => each.fate === fate).length;
  const closing = count("closes");
  const passing = count("passes");
  const what = [
    closing ? `${closing} open ${closing === 1 ? "inject closes" : "injects close"}` : "",
    passing ? `${passing} ${passing === 1 ? "is" : "are"} passed` : "",
  ].filter(Boolean);
  return html`${clockText(to_ms - from_ms)} pass at once. ${what.length
    ? html`<b>${what.join(", ")}.</b>`
    : "No inject lies on the way."} Nothing happens until you confirm.`;
}

function fates(desk, board, state) {
  return html`<ul class="fates">${repeat(
    state.preview.injects,
    ({ id, fate }) => `${id} ${fate}`,
    (met) => html`<li><time>${clockText(met.offset_ms)}</time>
      <span><b dir="auto">${met.title}</b><small>${small(board, met.id, met.fate)}</small></span>
      ${met.fate === "passes" ? choice(desk, state, met) : fixed(met.fate)}</li>`,
  )}</ul>`;
}

function small(board, id, fate) {
  const inject = board.inject(id);
  if (!inject) return "";
  if (fate === "closes") {
    const { answered, expected, locked, teams } = board.progress(inject);
    return `Open, ${answered} of ${expected} answered${inTeams(inject) ? `, ${locked} of ${teams} locked` : ""}`;
  }
  if (!inject.condition) return inject.ask ? inject.ask.prompt : "";
  const fits = board.teams.filter((team) => inject.teams[team.id]?.forecast).map(({ name }) => name);
  return fits.length ? `Branch: released, it goes to ${fits.join(", ")}` : "Branch: as things stand it fits nobody";
}

/** What is passed is skipped unless somebody chose; what is due just then is what one jumps to. */
const chosen = (state, { id, offset_ms }) => state.fates.get(id) ?? (offset_ms === state.preview.to_ms ? "release" : "skip");

function choice(desk, state, met) {
  const { id, title } = met;
  const set = (fate) => {
    state.fates.set(id, fate);
    desk.set({});
  };
  return html`<span class="segments" role="radiogroup" aria-label=${title}>
    ${["release", "skip"].map(
      (fate) => html`<label><input type="radio" name="fate-${id}" .checked=${live(chosen(state, met) === fate)}
        @change=${() => set(fate)}>${fate === "release" ? "Release" : "Skip"}</label>`,
    )}</span>`;
}

const FIXED = {
  closes: ["soon", "check", "Closes now"],
  held: ["", "hold", "Stays held"],
  skipped: ["", "skip", "Stays skipped"],
};

function fixed(fate) {
  const [tone, picture, word] = FIXED[fate];
  return html`<span class="state ${tone}">${icon(picture)} ${word}</span>`;
}

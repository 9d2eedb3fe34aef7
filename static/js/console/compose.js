/** Writing an inject on the spot, with the phone beside it. What was typed survives closing the dialog. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { clockText } from "../core/clock.js";
import { icon } from "../core/icons.js";
import { channel } from "../core/words.js";
import { blank, inject, KINDS, problem } from "./composition.js";
import { foot } from "./dialog.js";
import { worded } from "./desk.js";
import { injectOn, phone } from "./phone.js";

const CHANNELS = ["chat", "in_person", "phone", "sms", "email", "social", "radio", "dashboard", "news", "letter"];

let draft = blank();

export function composeDialog(desk) {
  const state = { fault: "", sending: false };
  const write = (event) => {
    const { name, type, value, checked } = event.target;
    if (!name) return;
    if (name === "teams") draft.teams = checked ? [...draft.teams, value] : draft.teams.filter((id) => id !== value);
    else draft[name] = type === "checkbox" ? checked : value;
    state.fault = "";
    desk.set({});
  };
  const save = async (goesOut) => {
    if (state.sending) return;
    state.fault = problem(draft);
    if (state.fault) return desk.set({});
    state.sending = true;
    // First onto the run sheet, held: then the release has its five seconds, and nothing is lost by Undo.
    const answer = await desk.say("inject.compose", { ...inject(draft), release: false }, { quiet: true });
    state.sending = false;
    if (!answer.ok) {
      state.fault = worded(answer.error);
      return desk.set({});
    }
    draft = blank();
    desk.close();
    const { inject: made } = answer.result;
    desk.show(made);
    if (goesOut) desk.release(made, null);
    else desk.toast("On the run sheet, held until you release it.", { icon: "hold" });
  };
  return {
    key: "compose",
    wide: true,
    title: "Ad hoc inject",
    view: (board) => html`<form @input=${write} @keydown=${keep} @submit=${(event) => {
        event.preventDefault();
        save(board.live);
      }}>
      <div class="body compose">${fields(board)} ${preview(board)}
        ${state.fault ? html`<p class="state bad fault" role="alert">${icon("warn")} ${state.fault}</p>` : nothing}</div>
      ${foot(desk, {
        hint: board.live ? "It goes out after five seconds, in which you can undo it." : "The exercise is not running: it waits on the run sheet, held.",
        go: board.live ? "Release" : "Hold",
        picture: board.live ? "sending" : "hold",
        busy: state.sending,
        extra: board.live
          ? html`<button class="button" type="button" @click=${() => save(false)}>${icon("hold")} Hold</button>`
          : nothing,
      })}
    </form>`,
  };
}

/** Return at the end of a line sends nothing to a room; the button does. */
const keep = (event) => event.key === "Enter" && event.target.matches("input") && event.preventDefault();

const field = (name, label, input, hint = "") => html`<div class="field"><label for="c-${name}">${label}</label>${input}
  ${hint ? html`<span class="hint">${hint}</span>` : nothing}</div>`;

const line = (name, label, { first = false, most = 200, hint = "" } = {}) =>
  field(name, label, html`<input class="input dense" id="c-${name}" name=${name} maxlength=${most} autocomplete="off" dir="auto"
    ?data-first=${first} value=${draft[name]}>`, hint);

const choose = (name, label, choices) =>
  field(name, label, html`<select class="input dense" id="c-${name}" name=${name}>
    ${choices.map(([value, word]) => html`<option value=${value} ?selected=${draft[name] === value}>${word}</option>`)}</select>`);

function fields(board) {
  return html`<div class="stack">
    ${line("title", "Title", { first: true })}
    ${field("body", "Text", html`<textarea class="input" id="c-body" name="body" maxlength="8000" dir="auto">${draft.body}</textarea>`, "Markdown works.")}
    <div class="pair">${line("from", "From", { most: 120 })}
      ${choose("channel", "By", CHANNELS.map((name) => [name, channel(name).word]))}</div>
    ${targets(board)}
    <div class="pair">${choose("kind", "What it asks", KINDS)}
      ${draft.kind === "none" ? nothing : choose("scope", "Who answers", [["seat", "Each person"], ["team", `Each ${board.word}, as one`]])}</div>
    ${draft.kind === "none" ? nothing : asked()}
  </div>`;
}

function targets(board) {
  const seats = board.participants;
  return html`<fieldset class="field"><legend class="hide-visually">To</legend>
      ${choose("to", "Addressed to", [["all", "Everybody"], ["team", `Some ${board.word}s`], ["role", `A role in each ${board.word}`], ["seat", "One person"]])}
      ${draft.to === "team"
        ? html`<div class="ticks">${board.teams.map(({ id, name }) => html`<label class="tick"><input type="checkbox" name="teams" value=${id}
            ?checked=${draft.teams.includes(id)}><span dir="auto">${name}</span></label>`)}</div>`
        : nothing}
      ${draft.to === "role" ? choose("role", "Role", [["", "Choose a role"], ...board.exercise.roles.map(({ id, name }) => [id, name])]) : nothing}
      ${draft.to === "seat"
        ? choose("seat", "Person", [["", "Choose a person"], ...seats.map(({ id, name, team }) => [id, `${name}, ${board.team(team)?.name}`])])
        : nothing}
      ${draft.to === "role" || draft.to === "seat"
        ? html`<label class="tick"><input type="checkbox" name="private" ?checked=${draft.private}><span>Nobody else in the ${board.word} sees it</span></label>`
        : nothing}
  </fieldset>`;
}

function asked() {
  const { kind } = draft;
  return html`${line("prompt", "Question", { most: 500 })}
    ${["choice", "multi", "ranking"].includes(kind)
      ? field("options", "Options, one a line", html`<textarea class="input" id="c-options" name="options" dir="auto">${draft.options}</textarea>`)
      : nothing}
    ${kind === "rating"
      ? html`<div class="pair">${line("minimum", "Lowest")} ${line("maximum", "Highest")}</div>
          <div class="pair">${line("label_min", "Lowest means")} ${line("label_max", "Highest means")}</div>`
      : nothing}
    ${kind === "number" ? line("unit", "Unit") : nothing}
    ${choose("minutes", "Open for", [["0.5", "30 seconds"], ["1", "1 minute"], ["1.5", "90 seconds"], ["2", "2 minutes"], ["3", "3 minutes"], ["5", "5 minutes"], ["", "Until it is closed"]])}`;
}

function preview(board) {
  const shown = inject(draft);
  const paragraphs = (shown.body || "The text goes here.").split(/\n{2,}/);
  const team = draft.to === "team" ? board.team(draft.teams[0]) : board.teams[0];
  return html`<div class="preview"><p class="label">On the phone</p>
    ${phone({
      team,
      clock: clockText(board.elapsed),
      children: injectOn({ ...shown, title: shown.title || "Title", ask: shown.ask && { options: [], unit: "", ...shown.ask } }, { body: paragraphs.map((text) => html`<p>${text}</p>`) }),
    })}
    <p class="hint">Markdown is set in type only when it goes out.</p></div>`;
}

/** A link for somebody who joins at no table: an evaluator, or another facilitator. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";
import { act } from "./act.js";
import { copy } from "./copy.js";
import { worded } from "./desk.js";
import { foot } from "./dialog.js";

export function invite(desk, board, tone = "") {
  if (!board.runs || board.status === "closed") return nothing;
  return act({ label: "Invite", more: "a colleague", picture: "plus", key: "I", tone, run: () => desk.open(inviteDialog(desk)) });
}

function inviteDialog(desk) {
  const state = { link: "", name: "", fault: "", sending: false };
  const submit = async (event) => {
    event.preventDefault();
    if (state.sending) return;
    const { kind, name } = event.target.elements;
    Object.assign(state, { sending: true, fault: "", name: name.value.trim() });
    desk.set({});
    const answer = await ask(desk.place.id, { kind: kind.value, name: state.name });
    Object.assign(state, { sending: false, fault: answer.error ? worded(answer.error) : "", link: answer.seat?.invite_url ?? "" });
    desk.set({});
  };
  return {
    key: "invite",
    title: "Invite a colleague",
    view: () => (state.link ? made(desk, state) : form(desk, state, submit)),
  };
}

async function ask(exercise, seat) {
  try {
    const response = await fetch(`/api/v1/exercises/${exercise}/seats`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(seat),
    });
    return await response.json();
  } catch {
    return { error: { message: "There is no line to the server right now. Try again." } };
  }
}

function form(desk, state, submit) {
  return html`<form @submit=${submit}><div class="body">
      <div class="field"><label for="kind">As</label>
        <select class="input" id="kind" name="kind" data-first>
          <option value="evaluator">Evaluator: sees all, takes notes, flags, rates</option>
          <option value="facilitator">Facilitator: can do all that you can</option>
        </select></div>
      <div class="field"><label for="name">Name</label>
        <input class="input" id="name" name="name" required maxlength="60" autocomplete="off" dir="auto"></div>
      ${state.fault ? html`<p class="state bad" role="alert">${icon("warn")} ${state.fault}</p>` : nothing}</div>
    ${foot(desk, { go: "Make the link", picture: "link", busy: state.sending })}</form>`;
}

function made(desk, { link, name }) {
  return html`<div class="body">
      <p>Send this to <b dir="auto">${name}</b> alone. It is their key to the exercise, on as many devices as they like, until you remove them.</p>
      <div class="field"><label for="link">Link</label>
        <input class="input" id="link" readonly value=${link} @focus=${({ target }) => target.select()}></div></div>
    ${foot(desk, { leave: "Done", go: "Copy", picture: "link", run: () => copy(desk, link) })}`;
}

/** One person: another name, another seat, a word, what they see, or out. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon, mark } from "../core/icons.js";
import { act } from "./act.js";
import { inTeams } from "./board.js";
import { foot } from "./dialog.js";
import { worded } from "./desk.js";
import { messageDialog } from "./message.js";
import { presence } from "./presence.js";
import { seeAsDialog } from "./see_as.js";

/** Somebody's name; for who runs the exercise it opens what can be done about them. */
export function personButton(desk, board, seat, name = seat.name) {
  if (!board.runs) return html`<span dir="auto">${name}</span>`;
  return html`<button class="person" type="button" dir="auto" @click=${() => desk.open(personDialog(desk, seat.id))}>${name}</button>`;
}

export function personDialog(desk, id) {
  const state = { fault: "", removing: false, team: null };
  const first = desk.store.get("seat", id);
  const submit = (event) => {
    event.preventDefault();
    save(desk, id, event.target.elements, state);
  };
  return {
    key: `person ${id}`,
    title: first.name || "Display",
    view: (board) => {
      const seat = board.seat(id);
      if (!seat || seat.status === "removed") return html`<div class="body"><p>This seat was removed.</p></div>`;
      return html`<form @submit=${submit}>${page(desk, board, seat, state)}
        ${foot(desk, { go: "Save", extra: remove(desk, board, seat, state) })}</form>`;
    },
  };
}

function page(desk, board, seat, state) {
  const player = seat.kind === "participant";
  return html`<div class="body">
    <p class="buttons">${presence(board, seat)} ${player ? mark(board.team(seat.team)) : nothing}
      <span class="hint">${[seat.role_name || seat.kind, seat.watching ? "only watching" : "", consent(seat)].filter(Boolean).join(" · ")}</span></p>
    <div class="field"><label for="name">Name</label>
      <input class="input" id="name" name="name" required maxlength="60" autocomplete="off" dir="auto" value=${seat.name} data-first></div>
    ${player ? places(desk, board, seat, state) : nothing}
    ${state.fault ? html`<p class="state bad" role="alert">${icon("warn")} ${state.fault}</p>` : nothing}
    ${player
      ? html`<div class="buttons">
          ${act({ label: "Message", picture: "social", run: () => desk.open(messageDialog(desk, { seat: seat.id })) })}
          ${act({ label: "See what they see", picture: "eye", run: () => desk.open(seeAsDialog(desk, board, seat.id)) })}
          ${lock(desk, board, seat)}
          ${act({ label: "Nudge", picture: "bell", run: () => desk.say("nudge.send", { seats: [seat.id] }, { done: `${seat.name} nudged.` }) })}
        </div>`
      : nothing}
  </div>`;
}

/** The lock of the team's open decision, when somebody else holds it. */
function lock(desk, board, seat) {
  const inject = board.openAsks.find((each) => {
    const row = each.teams[seat.team];
    return inTeams(each) && row?.status === "open" && !row.locked && row.lock_holder !== seat.id;
  });
  if (!inject || seat.watching) return nothing;
  const run = () => desk.say("decision.pass_lock", { inject: inject.id, seat: seat.id }, { done: `${seat.name} holds the lock now.` });
  return act({ label: "Give them the lock", picture: "lock", busy: desk.busy("decision.pass_lock", inject.id), run });
}

function consent({ kind, consent: given = [] }) {
  if (kind !== "participant") return "";
  const words = { analysis: "use in analysis", quotes: "quotes" };
  return given.length ? `agreed to ${given.map((each) => words[each] ?? each).join(", ")}` : "take part only";
}

function places(desk, board, seat, state) {
  const chosen = board.team(state.team ?? seat.team);
  return html`<div class="pair">
    <div class="field"><label for="team">${board.word === "table" ? "Table" : "Team"}</label>
      <select class="input" id="team" name="team" @change=${(event) => {
        state.team = event.target.value;
        desk.set({});
      }}>
        ${board.teams.map((team) => html`<option value=${team.id} ?selected=${team.id === chosen.id}>${team.name}</option>`)}
      </select></div>
    <div class="field"><label for="role">Role</label>
      <select class="input" id="role" name="role">
        <option value="">No role</option>
        ${chosen.roles.map(({ id, name }) => html`<option value=${id} ?selected=${id === seat.role}>${name}${held(board, chosen, id, seat)}</option>`)}
      </select></div></div>`;
}

function held(board, team, role, seat) {
  const others = board.members(team.id).filter((other) => other.role === role && other.id !== seat.id);
  return others.length ? `, with ${others.map(({ name }) => name).join(", ")}` : "";
}

async function save(desk, id, fields, state) {
  const seat = desk.store.get("seat", id);
  const commands = [];
  const name = fields.name.value.trim();
  if (name !== seat.name) commands.push(["seat.rename", { seat: id, name }]);
  if (fields.team && (fields.team.value !== seat.team || (fields.role.value || null) !== seat.role)) {
    commands.push(["seat.move", { seat: id, team: fields.team.value, role: fields.role.value || null }]);
  }
  for (const [command, data] of commands) {
    const answer = await desk.say(command, data, { quiet: true });
    if (!answer.ok) {
      state.fault = worded(answer.error);
      return desk.set({});
    }
  }
  return desk.close();
}

/** Removing takes two presses: their phone is sent away at once. */
function remove(desk, board, seat, state) {
  if (seat.id === board.you?.seat) return nothing;
  const run = () => {
    if (!state.removing) {
      state.removing = true;
      return desk.set({});
    }
    desk.close();
    return desk.say("seat.remove", { seat: seat.id }, { done: `${seat.name || "The display"} was removed.` });
  };
  return act({ label: state.removing ? "Really remove" : "Remove", picture: "gone", tone: state.removing ? "danger primary" : "danger", run });
}

/** What a team or a seat sees right now, as the server would show it to them. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { clockText, elapsedMs, leftMs, leftText } from "../core/clock.js";
import { icon } from "../core/icons.js";
import { prose } from "../core/prose.js";
import { answerText, STATUS } from "../core/words.js";
import { Store } from "../core/store.js";
import { injectOn, phone } from "./phone.js";

const AGAIN_MS = 1_500;

export function seeAsDialog(desk, board, as = board.teams[0]?.id) {
  const state = { as, store: null, head: -1, fault: "" };
  let timer = null;
  const look = async () => {
    const { as: whom } = state;
    const head = desk.connection.head;
    if (head !== state.head || state.fault) {
      try {
        const query = new URLSearchParams({ at: head, as: whom });
        const response = await fetch(`/api/v1/exercises/${desk.place.id}/documents?${query}`);
        const answer = await response.json();
        if (whom !== state.as) return;
        state.fault = answer.error?.message ?? "";
        if (!answer.error) {
          state.head = head;
          state.store = new Store();
          state.store.apply(answer.documents);
        }
      } catch {
        state.fault = "There is no line to the server right now.";
      }
      desk.set({});
    }
    timer = setTimeout(look, AGAIN_MS);
  };
  const choose = (whom) => {
    clearTimeout(timer);
    Object.assign(state, { as: whom, store: null, head: -1 });
    desk.set({});
    look();
  };
  look();
  return {
    key: "see-as",
    title: "See as",
    view: (now) => page(now, state, choose, desk.place.id),
    closed: () => {
      clearTimeout(timer);
      state.as = null;
    },
  };
}

function page(board, state, choose, exercise) {
  return html`<div class="body see-as">
    <div class="field"><label for="as">What is on the phone of</label>
      <select class="input" id="as" data-first @change=${(event) => choose(event.target.value)}>
        ${board.teams.map((team) => html`<optgroup label=${team.name}>
          <option value=${team.id} ?selected=${team.id === state.as}>${team.name}, all of them</option>
          ${board.members(team.id).map((seat) => html`<option value=${seat.id} ?selected=${seat.id === state.as}>${seat.name}${seat.role_name ? `, ${seat.role_name}` : ""}</option>`)}
        </optgroup>`)}
      </select></div>
    ${state.fault ? html`<p class="state bad" role="alert">${icon("warn")} ${state.fault}</p>` : nothing}
    ${state.store ? screen(board, state, exercise) : html`<p class="hint">Fetching…</p>`}
  </div>`;
}

function screen(board, { store, as }, exercise) {
  const seat = board.seat(as);
  const team = board.team(seat ? seat.team : as);
  const shown = store.get("exercise", exercise);
  const injects = store.all("inject").sort((one, other) => other.order - one.order);
  const current = injects.find(({ status, ask }) => status === "open" && ask) ?? injects[0];
  const messages = store.all("message").slice(-2).reverse();
  const children = html`
    ${messages.map(({ text }) => html`<p class="banner">${icon("social")} <span class="grow" dir="auto">${text}</span></p>`)}
    ${current ? one(board, store, shown, current, seat, team) : html`<p class="hint">Nothing has gone out to them. ${STATUS[shown.status]}.</p>`}
    ${injects.length > 1
      ? html`<h3>Earlier</h3><ul class="earlier">${injects
          .filter(({ id }) => id !== current.id)
          .map(({ title, status, released_ms }) => html`<li><time>${clockText(released_ms)}</time> <span dir="auto">${title}</span>${status === "recalled" ? " (recalled)" : ""}</li>`)}</ul>`
      : nothing}`;
  return phone({ team, clock: clockText(elapsedMs(shown, board.now)), children });
}

function one(board, store, exercise, inject, seat, team) {
  const own = seat ? store.get("answer", `${inject.id}:${seat.id}`) : null;
  const decision = store.get("decision", `${inject.id}:${team.id}`);
  const left = leftMs(inject, exercise, board.now);
  return html`${injectOn(inject, {
    body: prose(inject.body),
    answer: decision?.answer ?? own?.answer ?? null,
    closing: left ? html`<p class="state">${icon("clock")} ${leftText(left)} left</p>` : nothing,
  })}
  ${own ? html`<p class="state ok">${icon("delivered")} Delivered: ${answerText(inject.ask, own.answer)}</p>` : nothing}
  ${decision ? together(board, inject, decision) : nothing}`;
}

function together(board, inject, decision) {
  const hidden = decision.proposals.filter(({ answer }) => answer === null).length;
  return html`<p class="state ${decision.locked ? "ok" : ""}">${icon("lock")}
      ${decision.locked ? `Locked: ${answerText(inject.ask, decision.answer)}` : `${board.name(decision.lock_holder)} locks for the team`}</p>
    <ul class="earlier">${decision.proposals
      .filter(({ answer }) => answer)
      .map(({ seat, answer }) => html`<li><span dir="auto">${board.seat(seat)?.name}</span>: ${answerText(inject.ask, answer)}</li>`)}
      ${hidden ? html`<li>${hidden} hidden until everybody has answered alone</li>` : nothing}</ul>`;
}

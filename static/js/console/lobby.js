/** Before STARTEX: how to get in, who is in, and what to look at before starting. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { icon, mark } from "../core/icons.js";
import { act } from "./act.js";
import { checks } from "./checks.js";
import { copy } from "./copy.js";
import { codeText } from "./deck.js";
import { feed } from "./feed.js";
import { invite } from "./invite.js";
import { lockJoins } from "./joins.js";
import { personButton } from "./person.js";
import { presence } from "./presence.js";

export function lobby(desk, board) {
  return html`<div class="lobby">
    <div class="stack-wide">${joinCard(desk, board)}</div>
    <div class="stack-wide">
      <section class="card" aria-labelledby="seats-h">
        <div class="head"><h2 id="seats-h">Seats</h2>${board.runs ? html`<span class="hint">Press a name to move, rename or remove somebody</span>` : nothing}</div>
        ${seats(desk, board)}
      </section>
      <section class="card" aria-labelledby="checks-h">
        <div class="head"><h2 id="checks-h">Before you start</h2></div>
        <ul class="checks body">${checks(board).map(
          ([tone, picture, words]) => html`<li class="state ${tone}">${icon(picture)} <span dir="auto">${words}</span></li>`,
        )}</ul>
      </section>
      <section class="card notes-card" aria-label="Feed and notes">${feed(desk, board)}</section>
    </div>
  </div>`;
}

function joinCard(desk, board) {
  const { code, joins_locked } = board.exercise;
  const { id, joinUrl } = desk.place;
  return html`<section class="card join-card" aria-labelledby="join-h">
    <h2 id="join-h">Scan, or type the code</h2>
    <img class="qr" src="/api/v1/exercises/${id}/qr.svg" alt="QR code of the join link" width="220" height="220">
    <p class="big-code">${codeText(code)}</p>
    <p class="address">at <b>${new URL(joinUrl).host}</b></p>
    ${joins_locked ? html`<p class="state soon" role="status">${icon("lock")} Joining is locked. Who is in stays in.</p>` : nothing}
    <div class="buttons">
      <form method="post" action="/display" target="_blank"><input type="hidden" name="code" value=${code}>
        <button class="button" type="submit">${icon("screen")} Open the display</button></form>
      ${act({ label: "Copy the link", picture: "link", run: () => copy(desk, joinUrl) })}
      ${lockJoins(desk, board)} ${invite(desk, board)}
    </div>
  </section>`;
}

function seats(desk, board) {
  const roles = board.exercise.roles.filter(({ id }) => board.teams.some((team) => team.roles.some((role) => role.id === id)));
  const shared = board.teams.every((team) => team.roles.length === roles.length);
  if (!shared || roles.length > 5) return list(desk, board);
  const without = board.participants.some(({ role }) => !role);
  return html`<div class="scroll" role="region" aria-labelledby="seats-h" tabindex="0">
    <table class="table seats">
      <thead><tr><th scope="col">${board.word === "table" ? "Table" : "Team"}</th>${roles.map(({ name }) => html`<th scope="col">${name}</th>`)}
        ${without ? html`<th scope="col">No role</th>` : nothing}<th scope="col" class="number">Here</th></tr></thead>
      <tbody>${repeat(board.teams, ({ id }) => id, (team) => html`<tr>
        <th scope="row"><span class="marks">${mark(team)} <span dir="auto">${team.name}</span></span></th>
        ${roles.map(({ id }) => html`<td>${holders(desk, board, team, id)}</td>`)}
        ${without ? html`<td>${holders(desk, board, team, null)}</td>` : nothing}
        ${count(board, team)}</tr>`)}</tbody>
    </table></div>`;
}

/** Functional mode: each team has roles of its own, so one row a role would be mostly empty. */
function list(desk, board) {
  return html`<div class="scroll" role="region" aria-labelledby="seats-h" tabindex="0">
    <table class="table seats">
      <thead><tr><th scope="col">Team</th><th scope="col">Roles</th><th scope="col" class="number">Here</th></tr></thead>
      <tbody>${repeat(board.teams, ({ id }) => id, (team) => html`<tr>
        <th scope="row"><span class="marks">${mark(team)} <span dir="auto">${team.name}</span></span></th>
        <td><ul class="role-list">${team.roles.map(({ id, name }) => html`<li><span class="hint">${name}</span> ${holders(desk, board, team, id)}</li>`)}
          ${board.members(team.id).some(({ role }) => !role) ? html`<li><span class="hint">No role</span> ${holders(desk, board, team, null)}</li>` : nothing}</ul></td>
        ${count(board, team)}</tr>`)}</tbody>
    </table></div>`;
}

const count = (board, team) => {
  const members = board.members(team.id);
  return html`<td class="number">${board.here(members)} of ${members.length}</td>`;
};

function holders(desk, board, team, role) {
  const held = board.members(team.id).filter((seat) => (seat.role ?? null) === role);
  if (!held.length) return role ? html`<span class="state">${icon("person")} Open</span>` : nothing;
  return html`<span class="holders">${repeat(
    held,
    ({ id }) => id,
    (seat) => html`<span class="holder">${presence(board, seat)}${personButton(desk, board, seat)}${seat.watching ? html`<small> watching</small>` : nothing}</span>`,
  )}</span>`;
}

/** What a facilitator would want to know before STARTEX: `[tone, icon, words]`, what needs a look first. */
import { clockText } from "../core/clock.js";
import { listed } from "../core/words.js";
import { quoted } from "./reading.js";

export function checks(board) {
  const found = [phones(board), ...emptyTeams(board), ...openRoles(board), noteShown(board), display(board), ...surveys(board), first(board), joins(board)];
  const place = ([tone]) => ["bad", "soon", "ok", ""].indexOf(tone);
  return found.filter(Boolean).sort((one, other) => place(one) - place(other));
}

function phones(board) {
  const people = board.participants;
  const missing = people.filter(({ id }) => board.presenceOf(id) === "gone");
  if (!people.length) return ["soon", "person", "Nobody has joined yet."];
  if (!missing.length) return ["ok", "check", `All ${people.length} phones are connected.`];
  const names = missing.length > 4 ? `${missing.length} people` : listed(missing.map(({ name }) => name));
  return ["bad", "gone", `No connection to ${names}.`];
}

function emptyTeams(board) {
  const empty = board.teams.filter(({ id }) => !board.members(id).length);
  if (!empty.length || empty.length === board.teams.length) return [];
  return [["soon", "warn", `Nobody sits at ${listed(empty.map(({ name }) => name))}.`]];
}

/** Roles the script speaks to that nobody holds, and who answers instead. */
function openRoles(board) {
  const spoken = new Set(board.injects.filter(({ to }) => to.kind === "role").flatMap(({ to }) => to.ids));
  return board.teams
    .filter(({ id }) => board.players(id).length)
    .flatMap((team) =>
      team.roles
        .filter((role) => spoken.has(role.id) && !board.players(team.id).some((seat) => seat.role === role.id))
        .map((role) => ["soon", "warn", `${team.name} has no ${role.name.toLowerCase()}. ${standIn(board, team, role)}`]),
    );
}

function standIn(board, team, role) {
  const players = board.players(team.id);
  const inject = board.injects.find(({ to }) => to.kind === "role" && to.ids.includes(role.id));
  const fallback = inject.fallback.map((id) => players.find((seat) => seat.role === id)).find(Boolean);
  if (fallback) return `${fallback.name} stands in.`;
  return players.length === 1 ? `${players[0].name} answers instead.` : "The whole team answers instead.";
}

const noteShown = ({ exercise: { content_note } }) =>
  content_note ? ["ok", "check", `Content note, shown before joining: ${content_note}`] : null;

function display(board) {
  const open = board.seats.some(({ id, kind }) => kind === "display" && board.presenceOf(id) !== "gone");
  return open ? ["ok", "screen", "A display is open."] : ["", "screen", "No display is open."];
}

function surveys(board) {
  return board.surveys
    .filter(({ when, status }) => when === "pre" && status === "open")
    .map(({ title, submitted, expected }) => [
      expected > 0 && submitted >= expected ? "ok" : "",
      expected > 0 && submitted >= expected ? "check" : "late",
      `“${title}”: ${submitted} of ${expected} handed in.`,
    ]);
}

function first(board) {
  const inject = board.inject(board.exercise.next?.inject);
  if (!inject) return ["soon", "warn", "Nothing is on the run sheet."];
  return ["", "clock", `First inject: ${quoted(inject.title)}, at ${clockText(inject.offset_ms)}.`];
}

const joins = ({ exercise }) => (exercise.joins_locked ? ["", "lock", "Joining is locked."] : null);

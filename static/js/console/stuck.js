/**
 * Who holds things up, worst first: a lock holder who is gone, a team without a lock, people who have
 * not read, people who have read and are silent; each person once. Worked out from the open asks; nothing is stored.
 */
import { leftMs } from "../core/clock.js";
import { inTeams } from "./board.js";

/** A phone may take this long to be looked at before anybody is called stuck. */
const UNREAD_MS = 20_000;
const SILENT_MS = 45_000;
const SOON_MS = 45_000;

/**
 * `[{kind, inject, team, seat?, since, left}]`; kinds: "lock_gone", "no_lock", "unread", "silent",
 * "gone". `since` is when it was sent (Unix ms), `left` what remains until the close (ms or null).
 */
export function stuck(board) {
  const found = board.openAsks.flatMap((inject) =>
    board.teams.flatMap((team) => (inject.teams[team.id]?.status === "open" ? ofTeam(board, inject, team) : [])),
  );
  const place = ({ kind }) => ["lock_gone", "no_lock", "gone", "unread", "silent"].indexOf(kind);
  found.sort((one, other) => place(one) - place(other));
  const named = new Set();
  return found.filter(({ seat }) => seat === null || (!named.has(seat) && named.add(seat)));
}

function ofTeam(board, inject, team) {
  const row = inject.teams[team.id];
  const since = Date.parse(row.released_at);
  const waited = board.now - since;
  const left = leftMs({ ...row, ask: inject.ask }, board.exercise, board.now);
  const found = [];
  const add = (kind, seat = null) => found.push({ kind, inject, team, seat, since, left });
  if (inTeams(inject) && !row.locked) {
    if (row.lock_holder && board.presenceOf(row.lock_holder) === "gone") add("lock_gone", row.lock_holder);
    else if ((left !== null && left < SOON_MS) || everybodySpoke(row)) add("no_lock");
  }
  if (row.locked) return found;
  for (const seat of asked(board, inject, team)) {
    if (row.answered.includes(seat.id) || found.some((other) => other.seat === seat.id)) continue;
    if (board.presenceOf(seat.id) === "gone") add("gone", seat.id);
    else if (!row.read.includes(seat.id)) waited > UNREAD_MS && add("unread", seat.id);
    else if (waited > SILENT_MS || (left !== null && left < SOON_MS)) add("silent", seat.id);
  }
  return found;
}

const everybodySpoke = (row) => row.expected > 0 && row.answered.length >= row.expected;

/** The members an answer is expected from: the whole team, or for a private one those addressed. */
export function asked(board, inject, team) {
  const players = board.players(team.id);
  if (!inject.private) return players;
  const row = inject.teams[team.id];
  const known = new Set([...row.read, ...row.answered]);
  const { kind, ids } = inject.to;
  if (kind === "seat") return players.filter(({ id }) => ids.includes(id));
  if (kind === "role") {
    for (const wanted of [ids, ...inject.fallback.map((role) => [role])]) {
      const held = players.filter(({ role }) => wanted.includes(role));
      if (held.length) return held;
    }
  }
  return players.filter(({ id }) => known.has(id) || row.expected === players.length);
}

/** Who could take the lock over: somebody of that team who is there. */
export function successor(board, { inject, team, seat }) {
  const members = asked(board, inject, team).filter(({ id }) => id !== seat);
  return members.find(({ id }) => board.presenceOf(id) === "live") ?? members.find(({ id }) => board.presenceOf(id) === "away") ?? null;
}

/** When this seat was last nudged about the inject (Unix ms), or null. */
export function nudgedAt(board, inject, seats) {
  const times = board.messages
    .filter((message) => message.kind === "nudge" && message.inject === inject && seats.some((id) => message.seats.includes(id)))
    .map(({ at }) => Date.parse(at));
  return times.length ? Math.max(...times) : null;
}

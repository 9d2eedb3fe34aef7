/**
 * The exercise as one frame of the console sees it: the store's documents, indexed, and the small
 * questions the panes ask of them. Made anew for each frame; nothing in here is kept.
 */
import { elapsedMs } from "../core/clock.js";

const OUT = new Set(["open", "closed", "recalled"]);

export class Board {
  #store;
  #teams;
  #members;
  #answers = null;

  constructor(store, { exercise, now, presence, blind = false, you }) {
    this.exercise = store.get("exercise", exercise);
    this.now = now;
    this.you = you;
    this.elapsed = elapsedMs(this.exercise, now);
    this.presence = presence;
    /** Nobody knows right now who is there. */
    this.blind = blind;
    this.teams = store.all("team").sort((one, other) => one.order - other.order);
    this.seats = store.all("seat").filter(({ status }) => status === "active");
    this.injects = store.all("inject").sort(byTime);
    this.messages = store.all("message");
    this.notes = store.all("note");
    this.flags = store.all("flag");
    this.surveys = store.all("survey");
    this.ratings = store.all("rating");
    this.#store = store;
    this.#teams = new Map(this.teams.map((team) => [team.id, team]));
    this.#members = grouped(this.participants, ({ team }) => team);
  }

  get status() {
    return this.exercise.status;
  }

  /** Running or paused: injects can go out. */
  get live() {
    return this.status === "running" || this.status === "paused";
  }

  /** Before ENDEX and not stopped: the run sheet can still be changed. */
  get ahead() {
    return this.live || this.status === "draft" || this.status === "lobby";
  }

  /** Whether who sits here runs the exercise; an evaluator looks on, takes notes, flags and rates. */
  get runs() {
    return this.you?.kind === "facilitator";
  }

  get participants() {
    return this.seats.filter(({ kind }) => kind === "participant");
  }

  /** Everybody who is not at a table: facilitators, evaluators, actors, displays. */
  get staff() {
    return this.seats.filter(({ kind }) => kind !== "participant");
  }

  /** What a team is called: a table in parallel mode. */
  get word() {
    return this.exercise.mode === "parallel" ? "table" : "team";
  }

  /** "1 table", "4 teams". */
  counted(teams) {
    return `${teams} ${this.word}${teams === 1 ? "" : "s"}`;
  }

  /** How long it is until the exercise clock reads this, at its present rate; the watch on the wrist counts. */
  until(ms) {
    return (ms - this.elapsed) / this.exercise.clock.rate;
  }

  team(id) {
    return this.#teams.get(id) ?? null;
  }

  /** A seat by its id, also one that was removed. */
  seat(id) {
    return this.#store.get("seat", id);
  }

  /** Whose name to put beside something they did. */
  name(id) {
    if (!id) return "Exercise control";
    return id === this.you?.seat ? "You" : (this.seat(id)?.name ?? "Somebody");
  }

  /** The participants of a team who take part. */
  players(team) {
    return this.members(team).filter(({ watching }) => !watching);
  }

  members(team) {
    return this.#members.get(team) ?? [];
  }

  inject(id) {
    return this.#store.get("inject", id);
  }

  decision(inject, team) {
    return this.#store.get("decision", `${inject}:${team}`);
  }

  answer(inject, seat) {
    return this.#store.get("answer", `${inject}:${seat}`);
  }

  /** The answers to an inject, in the order of the tables. */
  answers(inject) {
    this.#answers ??= grouped(this.#store.all("answer"), (answer) => answer.inject);
    const place = (answer) => this.team(answer.team)?.order ?? 0;
    return [...(this.#answers.get(inject) ?? [])].sort(
      (one, other) => place(one) - place(other) || one.submitted_ms - other.submitted_ms,
    );
  }

  /** "live", "away" or "gone"; nobody is called gone before the first word about it. */
  presenceOf(seat) {
    if (this.presence.size === 0) return "live";
    return this.presence.get(seat)?.state ?? "gone";
  }

  here(seats) {
    return seats.filter(({ id }) => this.presenceOf(id) !== "gone").length;
  }

  /** What waits for answers now, newest first. */
  get openAsks() {
    return this.injects.filter(takesAnswers).sort((one, other) => other.order - one.order);
  }

  /**
   * What the middle pane shows unless somebody chose: the newest inject that asks something, or what
   * came after it once nothing is open any more; before the first one, the next.
   */
  get current() {
    const out = this.injects.filter(wentOut).sort((one, other) => other.order - one.order);
    const standing = out.filter(({ status }) => status !== "recalled");
    return (
      (standing[0]?.ask ? standing[0] : standing.find(takesAnswers)) ??
      standing[0] ??
      this.inject(this.exercise.next?.inject) ??
      this.injects[0] ??
      null
    );
  }

  /** How far an inject is, over the teams it went to. */
  progress(inject) {
    const sum = { expected: 0, answered: 0, read: 0, teams: 0, locked: 0, open: 0 };
    for (const row of Object.values(inject.teams)) {
      if (!OUT.has(row.status)) continue;
      sum.teams += 1;
      sum.expected += row.expected;
      sum.answered += row.answered.length;
      sum.read += row.read.length;
      sum.locked += row.locked;
      sum.open += row.status === "open";
    }
    sum.complete = inTeams(inject)
      ? sum.teams > 0 && sum.locked === sum.teams
      : sum.expected > 0 && sum.answered >= sum.expected;
    return sum;
  }
}

/** Where an inject stands on the run sheet: when it went out, else when it is due. */
export const timeOf = (inject) => inject.released_ms ?? inject.offset_ms;

export const wentOut = ({ status }) => OUT.has(status);

export const takesAnswers = ({ status, ask }) => status === "open" && ask !== null;

/** Whether each team answers as one. */
export const inTeams = ({ ask }) => ask?.scope === "team";

/** The ids of the teams it can still be sent to by hand: those that wait or were passed over. */
export const reachable = (inject) =>
  inject.status === "recalled"
    ? []
    : Object.keys(inject.teams).filter((id) => ["waiting", "passed_over"].includes(inject.teams[id].status));

function byTime(one, other) {
  return timeOf(one) - timeOf(other) || one.order - other.order || one.offset_ms - other.offset_ms;
}

function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    if (!groups.has(key(item))) groups.set(key(item), []);
    groups.get(key(item)).push(item);
  }
  return groups;
}

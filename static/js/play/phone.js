/** One person's place in the exercise, and which inject is on their screen. */
import { connect } from "../core/connection.js";
import { elapsedMs, leftMs } from "../core/clock.js";
import { isolated } from "../core/words.js";
import { announce, ring, stayAwake } from "./alerts.js";
import { blank, same, SENDS, standing, wanted } from "./answering.js";
import { Drafts, Ticked } from "./drafts.js";

const READ_AFTER_MS = 600;
const SETTLED_MS = 15_000;
const RELAY_MS = 1_000;
/** A finger that taps twice has tapped by then. */
const DOUBLE_TAP_MS = 600;
const MILESTONES_S = [60, 30, 10];

export class Phone {
  /** The inject on the screen (its id), and the survey, if one is open. */
  current = null;
  asking = null;
  /** By inject: being changed, refused, acknowledged. */
  editing = new Set();
  errors = new Map();
  acked = new Map();
  drafts = null;
  calm = null;
  failure = null;
  pauseAsked = false;

  #known = null;
  #shownAt = 0;
  #changedAt = 0;
  #lastLeft = new Map();
  #relay = null;

  constructor(exercise, first, draw) {
    this.draw = draw;
    this.connection = connect({ exercise, as: "participant", first });
    this.store = this.connection.store;
    this.outbox = this.connection.outbox;
    this.store.subscribe(() => this.#look());
    this.outbox.subscribe(draw);
    this.outbox.onAnswer((entry, answer) => this.#answered(entry, answer));
    this.connection.on("state", draw);
    this.connection.on("draft", (message) => this.#relayed(message));
    document.addEventListener("visibilitychange", () => {
      this.#stay();
      this.#read();
    });
    this.#look();
  }

  get you() {
    return this.connection.you;
  }
  get exercise() {
    return this.store.all("exercise")[0] ?? null;
  }
  get me() {
    return this.store.get("seat", this.you?.seat);
  }
  get team() {
    return this.store.get("team", this.you?.team);
  }
  get now() {
    return this.connection.serverNow();
  }
  get elapsed() {
    return elapsedMs(this.exercise, this.now);
  }
  get live() {
    return this.connection.state !== "reconnecting";
  }
  get over() {
    return ["hotwash", "closed"].includes(this.exercise.status);
  }
  get injects() {
    return this.store.all("inject").sort((a, b) => a.order - b.order);
  }
  get inject() {
    return this.store.get("inject", this.current);
  }
  get mates() {
    return this.store.all("seat").filter((seat) => seat.status === "active" && seat.kind === "participant");
  }

  name(seat) {
    if (seat === this.you.seat) return "you";
    return isolated(this.store.get("seat", seat)?.name || "somebody");
  }
  left(inject) {
    return leftMs(inject, this.exercise, this.now);
  }
  standing(inject) {
    return standing(this, inject);
  }

  /** What waits elsewhere: unread injects first, then asks that still want an answer. */
  get waiting() {
    if (this.over) return [];
    return this.injects
      .filter(
        (each) =>
          each.id !== this.current &&
          each.status !== "recalled" &&
          (!this.seen.has(each) || wanted(each, standing(this, each))),
      )
      .sort((a, b) => this.seen.has(a) - this.seen.has(b));
  }
  /** Not read yet, wherever they are. */
  get unread() {
    return this.injects.filter((each) => each.status === "open" && !this.seen.has(each));
  }
  get messages() {
    return this.store.all("message").filter((each) => !this.dismissed.has(each) && !this.#outlived(each));
  }
  /** A nudge about what nobody waits for any more. */
  #outlived({ kind, inject }) {
    const about = this.store.get("inject", inject);
    return kind === "nudge" && (this.over || (!!about && about.status !== "open"));
  }
  /** The first open survey that is not answered, else an open one. */
  get survey() {
    const open = this.store.all("survey").filter((each) => each.status === "open");
    return open.find((each) => !this.surveyAnswer(each) && !this.surveySent(each)) ?? open[0];
  }
  openSurvey(survey) {
    this.asking = survey.id;
    scrollTo(0, 0);
    this.#begin();
  }
  closeSurvey() {
    this.asking = null;
    this.#follow(null);
    this.#begin();
  }
  surveyAnswer(survey) {
    return this.store.get("survey_answer", `${survey.id}:${this.you.seat}`);
  }
  surveySent({ id }) {
    return this.sent("survey.submit", ({ survey }) => survey === id);
  }

  /** The latest command of this name that is still on its way. */
  sent(name, about = () => true) {
    return this.outbox.entries.findLast((entry) => entry.name === name && about(entry.data));
  }
  get answersLeft() {
    return this.outbox.entries.some(({ name }) => SENDS.has(name));
  }
  /** What became of asking for a pause, in words; null when nobody asked. */
  get pause() {
    if (!this.sent("pause.request")) return this.pauseAsked ? "Asked for a pause" : null;
    return this.live ? "Asking for a pause…" : "Will ask for a pause when connected";
  }
  askForPause() {
    if (!this.pause && this.exercise.status === "running") this.say("pause.request", {});
  }

  show(id) {
    this.#turnTo(id);
    this.#begin();
  }

  /** Another screen, by the person's own tap. */
  #begin() {
    this.draw();
    requestAnimationFrame(() => document.getElementById("title")?.focus({ preventScroll: true }));
  }

  /** Whether the foot has only just changed, so that a tap may have been meant for what was there. */
  get settling() {
    return Date.now() - this.#changedAt < DOUBLE_TAP_MS;
  }
  #settle() {
    this.#changedAt = Date.now();
    setTimeout(this.draw, DOUBLE_TAP_MS + 10);
  }

  value(inject) {
    const { draft, entry, said } = standing(this, inject);
    const { answer, rationale, confidence } = draft ?? entry?.data ?? said ?? {};
    return {
      answer: { ...blank(inject.ask), ...answer },
      rationale: rationale ?? "",
      confidence: confidence ?? null,
    };
  }

  /** Changes a part of the answer: `{answer}`, `{rationale}` or `{confidence}`. */
  edit(inject, change) {
    const draft = { ...this.value(inject), ...change };
    this.errors.delete(inject.id);
    this.drafts.set(inject.id, draft);
    this.#relay ??= setTimeout(() => {
      this.#relay = null;
      this.connection.relay("response.draft", { inject: inject.id, ...this.value(inject) });
    }, RELAY_MS);
    this.draw();
  }

  change(inject) {
    this.editing.add(inject.id);
    this.draw();
  }

  /** Once, however often it is tapped. */
  send(inject, name = "response.submit") {
    if (standing(this, inject).is === "sending") return;
    const value = this.value(inject);
    this.drafts.set(inject.id, value);
    clearTimeout(this.#relay);
    this.#relay = null;
    this.errors.delete(inject.id);
    this.editing.delete(inject.id);
    this.#tickOff(inject);
    this.outbox.add(name, { inject: inject.id, ...value });
  }

  say(name, data) {
    return this.outbox.add(name, data);
  }

  dismiss(message) {
    this.dismissed.add(message);
    this.draw();
  }

  tick() {
    const inject = this.inject;
    if (inject?.ask && this.left(inject) !== null && wanted(inject, standing(this, inject))) {
      const left = this.left(inject);
      const before = this.#lastLeft.get(inject.id) ?? left;
      const passed = MILESTONES_S.findLast((at) => before > at * 1000 && left <= at * 1000);
      if (passed) announce(`${passed} seconds left.`);
      this.#lastLeft.set(inject.id, left);
    }
    this.draw();
  }

  #answered(entry, answer) {
    const { inject, ...said } = entry.data;
    if (entry.name === "inject.read") return;
    if (entry.name === "survey.submit") this.#surveyed(entry.data.survey, answer);
    if (entry.name === "pause.request") this.pauseAsked = answer.ok;
    if (inject && said.answer) {
      const locked = entry.name === "decision.lock";
      if (answer.ok) {
        const { team } = this.you;
        this.#settle();
        this.acked.set(inject, { ...said, team, locked, at: this.now, submitted_ms: this.elapsed });
        // What was written since it left is still a draft.
        if (locked || same(this.drafts?.get(inject), said)) this.drafts?.drop(inject);
        announce(locked ? "Locked." : "Delivered.");
      } else {
        this.errors.set(inject, answer.error);
        announce(answer.error.message);
      }
    } else {
      // Their forms say themselves what went wrong.
      const spokenFor = entry.name === "seat.rename" || (this.asking && entry.data.survey === this.asking);
      this.failure = answer.ok || spokenFor ? null : answer.error.message;
    }
    this.draw();
  }

  #surveyed(id, { ok, error }) {
    const key = `survey-${id}`;
    if (!ok) return this.errors.set(key, error);
    this.errors.delete(key);
    this.drafts?.drop(key);
    if (this.asking === id) this.closeSurvey();
  }

  #relayed({ inject, ...draft }) {
    // Whoever is typing here wins, in this tab or another one; what comes may be a second old.
    if (!this.drafts || Date.now() - (this.drafts.get(inject)?.at ?? 0) < 2 * RELAY_MS) return;
    this.drafts.set(inject, draft, 0);
    this.draw();
  }

  #look() {
    if (!this.you || !this.exercise) return;
    if (this.#known === null) {
      const mine = [this.connection.exercise, this.you.seat];
      this.drafts = new Drafts(...mine, this.draw);
      this.seen = new Ticked(...mine, "read");
      this.dismissed = new Ticked(...mine, "dismissed");
      this.#known = new Map();
      this.#resume();
    }
    this.#follow(this.#notice());
    this.#read();
    this.draw();
  }

  /** After a reload: back to the questions that were being answered, while they are still taken. */
  #resume() {
    const { survey } = this;
    const begun = survey && !this.surveyAnswer(survey) && this.drafts.get(`survey-${survey.id}`);
    if (begun) this.asking = survey.id;
  }

  /** Calls for attention; returns the first inject that just came. */
  #notice() {
    let arrived = null;
    const known = this.#known;
    const fresh = (key, value) => known.get(key) !== value && (known.set(key, value), true);
    const { status } = this.exercise;
    if (fresh("status", status)) {
      this.#stay();
      this.pauseAsked = false;
      const words = { paused: "Paused. The clock stands.", hotwash: "The exercise is over." };
      if (words[status]) announce(words[status]);
    }
    for (const [id, { type, released_at }] of known) {
      // Taken back as if it had never come: if it comes again, it is another one.
      if (type === "inject" && this.store.get(type, id)?.released_at !== released_at) this.#forget(id);
    }
    for (const each of this.injects) {
      const { id, status, version, title } = each;
      const before = known.get(id);
      known.set(id, each);
      if (before?.status === status && before.version === version) continue;
      if (status === "recalled") announce(`Recalled: ${title}`);
      else if (!this.seen.has(each) && status === "open") arrived ??= each;
      else if (before?.status === "closed" && status === "open") {
        this.errors.delete(id);
        announce(`Open again: ${title}`);
      } else if (version > (before?.version ?? 1)) announce(`Revised: ${title}`);
    }
    if (arrived) {
      ring("inject");
      announce(`New: ${arrived.title}`);
    }
    for (const each of this.store.all("decision")) {
      const mine = !each.locked && each.lock_holder === this.you.seat;
      const passed = known.get(each.id) === false && mine;
      if (fresh(each.id, mine) && passed) announce("You hold the lock now.");
    }
    for (const each of this.messages) {
      if (!fresh(each.id, true)) continue;
      ring("message");
      announce(each.text);
    }
    return arrived;
  }

  #stay() {
    if (document.visibilityState === "visible") stayAwake(this.exercise?.status === "running");
  }

  #forget(id) {
    for (const held of [this.#known, this.acked, this.errors, this.editing, this.#lastLeft]) held.delete(id);
  }

  /**
   * Turns to a new inject by itself only where that takes nothing away: never from an ask that waits
   * for this person or holds words they wrote, and not from a text somebody may still be reading.
   */
  #follow(arrived) {
    const here = this.inject;
    if (!here) {
      if (this.asking) return;
      const open = this.injects.filter((each) => wanted(each, standing(this, each)));
      const next = open.findLast((each) => this.drafts.get(each.id)) ?? open.at(-1) ?? this.injects.at(-1);
      if (next) this.#turnTo(next.id);
      return;
    }
    if (!arrived) return;
    const it = standing(this, here);
    const done = ["delivered", "locked", "watching"].includes(it.is) && !wanted(here, it);
    const missed = it.is === "closed" && !it.draft;
    const readEnough = !here.ask && Date.now() - this.#shownAt > SETTLED_MS;
    if ((done || missed || readEnough) && !this.asking) this.#turnTo(arrived.id);
  }

  #turnTo(id) {
    this.current = id;
    this.asking = null;
    this.#shownAt = Date.now();
    this.#settle();
    scrollTo(0, 0);
    this.#read();
  }

  #read() {
    const inject = this.seen && this.inject;
    if (!inject || this.seen.has(inject)) return;
    setTimeout(() => {
      if (document.visibilityState === "visible" && this.current === inject.id) this.#tickOff(inject);
    }, READ_AFTER_MS);
  }

  #tickOff(inject) {
    if (this.seen.has(inject)) return;
    this.seen.add(inject);
    this.say("inject.read", { inject: inject.id });
    this.draw();
  }
}

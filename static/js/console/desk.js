/**
 * What the facilitator is doing right now: what is selected, which dialog is open, what is held back
 * for its five seconds. It lives as long as the page; everything else is in the documents.
 */
import { reachable } from "./board.js";
import { named } from "./commands.js";
import { Presses } from "./presses.js";
import { quoted } from "./reading.js";

export const HOLD_MS = 5_000;
const TOAST_MS = 6_000;
const ERROR_MS = 15_000;

export class Desk {
  /** The inject the middle pane stays at; null follows what is current. */
  selected = null;
  /** "live" panes, or the page that fits the status: the lobby, the hot wash. */
  view = null;
  /** Whether teaching tags are shown, whether the feed holds only notes and flags. */
  tags = false;
  remarksOnly = false;
  /** Whether all who are stuck are listed; whether "Close the exercise" was pressed once. */
  allStuck = false;
  closing = false;
  /** `{id, text, tone, icon}` at the foot of the page. */
  toasts = [];
  /** Releases that wait: inject id → `{at, teams}`: when they go (Unix ms here), to which team ids. */
  holding = new Map();
  /** The open dialog, `{view(desk, board)}`, and what had the focus before. */
  dialog = null;
  /** When the real-emergency button was first pressed (page time, ms); null: not armed. */
  armedAt = null;
  /** Seat id → `{state, since}`; `since` is null when it was so before this page knew. */
  presence = new Map();
  /** Whether `presence` is what was last known, because the line was cut and nothing has come since. */
  blind = true;
  /** Pause requests somebody has dealt with here. */
  dismissed = new Set();

  #pending = new Map();
  #timers = new Map();
  #changed;
  #opener = null;
  #toastId = 0;

  /** `changed()` asks for a new frame. */
  constructor(connection, place, changed) {
    this.connection = connection;
    this.store = connection.store;
    this.presses = new Presses(connection);
    /** `{id, joinUrl}` of the exercise. */
    this.place = place;
    this.#changed = changed;
    connection.on("presence", (seats) => this.#learn(seats));
    connection.on("state", (state) => {
      if (state !== "live") this.blind = true;
    });
    // A page that is put aside must not come back and release something.
    addEventListener("pagehide", () => this.#dropHeld());
  }

  /** Changes what is on this page only, and draws it. */
  set(values) {
    Object.assign(this, values);
    this.#changed();
  }

  /** Shows an inject in the middle pane; null goes back to following. */
  show(inject) {
    this.set({ selected: inject });
  }

  /**
   * Says a command. Resolves to its answer; a refusal is shown as well, in the server's words. The same
   * one that is still on its way is not said twice. What has no answer in ten seconds is over.
   */
  say(name, data = {}, { done = "", quiet = false } = {}) {
    const key = pendingKey(name, data.inject ?? data.seat);
    const text = JSON.stringify(data);
    const pending = this.#pending.get(key) ?? new Map();
    this.#pending.set(key, pending);
    if (!pending.has(text)) {
      const answered = this.#ask(name, data, { done, quiet }).finally(() => {
        pending.delete(text);
        if (!pending.size) this.#pending.delete(key);
        this.#changed();
      });
      pending.set(text, answered);
      this.#changed();
    }
    return pending.get(text);
  }

  async #ask(name, data, { done, quiet }) {
    const answer = await this.presses.send(name, data);
    if (answer.settled) this.#doubt(name, answer);
    else if (!answer.ok && !quiet) this.toast(refusal(name, answer.error), { tone: "bad", icon: "warn" });
    if (answer.ok && done) this.toast(done, { icon: "check" });
    return answer;
  }

  /** Nobody knows whether it arrived: that stays on the page until the server can be asked. */
  async #doubt(name, { error, settled }) {
    const toast = this.toast(refusal(name, error), { tone: "bad", icon: "warn", ms: null });
    const answer = await settled;
    this.dismiss(toast);
    if (answer.ok) this.toast(`${named(name)} did arrive.`, { icon: "check" });
    else if (answer.error.code === "expired") this.toast(`${named(name)} did not arrive. Nothing happened.`, { tone: "bad", icon: "warn" });
    else this.toast(refusal(name, answer.error), { tone: "bad", icon: "warn" });
  }

  /** The real emergency. Whoever presses it and has no line must know that nobody was told. */
  async halt() {
    const answer = await this.say("exercise.halt");
    if (answer.error?.code === "unsent" || answer.error?.code === "unknown") {
      this.toast("Call it out in the room: the screens may not show it.", { tone: "bad", icon: "stop", ms: null });
    }
  }

  /** Whether such a command is on its way (about this inject or seat). */
  busy(name, about) {
    if (about !== undefined) return this.#pending.has(pendingKey(name, about));
    return [...this.#pending.keys()].some((key) => key.startsWith(`${name} `));
  }

  /** A few words at the foot of the page, for a while (`ms` null: until dismissed). Returns their id. */
  toast(text, { tone = "", icon = "", ms = tone === "bad" ? ERROR_MS : TOAST_MS } = {}) {
    const id = ++this.#toastId;
    const passing = this.toasts.filter(({ stays }) => !stays).slice(-3);
    this.toasts = [...this.toasts.filter((toast) => toast.stays || passing.includes(toast)), { id, text, tone, icon, stays: ms === null }];
    if (ms !== null) setTimeout(() => this.dismiss(id), ms);
    this.#changed();
    return id;
  }

  dismiss(id) {
    this.set({ toasts: this.toasts.filter((toast) => toast.id !== id) });
  }

  /** Sends an inject in five seconds, unless somebody thinks again. `teams`: ids; null: all it can reach. */
  release(inject, teams) {
    if (this.holding.has(inject)) return;
    this.holding.set(inject, { at: Date.now() + HOLD_MS, teams });
    this.#timers.set(inject, setTimeout(() => this.#send(inject), HOLD_MS));
    this.#changed();
  }

  /** Takes the newest held release back; without an id, whichever it is. */
  undoRelease(inject = [...this.holding.keys()].at(-1)) {
    clearTimeout(this.#timers.get(inject));
    this.#timers.delete(inject);
    this.holding.delete(inject);
    this.#changed();
  }

  #send(inject) {
    const { at, teams } = this.holding.get(inject);
    this.undoRelease(inject);
    const { status } = this.store.get("exercise", this.place.id);
    const doc = this.store.get("inject", inject);
    if (!doc) return;
    if (Date.now() - at > HOLD_MS) {
      this.toast(`${quoted(doc.title)} was not released: this computer slept meanwhile.`, { tone: "bad", icon: "warn" });
      return;
    }
    const left = reachable(doc).filter((team) => teams === null || teams.includes(team));
    if (!left.length) return;
    if (status !== "running" && status !== "paused") {
      this.toast(`${quoted(doc.title)} was not released: the exercise stopped.`, { tone: "bad", icon: "warn" });
      return;
    }
    this.set({ selected: null });
    this.say("inject.release", { inject, teams: left });
  }

  #dropHeld() {
    for (const inject of [...this.holding.keys()]) this.undoRelease(inject);
  }

  /** Opens a dialog: `{view(desk, board)}` draws it and may keep its own state in it. */
  open(dialog) {
    this.#opener ??= document.activeElement;
    this.set({ dialog: { ...dialog, fresh: true } });
  }

  /** Closes the dialog; the focus goes back to where it was. */
  close() {
    if (!this.dialog) return;
    this.dialog.closed?.();
    // Until the next frame it is still on the page; no key may end up in it.
    document.activeElement?.blur();
    const opener = this.#opener;
    this.#opener = null;
    this.set({ dialog: null });
    // The page behind is inert until it has been drawn again.
    requestAnimationFrame(() => requestAnimationFrame(() => opener?.isConnected && opener.focus()));
  }

  /** The first word after a connect is about everybody; who is not in it is gone. */
  #learn(seats) {
    const known = !this.blind;
    if (this.blind) {
      const before = this.presence;
      this.presence = new Map([...before.keys()].map((seat) => [seat, { state: "gone", since: null }]));
      for (const [seat, told] of before) {
        if (told.state === (seats[seat] ?? "gone")) this.presence.set(seat, told);
      }
      this.blind = false;
    }
    for (const [seat, state] of Object.entries(seats)) {
      const before = this.presence.get(seat);
      if (before?.state === state) continue;
      this.presence.set(seat, { state, since: known ? Date.now() : null });
    }
    this.#changed();
  }
}

const pendingKey = (name, about = "") => `${name} ${about}`;

/** A refusal: what was lost on the way says which press it was; the server's own words do without. */
const refusal = (name, error) =>
  ["unsent", "unknown", "expired"].includes(error.code) ? `${named(name)}: ${worded(error)}` : worded(error);

/** An error as a sentence, with what is wrong in which field. */
export function worded(error) {
  const faults = Object.values(error.fields ?? {}).flat();
  return [error.message, ...faults].join(" ");
}

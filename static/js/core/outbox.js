/**
 * Commands on their way: sent one at a time, in order, each repeated with its own id until answered.
 * Two tabs may send the same one; the id makes that harmless. A tab sends what it wrote itself, and
 * takes over what another left lying.
 */
import { uuid } from "./ids.js";
import * as storage from "./storage.js";

const AGAIN = new Set(["unavailable", "slow_down", "internal"]);
const MOST_FAULTS = 3;
const ORPHAN_MS = 10_000;
const LONGEST_WAIT_MS = 8_000;

function tabId() {
  try {
    sessionStorage.tabletopTab ??= uuid();
    return sessionStorage.tabletopTab;
  } catch {
    return uuid();
  }
}

export class Outbox {
  #deliver;
  #entries = [];
  #waiting = new Map();
  #listeners = new Set();
  #outcomes = new Set();
  #prefix = null;
  #busy = false;
  #timer = null;
  #waitMs = 0;
  #faults = 0;
  #made = 0;
  #tab = tabId();

  constructor(deliver) {
    this.#deliver = deliver;
    storage.watch("tabletop/", (key) => {
      if (this.#prefix && key.startsWith(this.#prefix)) this.#reload();
    });
  }

  /** Keeps the queue in storage under `prefix`, and goes on with what lies there. */
  keepAt(prefix) {
    if (prefix === this.#prefix) return;
    if (this.#prefix) this.#entries = [];
    this.#prefix = prefix;
    for (const entry of this.#entries) this.#save(entry);
    this.#reload();
  }

  /** Not answered yet, oldest first: `{id, name, data, at, state: "queued" | "sending"}`. */
  get entries() {
    return this.#entries;
  }

  /** Queues a command; resolves to its answer, whatever that is. */
  add(name, data) {
    const entry = { id: uuid(), name, data, at: Date.now(), tab: this.#tab, state: "queued" };
    entry.key = `${entry.at}-${String(this.#made++).padStart(6, "0")}-${entry.id}`;
    this.#entries.push(entry);
    this.#save(entry);
    this.#tell();
    this.pump();
    return new Promise((resolve) => this.#waiting.set(entry.id, resolve));
  }

  subscribe(fn) {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  /** Calls `fn(entry, answer)` for each answered command, also one from before a reload. */
  onAnswer(fn) {
    this.#outcomes.add(fn);
    return () => this.#outcomes.delete(fn);
  }

  pump() {
    this.#waitMs = 0;
    this.#next();
  }

  async #next() {
    clearTimeout(this.#timer);
    if (this.#busy) return;
    const entry = this.#entries[0];
    if (!entry) return;
    const age = Date.now() - entry.at;
    if (entry.tab !== this.#tab && age >= 0 && age < ORPHAN_MS) return this.#later(ORPHAN_MS - age);
    this.#busy = true;
    entry.state = "sending";
    this.#tell();
    let answer = null;
    try {
      answer = await this.#deliver({ id: entry.id, name: entry.name, data: entry.data });
    } catch {
      // It may or may not have arrived: ask again with the same id.
    }
    this.#busy = false;
    const code = answer?.error?.code;
    this.#faults = code === "internal" ? this.#faults + 1 : 0;
    if (!answer || (AGAIN.has(code) && this.#faults < MOST_FAULTS)) {
      entry.state = "queued";
      this.#tell();
      this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs ? this.#waitMs * 2 : 500);
      return this.#later(this.#waitMs);
    }
    this.#faults = 0;
    this.#settle(entry, answer);
    this.#waitMs = 0;
    return this.#next();
  }

  #later(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#next(), ms);
  }

  #settle(entry, answer) {
    this.#entries = this.#entries.filter((other) => other.id !== entry.id);
    if (this.#prefix) storage.remove(this.#prefix + entry.key);
    for (const fn of this.#outcomes) fn(entry, answer);
    this.#waiting.get(entry.id)?.(answer);
    this.#waiting.delete(entry.id);
    this.#tell();
  }

  #save(entry) {
    if (this.#prefix) storage.write(this.#prefix + entry.key, { ...entry, state: "queued" });
  }

  /** Brings the queue in line with storage: other tabs add to it and take from it. */
  #reload() {
    const held = new Map(this.#entries.map((entry) => [entry.key, entry]));
    this.#entries = storage
      .keys(this.#prefix)
      .map((key) => held.get(key.slice(this.#prefix.length)) ?? storage.read(key))
      .filter(Boolean);
    this.#tell();
    this.#next();
  }

  #tell() {
    for (const fn of this.#listeners) fn();
  }
}

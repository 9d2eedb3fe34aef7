/** What is being written, kept in this browser until the server has it: one draft an inject or survey. */
import * as storage from "../core/storage.js";

export class Drafts {
  #prefix;

  /** `onForeign()` is called when another tab changed one. */
  constructor(exercise, seat, onForeign) {
    this.#prefix = `tabletop/${exercise}/${seat}/draft/`;
    storage.watch(this.#prefix, onForeign);
  }

  /** `{answer, rationale, confidence, at}`, or null. */
  get(id) {
    return storage.read(this.#prefix + id);
  }

  set(id, draft) {
    storage.write(this.#prefix + id, { ...draft, at: Date.now() });
  }

  drop(id) {
    storage.remove(this.#prefix + id);
  }
}

/** Ids this browser has ticked off (read injects, dismissed messages). */
export class Ticked {
  #key;

  constructor(exercise, seat, name) {
    this.#key = `tabletop/${exercise}/${seat}/${name}`;
  }

  has(id) {
    return storage.read(this.#key, []).includes(id);
  }

  add(id) {
    storage.write(this.#key, [...new Set([...storage.read(this.#key, []), id])]);
  }
}

/** What this browser keeps: drafts until the server has them, and what was ticked off. */
import * as storage from "../core/storage.js";

export class Drafts {
  #prefix;

  constructor(exercise, seat, onForeign) {
    this.#prefix = `tabletop/${exercise}/${seat}/draft/`;
    storage.watch(this.#prefix, onForeign);
  }

  get(id) {
    return storage.read(this.#prefix + id);
  }

  /** `at`: when it was typed, in whichever tab; 0 for one that was written on another phone. */
  set(id, draft, at = Date.now()) {
    storage.write(this.#prefix + id, { ...draft, at });
  }

  drop(id) {
    storage.remove(this.#prefix + id);
  }
}

/** Injects (or messages). One that is taken back and sent again is another one. */
export class Ticked {
  #key;

  constructor(exercise, seat, name) {
    this.#key = `tabletop/${exercise}/${seat}/${name}`;
  }

  has(document) {
    return storage.read(this.#key, []).includes(sending(document));
  }

  add(document) {
    storage.write(this.#key, [...new Set([...storage.read(this.#key, []), sending(document)])]);
  }
}

const sending = ({ id, released_at }) => (released_at ? `${id} ${released_at}` : id);

/**
 * What this seat may see: the newest revision of each document. Lost, repeated or reordered messages
 * cannot hurt, since a document only ever gives way to one with a higher `rev`.
 */
export class Store {
  #types = new Map();
  #listeners = new Set();
  #due = false;

  /** Takes documents (and tombstones) in; with `reset` everything held before is dropped. */
  apply(documents, reset = false) {
    if (reset) this.#types.clear();
    let changed = reset;
    for (const doc of documents) {
      if (!this.#types.has(doc.type)) this.#types.set(doc.type, new Map());
      const held = this.#types.get(doc.type);
      if ((held.get(doc.id)?.rev ?? 0) >= doc.rev) continue;
      held.set(doc.id, doc);
      changed = true;
    }
    if (changed) this.changed();
  }

  /** The document, or null. */
  get(type, id) {
    const doc = this.#types.get(type)?.get(id);
    return doc && !doc.gone ? doc : null;
  }

  /** Every document of a type, in the order of their ids' first appearance. */
  all(type) {
    return [...(this.#types.get(type)?.values() ?? [])].filter((doc) => !doc.gone);
  }

  /** Calls `fn()` after changes, once for all those of a frame. Returns what ends it. */
  subscribe(fn) {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  /** Calls the subscribers soon. */
  changed() {
    if (this.#due) return;
    this.#due = true;
    const tell = () => {
      if (!this.#due) return;
      this.#due = false;
      for (const fn of [...this.#listeners]) fn();
    };
    // A hidden page gets no frames, but has to ring all the same.
    requestAnimationFrame(tell);
    setTimeout(tell, 100);
  }
}

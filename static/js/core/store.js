/** The newest revision of each document: lost, repeated or reordered messages cannot hurt. */
export class Store {
  #types = new Map();
  #listeners = new Set();
  #due = false;

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

  get(type, id) {
    const doc = this.#types.get(type)?.get(id);
    return doc && !doc.gone ? doc : null;
  }

  all(type) {
    return [...(this.#types.get(type)?.values() ?? [])].filter((doc) => !doc.gone);
  }

  /** Calls `fn()` once for all changes of a frame. Returns what ends it. */
  subscribe(fn) {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

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

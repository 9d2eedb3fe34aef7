/**
 * The server's clock as seen from here. Each `now_at` that arrives is late by its way through the
 * network, so of the last few the one that came quickest is the best estimate.
 */
const SAMPLES = 8;
const STEP_MS = 1000;

export class ServerTime {
  #samples = [];
  #drift = null;

  /** Learns from a message's `now_at` (ISO 8601). */
  learn(nowAt) {
    const server = Date.parse(nowAt);
    if (Number.isNaN(server)) return;
    const here = Date.now();
    // The wall clock of a phone may be set while we run, and its other clock may sleep.
    const drift = here - performance.now();
    if (this.#drift !== null && Math.abs(drift - this.#drift) > STEP_MS) this.#samples = [];
    this.#drift = drift;
    this.#samples.push(server - here);
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }

  /** Unix milliseconds. */
  now() {
    return Date.now() + (this.#samples.length ? Math.max(...this.#samples) : 0);
  }
}

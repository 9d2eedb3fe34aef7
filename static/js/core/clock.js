/** Clocks: all arguments and results are milliseconds; `now` is the server's. */

export function elapsedMs(exercise, now) {
  const clock = exercise?.clock;
  if (!clock) return 0;
  if (clock.status !== "running") return clock.elapsed_ms;
  return clock.elapsed_ms + Math.max(0, now - Date.parse(clock.anchor_at)) * clock.rate;
}

/** How long the ask stays open on the wall clock; null without a deadline, 0 once it is closed. */
export function leftMs(inject, exercise, now) {
  if (inject.status !== "open") return inject.ask ? 0 : null;
  if (inject.closes_ms == null) return null;
  if (inject.closes_at) return Math.max(0, Date.parse(inject.closes_at) - now);
  return Math.max(0, (inject.closes_ms - elapsedMs(exercise, now)) / (exercise?.clock?.rate || 1));
}

const two = (number) => String(number).padStart(2, "0");

function parts(seconds) {
  const whole = Math.max(0, seconds);
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
}

/** A clock's reading: 04:05, 1:04:05. */
export function clockText(ms) {
  const [hours, minutes, seconds] = parts(Math.floor(ms / 1000));
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${two(minutes)}:${two(seconds)}`;
}

/** A length of time: 0:24, 4:05, 1:04:05. 0:00 when nothing is left. */
export function leftText(ms) {
  const [hours, minutes, seconds] = parts(Math.ceil(ms / 1000));
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** Calls `fn()` once a second of `phase()` while the page is visible. Returns what stops it. */
export function ticker(fn, phase = Date.now) {
  let timer = null;
  const plan = () => {
    const into = ((phase() % 1000) + 1000) % 1000;
    timer = setTimeout(tick, 1000 - into + 10);
  };
  const tick = () => {
    fn();
    plan();
  };
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") tick();
  };
  document.addEventListener("visibilitychange", look);
  if (document.visibilityState === "visible") plan();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

const SAMPLES = 8;
const STEP_MS = 1000;

/** The server's clock: each `now_at` is late by its way, the quickest of a few least. */
export class ServerTime {
  #samples = [];
  #drift = null;

  learn(nowAt) {
    const server = Date.parse(nowAt);
    if (Number.isNaN(server)) return;
    const here = Date.now();
    // The wall clock may be set while we run, and the other one may sleep: then begin anew.
    const drift = here - performance.now();
    if (this.#drift !== null && Math.abs(drift - this.#drift) > STEP_MS) this.#samples = [];
    this.#drift = drift;
    this.#samples.push(server - here);
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }

  now() {
    return Date.now() + (this.#samples.length ? Math.max(...this.#samples) : 0);
  }
}

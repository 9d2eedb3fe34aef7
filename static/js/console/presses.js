/**
 * Commands of the desk on their way to the server. Each goes at once, waits behind no other, and is
 * repeated with its own id until answered. It happens within WITHIN_MS or not at all: the server refuses
 * what comes later, so repeating it afterwards only tells what became of it.
 */
import { uuid } from "../core/ids.js";

export const WITHIN_MS = 10_000;
const ANSWER_MS = 4_000;
const PROBE_MS = 2_000;
const HTTP_AFTER_MS = 3_000;
const LONGEST_WAIT_MS = 2_000;
const MOST_FAULTS = 3;
const AGAIN = new Set(["unavailable", "slow_down", "internal"]);

const UNSENT = { code: "unsent", message: "Not sent: no connection. Nothing happened." };
const UNKNOWN = { code: "unknown", message: "Unknown whether it arrived. The run sheet shows what the server has." };

export class Presses {
  /** `{at}` of each that has no answer yet, oldest first. */
  open = new Set();

  #connection;
  #pokes = new Set();
  #downSince = Date.now();

  constructor(connection) {
    this.#connection = connection;
    connection.on("state", (state) => {
      if (state === "live") this.#downSince = null;
      else this.#downSince ??= Date.now();
      for (const poke of this.#pokes) poke();
    });
  }

  /**
   * Sends a command; resolves to its answer. Without one in time the error's code is `unsent`, or
   * `unknown`: then `settled` is a promise of what the server says once it can be asked.
   */
  send(name, data) {
    const at = Date.now();
    const expires_at = new Date(this.#connection.serverNow() + WITHIN_MS).toISOString();
    const press = { at, until: at + WITHIN_MS, tried: false, over: false, request: { id: uuid(), name, data, expires_at } };
    this.open.add(press);
    const settled = this.#carry(press).finally(() => this.open.delete(press));
    return new Promise((resolve) => {
      settled.then(resolve);
      setTimeout(() => {
        press.over = true;
        if (press.tried) resolve({ ok: false, error: UNKNOWN, settled });
        else resolve({ ok: false, error: UNSENT });
      }, WITHIN_MS);
    });
  }

  async #carry(press) {
    let faults = 0;
    for (let wait = 250; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
      // After a sleep the line may be there before the timers are.
      if (!press.tried && (press.over || Date.now() >= press.until)) return { ok: false, error: UNSENT };
      let answer = null;
      try {
        answer = await this.#deliver(press);
      } catch {
        // It may or may not have arrived: ask again with the same id.
      }
      const code = answer?.error?.code;
      faults = code === "internal" ? faults + 1 : 0;
      if (answer && !(AGAIN.has(code) && faults < MOST_FAULTS)) return answer;
      await this.#pause(wait);
    }
  }

  async #deliver(press) {
    const { socket, state } = this.#connection;
    if (socket.connected && state === "live") {
      press.tried = true;
      try {
        return await socket.timeout(ANSWER_MS).emitWithAck("command", press.request);
      } catch (error) {
        const { id } = socket;
        this.#connection.sync().catch(() => socket.id === id && this.#connection.state === "live" && this.#connection.reconnect());
        throw error;
      }
    }
    if (!this.#downSince || Date.now() - this.#downSince < HTTP_AFTER_MS) throw new Error("no line yet");
    return this.#post(press);
  }

  async #post(press) {
    if (!press.tried) {
      // A request that fails may have arrived; whether there is a line at all can be told without one.
      await inTime(PROBE_MS, (signal) => fetch("/healthz", { signal, cache: "no-store" }));
      if (press.over) throw new Error("too late");
      press.tried = true;
    }
    const answer = await inTime(ANSWER_MS, async (signal) => {
      const response = await fetch(`/api/v1/exercises/${this.#connection.exercise}/commands?as=facilitator`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(press.request),
        signal,
      });
      return response.json();
    });
    return answer.error ? { ok: false, error: answer.error } : answer;
  }

  /** Waits, but not longer than until the line is there. */
  #pause(ms) {
    return new Promise((resolve) => {
      const poke = () => {
        this.#pokes.delete(poke);
        resolve();
      };
      this.#pokes.add(poke);
      setTimeout(poke, ms);
    });
  }
}

/** What `fn(signal)` makes, unless it takes longer. */
async function inTime(ms, fn) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ms);
  try {
    return await fn(stop.signal);
  } finally {
    clearTimeout(timer);
  }
}

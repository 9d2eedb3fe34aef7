/** The line to the server: a socket, what comes over it, what goes out. It mends itself. */
import { io } from "../../vendor/socket.io-client/socket.io.esm.min.js";
import { ServerTime } from "./clock.js";
import { ask } from "./http.js";
import { uuid } from "./ids.js";
import { Outbox } from "./outbox.js";
import { Store } from "./store.js";

const PING_MS = 2_000;
const ANSWER_MS = 8_000;
const HTTP_AFTER_MS = 3_000;
const HTTP_EVERY_MS = 4_000;
const PATIENCE_MS = 4_000;
const PASSING = new Set(["unavailable", "internal", "slow_down"]);

/** `as`: "participant", "facilitator" or "display"; `first`: the payload of a sync, if the page has one. */
export function connect({ exercise, as, first }) {
  return new Connection(exercise, as, first);
}

class Connection {
  store = new Store();
  /** "connecting", "live", "slow" (no socket, but HTTP), "reconnecting", "refused" or "bye". */
  state = "connecting";
  /** `{code, message}` when refused or sent away. */
  reason = null;
  /** `{seat, kind, team, role}`, from the first sync on. */
  you = null;
  head = 0;

  #handlers = new Map();
  #time = new ServerTime();
  #downSince = null;
  #triedAt = Date.now();
  #fetching = false;

  constructor(exercise, as, first) {
    this.exercise = exercise;
    this.as = as;
    this.outbox = new Outbox((request) => this.#deliver(request));
    if (first) this.#receive(first);
    this.socket = io({
      auth: (give) => give({ exercise, as, since: this.head }),
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 4_000,
      timeout: PATIENCE_MS,
    });
    this.#listen();
    this.#lost();
    setInterval(() => this.#fetch(), HTTP_EVERY_MS);
  }

  /** Calls `fn` on "state", "presence", "draft" or "bye". Returns what ends it. */
  on(name, fn) {
    if (!this.#handlers.has(name)) this.#handlers.set(name, new Set());
    this.#handlers.get(name).add(fn);
    return () => this.#handlers.get(name).delete(fn);
  }

  serverNow() {
    return this.#time.now();
  }

  /** Sends a command, for as long as it takes; resolves to `{ok, …}`. */
  command(name, data = {}) {
    return this.outbox.add(name, data);
  }

  /** Says it once, if there is a line right now. */
  relay(name, data) {
    if (this.state === "live") this.socket.volatile.emit("command", { id: uuid(), name, data });
  }

  /** Fetches what is missing; throws without an answer. */
  async sync() {
    const answer = await this.socket.timeout(PING_MS).emitWithAck("sync", { since: this.head });
    if (answer?.documents) this.#sync(answer);
  }

  reconnect() {
    this.#triedAt = Date.now();
    this.socket.disconnect();
    this.reason = null;
    this.#become("reconnecting");
    this.socket.connect();
  }

  #listen() {
    const { socket } = this;
    socket.on("sync", (message) => this.#sync(message));
    socket.on("documents", (message) => this.#take(message));
    socket.on("beat", ({ head, now_at }) => {
      this.#time.learn(now_at);
      if (head > this.head) this.sync().catch(() => {});
    });
    socket.on("presence", (message) => this.#emit("presence", message.seats));
    socket.on("draft", (message) => this.#emit("draft", message));
    socket.on("bye", (message) => {
      if (message.code === "slow_down") return;
      this.reason = message;
      this.#become("bye");
      this.#emit("bye", message);
    });
    socket.on("disconnect", () => this.#down());
    socket.on("connect_error", (error) => {
      if (this.#refused(error.data)) return;
      // Some networks let a websocket hang for ever, where polling would come through; others are slow.
      socket.io.opts.transports = ["polling", "websocket"];
      socket.io.timeout(2 * PATIENCE_MS);
      this.#down();
    });
    socket.io.on("reconnect_attempt", () => (this.#triedAt = Date.now()));

    document.addEventListener("visibilitychange", () => {
      const away = document.visibilityState === "hidden";
      if (this.state === "live") socket.volatile.emit("away", { away });
      if (!away) this.#wake();
    });
    addEventListener("pageshow", (event) => event.persisted && this.#wake());
    addEventListener("online", () => this.#wake());
  }

  /** After a sleep the line is trusted only if it answers. */
  #wake() {
    if (this.#over) return;
    this.outbox.pump();
    if (this.socket.connected) {
      const { id } = this.socket;
      this.sync().catch(() => this.socket.id === id && !this.#over && this.reconnect());
    } else if (Date.now() - this.#triedAt > PING_MS) {
      this.reconnect();
    }
  }

  get #over() {
    return this.state === "refused" || this.state === "bye";
  }

  #refused(error) {
    if (!error?.code || PASSING.has(error.code)) return false;
    this.reason = error;
    this.#become("refused");
    return true;
  }

  #down() {
    if (this.#over) return;
    this.#lost();
    if (this.state !== "slow") this.#become("reconnecting");
    // The library gives up when the server closed the socket or refused it for now.
    if (!this.socket.active) {
      setTimeout(() => !this.#over && !this.socket.active && this.socket.connect(), PING_MS);
    }
  }

  /** There is no line, from now on until the next sync. */
  #lost() {
    if (this.#downSince) return;
    this.#downSince = Date.now();
    setTimeout(() => this.#fetch(), HTTP_AFTER_MS + 50);
  }

  #sync(message) {
    const { head } = this;
    if (!this.#receive(message)) return;
    // It was overtaken.
    if (head > this.head) this.sync().catch(() => {});
    this.#downSince = null;
    this.#become("live");
    this.outbox.pump();
    if (document.visibilityState === "hidden") this.socket.volatile.emit("away", { away: true });
  }

  /** Takes over what the server says, and from whom it is; false when that is another seat. */
  #receive(message) {
    const { seat } = message.you;
    // Somebody sat down anew in this browser: nothing on this page is theirs.
    if (this.you && this.you.seat !== seat) return location.reload(), false;
    this.you = message.you;
    // A participant's answers outlive a reload; a facilitator's command must not come back later.
    if (this.as === "participant") this.outbox.keepAt(`tabletop/${this.exercise}/${seat}/out/`);
    if (message.reset) this.head = 0;
    this.#take(message, message.reset);
    return true;
  }

  #take(message, reset = false) {
    this.#time.learn(message.now_at);
    this.store.apply(message.documents, reset);
    this.head = Math.max(this.head, message.head);
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.#emit("state", state);
  }

  #emit(name, value) {
    for (const fn of this.#handlers.get(name) ?? []) fn(value);
  }

  async #deliver(request) {
    if (this.socket.connected && this.state === "live") {
      try {
        return await this.socket.timeout(ANSWER_MS).emitWithAck("command", request);
      } catch (error) {
        this.#wake();
        throw error;
      }
    }
    if (this.you && this.#without()) return this.#post(request);
    throw new Error("no line yet");
  }

  /** Whether there has been no socket for so long that HTTP has to do. */
  #without() {
    return this.#downSince && Date.now() - this.#downSince >= HTTP_AFTER_MS;
  }

  async #post(request) {
    // The cookie may stand for another seat by now.
    const answer = await this.#http(`commands?as=${this.as}&seat=${this.you.seat}`, request);
    if (answer.error?.code === "unauthenticated") throw new Error("somebody else");
    return answer.error ? { ok: false, error: answer.error } : answer;
  }

  /** For a phone without a socket. A console shows more than HTTP can tell. */
  async #fetch() {
    if (this.as !== "participant" || this.#over || !this.#without() || this.#fetching) return;
    this.#fetching = true;
    try {
      const answer = await this.#http(`documents?as=${this.as}&since=${this.head}`);
      if (this.#over || !this.#without() || this.#refused(answer.error)) return;
      if (answer.documents && this.#receive(answer)) {
        this.#become("slow");
        this.outbox.pump();
      }
    } catch {
      if (this.state === "slow") this.#become("reconnecting");
    } finally {
      this.#fetching = false;
    }
  }

  #http(call, body) {
    return ask(`/api/v1/exercises/${this.exercise}/${call}`, { body, patience: ANSWER_MS });
  }
}

/** Tests, before the day, what the exercise will need: the server, a live line, storage and sound. */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";
import { lasting } from "../core/storage.js";
import { canStayAwake, ring, unlock } from "./alerts.js";

const WAIT_MS = 5_000;
const root = document.getElementById("checks");
const results = { server: null, line: null, storage: null, screen: null, sound: null };

const ROWS = [
  ["server", "The server answers", "This phone does not reach the server. Is it on the right Wi-Fi?"],
  ["line", "Live updates work", "Live updates are blocked here; the page falls back to a slower way."],
  [
    "storage",
    "Drafts are kept on this phone",
    "Storage is off (a private window?): drafts are lost when the page closes.",
  ],
  ["screen", "The screen stays on", "The screen may go to sleep here, and then nothing rings. Set it to stay on longer."],
  ["sound", "Sound works", "No sound in this browser. Keep an eye on the screen."],
];

async function server() {
  const began = performance.now();
  const response = await fetch("/healthz", { cache: "no-store" });
  results.speed = Math.round(performance.now() - began);
  return response.ok;
}

/** A handshake is enough: without a seat the server would refuse what comes next, and rightly so. */
function line() {
  return new Promise((resolve) => {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/socket.io/?EIO=4&transport=websocket`);
    const done = (fine) => {
      clearTimeout(timer);
      socket.close();
      resolve(fine);
    };
    const timer = setTimeout(() => done(false), WAIT_MS);
    socket.onmessage = () => done(true);
    socket.onerror = () => done(false);
  });
}

async function run() {
  draw();
  for (const [name, test] of [
    ["server", server],
    ["line", line],
    ["storage", lasting],
    ["screen", canStayAwake],
  ]) {
    try {
      results[name] = Boolean(await test());
    } catch {
      results[name] = false;
    }
    draw();
  }
}

function sound() {
  unlock();
  setTimeout(() => {
    results.sound = ring("inject");
    draw();
  }, 80);
}

function draw() {
  const failed = results.server === false;
  render(
    html`<ul class="lines card" aria-live="polite">
        ${ROWS.map(
          ([name, fine, bad]) =>
            html`<li>
              ${sign(name)}
              <span
                >${results[name] === false ? bad : fine}${name === "server" && results.server ? html`<small>in ${results.speed} ms</small>` : nothing}</span
              >
            </li>`,
        )}
      </ul>
      <button class="button large tall" @click=${sound}>${icon("bell")} Try the sound</button>
      ${failed ? html`<button class="button large" @click=${run}>Test again</button>` : nothing}`,
    root,
  );
}

function sign(name) {
  const result = results[name];
  if (result === true) return html`<span class="state ok">${icon("check", "Fine")}</span>`;
  if (result === false) return html`<span class="state bad">${icon("warn", "Trouble")}</span>`;
  return html`<span class="state"
    >${icon(name === "sound" ? "bell" : "sending", name === "sound" ? "Not tried yet" : "Testing")}</span
  >`;
}

run();

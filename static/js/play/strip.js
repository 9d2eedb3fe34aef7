/** The strip at the top: who, when, and is there a line. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { clockText } from "../core/clock.js";
import { icon, mark } from "../core/icons.js";
import { lasting } from "../core/storage.js";
import { news } from "./news.js";

const GRACE_MS = 1_200;
const LINES = {
  live: ["ok", "live", "Live"],
  slow: ["soon", "live", "Slow line"],
  connecting: ["", "sending", "Connecting…"],
};
let troubledAt = null;

export function strip(phone, clock) {
  const { me, team, exercise } = phone;
  const paused = exercise?.status === "paused";
  return html`<header class="top">
    <p class="exercise"><span>EXERCISE</span></p>
    <div class="strip">
      <span class="who"
        >${mark(team)}<b dir="auto">${team?.name}<small>${me?.role_name || me?.name}</small></b></span
      >
      ${
        clock
          ? html`<span class="clock-box"
              >${paused ? icon("pause", "Paused") : nothing}<time
                class="clock"
                role="timer"
                aria-label="Exercise clock"
                >${clockText(phone.elapsed)}</time
              ></span
            >`
          : nothing
      }
      ${line(phone)}
    </div>
    ${trouble(phone)} ${news(phone)}
  </header>`;
}

function line(phone) {
  const [kind, sign, word] = LINES[phone.connection.state] ?? ["bad", "offline", "Offline"];
  return html`<span class="state ${kind}">${icon(sign)} ${word}</span>`;
}

function trouble(phone) {
  const { state, reason } = phone.connection;
  if (LINES[state]) {
    troubledAt = null;
    return nothing;
  }
  if (state === "bye" && reason.code === "replaced") {
    return html`<div class="trouble">
      ${icon("screen")}<span class="grow">${reason.message}</span>
      <button class="button" @click=${() => phone.connection.reconnect()}>Use it here</button>
    </div>`;
  }
  if (state !== "reconnecting") return nothing;
  troubledAt ??= Date.now();
  if (Date.now() - troubledAt < GRACE_MS) return nothing;
  const where = lasting() ? "is saved on this phone" : "is kept while this page stays open";
  return html`<p class="trouble" role="status">
    ${icon("sending")}<span>Reconnecting… your answer ${where}.</span>
  </p>`;
}

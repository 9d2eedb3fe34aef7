/** The participant's page: one place that decides which screen it is. */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { ticker } from "../core/clock.js";
import { icon } from "../core/icons.js";
import { action } from "./action.js";
import { unlockAtFirstTouch } from "./alerts.js";
import { injectView } from "./inject.js";
import { Phone } from "./phone.js";
import { strip } from "./strip.js";

const AGAIN_MS = 3_000;

/** Runs the page of an exercise inside `element`; `first` is what the server would say first. */
export function start(element, exercise, first) {
  // A fresh element: whatever was rendered into the old one stays with it.
  const root = element.cloneNode(false);
  element.replaceWith(root);
  let phone = null;
  const draw = () => phone && render(screen(phone, root), root);
  phone = new Phone(exercise, first, draw);
  unlockAtFirstTouch();
  ticker(
    () => phone.tick(),
    () => phone.elapsed,
  );
  draw();
  fetchCalm(phone);
}

const fetchCalm = (phone) =>
  import("./calm.js").then(
    (calm) => {
      phone.calm = calm;
      phone.draw();
    },
    () => setTimeout(fetchCalm, AGAIN_MS, phone),
  );

function screen(phone, root) {
  const { state, reason } = phone.connection;
  const { exercise } = phone;
  const halted = exercise?.status === "halted";
  root.classList.toggle("halt", halted);
  if (state === "refused" || (state === "bye" && reason.code !== "replaced")) return out(phone, reason);
  const view = exercise && phone.drafts && choose(phone, exercise);
  if (!view) return waiting();
  document.title = title(phone, exercise);
  if (halted) return emergency();
  const { main, action: foot } = view(phone);
  return html`${strip(phone, view === play)}
    <main class="middle" id="main">${main}</main>
    ${foot}`;
}

function choose({ asking, calm }, { status }) {
  if (asking) return calm?.surveyScreen;
  if (status === "lobby" || status === "draft") return calm?.lobby;
  return status === "hotwash" || status === "closed" ? calm?.lookback : play;
}

function play(phone) {
  const { inject } = phone;
  return {
    main: html`${
        inject
          ? injectView(phone, inject)
          : html`<div class="close">
              <h1 id="title" tabindex="-1">It has begun</h1>
              <p class="story">The first inject will ring. Until then: look round your table.</p>
            </div>`
      }
      <div>${phone.calm?.earlier(phone)}${phone.calm?.seatPanel(phone)}</div>`,
    action: action(phone),
  };
}

function title(phone, exercise) {
  if (exercise.status === "halted") return "REAL EMERGENCY";
  const { unread } = phone;
  const [first] = unread;
  if (first && choose(phone, exercise) === play) return `(${unread.length}) New: ${first.title} · EXERCISE`;
  return `EXERCISE · ${exercise.title}`;
}

function emergency() {
  return html`<header class="top">
      <p class="exercise"><b>REAL, NOT AN EXERCISE</b></p>
    </header>
    <main class="middle" id="main" role="alert">
      ${icon("stop")}
      <h1>This is a real-world emergency. The exercise has stopped.</h1>
      <p>Put the scenario aside. Follow the people in charge of this room.</p>
      <p>Your answers are saved. Only the facilitator can resume.</p>
    </main>`;
}

const mark = html`<p class="exercise"><span>EXERCISE</span></p>`;

function waiting() {
  return html`<header class="top">${mark}</header>
    <main class="middle" id="main"><p class="state" role="status">${icon("sending")} Connecting…</p></main>`;
}

/** Whose seat was taken while there was no line hears only that it does not know them any more. */
function out(phone, { code, message }) {
  const gone = code === "unauthenticated" && phone.you;
  return html`<header class="top">${mark}</header>
    <main class="middle" id="main" role="status">
      <div class="close">
        <h1>You are not in this exercise any more</h1>
        <p class="story">${gone ? "This phone’s seat was taken away while it was not connected." : message}</p>
        ${phone.answersLeft ? html`<p>The last answer from this phone was not delivered.</p>` : nothing}
      </div>
      <p><a class="button large" href="/">Join again</a></p>
    </main>`;
}

const page = document.querySelector("[data-exercise]");
if (page) start(page, page.dataset.exercise, JSON.parse(page.dataset.first));

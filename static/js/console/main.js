/** The console of one exercise: documents in, one frame out. */
import { html, render } from "../../vendor/lit-html/lit-html.js";
import { elapsedMs, ticker } from "../core/clock.js";
import { connect } from "../core/connection.js";
import { icon } from "../core/icons.js";
import { Board } from "./board.js";
import { Desk } from "./desk.js";
import { enter } from "./dialog.js";
import { listen } from "./keys.js";
import { page } from "./page.js";
import { settle } from "./scroll.js";

const root = document.querySelector("#console");
const { exercise, joinUrl, home } = root.dataset;
/** Who was invited has no other exercises to go to. */
const atHome = home !== undefined;
const connection = connect({ exercise, as: "facilitator" });
const { store } = connection;
const desk = new Desk(connection, { id: exercise, joinUrl, home: atHome }, () => store.changed());

function frame() {
  const doc = store.get("exercise", exercise);
  document.body.dataset.status = doc?.status ?? "";
  if (!doc || connection.state === "refused" || connection.state === "bye") {
    render(waiting(), root);
    return;
  }
  const board = new Board(store, { exercise, now: connection.serverNow(), presence: desk.presence, blind: desk.blind, you: connection.you });
  document.querySelector(".skip-link").inert = desk.dialog !== null;
  render(page(desk, board), root);
  enter(desk, root);
  settle(root);
}

function waiting() {
  const { reason } = connection;
  if (!reason) return html`<main id="main" class="loading"><p class="state" role="status">${icon("sending")} Connecting…</p></main>`;
  return html`<main id="main" class="loading"><h1>This console is closed</h1><p>${reason.message}</p>
    ${atHome ? html`<p><a class="button" href="/console">All exercises</a></p>` : ""}</main>`;
}

store.subscribe(frame);
connection.on("state", frame);
ticker(frame, () => elapsedMs(store.get("exercise", exercise), connection.serverNow()));
listen(desk);
root.replaceChildren();
frame();

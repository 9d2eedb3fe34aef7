/** The projector's page: documents in, one frame out. It shows, and takes no orders. */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { elapsedMs, ticker } from "../core/clock.js";
import { connect } from "../core/connection.js";
import { icon } from "../core/icons.js";
import { fit } from "./fit.js";
import { view } from "./view.js";
import { follow } from "./theme.js";

const root = document.querySelector("#display");
const { exercise, code, joinUrl } = root.dataset;
const connection = connect({ exercise, as: "display" });
const { store } = connection;

function frame() {
  const { reason, state } = connection;
  const doc = store.get("exercise", exercise);
  if (!doc || reason) {
    render(waiting(reason), root);
    return;
  }
  const scene = {
    exercise: doc,
    now: connection.serverNow(),
    teams: store.all("team").sort((one, other) => one.order - other.order),
    injects: store.all("inject").sort((one, other) => other.order - one.order),
    place: { id: exercise, code, joinUrl },
  };
  render(html`${view(scene)} ${state === "live" ? nothing : lost()}`, root);
  fit(root);
}

const lost = () => html`<p class="lost chip bad" role="status">${icon("offline")} Reconnecting…</p>`;

const waiting = (reason) => html`<main class="view"><p class="exercise"><span>EXERCISE</span></p>
  <header class="head"><h1>${document.title.split(" · ")[0]}</h1></header>
  <section class="body still"><p role="status">${reason ? reason.message : "Connecting…"}</p></section></main>`;

follow();
store.subscribe(frame);
connection.on("state", frame);
addEventListener("resize", frame);
ticker(frame, () => elapsedMs(store.get("exercise", exercise), connection.serverNow()));
root.replaceChildren();
frame();

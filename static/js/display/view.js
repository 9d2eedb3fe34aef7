/** What the projector shows: one page a status, one of them at a time. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { clockText, elapsedMs } from "../core/clock.js";
import { icon, mark } from "../core/icons.js";
import { live } from "./live.js";
import { result } from "./result.js";

export function view(scene) {
  const { status } = scene.exercise;
  if (status === "halted") return halted(scene);
  if (status === "draft" || status === "lobby") return frame(scene, lobby(scene), foot(scene));
  const revealed = scene.injects
    .filter(({ revealed: shown, ask }) => shown && ask)
    .sort((one, other) => Date.parse(other.revealed_at) - Date.parse(one.revealed_at));
  const [front, ...others] = revealed;
  if (status === "hotwash" && front) return frame(scene, result(scene, front, others), foot(scene, front));
  if (status === "hotwash" || status === "closed") return frame(scene, after(scene), html`<span>Thank you.</span>`);
  const current = scene.injects.find((inject) => inject.status !== "recalled" && everybodys(scene, inject));
  // What went out after the last reveal is what the room looks at now.
  const shown = front && (!current || front.revealed_at >= current.released_at);
  return frame(scene, shown ? result(scene, front) : live(scene, current), foot(scene, shown ? front : null), shown);
}

/** What only some teams got is here just while it is revealed. */
const everybodys = ({ teams }, inject) => teams.every(({ id }) => inject.teams[id]);

const frame = (scene, body, footer, revealed = false) => html`<main class="view">
  <p class="exercise"><span>EXERCISE</span></p>
  <header class="head"><h1 dir="auto">${scene.exercise.title}</h1>
    <time class="clock" aria-label="Exercise clock">${clockText(elapsedMs(scene.exercise, scene.now))}</time>${state(scene, revealed)}</header>
  ${body}
  <footer class="foot">${footer}</footer>
</main>`;

const STATES = {
  draft: ["", "clock", "Not open yet"],
  lobby: ["", "clock", "Starts soon"],
  running: ["ok", "play", "Running"],
  paused: ["soon", "pause", "Paused"],
  hotwash: ["", "social", "Hot wash"],
  closed: ["", "check", "Closed"],
};

function state({ exercise }, revealed) {
  const [tone, picture, word] =
    revealed && exercise.status === "running" ? ["", "eye", "Revealed"] : STATES[exercise.status];
  return html`<span class="state ${tone}">${icon(picture)} ${word}</span>`;
}

export const codeText = (code) => code.replace(/^(.{4})(?=.)/, "$1 ");

const host = ({ place }) => new URL(place.joinUrl).host;

function foot(scene, revealed = null) {
  if (revealed) {
    const rows = Object.values(revealed.teams);
    const sum = (pick) => rows.reduce((all, row) => all + pick(row), 0);
    const locked = revealed.ask.scope === "team" ? `, ${sum((row) => row.locked)} of ${rows.length} locked` : "";
    return html`<span>What did you notice ${scene.exercise.mode === "parallel" ? "at your own table" : "in your own team"}?</span>
      <span>${sum((row) => row.answered)} of ${sum((row) => row.expected)} answered${locked}</span>`;
  }
  const { status, content_note, joins_locked, code } = scene.exercise;
  if (status === "lobby") return html`<span>No account, no app, no e-mail.</span><span dir="auto">${content_note}</span>`;
  const late = joins_locked ? nothing : html`Late? Join at ${host(scene)} with <b>${codeText(code ?? scene.place.code)}</b>`;
  return html`<span>${late}</span><span>Anyone may ask for a pause</span>`;
}

function lobby(scene) {
  const { exercise, teams, place } = scene;
  if (exercise.status === "draft") {
    return html`<section class="body still">${icon("clock")}<h2>Not open yet</h2><p>The code to join with appears here.</p></section>`;
  }
  if (exercise.joins_locked) {
    return html`<section class="body still">${icon("lock")}<h2>Everybody is in</h2><p>Joining is closed for now. The exercise starts soon.</p></section>`;
  }
  return html`<section class="body welcome">
    <img class="qr" src="/api/v1/exercises/${place.id}/qr.svg" alt="QR code of the join link">
    <div><p class="address">Scan, or go to <b>${host(scene)}</b> and type</p>
      <p class="big-code">${codeText(exercise.code ?? place.code)}</p>
      <ul class="tables">${repeat(
        teams,
        ({ id }) => id,
        (team) => html`<li>${mark(team)}<span dir="auto">${team.name}</span><span>${filled(team)}</span></li>`,
      )}</ul></div></section>`;
}

const filled = ({ members, roles }) => (roles.length && members <= roles.length ? `${members} of ${roles.length}` : `${members} in`);

function after({ exercise }) {
  const over = exercise.status === "closed";
  return html`<section class="body still">${icon(over ? "check" : "social")}
    <h2>${over ? "The exercise is closed" : "The exercise is over"}</h2>
    <p>${over ? "Thank you for taking part." : "Put the phones down for a moment: how was that for you? Then look back on the phone, and fill in the form."}</p>
    ${exercise.helplines.length
      ? html`<ul class="helplines">${exercise.helplines.map(({ name, contact, note }) => html`<li dir="auto"><b>${name}:</b> ${contact}. ${note}</li>`)}</ul>`
      : nothing}</section>`;
}

const halted = ({ exercise }) => html`<main class="view halt big-halt" role="alert">
  <p class="exercise"><b>REAL, NOT AN EXERCISE</b></p>
  <section class="body"><div>${icon("stop")}
    <h2>${exercise.notice?.text ?? "This is a real-world emergency. The exercise has stopped."}</h2>
    <p class="address">Follow the people in charge of this room.</p></div></section>
</main>`;

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { clockText } from "../core/clock.js";
import { screen } from "./screen.js";
import { wallText } from "./wall_clock.js";

const AROUND = 4;
const KEPT = 200;
const TICK_MS = 200;

/** Any moment again: a slider over the entries, and what one or two teams' phones showed then. */
export function startReplay(root, zoom) {
  const section = root.querySelector("[data-replay]");
  const slider = section.querySelector("input[type=range]");
  const sides = [...section.querySelectorAll("[data-side]")];
  const screens = [...section.querySelectorAll("[data-screen]")];
  const button = section.querySelector("[data-play]");
  const speed = section.querySelector("[data-speed]");
  const status = section.querySelector("[data-replay-status]");
  const rows = [...root.querySelectorAll(".entry-table tbody tr")];
  const entries = rows.map((row) => ({
    row,
    seq: Number(row.dataset.seq),
    clock: Number(row.dataset.clock),
    release: row.dataset.event === "inject.released",
    at: row.querySelector("[data-wall]").getAttribute("datetime"),
    words: row.querySelector(".what").textContent,
    said: row.querySelector(".said")?.textContent ?? "",
    marks: [...row.cells[2].childNodes],
  }));
  if (!entries.length) return;
  const seen = new Map();
  let wanted = null;
  let busy = false;
  let playing = null;

  async function look(seq, team) {
    const key = `${seq}/${team}`;
    if (!seen.has(key)) {
      const params = new URLSearchParams({ at: seq, as: team });
      const answer = await fetch(`/api/v1/exercises/${root.body.dataset.exercise}/documents?${params}`);
      if (!answer.ok) throw new Error(String(answer.status));
      if (seen.size >= KEPT) seen.delete(seen.keys().next().value);
      seen.set(key, (await answer.json()).documents);
    }
    return seen.get(key);
  }

  // One moment is fetched at a time, and the newest wish wins: a dragged slider asks for many.
  async function refresh() {
    if (busy) return;
    busy = true;
    while (wanted !== null) {
      const { seq, teams } = wanted;
      wanted = null;
      try {
        const found = await Promise.all(teams.map((team) => (team ? look(seq, team) : null)));
        screens.forEach((place, side) => render(found[side] ? screen(found[side], teams[side]) : "", place));
        if (!playing) status.textContent = section.querySelector("[data-moment-words]").textContent;
      } catch {
        const sorry = html`<p class="state bad">This moment could not be fetched. Move on and back to try again.</p>`;
        screens.forEach((place, side) => render(side ? "" : sorry, place));
      }
    }
    busy = false;
  }

  function goTo(index) {
    const entry = entries[index];
    if (playing) playing.clock = entry.clock;
    slider.value = index;
    slider.setAttribute("aria-valuetext", `${clockText(entry.clock)}, ${entry.words}`);
    section.querySelector("[data-moment-clock]").textContent = clockText(entry.clock);
    section.querySelector("[data-moment-wall]").textContent = wallText(entry.at, "time");
    section.querySelector("[data-moment-words]").textContent = entry.words;
    rows.forEach((row) => row.classList.toggle("current", row === entry.row));
    zoom.show(entry.clock);
    const from = Math.max(0, Math.min(index - AROUND, entries.length - 2 * AROUND - 1));
    render(
      entries.slice(from, from + 2 * AROUND + 1).map(
        (each) => html`<li aria-current=${each === entry ? "true" : nothing}><time>${clockText(each.clock)}</time>
          <span>${each.marks.map((mark) => mark.cloneNode(true))}</span><span dir="auto">${each.words}${each.said ? `: ${each.said}` : ""}</span></li>`,
      ),
      section.querySelector("[data-around]"),
    );
    wanted = { seq: entry.seq, teams: sides.map((side) => side.value) };
    refresh();
  }

  function step(how) {
    const index = Number(slider.value);
    const stops = ({ row, release }) => !row.hidden && (release || !how.startsWith("inject"));
    const later = entries.findIndex((entry, place) => place > index && stops(entry));
    const sooner = entries.findLastIndex((entry, place) => place < index && stops(entry));
    const found = how.endsWith("-1") ? sooner : later;
    return found < 0 ? index : found;
  }

  // Play: the exercise clock runs on from here, over what the filter shows, to the last entry.
  function play(on) {
    clearInterval(playing?.timer);
    playing = null;
    if (on) {
      if (step("+1") === Number(slider.value)) goTo(0);
      playing = { clock: entries[slider.value].clock, timer: setInterval(tick, TICK_MS) };
    }
    button.setAttribute("aria-pressed", on);
    button.querySelector("span").textContent = on ? "Stop" : "Play";
  }

  function tick() {
    const clock = playing.clock + TICK_MS * Number(speed.value);
    const index = Number(slider.value);
    let next = index;
    for (let later = step("+1"); entries[later].clock <= clock; later = step("+1")) {
      slider.value = next = later;
      if (step("+1") === later) break;
    }
    if (next !== index) goTo(next);
    playing.clock = clock;
    section.querySelector("[data-moment-clock]").textContent = clockText(clock);
    if (step("+1") === next) play(false);
  }

  slider.max = entries.length - 1;
  button.addEventListener("click", () => play(!playing));
  slider.addEventListener("input", () => goTo(Number(slider.value)));
  sides.forEach((side) => side.addEventListener("change", () => goTo(Number(slider.value))));
  section.addEventListener("click", ({ target }) => {
    const to = target.closest("[data-step]");
    if (to) goTo(step(to.dataset.step));
  });
  for (const { row } of entries) {
    const link = document.createElement("button");
    link.type = "button";
    link.className = "button quiet";
    link.textContent = "Replay";
    link.setAttribute("aria-label", `Replay ${row.querySelector("time").textContent}, ${row.querySelector(".what").textContent}`);
    row.cells[4].append(link);
  }
  root.querySelector(".entry-table").addEventListener("click", ({ target }) => {
    const row = target.closest("button") && target.closest("tr");
    if (!row) return;
    goTo(rows.indexOf(row));
    section.scrollIntoView({ block: "start" });
    slider.focus({ preventScroll: true });
  });
  root.querySelector(".lanes-chart").addEventListener("click", ({ target }) => {
    const { seq, to } = target.closest("[data-seq], [data-to]")?.dataset ?? {};
    const index = seq
      ? entries.findIndex((entry) => entry.seq === Number(seq))
      : entries.findLastIndex((entry) => entry.clock <= Number(to));
    if (index >= 0) goTo(index);
  });
  root.querySelectorAll("[data-replay-column]").forEach((cell) => (cell.hidden = false));
  section.querySelector("[data-replay-body]").hidden = false;
  const first = entries.findIndex((entry) => entry.release);
  goTo(Math.max(0, first));
}

/** From the code to the seat: a name, then where to sit and what may be done with the answers. */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { icon, mark } from "../core/icons.js";
import { read, write } from "../core/storage.js";
import { listed } from "../core/words.js";
import { unlock } from "./alerts.js";
import { start } from "./main.js";

const FRESH_MS = 5_000;
const root = document.getElementById("join");
const { code } = root.dataset;
const form = {
  step: 1,
  join: JSON.parse(root.dataset.join),
  name: read("tabletop/name", ""),
  team: null,
  role: null,
  consent: new Set(),
  busy: false,
  fault: null,
};

const teamOf = () => form.join.teams.find(({ id }) => id === form.team);
const vacant = (team) => team.roles.find(({ held_by }) => !held_by.length) ?? team.roles[0];

/** The emptiest table and its first free role: one tap less for whoever does not mind. */
function suggest() {
  const [team] = [...form.join.teams].sort((a, b) => a.members - b.members);
  if (!teamOf()) sitAt(team?.id ?? null);
}

function sitAt(team) {
  form.team = team;
  form.role = teamOf() ? (vacant(teamOf())?.id ?? null) : null;
}

function draw() {
  render(form.step === 1 ? first() : second(), root);
}

function frame(title, main, foot) {
  return html`<header class="top">
      <p class="exercise"><span>EXERCISE</span></p>
    </header>
    <main class="middle" id="main">
      <form class="stack" id="form" @submit=${submit}>
        <h1 id="title" tabindex="-1">${title}</h1>
        ${form.fault && form.fault.code !== "bad_name" ? html`<p class="banner soon" role="alert">${icon("warn")}<span class="grow">${form.fault.message}</span></p>` : nothing}
        ${main}
      </form>
    </main>
    <footer class="action">${foot}</footer>`;
}

function first() {
  const { exercise } = form.join;
  const wrong = form.fault?.code === "bad_name";
  return frame(
    html`Join <span dir="auto">${exercise.title}</span>`,
    html`<p class="hint">No account, no app, no e-mail.</p>
      <div class="field">
        <label for="name">Your first name or a nickname</label>
        <input
          class="input"
          id="name"
          name="name"
          maxlength="40"
          autocomplete="given-name"
          dir="auto"
          required
          aria-invalid=${wrong}
          aria-describedby="name-hint"
          .value=${form.name}
          @input=${(event) => ((form.name = event.target.value), (form.fault = null), draw())}
        />
        ${wrong ? html`<p class="error" role="alert">${icon("warn")} ${form.fault.message}</p>` : nothing}
        <p class="hint" id="name-hint">The people in this exercise see it.</p>
      </div>
      <aside class="card">
        <div class="body close">
          <h2 class="label">Before you join</h2>
          ${exercise.content_note ? html`<p dir="auto">${exercise.content_note}</p>` : nothing}
          <p class="hint">You can stop or just watch at any time, without a reason.</p>
        </div>
      </aside>`,
    html`<button class="button primary large" form="form">Continue</button>
      <a class="button quiet tall" href="/check">Test my connection</a>`,
  );
}

function second() {
  const { teams } = form.join;
  const team = teamOf();
  return frame(
    html`Where do you sit, <span dir="auto">${form.name.trim()}</span>?`,
    html`<fieldset class="field">
        <legend>Team</legend>
        <div class="pair">
          ${teams.map((each) =>
            pick(
              "team",
              each.id === form.team,
              () => sitAt(each.id),
              mark(each),
              html`<span dir="auto">${each.name}</span><small>${people(each.members)}</small>`,
            ),
          )}
        </div>
      </fieldset>
      ${
        team?.roles.length
          ? html`<fieldset class="field">
              <legend>Role at <span dir="auto">${team.name}</span></legend>
              <div class="options">
                ${team.roles.map((each) =>
                  pick(
                    "role",
                    each.id === form.role,
                    () => (form.role = each.id),
                    icon("person"),
                    html`<span dir="auto">${each.name}</span
                      >${each.held_by.length ? html`<small dir="auto">${listed(each.held_by)} ${each.held_by.length > 1 ? "sit" : "sits"} here; you can share it</small>` : nothing}`,
                  ),
                )}
              </div>
            </fieldset>`
          : nothing
      }
      <fieldset class="field">
        <legend>What may we do with your answers?</legend>
        <p>While you play, the facilitator and your team see them.</p>
        ${tick("analysis", "They may be counted, without my name, in the analysis.")}
        ${tick("quotes", "My words may be quoted, without my name.")}
      </fieldset>`,
    html`<button class="button primary large" form="form" value="join" aria-disabled=${form.busy}>
        ${form.busy ? "Joining…" : "Join"}
      </button>
      <span class="buttons split"
        ><button class="button quiet tall" type="button" @click=${() => turn(1)}>Back</button>
        <button class="button quiet tall" form="form" value="watch">Only watch</button></span
      >`,
  );
}

function pick(name, chosen, choose, sign, words) {
  return html`<label class="pick"
    ><input
      type="radio"
      name=${name}
      .checked=${chosen}
      @change=${() => (choose(), draw())}
    />${sign}<span>${words}</span>${icon("check")}</label
  >`;
}

function tick(name, words) {
  const flip = () => void (form.consent.delete(name) || form.consent.add(name));
  return html`<label class="tick"
    ><input type="checkbox" .checked=${form.consent.has(name)} @change=${flip} /> <span>${words}</span></label
  >`;
}

const people = (count) => (count ? `${count} here` : "Nobody yet");

function turn(step) {
  form.step = step;
  draw();
  scrollTo(0, 0);
  document.getElementById(step === 1 ? "name" : "title")?.focus({ preventScroll: true });
}

async function submit(event) {
  event.preventDefault();
  if (form.busy) return;
  // From a tap, so this is when the browser lets us play sounds later.
  unlock();
  form.fault = null;
  if (form.step === 1) return turn(2);
  form.busy = true;
  draw();
  const answer = await join(event.submitter?.value === "watch");
  form.busy = false;
  if (!answer.error) return enter(answer);
  form.fault = answer.error;
  if (answer.error.code === "bad_name") return turn(1);
  await refresh();
  scrollTo(0, 0);
}

async function join(watching) {
  try {
    const response = await fetch("/api/v1/join", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        code,
        name: form.name.trim(),
        ...(form.team && { team: form.team }),
        ...(form.role && { role: form.role }),
        watching,
        consent: [...form.consent],
      }),
    });
    return await response.json();
  } catch {
    return { error: { code: "unavailable", message: "The server does not answer. Please try again." } };
  }
}

/** On to the lobby without loading a page: a new page would have to unlock the sound again. */
function enter({ exercise }) {
  write("tabletop/name", form.name.trim());
  clearInterval(fresh);
  history.replaceState(null, "", `/play/${exercise.id}`);
  scrollTo(0, 0);
  start(root, exercise.id);
}

async function refresh() {
  try {
    const response = await fetch(`/api/v1/join/${encodeURIComponent(code)}`);
    const answer = await response.json();
    if (answer.error) form.fault = answer.error;
    else form.join = answer;
    suggest();
  } catch {
    // The next round will tell.
  }
  draw();
}

const fresh = setInterval(() => {
  if (form.step === 2 && !form.busy && document.visibilityState === "visible") refresh();
}, FRESH_MS);

suggest();
root.replaceChildren();
draw();

/** From the code to the seat: a name and what may be done with the answers, then where to sit. */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { ask } from "../core/http.js";
import { icon, mark } from "../core/icons.js";
import { uuid } from "../core/ids.js";
import { isolated, listed } from "../core/words.js";
import { unlock } from "./alerts.js";

const FRESH_MS = 5_000;
const TRIES = 3;
const AGAIN = new Set(["unavailable", "internal"]);
const root = document.getElementById("join");
const { code } = root.dataset;
const KEPT = `tabletop/join/${code}`;
const form = {
  step: 1,
  join: JSON.parse(root.dataset.join),
  busy: "",
  fault: null,
  // The same one until there is an answer: a join whose answer got lost finds its seat again.
  typed: { id: uuid(), name: "", team: null, role: null, consent: [], ...kept() },
};

/** What was typed, for this tab alone: a tablet may go round. */
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT));
  } catch {
    return null;
  }
}

function keep(typed) {
  try {
    if (typed) sessionStorage.setItem(KEPT, JSON.stringify(typed));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // Then it lives as long as the page.
  }
}

const teamOf = () => form.join.teams.find(({ id }) => id === form.typed.team);
const vacant = (team) => team.roles.find(({ held_by }) => !held_by.length) ?? team.roles[0];

/** The emptiest table and its first free role: one tap less for whoever does not mind. */
function suggest() {
  const [team] = [...form.join.teams].sort((a, b) => a.members - b.members);
  if (!teamOf()) sitAt(team?.id ?? null);
}

function sitAt(team) {
  form.typed.team = team;
  form.typed.role = vacant(teamOf() ?? { roles: [] })?.id ?? null;
}

function draw() {
  keep(form.typed);
  render(form.step === 1 ? first() : second(), root);
}

function frame(title, main, foot) {
  return html`<header class="top">
      <p class="exercise"><span>EXERCISE</span></p>
    </header>
    <main class="middle" id="main">
      <form class="stack" id="form" @submit=${submit}>
        <h1 id="title" tabindex="-1">${title}</h1>
        ${form.fault && form.fault.code !== "bad_name" ? html`<p class="banner soon" id="fault" role="alert" tabindex="-1">${icon("warn")}<span class="grow">${form.fault.message}</span></p>` : nothing}
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
          autocomplete="off"
          dir="auto"
          required
          aria-invalid=${wrong}
          aria-describedby="name-fault name-hint"
          .value=${form.typed.name}
          @input=${(event) => ((form.typed.name = event.target.value), (form.fault = null), draw())}
        />
        ${wrong ? html`<p class="error" id="name-fault" role="alert">${icon("warn")} ${form.fault.message}</p>` : nothing}
        <p class="hint" id="name-hint">The people in this exercise see it.</p>
      </div>
      <section class="card" aria-labelledby="before">
        <div class="body close">
          <h2 class="label" id="before">Before you join</h2>
          ${exercise.content_note ? html`<p dir="auto">${exercise.content_note}</p>` : nothing}
          <p>Your team and the facilitator see what you answer. You can just watch, or stop, at any time.</p>
          <fieldset>
            <legend class="label">What else may we do with your answers?</legend>
            ${tick("analysis", "They may be counted in the analysis, without my name.")}
            ${tick("quotes", "My words may be quoted, without my name.")}
          </fieldset>
        </div>
      </section>`,
    html`<button class="button primary large" form="form">Continue</button>
      <a class="button quiet tall" href="/check">Test my connection</a>`,
  );
}

function second() {
  const { teams } = form.join;
  const team = teamOf();
  return frame(
    html`Where do you sit, <span dir="auto">${form.typed.name.trim()}</span>?`,
    html`<fieldset class="field">
        <legend>Team</legend>
        <div class="pair">
          ${teams.map((each) =>
            pick(
              "team",
              each.id === form.typed.team,
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
                    each.id === form.typed.role,
                    () => (form.typed.role = each.id),
                    icon("person"),
                    html`<span dir="auto">${each.name}</span
                      >${each.held_by.length ? html`<small>${listed(each.held_by.map(isolated))} ${each.held_by.length > 1 ? "sit" : "sits"} here; you can share it</small>` : nothing}`,
                  ),
                )}
              </div>
            </fieldset>`
          : nothing
      }`,
    html`<button class="button primary large" form="form" value="join" aria-disabled=${!!form.busy}>
        ${form.busy || "Join"}
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
  const { typed } = form;
  const flip = ({ target }) => {
    typed.consent = typed.consent.filter((each) => each !== name).concat(target.checked ? name : []);
    draw();
  };
  return html`<label class="tick"
    ><input type="checkbox" .checked=${typed.consent.includes(name)} @change=${flip} />
    <span>${words}</span></label
  >`;
}

const people = (count) => (count ? `${count} here` : "Nobody yet");

function turn(step) {
  form.step = step;
  draw();
  scrollTo(0, 0);
  document.getElementById(step === 1 ? "name" : "title")?.focus({ preventScroll: true });
}

/** Says what is wrong where it can be mended, and goes there. */
function complain(fault) {
  form.fault = fault;
  if (fault.code === "bad_name") return turn(1);
  draw();
  scrollTo(0, 0);
  document.getElementById("fault")?.focus({ preventScroll: true });
}

async function submit(event) {
  event.preventDefault();
  if (form.busy) return;
  // From a tap, so this is when the browser lets us play sounds later.
  unlock();
  form.fault = null;
  if (!form.typed.name.trim()) return complain({ code: "bad_name", message: "Type a name, any name." });
  if (form.step === 1) return turn(2);
  const answer = await join(event.submitter?.value === "watch");
  form.busy = "";
  if (!answer.error) return enter(answer);
  if (answer.error.code === "conflict") {
    form.typed.id = uuid();
    answer.error.message = "Your seat was taken away. Press Join to take another one.";
  }
  if (answer.error.code !== "bad_name") await refresh();
  complain(answer.error);
}

/** The id makes it harmless to ask again when no answer came. */
async function join(watching) {
  const { id, name, team, role, consent } = form.typed;
  const body = { code, id, name: name.trim(), team, role, watching, consent };
  for (let tries = 1; ; tries += 1) {
    form.busy = tries === 1 ? "Joining…" : "Joining… once more";
    draw();
    const answer = await ask("/api/v1/join", { body }).catch(noAnswer);
    if (!AGAIN.has(answer.error?.code) || tries === TRIES || !navigator.onLine) return answer;
    await new Promise((done) => setTimeout(done, tries * 1_000));
  }
}

function noAnswer() {
  const why = navigator.onLine ? "The server does not answer." : "This phone is offline.";
  const message = `${why} What you typed is kept; press Join again in a moment.`;
  return { error: { code: "unavailable", message } };
}

/** On to the lobby without loading a page: a new page would have to unlock the sound again. */
function enter({ exercise }) {
  keep(null);
  clearInterval(fresh);
  history.replaceState(null, "", `/play/${exercise.id}`);
  scrollTo(0, 0);
  playing.then(
    ({ start }) => start(root, exercise.id),
    () => location.reload(),
  );
}

async function refresh() {
  try {
    const answer = await ask(`/api/v1/join/${encodeURIComponent(code)}`);
    if (answer.error) form.fault = answer.error;
    else form.join = answer;
    if (form.fault?.code === "joins_locked" && !form.join.exercise.joins_locked) form.fault = null;
    suggest();
  } catch {
    // The next round will tell.
  }
  draw();
}

const fresh = setInterval(() => {
  if (!form.busy && document.visibilityState === "visible") refresh();
}, FRESH_MS);

suggest();
if (form.join.exercise.joins_locked) {
  form.fault = { code: "joins_locked", message: "Joining is closed. Ask the facilitator to open it again." };
}
root.replaceChildren();
draw();
// After the form, which is all that anybody waits for; before the exercise, when the line may be gone.
const playing = import("./main.js");
playing.then(() => import("./calm.js")).catch(() => {});

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon, mark } from "../core/icons.js";
import { prose } from "../core/prose.js";
import { answerText, channel, letter, listed, STATUS } from "../core/words.js";

const all = (documents, type) => documents.filter((doc) => doc.type === type && !doc.gone);
const one = (documents, type, id) => all(documents, type).find((doc) => doc.id === id);

/** What a team's phones showed, from that team's documents at one moment. */
export function screen(documents, teamId) {
  const team = one(documents, "team", teamId);
  const exercise = all(documents, "exercise")[0];
  const injects = all(documents, "inject").sort((a, b) => b.order - a.order);
  if (!team || !exercise) return nothing;
  const names = new Map(all(documents, "seat").map((seat) => [seat.id, seat.name]));
  const [current, ...earlier] = injects;
  return html`<article class="screen" aria-label=${`${team.name} then`}>
    <header><span class="marks">${mark(team)} <b>${team.name}</b></span>
      <span class="hint">${STATUS[exercise.status]}, ${team.members} in</span></header>
    <div>
      ${current ? inject(documents, current, teamId, names) : html`<p class="hint">${waiting(exercise)}</p>`}
      ${earlier.length ? html`<ul class="earlier">${earlier.slice(0, 3).map(line)}</ul>` : nothing}
      ${messages(documents)}
    </div>
    <footer>${current ? state(documents, current, teamId, names) : nothing}</footer>
  </article>`;
}

function waiting({ status }) {
  return status === "lobby" ? "In the lobby, waiting for STARTEX." : "Nothing has been sent yet.";
}

function inject(documents, doc, teamId, names) {
  const { word } = channel(doc.channel);
  return html`<p class="hint" dir="auto">${word}${doc.from ? ` · ${doc.from}` : ""} · to ${doc.to.name}</p>
    <h4 dir="auto">${doc.title}</h4>
    ${doc.status === "recalled"
      ? html`<p class="state">${icon("recall")} Recalled${doc.reason ? `: ${doc.reason}` : ""}</p>`
      : prose(doc.body)}
    ${doc.ask ? html`<p dir="auto"><b>${doc.ask.prompt}</b></p>` : nothing}
    ${doc.ask?.scope === "team" ? proposals(documents, doc, teamId, names) : nothing}`;
}

function proposals(documents, doc, teamId, names) {
  const decision = one(documents, "decision", `${doc.id}:${teamId}`);
  const made = decision?.proposals ?? [];
  const name = (seat) => names.get(seat) || "Somebody";
  if (doc.ask.kind !== "choice") {
    return html`<ul class="votes">
      ${decision?.locked
        ? html`<li class="locked">${icon("lock", "Locked")}<span dir="auto">${answerText(doc.ask, decision.answer)}</span></li>`
        : nothing}
      ${made.map(
        ({ seat, answer }) => html`<li><span class="who">${name(seat)}</span>
          <span dir="auto">${answerText(doc.ask, answer) || "hidden until everybody has proposed"}</span></li>`,
      )}
    </ul>`;
  }
  return html`<ul class="votes">
    ${doc.ask.options.map(({ id, text }) => {
      const whose = made.filter(({ answer }) => answer?.option === id).map(({ seat }) => name(seat));
      const locked = decision?.locked && decision.answer.option === id;
      return html`<li class=${locked ? "locked" : ""}>
        <span class="letter">${letter(doc.ask, id)}</span>
        <span><span dir="auto">${text}</span>${whose.length ? html`<br><span class="who">${listed(whose)}</span>` : nothing}</span>
        <b>${locked ? icon("lock", "Locked") : nothing} ${whose.length || ""}</b>
      </li>`;
    })}
  </ul>`;
}

function state(documents, doc, teamId, names) {
  if (doc.status === "recalled") return html`<span class="state">${icon("recall")} Recalled</span>`;
  if (!doc.ask) return html`<span class="state">To read</span>`;
  const closed = doc.status === "closed";
  if (doc.ask.scope !== "team") {
    return html`<span class="state">${closed ? html`${icon("late")} Closed` : html`${icon("live")} Open, each for themselves`}</span>`;
  }
  const decision = one(documents, "decision", `${doc.id}:${teamId}`);
  if (decision?.locked) {
    return html`<span class="state ok">${icon("lock")} ${names.get(decision.locked_by) || "Somebody"} locked it</span>`;
  }
  const said = `${decision?.proposals.length ?? 0} of ${decision?.expected ?? 0} proposed`;
  return closed
    ? html`<span class="state bad">${icon("late")} Closed without a decision, ${said}</span>`
    : html`<span class="state soon">${icon("live")} Not locked, ${said}</span>
        <span class="hint">${names.get(decision?.lock_holder) ?? "Nobody"} holds the lock</span>`;
}

function line(doc) {
  return html`<li><span dir="auto">${doc.title}</span> <span>${doc.ask ? doc.status : ""}</span></li>`;
}

function messages(documents) {
  const last = all(documents, "message").at(-1);
  return last ? html`<p class="state">${icon("bell")} <span dir="auto">${last.text}</span></p>` : nothing;
}

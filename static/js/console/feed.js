/** What happened, newest first, told from the documents; and a line to note or flag this moment. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { clockText } from "../core/clock.js";
import { icon } from "../core/icons.js";
import { answerText, listed } from "../core/words.js";
import { act } from "./act.js";
import { at, quoted } from "./reading.js";

const SHOWN = 40;

export function feed(desk, board) {
  const all = entries(board);
  const remarks = all.filter(({ remark }) => remark);
  const shown = (desk.remarksOnly ? remarks : all).slice(0, SHOWN);
  return html`<section class="part feed-part" id="feed" aria-labelledby="feed-h">
    <div class="head"><h2 id="feed-h">Feed</h2>
      <button class="button quiet" type="button" aria-pressed=${desk.remarksOnly}
        @click=${() => desk.set({ remarksOnly: !desk.remarksOnly })}>Notes and flags, ${remarks.length}</button></div>
    ${shown.length
      ? html`<div role="log" aria-labelledby="feed-h"><ol class="feed">
          ${repeat(shown, ({ key }) => key, ({ ms, picture, words, hint }) => html`<li>
            <time>${at(ms)}</time>${icon(picture)}<span dir="auto">${words} <span class="hint">${hint}</span></span></li>`)}
        </ol></div>`
      : html`<p class="calm hint">${desk.remarksOnly
          ? "No notes yet. They are pinned to the moment you write them, and private until the debrief."
          : "What happens appears here, newest first."}</p>`}
  </section>
  ${writer(desk, board)}`;
}

/** The note line. It stays at the foot of the pane. */
export function writer(desk, board) {
  if (board.status === "closed") return nothing;
  const inject = (board.inject(desk.selected) ?? board.current)?.id ?? null;
  const write = async (event, name) => {
    event.preventDefault();
    const form = event.target.closest("form");
    const text = form.elements.text.value.trim();
    if (!text && name === "note.add") return form.elements.text.focus();
    const team = form.elements.team.value || null;
    const answer = await desk.say(name, { text, inject, team }, { done: name === "flag.add" ? `Flagged at ${clockText(board.elapsed)}.` : "" });
    if (answer.ok && form.elements.text.value.trim() === text) form.elements.text.value = "";
  };
  return html`<form class="composer" @submit=${(event) => write(event, "note.add")}>
    <label class="hide-visually" for="note">Note, private until the debrief</label>
    <input class="input dense" id="note" name="text" maxlength="500" autocomplete="off" dir="auto"
      placeholder="Note at ${clockText(board.elapsed)}, private until the debrief">
    <label class="hide-visually" for="note-team">About</label>
    <select class="input dense" id="note-team" name="team"><option value="">All</option>
      ${board.teams.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</select>
    ${act({ label: "Note", picture: "note", key: "N", kind: "submit" })}
    ${act({ label: "Flag", picture: "flag", key: "F", run: (event) => write(event, "flag.add") })}
  </form>`;
}

function entries(board) {
  return [...injects(board), ...locks(board), ...messages(board), ...remarks(board)].sort(
    (one, other) => Date.parse(other.when) - Date.parse(one.when) || (one.key < other.key ? 1 : -1),
  );
}

function injects(board) {
  return board.injects
    .filter(({ order }) => order)
    .flatMap((inject) => [
      {
        key: `out ${inject.id}`,
        when: inject.released_at,
        ms: inject.released_ms,
        picture: inject.status === "recalled" ? "recall" : "sending",
        words: `Released ${quoted(inject.title)}`,
        hint: inject.status === "recalled" ? `later recalled${inject.reason ? `: ${inject.reason}` : ""}` : "",
      },
    ]);
}

function locks(board) {
  return board.injects
    .filter(({ order, ask }) => order && ask?.scope === "team")
    .flatMap((inject) => board.teams.map((team) => ({ inject, team, decision: board.decision(inject.id, team.id) })))
    .filter(({ decision }) => decision?.locked)
    .map(({ inject, team, decision }) => ({
      key: `lock ${decision.id}`,
      when: decision.locked_at,
      ms: decision.locked_ms,
      picture: "lock",
      words: `${team.name} locked ${inject.ask.kind === "text" ? "an answer" : answerText(inject.ask, decision.answer)}`,
      hint: [board.name(decision.locked_by), decision.dissent.length ? `${decision.dissent.length} of another mind` : ""].filter(Boolean).join(", "),
    }));
}

const MESSAGES = {
  nudge: ["bell", "Nudged", ({ seats }, board) => listed([...seats.slice(0, 3).map((id) => board.seat(id)?.name ?? "somebody"), ...(seats.length > 3 ? [`${seats.length - 3} more`] : [])])],
  message: ["social", "Message", ({ text, team, seats }, board) => `to ${board.team(team)?.name ?? board.seat(seats[0])?.name ?? "everybody"}: ${text}`],
  pause_request: ["hold", "Asked for a pause:", ({ seats }, board) => board.seat(seats[0])?.name ?? "somebody"],
};

function messages(board) {
  return board.messages.map((message) => {
    const [picture, word, tell] = MESSAGES[message.kind];
    return {
      key: `message ${message.id}`,
      when: message.at,
      ms: message.clock_ms,
      picture,
      words: `${word} ${tell(message, board)}`,
      hint: message.kind === "pause_request" ? "" : board.name(message.by),
    };
  });
}

function remarks(board) {
  const tell = (picture, word) => (remark) => ({
    key: `${picture} ${remark.id}`,
    remark: true,
    when: remark.at,
    ms: remark.clock_ms,
    picture,
    words: [word, remark.text || (word ? "this moment" : "")].filter(Boolean).join(" "),
    hint: [board.team(remark.team)?.name, board.name(remark.by), "private"].filter(Boolean).join(", "),
  });
  return [...board.notes.map(tell("note", "")), ...board.flags.map(tell("flag", "Flag:"))];
}

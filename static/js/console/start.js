/** STARTEX cannot be taken back, so where somebody is missing it is asked once. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";
import { listed } from "../core/words.js";
import { foot } from "./dialog.js";

/** What a facilitator would regret to have missed, in words; "" when all is well. */
function missing(board) {
  const people = board.participants;
  const gone = people.filter(({ id }) => board.presenceOf(id) === "gone").map(({ name }) => name);
  if (!people.length) return "Nobody has joined yet: the first injects go to nobody.";
  if (board.blind) return "";
  if (gone.length === people.length) return "No phone is connected. Everybody gets what they missed once they are back.";
  if (gone.length) return `No connection to ${gone.length > 4 ? `${gone.length} of ${people.length} people` : listed(gone)}. They get what they missed once they are back.`;
  return "";
}

export function start(desk, board) {
  if (missing(board)) desk.open(startDialog(desk));
  else go(desk);
}

async function go(desk) {
  desk.close();
  const answer = await desk.say("clock.start");
  if (answer.ok) desk.set({ view: null, selected: null });
}

function startDialog(desk) {
  return {
    key: "start",
    title: "Start all the same?",
    view: (board) => {
      const words = missing(board);
      return html`<div class="body">
        ${words ? html`<p class="state soon">${icon("warn")} <span dir="auto">${words}</span></p>` : html`<p class="state ok">${icon("check")} Everybody is here now.</p>`}
        ${board.participants.length ? nothing : html`<p class="hint">Late ones can still join while it runs.</p>`}</div>
        ${foot(desk, { go: words ? "Start all the same" : "Start", picture: "play", run: () => go(desk) })}`;
    },
  };
}

/** What the display shows of the answers: revealed and hidden as often as wanted, the last one in front. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { icon } from "../core/icons.js";
import { listed } from "../core/words.js";
import { act } from "./act.js";
import { wentOut } from "./board.js";

/** Whether the room may be shown how it was answered: not what only some of a team got. */
const showable = (inject) => inject.ask !== null && wentOut(inject) && inject.status !== "recalled" && !inject.private;

/** The one in front on the display, if any is revealed. */
function front(board) {
  const shown = board.injects.filter(({ revealed }) => revealed);
  return shown.reduce((last, each) => (!last || each.revealed_at > last.revealed_at ? each : last), null);
}

/** Reveal, or hide again. `key`: with the shortcut. */
export function reveal(desk, board, inject, { key = "D" } = {}) {
  if (!showable(inject) || !board.runs || board.status === "closed") return nothing;
  const { id } = inject;
  const first = front(board)?.id === id;
  const hide = (on) =>
    act({ label: "Hide", more: "on the display", picture: "hidden", key: on, busy: desk.busy("inject.hide", id), run: () => desk.say("inject.hide", { inject: id }) });
  const show = act({ label: "Reveal", more: "on the display", picture: "screen", key, busy: desk.busy("inject.reveal", id), run: () => say(desk, board, inject) });
  if (!inject.revealed) return show;
  return first ? hide(key) : html`${show} ${hide(null)}`;
}

function say(desk, board, inject) {
  const teams = board.teams.filter(({ id }) => ["open", "closed"].includes(inject.teams[id]?.status));
  const all = teams.length === board.teams.length;
  const names = listed(teams.map(({ name }) => name));
  const whose = all ? `all ${board.word}s` : names;
  const wordless = inject.ask.kind === "text" && inject.ask.scope !== "team";
  const what = wordless ? `how many of ${whose} answered, not what they wrote` : `how ${whose} answered`;
  const done = `The display shows ${what}.${all ? "" : ` Only ${names} got this; now the whole room sees it.`}`;
  return desk.say("inject.reveal", { inject: inject.id }, { done });
}

/** In the hot wash: every question that was asked, and whether the room sees what came back. */
export function onDisplay(desk, board) {
  const asked = board.injects.filter(showable);
  if (!asked.length) return nothing;
  const first = front(board);
  return html`<section class="card" aria-labelledby="reveal-h">
    <div class="head"><h2 id="reveal-h">On the display</h2>
      <span class="hint">${first ? "The last one revealed is large, the others stand below it" : "Nothing is revealed yet: the room sees no answers"}</span></div>
    <ul class="body reveals">${repeat(asked, ({ id }) => id, (inject) => {
      const { answered, expected } = board.progress(inject);
      return html`<li><span><b dir="auto">${inject.title}</b><small>${answered} of ${expected} answered</small></span>
        ${inject.revealed ? html`<span class="state ok">${icon("eye")} ${first.id === inject.id ? "In front" : "Revealed"}</span>` : nothing}
        <span class="buttons">${reveal(desk, board, inject, { key: null })}</span></li>`;
    })}</ul></section>`;
}

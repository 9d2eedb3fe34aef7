/** The run sheet: what went out, what is open, what comes, each with its time. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { clockText, leftText } from "../core/clock.js";
import { icon, mark } from "../core/icons.js";
import { channel, listed } from "../core/words.js";
import { act } from "./act.js";
import { reachable, takesAnswers, timeOf, wentOut } from "./board.js";
import { composeDialog } from "./compose.js";
import { endDialog } from "./end.js";
import { quoted } from "./reading.js";

export function runsheet(desk, board) {
  const shown = desk.selected ?? board.current?.id;
  const next = board.ahead ? board.exercise.next?.inject : null;
  const chosen = board.inject(desk.selected);
  const target = chosen && reachable(chosen).length ? chosen.id : next;
  const past = board.injects.filter((inject) => isPast(inject, board));
  const coming = board.injects.filter((inject) => !isPast(inject, board));
  const item = (inject) => row(desk, board, inject, { shown, next, target });
  return html`<section class="pane runsheet" id="runsheet" aria-labelledby="runsheet-h">
    <div class="head"><h2 id="runsheet-h">Run sheet</h2>
      ${board.ahead && board.runs
        ? act({ label: "Ad hoc", more: "inject", picture: "plus", key: "A", run: () => desk.open(composeDialog(desk)) })
        : nothing}</div>
    <ol class="sheet-list">
      ${repeat(past, ({ id }) => id, item)}
      ${board.live ? html`<li class="line"><span>Now ${clockText(board.elapsed)}</span>${undoJump(desk, board)}</li>` : nothing}
      ${repeat(coming, ({ id }) => id, item)}
      ${end(desk, board)}
    </ol>
  </section>`;
}

/** A jump can be taken back until the next inject goes out. */
function undoJump(desk, board) {
  const { undo } = board.exercise;
  if (!undo || !board.runs) return nothing;
  return act({
    label: "Undo jump",
    picture: "recall",
    key: desk.holding.size ? undefined : "Z",
    busy: desk.busy("clock.undo_jump"),
    run: () => desk.say("clock.undo_jump", {}, { done: `Back before the jump to ${clockText(undo.to_ms)}.` }),
  });
}

function isPast(inject, board) {
  if (wentOut(inject)) return true;
  return board.exercise.clock.status !== "stopped" && timeOf(inject) <= board.elapsed;
}

const LOOKS = {
  open: ["live", "Open"],
  closed: ["check", "Closed, not all are in"],
  recalled: ["recall", "Recalled"],
  held: ["hold", "Held"],
  skipped: ["skip", "Skipped"],
  passed_over: ["branch", "Passed over"],
};

function looks(board, inject) {
  if (inject.status === "closed" && board.progress(inject).complete) return ["check", "Closed, all are in"];
  if (inject.status === "open" && !inject.ask) return ["check", "Sent"];
  if (inject.status !== "waiting") return LOOKS[inject.status];
  return inject.condition ? ["branch", "Branch"] : [channel(inject.channel).icon, "Waiting"];
}

function classes(board, inject, shown, next) {
  const past = wentOut(inject) && !takesAnswers(inject);
  return [
    past ? "past" : "",
    past && inject.status !== "recalled" && (!inject.ask || board.progress(inject).complete) ? "done" : "",
    takesAnswers(inject) ? "now" : "",
    inject.id === next ? "next" : "",
    inject.id === shown ? "shown" : "",
    inject.status,
  ].join(" ");
}

function row(desk, board, inject, { shown, next, target }) {
  const [picture, word] = looks(board, inject);
  return html`<li class=${classes(board, inject, shown, next)} aria-current=${takesAnswers(inject) ? "step" : nothing}>
    <time>${clockText(timeOf(inject))}</time>
    ${icon(picture, word)}
    <span><button class="name" type="button" aria-pressed=${inject.id === shown} dir="auto"
      @click=${() => desk.show(inject.id)}>${inject.title}</button>
      <small dir="auto">${small(board, inject)}</small></span>
    <span class="tally">${tally(desk, board, inject)}</span>
    ${forecast(board, inject)}
    ${inject.id === target && board.ahead && board.runs ? acts(desk, board, inject) : nothing}
  </li>`;
}

function small(board, inject) {
  if (inject.status === "recalled") return inject.reason ? `Recalled: ${inject.reason}` : "Recalled";
  if (inject.status === "passed_over") return `No ${board.word} met: ${inject.condition ?? "its condition"}`;
  if (awaits(board, inject)) return `Due, and waits for the answer to ${listed(inject.waits_for.map((id) => quoted(board.inject(id).title)))}`;
  if (inject.condition && !wentOut(inject)) return `If ${inject.condition}`;
  const to = inject.to.kind === "all" ? "all" : inject.to.name;
  const words = inject.from ? `${inject.from} to ${to}` : `To ${to}`;
  return inject.composed ? `${words}, ad hoc` : words;
}

/** Its time has come, and nobody knows yet whether its condition holds. */
const awaits = (board, inject) =>
  board.live && inject.status === "waiting" && inject.waits_for.length > 0 && inject.offset_ms <= board.elapsed;

function tally(desk, board, inject) {
  if (desk.holding.has(inject.id)) return html`<span class="chip now">${icon("sending")} Going out</span>`;
  if (inject.status === "held") return html`<span class="chip soon">Held</span>`;
  if (inject.status === "skipped") return restore(desk, board, inject);
  if (inject.status === "passed_over") return nothing;
  if (wentOut(inject)) {
    const { answered, expected, read } = board.progress(inject);
    return inject.ask || inject.status === "recalled" ? `${answered} of ${expected}` : `${read} read`;
  }
  if (!board.ahead) return "Not released";
  if (awaits(board, inject)) return html`<span class="chip soon">Due</span>`;
  const left = board.until(inject.offset_ms);
  if (!board.live || left <= 0) return nothing;
  return inject.id === board.exercise.next?.inject ? `in ${leftText(left)}` : leftText(left);
}

function restore(desk, board, inject) {
  if (!board.ahead || !board.runs || inject.composed || desk.selected === inject.id) return nothing;
  return html`<button class="button quiet" type="button" @click=${() => desk.say("inject.restore", { inject: inject.id })}>Restore</button>`;
}

/** To whom a branch would go, as things stand. */
function forecast(board, inject) {
  if (!inject.condition || !board.ahead || !["waiting", "held"].includes(inject.status)) return nothing;
  const fits = board.teams.filter(({ id }) => inject.teams[id]?.forecast);
  return html`<p class="under forecast">${fits.length
    ? html`${marks(board, fits.map(({ id }) => id))} would get it`
    : html`<span class="hint">Fits nobody yet</span>`}</p>`;
}

function acts(desk, board, inject) {
  const { id, status } = inject;
  const change = (name) => () => desk.say(name, { inject: id });
  return html`<span class="acts buttons">
    ${board.live ? releases(desk, board, inject) : nothing}
    ${status === "waiting"
      ? act({ label: "Hold", key: "H", busy: desk.busy("inject.hold", id), run: change("inject.hold") })
      : nothing}
    ${(status === "held" || status === "skipped") && !inject.composed
      ? act({ label: "Restore", key: "H", busy: desk.busy("inject.restore", id), run: change("inject.restore") })
      : nothing}
    ${status === "waiting" || status === "held"
      ? act({ label: "Skip", key: "S", busy: desk.busy("inject.skip", id), run: change("inject.skip") })
      : nothing}
  </span>`;
}

/** A branch goes to the teams it fits, and by a second button to all it can still reach. */
function releases(desk, board, inject) {
  const { id } = inject;
  const all = reachable(inject);
  const fits = all.filter((team) => inject.teams[team].forecast);
  const some = inject.condition && fits.length > 0 && fits.length < all.length;
  const off = desk.holding.has(id);
  const busy = desk.busy("inject.release", id);
  const whole = all.length === Object.keys(inject.teams).length;
  return html`
    ${some ? act({ label: html`Release to ${marks(board, fits)}`, key: "R", off, busy, run: () => desk.release(id, fits) }) : nothing}
    ${act({
      label: some ? html`<span class="hide-visually">Release</span> to all` : whole ? "Release" : html`Release to ${marks(board, all)}`,
      key: some ? undefined : "R",
      off,
      busy,
      run: () => desk.release(id, all),
    })}`;
}

const marks = (board, teams) => html`<span class="marks">${teams.map((team) => mark(board.team(team), "small"))}</span>`;

function end(desk, board) {
  const { duration_ms } = board.exercise;
  const left = duration_ms - board.elapsed;
  const over = ["hotwash", "closed"].includes(board.status);
  return html`<li class="endex ${over ? "past done" : ""}">
    <time>${clockText(over ? board.elapsed : duration_ms)}</time>${icon(over ? "check" : "stop", over ? "Over" : "Ahead")}
    <span><span class="name">ENDEX</span>${over || left > 0 ? nothing : html`<small>The planned time is over</small>`}</span>
    <span class="tally">${board.live && left > 0 ? leftText(board.until(duration_ms)) : nothing}</span>
    ${board.live && board.runs
      ? html`<span class="acts buttons">${act({
          label: "End the exercise",
          tone: left > 0 ? "" : "primary",
          run: () => desk.open(endDialog(desk)),
        })}</span>`
      : nothing}
  </li>`;
}

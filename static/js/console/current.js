/** The middle pane: one inject, what came back, and what can be done about it. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { leftMs, leftText } from "../core/clock.js";
import { icon, mark } from "../core/icons.js";
import { prose } from "../core/prose.js";
import { channel } from "../core/words.js";
import { act } from "./act.js";
import { inTeams, takesAnswers, wentOut } from "./board.js";
import { recallDialog, reviseDialog } from "./change.js";
import { control } from "./control.js";
import { said } from "./said.js";
import { seeAsDialog } from "./see_as.js";
import { results } from "./results.js";
import { reveal } from "./reveal.js";

export function current(desk, board) {
  const inject = board.inject(desk.selected) ?? board.current;
  if (!inject) {
    return html`<section class="pane main" id="inject"><p class="empty"><b>No injects</b>
      <span>This scenario has no script. Write the first inject on the spot with “Ad hoc inject”.</span></p></section>`;
  }
  return html`<section class="pane main" id="inject" data-inject=${inject.id} aria-labelledby="inject-h">
    <div class="head">
      <span class="meta">${chip(inject)}${inject.revealed ? html` <span class="chip ok">${icon("eye")} Revealed</span>` : nothing} <span dir="auto">${icon(channel(inject.channel).icon)} ${way(inject)}</span>
        ${reached(board, inject)}</span>
      <span class="buttons">${revise(desk, board, inject)}
      ${act({ label: "See as…", picture: "eye", key: "V", tone: "quiet", run: () => desk.open(seeAsDialog(desk, board)) })}</span>
    </div>
    ${switcher(desk, board, inject)} ${elsewhere(desk, board, inject)}
    <div class="current">
      <div class="title"><h2 id="inject-h" dir="auto">${inject.title}</h2>${closes(board, inject)}</div>
      <div class="story" dir="auto">${prose(inject.body)}</div>
      ${media(inject)} ${acts(desk, board, inject)} ${results(desk, board, inject)} ${said(board, inject)}
      ${control(desk, board, inject)}
    </div>
  </section>`;
}

const CHIPS = {
  open: ["now", "live", "Open"],
  closed: ["", "check", "Closed"],
  recalled: ["", "recall", "Recalled"],
  held: ["soon", "hold", "Held"],
  skipped: ["", "skip", "Skipped"],
  waiting: ["", "clock", "Waiting"],
  passed_over: ["", "branch", "Passed over"],
};

function chip(inject) {
  const [tone, picture, word] =
    inject.status === "open" && !inject.ask ? ["ok", "delivered", "Sent"] : CHIPS[inject.status];
  return html`<span class="chip ${tone}">${icon(picture)} ${word}</span>`;
}

function way(inject) {
  const { word } = channel(inject.channel);
  const to = inject.to.kind === "all" ? "all" : inject.to.name;
  return `${word} · ${inject.from ? `${inject.from} to` : "To"} ${to}${inject.private ? ", nobody else sees it" : ""}`;
}

/** To whom it went, where that is not simply everybody. */
function reached(board, inject) {
  if (!wentOut(inject)) return nothing;
  const teams = board.teams.filter(({ id }) => ["open", "closed", "recalled"].includes(inject.teams[id]?.status));
  return teams.length === board.teams.length
    ? nothing
    : html`<span class="marks">${teams.map((team) => mark(team, "small"))}</span>`;
}

/** Several asks are open at once (functional mode, branches): one segment each. */
function switcher(desk, board, inject) {
  const open = [...board.openAsks].reverse();
  if (open.length < 2) return nothing;
  return html`<div class="switcher" role="group" aria-label="Open asks">
    ${open.map(
      (each) => html`<button class="button quiet" type="button" aria-pressed=${each.id === inject.id}
        @click=${() => desk.show(each.id)}>
        <span class="marks">${board.teams
          .filter(({ id }) => each.teams[id]?.status === "open")
          .map((team) => mark(team, "small"))}</span>
        <span dir="auto">${each.title}</span> ${closes(board, each)}</button>`,
    )}
  </div>`;
}

/** Looking at another one while something newer is going on. */
function elsewhere(desk, board, inject) {
  const now = board.current;
  if (!desk.selected || !now || now.id === inject.id || (board.openAsks.length > 1 && takesAnswers(inject))) return nothing;
  return html`<div class="banner elsewhere"><span class="grow">Current: <b dir="auto">${now.title}</b></span>
    ${act({ label: "Back to it", key: "B", run: () => desk.show(null) })}</div>`;
}

function closes(board, inject) {
  if (!takesAnswers(inject)) return nothing;
  const left = leftMs(inject, board.exercise, board.now);
  if (left === null) return html`<span class="state">${icon("clock")} no deadline</span>`;
  if (board.status !== "running") return html`<span class="closes">${icon("pause")} ${leftText(left)} left, the clock stands</span>`;
  const tone = left < 30_000 ? "bad" : left < 60_000 ? "soon" : "";
  return html`<span class="closes ${tone}">${icon("clock")} closes in ${leftText(left)}</span>`;
}

function media(inject) {
  return inject.media.map(({ url, kind, alt }) =>
    kind === "image"
      ? html`<img class="media" src=${url} alt=${alt}>`
      : html`<p class="meta">${icon(kind === "audio" ? "bell" : "screen")} <a href=${url} target="_blank">${alt || kind}</a></p>`,
  );
}

function acts(desk, board, inject) {
  const { id } = inject;
  const open = takesAnswers(inject) && board.live;
  const timed = Object.values(inject.teams).some(({ status, closes_ms }) => status === "open" && closes_ms !== null);
  // Closed by mistake or too soon: what no team has locked can be open again.
  const again =
    inject.ask && inject.status === "closed" && board.live &&
    Object.values(inject.teams).some(({ status, closes_ms, locked }) => status === "closed" && closes_ms !== null && !locked);
  const complete = open && board.progress(inject).complete;
  const longer = (by_ms) => () => desk.say("inject.extend", { inject: id, by_ms });
  const extending = desk.busy("inject.extend", id);
  if (!board.runs) return complete ? allIn(board, inject) : nothing;
  return html`
    ${complete ? allIn(board, inject) : nothing}
    <div class="buttons">
      ${open && timed
        ? html`${act({ label: "1 min", picture: "plus", key: "+", tone: complete ? "" : "primary", busy: extending, run: longer(60_000), more: "more" })}
            ${act({ label: "5 min", picture: "plus", busy: extending, run: longer(300_000), more: "more" })}`
        : nothing}
      ${again
        ? html`${act({ label: "Open again, 1 min", picture: "plus", key: "+", busy: extending, run: longer(60_000) })}
            ${act({ label: "Open again, 5 min", picture: "plus", busy: extending, run: longer(300_000) })}`
        : nothing}
      ${open
        ? act({ label: "Close now", picture: "check", key: "C", tone: complete ? "primary" : "", busy: desk.busy("inject.close", id), run: () => desk.say("inject.close", { inject: id }) })
        : nothing}
      ${reveal(desk, board, inject)}
      ${wentOut(inject) && inject.status !== "recalled" && board.live
        ? act({ label: "Recall", picture: "recall", tone: "danger", run: () => desk.open(recallDialog(desk, inject)) })
        : nothing}
    </div>`;
}

function revise(desk, board, inject) {
  if (inject.status === "recalled" || !board.ahead || !board.runs) return nothing;
  return act({ label: "Revise", picture: "draft", key: "E", tone: "quiet", run: () => desk.open(reviseDialog(desk, inject)) });
}

function allIn(board, inject) {
  const { answered, expected, teams } = board.progress(inject);
  const everybody = expected === 1 ? "The one who was asked has answered" : `All ${expected} have answered`;
  const words = inTeams(inject) ? teams === 1 ? "It is locked" : `All ${board.counted(teams)} have locked` : everybody;
  return html`<p class="state ok" role="status">${icon("delivered")}
    <b>${words}${inTeams(inject) && answered < expected ? `, ${answered} of ${expected} spoke up` : ""}.</b></p>`;
}

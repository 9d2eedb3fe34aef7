import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { leftText } from "../core/clock.js";
import { icon, mark } from "../core/icons.js";
import { letter, listed } from "../core/words.js";
import { act } from "./act.js";
import { nudgedAt, stuck, successor, asked } from "./stuck.js";

const SHOWN = 6;

/** Who is stuck, worst first, each with the one thing that helps. */
export function stuckPart(desk, board) {
  const found = stuck(board);
  const shown = desk.allStuck ? found : found.slice(0, SHOWN);
  const reachable = [...new Set(found.flatMap((one) => seatsOf(board, one)))];
  return html`<section class="part" id="stuck" aria-labelledby="stuck-h">
    <div class="head"><h2 id="stuck-h">Who is stuck</h2>
      ${reachable.length && board.runs
        ? act({
            label: `Nudge all ${reachable.length}`,
            picture: "bell",
            key: "U",
            tone: "quiet",
            busy: desk.busy("nudge.send"),
            run: () => nudge(desk, reachable, found[0].inject.id, `${reachable.length} nudged.`),
          })
        : nothing}</div>
    ${board.blind && found.length ? html`<p class="calm hint">No connection: as it was last known.</p>` : nothing}
    ${found.length
      ? html`<ul class="stuck">${repeat(shown, keyOf, (one) => row(desk, board, one))}</ul>`
      : html`<p class="calm state ${board.openAsks.length ? "ok" : ""}">${icon("check")} ${calm(board)}</p>`}
    ${found.length > SHOWN
      ? html`<p class="more"><button class="button quiet" type="button" @click=${() => desk.set({ allStuck: !desk.allStuck })}>
          ${desk.allStuck ? "Show fewer" : `${found.length - SHOWN} more`}</button></p>`
      : nothing}
  </section>`;
}

const keyOf = ({ kind, inject, team, seat }) => `${kind} ${inject.id} ${team.id} ${seat}`;

const calm = (board) => (board.openAsks.length ? "Nobody: all are in, or still have time." : "Nothing is being asked right now.");

/** Whom a nudge would reach: those who are there and have not answered. */
function seatsOf(board, { kind, inject, team, seat }) {
  if (kind === "gone") return [];
  if (kind === "unread" || kind === "silent") return [seat];
  const holder = inject.teams[team.id].lock_holder;
  if (kind === "no_lock" && holder) return [holder];
  return kind === "no_lock" ? asked(board, inject, team).map(({ id }) => id) : [];
}

const nudge = (desk, seats, inject, done) => desk.say("nudge.send", { seats, inject }, { done });

function row(desk, board, one) {
  const { team, seat, inject } = one;
  const who = seat ? board.seat(seat) : null;
  const [tone, picture, words] = trouble(desk, board, one);
  return html`<li>${mark(team)}
    <span><b dir="auto">${who?.name ?? team.name}</b>${about(one, who)}<br>
      <span class="state ${tone}">${icon(picture)} <span>${words}${title(board, inject)}</span></span></span>
    ${help(desk, board, one)}</li>`;
}

function about({ kind, inject, team }, who) {
  if (kind === "lock_gone") return ", holds the lock";
  if (kind === "no_lock") return ", no lock yet";
  const role = who.role_name ? `, ${who.role_name}` : "";
  return inject.teams[team.id].lock_holder === who.id ? `${role}, holds the lock` : role;
}

const title = (board, inject) => (board.openAsks.length > 1 ? ` · ${inject.title}` : "");

function trouble(desk, board, one) {
  const { kind, inject, team, seat, since, left } = one;
  const waited = leftText(board.now - since);
  switch (kind) {
    case "lock_gone":
    case "gone": {
      const gone = desk.presence.get(seat)?.since;
      return ["bad", "gone", gone ? `Gone for ${leftText(Date.now() - gone)}` : "Gone"];
    }
    case "no_lock":
      return [left !== null && left < 15_000 ? "bad" : "soon", "late", [left === null ? `${waited} since it went out` : `${leftText(left)} left`, divided(board, inject, team)].filter(Boolean).join(", ")];
    case "unread":
      return ["soon", "hidden", `Unread for ${waited}`];
    default:
      return ["soon", "eye", `Read, silent for ${waited}`];
  }
}

/** Between which options the team's proposals are split. */
function divided(board, inject, team) {
  const tally = inject.teams[team.id].tally ?? {};
  const options = Object.keys(tally).filter((option) => inject.ask.options.some(({ id }) => id === option));
  if (options.length > 1) return `split ${listed(options.map((option) => letter(inject.ask, option)).sort())}`;
  return options.length ? `all for ${letter(inject.ask, options[0])}` : "nobody has proposed";
}

function help(desk, board, one) {
  const { kind, inject, seat } = one;
  if (!board.runs) return nothing;
  if (kind === "lock_gone") {
    const next = successor(board, one);
    return next
      ? act({
          label: html`Pass to <span dir="auto">${next.name}</span>`,
          picture: "lock",
          busy: desk.busy("decision.pass_lock", inject.id),
          run: () => desk.say("decision.pass_lock", { inject: inject.id, seat: next.id }, { done: `${next.name} holds the lock now.` }),
        })
      : nothing;
  }
  const seats = seatsOf(board, one);
  if (!seats.length) return nothing;
  const nudged = nudgedAt(board, inject.id, seats);
  const recent = nudged !== null && board.now - nudged < 60_000;
  const name = seat ? board.seat(seat).name : one.team.name;
  return act({
    label: recent ? `Nudged ${leftText(board.now - nudged)}` : "Nudge",
    picture: recent ? "check" : "bell",
    more: recent ? "ago" : name,
    tone: recent ? "quiet" : "",
    run: () => nudge(desk, seats, inject.id, `${name} nudged.`),
  });
}

import { html } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";

const PRESENCE = {
  live: ["ok", "live", "Live"],
  away: ["", "away", "Away"],
  gone: ["bad", "gone", "Gone"],
};

/** Whether somebody is there, as an icon that says so. */
export function presence(board, seat) {
  const [tone, picture, word] = PRESENCE[board.presenceOf(seat.id)];
  return html`<span class="state ${tone}">${icon(picture, word)}</span>`;
}

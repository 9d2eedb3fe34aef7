import { html } from "../../vendor/lit-html/lit-html.js";
import { clockText } from "../core/clock.js";
import { foot } from "./dialog.js";

/** ENDEX cannot be taken back, so it is asked once. */
export function endDialog(desk) {
  return {
    key: "end",
    title: "End the exercise?",
    view: (board) => {
      const open = board.openAsks.length;
      const ahead = board.injects.filter(({ status }) => status === "waiting").length;
      return html`<div class="body">
        <p>The clock stops at ${clockText(board.elapsed)} and the hot wash begins.
          ${open ? html`<b>${open} open ${open === 1 ? "ask closes" : "asks close"}.</b>` : ""}
          ${ahead ? `${ahead} ${ahead === 1 ? "inject has" : "injects have"} not gone out, and will not.` : ""}</p>
        <p class="hint">An exercise that has ended cannot be started again.</p></div>
        ${foot(desk, {
          go: "End the exercise",
          picture: "check",
          run: () => {
            desk.close();
            desk.say("exercise.end");
          },
        })}`;
    },
  };
}

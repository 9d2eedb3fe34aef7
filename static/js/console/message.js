import { html } from "../../vendor/lit-html/lit-html.js";
import { foot } from "./dialog.js";

/** A few words outside the script, to all, a team or a seat. `to` may preset `{team}` or `{seat}`. */
export function messageDialog(desk, to) {
  const submit = (event) => {
    event.preventDefault();
    const { text, target } = event.target.elements;
    const words = text.value.trim();
    if (!words) return text.focus();
    const [kind, id] = target.value.split(" ");
    const name = target.selectedOptions[0].textContent.trim();
    desk.close();
    desk.say("message.send", { text: words, ...(id ? { [kind]: id } : {}) }, { done: `Sent to ${name}.` });
  };
  return {
    key: "message",
    title: "Message",
    view: (board) => html`<form @submit=${submit}><div class="body">
        <div class="field"><label for="target">To</label>
          <select class="input" id="target" name="target">
            <option value="all">everybody</option>
            ${board.teams.map((team) => html`<optgroup label=${team.name}>
              <option value="team ${team.id}" ?selected=${to.team === team.id}>${team.name}, all of them</option>
              ${board.members(team.id).map((seat) => html`<option value="seat ${seat.id}" ?selected=${to.seat === seat.id}>${seat.name}</option>`)}
            </optgroup>`)}
          </select></div>
        <div class="field"><label for="text">Message</label>
          <textarea class="input" id="text" name="text" maxlength="1000" required data-first dir="auto" aria-describedby="text-hint"></textarea>
          <span class="hint" id="text-hint">From you, outside the script: it appears on their phones at once.</span></div></div>
      ${foot(desk, { go: "Send", picture: "sending" })}
    </form>`,
  };
}

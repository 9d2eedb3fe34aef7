import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { worded } from "./desk.js";
import { foot } from "./dialog.js";

/** A few words outside the script, to all, a team or a seat. `to` may preset `{team}` or `{seat}`. */
export function messageDialog(desk, to) {
  const state = { fault: "", sending: false };
  const submit = async (event) => {
    event.preventDefault();
    if (state.sending) return;
    const { text, target } = event.target.elements;
    const words = text.value.trim();
    if (!words) return text.focus();
    const [kind, id] = target.value.split(" ");
    const name = target.selectedOptions[0].textContent.trim();
    Object.assign(state, { sending: true, fault: "" });
    const answer = await desk.say("message.send", { text: words, ...(id ? { [kind]: id } : {}) }, { done: `Sent to ${name}.`, quiet: true });
    Object.assign(state, { sending: false, fault: answer.ok ? "" : worded(answer.error) });
    if (answer.ok) desk.close();
    else desk.set({});
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
          <span class="hint" id="text-hint">From you, outside the script: it appears on their phones at once.</span></div>
        ${state.fault ? html`<p class="state bad" role="alert">${state.fault}</p>` : nothing}</div>
      ${foot(desk, { go: "Send", picture: "sending", busy: state.sending })}
    </form>`,
  };
}

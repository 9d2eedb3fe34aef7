/** Recalling and revising an inject. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { foot } from "./dialog.js";
import { wentOut } from "./board.js";
import { worded } from "./desk.js";
import { quoted } from "./reading.js";

export function recallDialog(desk, inject) {
  const state = { fault: "", sending: false };
  const submit = async (event) => {
    event.preventDefault();
    if (state.sending) return;
    const reason = event.target.elements.reason.value.trim();
    Object.assign(state, { sending: true, fault: "" });
    const answer = await desk.say("inject.recall", { inject: inject.id, reason }, { done: `${quoted(inject.title)} was recalled.`, quiet: true });
    Object.assign(state, { sending: false, fault: answer.ok ? "" : worded(answer.error) });
    if (answer.ok) desk.close();
    else desk.set({});
  };
  return {
    key: "recall",
    title: `Recall ${quoted(inject.title)}?`,
    view: (board) => html`<form @submit=${submit}><div class="body">
        <p>Its text disappears from every phone. A line stays that says it was recalled, with your reason.
          ${inject.ask && board.progress(inject).answered
            ? html`<b>${board.progress(inject).answered} answers stay on record, and are not counted.</b>`
            : nothing}</p>
        <div class="field"><label for="reason">Reason, for everybody who got it</label>
          <input class="input" id="reason" name="reason" maxlength="500" data-first autocomplete="off" dir="auto"
            placeholder="For example: sent too early"></div>
        ${state.fault ? html`<p class="state bad" role="alert">${state.fault}</p>` : nothing}</div>
      ${foot(desk, { go: "Recall", picture: "recall", tone: "danger primary", busy: state.sending, hint: "A recalled inject cannot go out again." })}
    </form>`,
  };
}

export function reviseDialog(desk, inject) {
  const state = { fault: "", sending: false };
  const submit = async (event) => {
    event.preventDefault();
    if (state.sending) return;
    const { title, body, prompt } = event.target.elements;
    const data = { inject: inject.id, version: inject.version };
    if (title.value.trim() !== inject.title) data.title = title.value.trim();
    if (body.value.trim() !== inject.source.trim()) data.body = body.value.trim();
    if (prompt && prompt.value.trim() !== inject.ask.prompt) data.prompt = prompt.value.trim();
    if (Object.keys(data).length === 2) return desk.close();
    state.sending = true;
    const answer = await desk.say("inject.revise", data, { done: "Revised.", quiet: true });
    state.sending = false;
    if (answer.ok) desk.close();
    else state.fault = worded(answer.error);
    desk.set({});
  };
  return {
    key: "revise",
    title: `Revise ${quoted(inject.title)}`,
    view: () => html`<form @submit=${submit}><div class="body">
        ${wentOut(inject) ? html`<p>It has gone out. Phones show the new words at once, marked as revised; answers stay.</p>` : nothing}
        <div class="field"><label for="title">Title</label>
          <input class="input" id="title" name="title" maxlength="200" required data-first autocomplete="off" dir="auto" value=${inject.title}></div>
        <div class="field"><label for="body">Text</label>
          <textarea class="input" id="body" name="body" maxlength="8000" dir="auto" aria-describedby="body-hint"
            .value=${inject.source}></textarea>
          <span class="hint" id="body-hint">Markdown works.</span></div>
        ${inject.ask
          ? html`<div class="field"><label for="prompt">What it asks</label>
              <input class="input" id="prompt" name="prompt" maxlength="500" required autocomplete="off" dir="auto" value=${inject.ask.prompt}></div>`
          : nothing}
        ${state.fault ? html`<p class="state bad" role="alert">${state.fault}</p>` : nothing}</div>
      ${foot(desk, { go: "Revise", picture: "draft", busy: state.sending })}
    </form>`,
  };
}

/** Questions before and after. A draft is kept like an answer's; sending again replaces. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";

export function surveyScreen(phone) {
  const survey = phone.store.get("survey", phone.asking);
  const key = `survey-${survey.id}`;
  const answers = phone.drafts.get(key)?.answers ?? phone.surveyAnswer(survey)?.answers ?? {};
  const set = (item, value) => {
    const { [item]: _, ...others } = answers;
    phone.drafts.set(key, { answers: value === "" ? others : { ...others, [item]: value } });
    phone.draw();
  };
  const sending = phone.outbox.entries.some(
    ({ name, data }) => name === "survey.submit" && data.survey === survey.id,
  );
  const back = () => {
    phone.asking = null;
    phone.draw();
  };
  const send = () => {
    if (sending) return;
    phone.say("survey.submit", { survey: survey.id, answers }).then(({ ok, error }) => {
      phone.surveyError = ok ? null : error.message;
      if (ok) back();
      phone.draw();
    });
  };
  return {
    main: html`<div class="close">
        <h1 id="title" tabindex="-1">${survey.title}</h1>
        ${survey.stem ? html`<p class="story">${survey.stem}</p>` : nothing}
        <p class="hint">Leave out what you like. ${survey.note}</p>
      </div>
      <form class="stack" id="answer">
        ${survey.items.map((item) => question(item, answers[item.id], set, sending))}
      </form>`,
    action: html`<footer class="action">
      <p class="status">
        ${
          phone.surveyError
            ? html`<span class="state bad"
                >${icon("warn")} <span><b>Not delivered.</b> ${phone.surveyError}</span></span
              >`
            : html`<span class="state"
                >${icon(sending ? "sending" : "draft")}
                ${sending ? "Sending…" : `${Object.keys(answers).length} of ${survey.items.length} answered`}</span
              >`
        }
      </p>
      <button class="button primary large" aria-disabled=${sending} @click=${send}>
        ${phone.live ? "Send" : "Send when connected"}
      </button>
      <button class="button quiet tall" @click=${back}>Not now</button>
    </footer>`,
  };
}

function question(item, value, set, still) {
  const { id, prompt, kind, minimum, maximum, label_min, label_max } = item;
  if (kind === "text") {
    return html`<div class="field question">
      <label class="prompt" for="item-${id}">${prompt}</label>
      <textarea
        class="input short"
        id="item-${id}"
        rows="3"
        maxlength="4000"
        dir="auto"
        .value=${value ?? ""}
        ?readonly=${still}
        @input=${(event) => set(id, event.target.value)}
      ></textarea>
    </div>`;
  }
  const values = Array.from({ length: maximum - minimum + 1 }, (_, index) => minimum + index);
  return html`<div class="question">
    <fieldset class="stack">
      <legend class="prompt">${prompt}</legend>
      <div class="rating">
        ${values.map(
          (each) =>
            html`<label
              ><input
                type="radio"
                name="item-${id}"
                .checked=${value === each}
                ?disabled=${still}
                @change=${() => set(id, each)}
              />${each}</label
            >`,
        )}
      </div>
      <p class="ends hint"><span>${minimum} ${label_min}</span><span>${maximum} ${label_max}</span></p>
    </fieldset>
  </div>`;
}

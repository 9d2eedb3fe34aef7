/** Questions before and after. A draft is kept like an answer's; sending again replaces. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { onItsWay, tell } from "./action.js";

export function surveyScreen(phone) {
  const survey = phone.store.get("survey", phone.asking);
  const key = `survey-${survey.id}`;
  const answers = phone.drafts.get(key)?.answers ?? phone.surveyAnswer(survey)?.answers ?? {};
  const set = (item, value) => {
    const { [item]: _, ...others } = answers;
    phone.errors.delete(key);
    phone.drafts.set(key, { answers: value === "" ? others : { ...others, [item]: value } });
    phone.draw();
  };
  const sending = phone.surveySent(survey);
  const error = phone.errors.get(key);
  const send = () => phone.surveySent(survey) || phone.say("survey.submit", { survey: survey.id, answers });
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
          sending
            ? onItsWay(phone)
            : error
              ? tell("bad", "warn", "Not delivered.", ` ${error.message}`)
              : tell("", "draft", "", `${Object.keys(answers).length} of ${survey.items.length} answered`)
        }
      </p>
      ${
        sending
          ? nothing
          : html`<button class="button primary large" @click=${send}>
              ${phone.live ? "Send" : "Send when connected"}
            </button>`
      }
      <button class="button quiet tall" @click=${() => phone.closeSurvey()}>
        ${sending ? "Back" : "Not now"}
      </button>
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

/** The person and their phone: name, watching, sound, appearance, help. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { appearance, choose } from "../core/appearance.js";
import { icon } from "../core/icons.js";
import { onItsWay } from "./action.js";
import { setSound, soundOn } from "./alerts.js";

const THEMES = [
  ["system", "System"],
  ["light", "Light"],
  ["dark", "Dark"],
];

export function seatPanel(phone) {
  const { me, exercise } = phone;
  const watching = me?.watching;
  const waits = phone.sent("seat.watch") || phone.sent("seat.rename");
  const { over } = phone;
  return html`<details class="earlier">
    <summary>${icon("down")} You and this phone</summary>
    <div class="stack panel">
      ${
        over
          ? nothing
          : html`<form class="field" @submit=${(event) => rename(event, phone)}>
                <label for="name">Your name</label>
                <span class="inline"
                  ><input
                    class="input"
                    id="name"
                    name="name"
                    maxlength="40"
                    required
                    dir="auto"
                    autocomplete="off"
                    .defaultValue=${me?.name ?? ""}
                  />
                  <button class="button tall">Rename</button></span
                >
                ${phone.renameError ? html`<p class="error" role="alert">${icon("warn")} ${phone.renameError}</p>` : nothing}
              </form>
              <div class="buttons">
                <button
                  class="button tall"
                  aria-pressed=${!!watching}
                  @click=${() => phone.sent("seat.watch") || phone.say("seat.watch", { watching: !watching })}
                >
                  ${icon("eye")} ${watching ? "Take part again" : "Only watch from now on"}
                </button>
                ${
                  exercise.status === "running"
                    ? html`<button
                        class="button tall"
                        aria-disabled=${!!phone.pause}
                        @click=${() => phone.askForPause()}
                      >
                        ${icon("pause")} ${phone.pause ?? "Ask for a pause"}
                      </button>`
                    : nothing
                }
              </div>
              ${waits && !phone.live ? html`<p>${onItsWay(phone)}</p>` : nothing}
              <p class="hint">No reason is asked. Others at the table don’t see who asked for a pause.</p>`
      }
      <label class="tick"
        ><input
          type="checkbox"
          .checked=${soundOn()}
          @change=${(event) => (setSound(event.target.checked), phone.draw())}
        />
        <span>Sound when something new comes</span></label
      >
      <fieldset class="field">
        <legend>Appearance</legend>
        <span class="segments wide-segments"
          >${THEMES.map(
            ([value, word]) =>
              html`<label
                ><input
                  type="radio"
                  name="theme"
                  .checked=${appearance() === value}
                  @change=${() => (choose(value), phone.draw())}
                />${word}</label
              >`,
          )}</span
        >
      </fieldset>
      ${helplines(exercise)}
    </div>
  </details>`;
}

function rename(event, phone) {
  event.preventDefault();
  const name = new FormData(event.target).get("name").trim();
  phone.say("seat.rename", { name }).then((answer) => {
    phone.renameError = answer.ok ? "" : answer.error.message;
    phone.draw();
  });
}

/** Where to turn when it gets too close. */
export function helplines({ helplines: lines }) {
  if (!lines?.length) return nothing;
  return html`<section class="close" aria-label="If you need somebody">
    <h2 class="label">${icon("care")} If you need somebody</h2>
    <ul class="lines card">
      ${lines.map(
        ({ name, contact, note }) =>
          html`<li>
            <span dir="auto"
              ><b>${name}</b>
              ${contact ? html`<br />${contact}` : nothing}${note ? html`<small>${note}</small>` : nothing}</span
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

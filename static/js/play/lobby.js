/** Before the start. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";
import { onItsWay, tell } from "./action.js";
import { canStayAwake, ring, unlock } from "./alerts.js";

export function lobby(phone) {
  const { me, team } = phone;
  const { survey } = phone;
  const sent = survey && phone.surveySent(survey);
  const asked = survey && !sent && !phone.surveyAnswer(survey);
  const held = new Set(phone.mates.map(({ role }) => role));
  const vacant = team?.roles.filter(({ id }) => !held.has(id)) ?? [];
  return {
    main: html` <div class="close">
        <h1 id="title" tabindex="-1">You are in, <span dir="auto">${me?.name}</span></h1>
        <p class="story">
          The facilitator starts the exercise. Keep this page open: it rings when something happens.
        </p>
        ${canStayAwake() ? nothing : html`<p class="state soon">${icon("screen")} This browser lets the screen go to sleep, and then nothing rings. Set it to stay on longer.</p>`}
        ${me?.watching ? html`<p class="state">${icon("eye")} You only watch. You see everything your team sees.</p>` : nothing}
      </div>
      <section class="close" aria-labelledby="people">
        <h2 class="label" id="people">Your team</h2>
        <ul class="lines card">
          ${phone.mates.map(
            (each) =>
              html`<li>
                ${icon("person")}
                <span
                  ><span dir="auto">${each.name}</span>${each.id === phone.you.seat ? ", you" : ""}<small
                    >${each.role_name}${each.watching ? " · only watches" : ""}</small
                  ></span
                >
              </li>`,
          )}
          ${vacant.map(
            ({ name }) =>
              html`<li class="hint">
                ${icon("person")}<span>Open seat<small>${name}</small></span>
              </li>`,
          )}
        </ul>
      </section>
      <section class="close" aria-labelledby="rules">
        <h2 class="label" id="rules">Ground rules</h2>
        <ul>
          <li>Open, low-stress, no-fault.</li>
          <li>Answer from what you know and the plans you have.</li>
          <li>Decisions set no precedent.</li>
          <li>Don’t fight the scenario.</li>
        </ul>
      </section>
      ${phone.calm?.seatPanel(phone)}`,
    action: html`<footer class="action">
      ${
        phone.soundTried
          ? html`<p class="status" role="status">
              ${
                phone.soundTried === "heard"
                  ? tell("ok", "sound", "", "Nothing heard? Turn up the volume, and switch silent mode off.")
                  : tell("soon", "sound", "", "This browser plays no sound. Keep an eye on the screen.")
              }
            </p>`
          : nothing
      }
      ${sent ? html`<p class="status" role="status">${onItsWay(phone)}</p>` : nothing}
      ${asked ? html`<button class="button primary large" @click=${() => phone.openSurvey(survey)}>Answer ${survey.items.length} questions first</button>` : nothing}
      <button class="button ${asked ? "quiet tall" : "large"}" @click=${() => tryTheSound(phone)}>
        ${icon("bell")} Try the sound
      </button>
    </footer>`,
  };
}

function tryTheSound(phone) {
  unlock();
  setTimeout(() => {
    phone.soundTried = ring("inject") ? "heard" : "silent";
    phone.draw();
  }, 80);
}

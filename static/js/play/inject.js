/** One inject on the screen. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { clockText } from "../core/clock.js";
import { icon } from "../core/icons.js";
import { prose } from "../core/prose.js";
import { channel } from "../core/words.js";
import { draftText, still } from "./answering.js";
import { ask } from "./ask.js";

export function injectView(phone, inject) {
  return inject.status === "recalled" ? tomb(phone, inject) : whole(phone, inject);
}

function whole(phone, inject) {
  const it = phone.standing(inject);
  return html`<article class="inject" aria-labelledby="title">
      ${from(inject)}
      <h1 id="title" tabindex="-1" dir="auto">${inject.title}</h1>
      <div class="story" dir="auto">${prose(inject.body)}</div>
      ${inject.media.map(medium)}
    </article>
    ${
      inject.ask
        ? html`${phone.calm?.locked(phone, inject, it)}${ask(phone, inject, {
            still: still(it),
            intro: lockNote(phone, inject, it),
            voices: voices(inject, it),
          })}${phone.calm?.proposals(phone, inject, it)}`
        : nothing
    }`;
}

function from(inject) {
  const { icon: sign, word } = channel(inject.channel);
  return html`<p class="from">
    <span
      >${icon(sign)} ${word}${inject.from ? html` · <span dir="auto">${inject.from}</span>` : nothing}</span
    >
    <time>${clockText(inject.released_ms)}</time>
    ${inject.private ? html`<span class="chip">${icon("hidden")} Only for you</span>` : nothing}
    ${inject.version > 1 ? html`<span class="chip now">${icon("draft")} Revised</span>` : nothing}
  </p>`;
}

function medium({ url, kind, alt }) {
  if (kind === "audio")
    return html`<audio class="medium" controls preload="metadata" src=${url} aria-label=${alt}></audio>`;
  if (kind === "video")
    return html`<video
      class="medium"
      controls
      playsinline
      preload="metadata"
      src=${url}
      aria-label=${alt}
    ></video>`;
  return html`<img class="medium" src=${url} alt=${alt} />`;
}

function tomb(phone, inject) {
  const draft = phone.drafts.get(inject.id);
  const kept = draft && draftText(null, draft);
  return html`<article class="tomb" aria-labelledby="title">
    <p class="state">${icon("recall")} <b>Recalled</b></p>
    <h1 id="title" tabindex="-1" dir="auto">${inject.title}</h1>
    <p>
      The facilitator took this back. Please set it aside, and do not act on it. You do not need to answer.
    </p>
    ${inject.reason ? html`<p dir="auto">${inject.reason}</p>` : nothing}
    ${kept ? html`<p class="state">${icon("draft")} Your draft is kept in your look-back.</p>` : nothing}
  </article>`;
}

function lockNote(phone, inject, it) {
  const { decision, holder } = it;
  if (inject.ask?.scope !== "team" || !decision || decision.locked || inject.status !== "open")
    return nothing;
  const team = phone.team?.name;
  if (holder) {
    return html`<p class="banner">
      ${icon("lock")}<span class="grow"
        ><b>You hold the lock.</b> Give the answer for ${team} after you have talked. It is final.</span
      >
    </p>`;
  }
  if (!decision.lock_holder) return nothing;
  const seat = phone.store.get("seat", decision.lock_holder);
  const role = seat?.role_name ? html`, ${seat.role_name},` : nothing;
  return html`<p class="hint">
    Everyone proposes. ${icon("lock")} <span dir="auto">${phone.name(decision.lock_holder)}</span>${role}
    locks for ${team}.
  </p>`;
}

/** Who proposed an option; null where that is hidden or does not apply. */
function voices(inject, { decision }) {
  if (!decision || !["choice", "multi"].includes(inject.ask.kind)) return null;
  if (!decision.proposals.length || decision.proposals.every((each) => each.answer === null)) return null;
  return (option) =>
    decision.proposals
      .filter(({ answer }) => answer?.option === option || answer?.options?.includes(option))
      .map(({ seat }) => seat);
}

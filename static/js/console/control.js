import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";
import { act } from "./act.js";

const EFFECTS = {
  de_escalating: ["calmer", "De-escalating"],
  neutral: ["level", "Neutral"],
  escalating: ["hotter", "Escalating"],
};

/** What is for facilitators only: expected action, notes, objectives, and a click away the teaching tags. */
export function control(desk, board, inject) {
  const objectives = board.exercise.objectives.filter(({ id }) => inject.objectives.includes(id));
  const tagged = inject.ask?.options.some(({ effect, tags }) => effect || tags.length) ?? false;
  if (!inject.expected_action && !inject.notes && !objectives.length && !tagged && !inject.condition) return nothing;
  return html`<aside class="private" aria-label="For facilitators only">
    <span class="state">${icon("hidden")} <b>Only facilitators see this</b></span>
    ${inject.expected_action ? html`<p dir="auto"><b>Expected action:</b> ${inject.expected_action}</p>` : nothing}
    ${inject.notes ? html`<p dir="auto"><b>Notes:</b> ${inject.notes}</p>` : nothing}
    ${inject.condition ? html`<p dir="auto"><b>Goes to a ${board.word} if</b> ${inject.condition}.</p>` : nothing}
    ${objectives.map(({ id, text }) => html`<p dir="auto"><b>Objective ${id}:</b> ${text}</p>`)}
    ${tagged
      ? html`<span class="buttons">${act({
          label: desk.tags ? "Hide teaching tags" : "Show teaching tags",
          picture: desk.tags ? "hidden" : "eye",
          key: "T",
          tone: "quiet",
          run: () => desk.set({ tags: !desk.tags }),
        })}</span>`
      : nothing}
  </aside>`;
}

/** An option's effect and tags, while they are shown. */
export function teaching(desk, board, option) {
  if (!desk.tags) return nothing;
  const [tone, word] = EFFECTS[option.effect] ?? [];
  const labels = option.tags.map((id) => board.exercise.tags.find((tag) => tag.id === id));
  return html`<span class="teaching">
    ${word ? html`<span class="effect ${tone}">${word}</span>` : nothing}
    ${labels.filter(Boolean).map(({ label, definition }) => html`<span class="chip" title=${definition}>${label}</span>`)}
  </span>`;
}

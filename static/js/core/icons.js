import { html, nothing } from "../../vendor/lit-html/lit-html.js";

/** An icon of the sprite. With `label` it speaks for itself; else the word beside it does. */
export function icon(name, label = "") {
  return html`<svg
    class="icon"
    role=${label ? "img" : nothing}
    aria-label=${label || nothing}
    aria-hidden=${label ? nothing : "true"}
  >
    <use href="/static/icons.svg#${name}"></use>
  </svg>`;
}

/** A team's mark: its initial on its colour. */
export function mark(team, size = "") {
  if (!team) return nothing;
  return html`<abbr class="mark team-${team.colour} ${size}" title=${team.name}>${team.initial}</abbr>`;
}

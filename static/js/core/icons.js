import { html, nothing } from "../../vendor/lit-html/lit-html.js";

const AGAIN_MS = 3_000;

// Into the page once: a reference to the file is asked for again each time, also without a line.
const shelve = async () => {
  try {
    const answer = await fetch("/static/icons.svg");
    if (!answer.ok) throw new Error(answer.statusText);
    const sprite = await answer.text();
    const shelf = document.createElement("div");
    shelf.hidden = true;
    shelf.innerHTML = sprite.replaceAll('id="', 'id="icon-');
    document.body.append(shelf);
  } catch {
    setTimeout(shelve, AGAIN_MS);
  }
};
shelve();

/** An icon of the sprite. With `label` it speaks for itself; else the word beside it does. */
export function icon(name, label = "") {
  return html`<svg
    class="icon"
    role=${label ? "img" : nothing}
    aria-label=${label || nothing}
    aria-hidden=${label ? nothing : "true"}
  >
    <use href="#icon-${name}"></use>
  </svg>`;
}

/** A team's mark: its initial on its colour. */
export function mark(team, size = "") {
  if (!team) return nothing;
  return html`<abbr class="mark team-${team.colour} ${size}" title=${team.name}>${team.initial}</abbr>`;
}

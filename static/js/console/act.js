import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";

/**
 * A button with its shortcut on it. The shortcut is declared here and nowhere else: keys.js presses
 * whichever button on the page shows the key. `off` and `busy` (its command is on the way) keep the
 * button in reach, so that the focus stays where it is; `more` is said to screen readers only.
 */
export function act({ label, picture, key, run, tone = "", off = false, busy = false, more, kind = "button" }) {
  const press = (event) => {
    if (off || busy || again(event)) event.preventDefault();
    else run?.(event);
  };
  return html`<button class="button ${tone}" type=${kind} data-key=${key?.toLowerCase() ?? nothing}
    aria-keyshortcuts=${key ?? nothing} aria-disabled=${off || busy ? "true" : nothing} aria-busy=${busy ? "true" : nothing}
    @click=${press}>${picture ? icon(picture) : nothing}
    <span>${label}${more ? html`<span class="hide-visually"> ${more}</span>` : nothing}</span>
    ${key ? html`<kbd class="key" aria-hidden="true">${key}</kbd>` : nothing}</button>`;
}

/** The second click of a double click: by then another button may stand there. */
export const again = ({ detail }) => detail > 1;

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";

/**
 * A button with its shortcut on it. The shortcut is declared here and nowhere else: keys.js presses
 * whichever button on the page shows the key. `off` keeps the button in reach, so that the focus
 * stays where it is while something is being done; `more` is said to screen readers only.
 */
export function act({ label, picture, key, run, tone = "", off = false, more, kind = "button" }) {
  return html`<button class="button ${tone}" type=${kind} data-key=${key?.toLowerCase() ?? nothing}
    aria-keyshortcuts=${key ?? nothing} aria-disabled=${off ? "true" : nothing}
    @click=${(event) => !off && run?.(event)}>${picture ? icon(picture) : nothing}
    <span>${label}${more ? html`<span class="hide-visually"> ${more}</span>` : nothing}</span>
    ${key ? html`<kbd class="key" aria-hidden="true">${key}</kbd>` : nothing}</button>`;
}

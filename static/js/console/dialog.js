import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { keyed } from "../../vendor/lit-html/directives/keyed.js";
import { icon } from "../core/icons.js";
import { again } from "./act.js";

/**
 * The open dialog. The page behind is inert, but for the real-emergency button, which is why this is
 * no native modal.
 */
export function veil(desk, board) {
  const { dialog } = desk;
  if (!dialog) return nothing;
  return keyed(
    dialog.key,
    html`<div class="veil">
      <section class="dialog ${dialog.wide ? "wide" : ""}" role="dialog" aria-labelledby="dialog-h" tabindex="-1">
        <div class="head"><h2 id="dialog-h" dir="auto">${dialog.title}</h2>
          <button class="button quiet icon-only" type="button" aria-label="Close" @click=${() => desk.close()}>${icon("gone")}</button></div>
        ${dialog.view(board)}
      </section>
    </div>`,
  );
}

/** Puts a dialog that was just drawn below the deck, however high that is, and the focus into it. */
export function enter(desk, root) {
  if (!desk.dialog?.fresh) return;
  desk.dialog.fresh = false;
  // On a narrow screen the deck itself has no box.
  const boxes = [...root.querySelectorAll(".deck, .deck .ends")].map((part) => part.getBoundingClientRect());
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  root.style.setProperty("--deck", `${Math.max(0, Math.round(bottom))}px`);
  const dialog = root.querySelector(".dialog");
  (dialog?.querySelector("[data-first]") ?? dialog)?.focus();
}

/** The foot of a dialog that asks: Cancel, and the one thing to do. */
export function foot(desk, { hint = "", go, picture = "", tone = "primary", off = false, busy = false, run, extra = nothing, leave = "Cancel" }) {
  return html`<div class="foot"><span class="hint">${hint}</span>
    <span class="buttons">${extra}
      <button class="button" type="button" @click=${() => desk.close()}>${leave} <kbd class="key" aria-hidden="true">Esc</kbd></button>
      <button class="button ${tone}" type=${run ? "button" : "submit"} aria-disabled=${off || busy ? "true" : nothing}
        aria-busy=${busy ? "true" : nothing} @click=${(event) => {
          if (off || busy || again(event)) event.preventDefault();
          else run?.(event);
        }}>${picture ? icon(picture) : nothing} ${go}</button></span></div>`;
}

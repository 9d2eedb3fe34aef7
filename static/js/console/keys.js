/**
 * One-key shortcuts. A key presses the button that shows it (`data-key`); while a dialog is open only
 * buttons in the dialog count. Ignored where somebody types, with a modifier, and when switched off.
 */
import * as storage from "../core/storage.js";

const SETTING = "tabletop/keys";

export const keysOn = () => storage.read(SETTING, true);

export function switchKeys(on) {
  storage.write(SETTING, on);
  document.body.classList.toggle("no-keys", !on);
}

/** The buttons on the page that have a shortcut: `[{key, label}]`, in the order of the page. */
export function shortcuts() {
  const found = new Map();
  for (const button of document.querySelectorAll("#console [data-key]")) {
    if (!visible(button) || found.has(button.dataset.key)) continue;
    const words = button.cloneNode(true);
    for (const hint of words.querySelectorAll(".key")) hint.remove();
    found.set(button.dataset.key, words.textContent.trim());
  }
  return [...found].map(([key, label]) => ({ key: key.toUpperCase(), label }));
}

const visible = (button) => button.getClientRects().length > 0;

const typing = (element) =>
  element.closest?.("input:not([type=radio]):not([type=checkbox]):not([type=button]), textarea, select, [contenteditable]");

export function listen(desk) {
  switchKeys(keysOn());
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) {
      if (desk.armedAt !== null) desk.set({ armedAt: null });
      else if (desk.dialog) desk.close();
      else return;
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (typing(event.target) || !keysOn()) return;
    const scope = document.querySelector(desk.dialog ? "#console .veil" : "#console");
    const key = CSS.escape(event.key.toLowerCase());
    const button = [...(scope?.querySelectorAll(`[data-key="${key}"]`) ?? [])].find(visible);
    if (!button) return;
    event.preventDefault();
    button.focus({ preventScroll: true });
    button.click();
  });
}

import { html } from "../../vendor/lit-html/lit-html.js";
import { live } from "../../vendor/lit-html/directives/live.js";
import { appearance, choose } from "../core/appearance.js";
import { keysOn, shortcuts, switchKeys } from "./keys.js";

/** The shortcuts of the page as it stands, the switch that turns them off, and the appearance. */
export function helpDialog(desk) {
  const list = shortcuts();
  const change = (event) => {
    switchKeys(event.target.checked);
    desk.set({});
  };
  return {
    key: "help",
    title: "Shortcuts",
    view: () => html`<div class="body">
      <p class="hint">One key each, as written on the buttons. They do nothing while you type. The real emergency has no key, on purpose.</p>
      <dl class="shortcuts">
        ${list.map(({ key, label }) => html`<div><dt><kbd class="key">${key}</kbd></dt><dd>${label}</dd></div>`)}
        <div><dt><kbd class="key">Esc</kbd></dt><dd>Close a dialog, or disarm the emergency button</dd></div>
      </dl>
      <div class="field"><label class="tick"><input type="checkbox" data-first .checked=${live(keysOn())} @change=${change}>
        <span>Use one-key shortcuts in this browser</span></label></div>
      <fieldset class="field"><legend>Appearance</legend>
        <span class="segments">${["system", "light", "dark"].map(
          (theme) => html`<label><input type="radio" name="theme" .checked=${live(appearance() === theme)}
            @change=${() => choose(theme)}>${theme === "system" ? "As the system" : theme === "light" ? "Light" : "Dark"}</label>`,
        )}</span></fieldset>
    </div>`,
  };
}

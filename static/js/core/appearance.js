import * as storage from "./storage.js";

/** "light", "dark", or "system". */
export function appearance() {
  return storage.read("tabletop/theme") ?? "system";
}

/** Chooses one, here and in this browser's other tabs. */
export function choose(theme) {
  if (theme === "system") {
    storage.remove("tabletop/theme");
    delete document.documentElement.dataset.theme;
  } else {
    storage.write("tabletop/theme", theme);
    document.documentElement.dataset.theme = theme;
  }
}

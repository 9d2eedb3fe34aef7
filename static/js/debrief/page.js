import { startFilters } from "./filters.js";
import { startReplay } from "./replay.js";
import { startReveals } from "./reveals.js";
import { localTimes } from "./wall_clock.js";
import { startZoom } from "./zoom.js";

document.querySelectorAll("[data-without-script]").forEach((element) => element.remove());
localTimes(document);
startReveals(document);
if (document.querySelector(".lanes-chart")) {
  const zoom = startZoom(document);
  if (document.querySelector("form.filters")) startFilters(document);
  if (document.querySelector("[data-replay]")) startReplay(document, zoom);
}
addEventListener("beforeprint", () => {
  document.querySelectorAll("details").forEach((details) => (details.open = true));
});

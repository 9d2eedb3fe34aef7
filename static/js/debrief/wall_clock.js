/** The wall clock in the reader's own time zone; the server writes UTC, as paper would have it. */

const FORMS = {
  time: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  minute: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
};

/** A moment (ISO 8601) as "time" to the second, "minute", or "day". */
export function wallText(moment, form) {
  return new Intl.DateTimeFormat(document.documentElement.lang, FORMS[form]).format(new Date(moment));
}

/** Rewrites every marked time under `root`, and says which zone they are in. */
export function localTimes(root) {
  for (const element of root.querySelectorAll("[data-wall]")) {
    const moment = element.dataset.datetime ?? element.getAttribute("datetime");
    element.textContent = wallText(moment, element.dataset.wall);
  }
  const zone = new Intl.DateTimeFormat("en", { timeZoneName: "short" })
    .formatToParts(new Date())
    .find(({ type }) => type === "timeZoneName").value;
  root.querySelectorAll("[data-zone]").forEach((element) => (element.textContent = zone));
}

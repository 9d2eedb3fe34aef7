/** The filter: what is shown, how many entries that leaves out, and the exports of just that. */

const checked = (form, name) =>
  [...form.elements].filter((box) => box.name === name && box.checked).map((box) => box.value);
const boxes = (form, name) => [...form.elements].filter((box) => box.name === name);

/** Filters at once, without asking the server; entries it has not sent yet, it does ask for. */
export function startFilters(root) {
  const form = root.querySelector("form.filters");
  const total = Number(root.body.dataset.total);
  const rows = [...root.querySelectorAll(".entry-table tbody tr")];
  const marks = [...root.querySelectorAll(".lanes-chart [data-kind]")];
  const sent = new Set(checked(form, "kind"));

  function query() {
    const lanes = checked(form, "team");
    const pairs = checked(form, "kind").map((kind) => ["kind", kind]);
    if (lanes.length < boxes(form, "team").length) pairs.push(...lanes.map((lane) => ["team", lane]));
    return new URLSearchParams(pairs).toString();
  }

  function apply() {
    const kinds = new Set(checked(form, "kind"));
    const lanes = new Set(checked(form, "team"));
    const every = lanes.size === boxes(form, "team").length;
    const keeps = ({ dataset }) =>
      kinds.has(dataset.kind) && (every || dataset.lanes.split(" ").some((lane) => lanes.has(lane)));
    for (const element of [...rows, ...marks]) element.toggleAttribute("hidden", !keeps(element));
    const shown = rows.filter((row) => !row.hidden).length;
    form.querySelector("[data-hidden]").textContent = `${total - shown} of ${total} entries hidden`;
    root.querySelectorAll("[data-shown]").forEach((element) => (element.textContent = shown));
    for (const link of root.querySelectorAll("[data-export]")) link.href = `${link.dataset.export}?${query()}`;
    history.replaceState(history.state, "", `?${query()}${location.hash}`);
  }

  form.addEventListener("change", ({ target }) => {
    // With nothing chosen there is nothing to look at, and the server would take it for everything.
    if (!checked(form, target.name).length) target.checked = true;
    if (checked(form, "kind").some((kind) => !sent.has(kind))) location.assign(`?${query()}#timeline`);
    else apply();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
}

/** Where the panes stand: the run sheet follows "now", and an inject that is newly shown starts at its top. */
let past = -1;
let shown = null;

export function settle(root) {
  const line = root.querySelector(".sheet-list .line");
  const before = line ? [...line.parentElement.children].indexOf(line) : -1;
  if (line && before !== past) {
    const pane = line.closest(".pane");
    const wanted = line.offsetTop - pane.clientHeight / 2;
    if (pane.scrollHeight > pane.clientHeight) pane.scrollTo({ top: Math.max(0, wanted) });
  }
  past = before;
  const inject = root.querySelector("#inject")?.dataset.inject ?? null;
  if (inject !== shown) root.querySelector("#inject")?.scrollTo({ top: 0 });
  shown = inject;
}

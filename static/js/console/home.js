/** The console's first page: tables for parallel scenarios. The form works without this. */
const written = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
for (const time of document.querySelectorAll(".own-list time")) time.textContent = written.format(new Date(time.dateTime));

const MOST = 8;

/** One letter a table; tables that would share one get as many as it takes, as on the server. */
function initials(names) {
  const marks = [];
  for (const name of names) {
    const letters = [...name.replace(/[^\p{L}\p{N}]/gu, "")];
    let mark = String(marks.length + 1);
    for (let length = 1; length <= letters.length; length++) {
      const tried = letters.slice(0, length).join("");
      const shown = tried[0].toUpperCase() + tried.slice(1).toLowerCase();
      if (!marks.includes(shown)) {
        mark = shown;
        break;
      }
    }
    marks.push(mark);
  }
  return marks;
}

/** The names of the tables: as many as wanted, each with its mark. */
function tableNames(form) {
  const tables = form.querySelector("[data-tables]");
  const list = tables.querySelector("ol");
  const more = tables.querySelector("[data-more]");

  function refresh() {
    const chosen = form.querySelector("[name=scenario]:checked");
    tables.disabled = chosen?.dataset.mode !== "parallel";
    tables.hidden = tables.disabled;
    const rows = [...list.children];
    const marks = initials(rows.map((row) => row.querySelector("input").value));
    rows.forEach((row, place) => {
      const mark = row.querySelector(".mark");
      mark.className = `mark team-${(place % MOST) + 1}`;
      mark.textContent = marks[place];
      row.querySelector("input").setAttribute("aria-label", `Table ${place + 1}`);
      row.querySelector("button").disabled = rows.length === 1;
      row.querySelector("button").setAttribute("aria-label", `Without table ${place + 1}`);
    });
    more.disabled = rows.length >= MOST;
  }

  list.addEventListener("input", refresh);
  form.addEventListener("change", refresh);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const row = button.closest("li");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    refresh();
    next.querySelector("input").focus();
  });
  more.addEventListener("click", () => {
    const row = list.firstElementChild.cloneNode(true);
    const used = new Set([...list.querySelectorAll("input")].map(({ value }) => value));
    const spare = tables.dataset.spare.split(",").find((name) => !used.has(name)) ?? `Table ${list.children.length + 1}`;
    row.querySelector("input").value = spare;
    list.append(row);
    refresh();
    row.querySelector("input").select();
  });
  for (const row of list.children) row.querySelector("button").hidden = false;
  more.hidden = false;
  refresh();
}

const form = document.querySelector("#create");
if (form) tableNames(form);

/** Zooming the lanes: the time axis grows, the words stay as they are, scrolling moves along it. */

const LEAST_WIDTH = 900;

/**
 * Starts the zoom. Returns `{show(ms)}`, which puts the cursor at a reading of the exercise clock
 * and scrolls there if need be.
 */
export function startZoom(root) {
  const chart = root.querySelector(".lanes-chart");
  const scroll = root.querySelector(".lane-scroll");
  const range = root.querySelector(".zoom");
  const overview = root.querySelector(".overview");
  const end = Number(chart.dataset.end);
  const pad = Number(chart.dataset.pad);
  const height = chart.height.baseVal.value;
  const here = chart.querySelector(".here");
  let level = 0;
  let width = chart.width.baseVal.value - pad;

  const x = (ms) => (Math.min(Math.max(0, ms), end) / end) * width;

  function draw(at) {
    width = Math.max(LEAST_WIDTH, scroll.clientWidth - pad - 2) * 2 ** level;
    chart.setAttribute("width", width + pad);
    chart.setAttribute("viewBox", `0 0 ${width + pad} ${height}`);
    for (const group of chart.querySelectorAll("[data-at]")) {
      group.setAttribute("transform", `translate(${x(group.dataset.at)} 0)`);
    }
    for (const group of chart.querySelectorAll("[data-from]")) {
      const bar = group.querySelector("[data-bar]");
      bar.setAttribute("x", x(group.dataset.from));
      bar.setAttribute("width", x(group.dataset.to) - x(group.dataset.from));
    }
    for (const line of chart.querySelectorAll(".across")) line.setAttribute("x2", width + pad);
    scroll.scrollLeft = x(at) - scroll.clientWidth / 2;
    follow();
  }

  function middle() {
    return ((scroll.scrollLeft + scroll.clientWidth / 2) / width) * end;
  }

  function follow() {
    const box = overview?.querySelector(".window");
    if (!box) return;
    const whole = overview.viewBox.baseVal.width;
    const share = (part) => Math.min(1, Math.max(0, part / (width + pad))) * whole;
    box.setAttribute("x", share(scroll.scrollLeft));
    box.setAttribute("width", share(scroll.clientWidth));
  }

  function zoomTo(next) {
    const at = middle();
    level = Math.min(Number(range?.max ?? 0), Math.max(0, next));
    if (range) {
      range.value = level;
      range.setAttribute("aria-valuetext", level ? `${Math.round(10 * 2 ** level) / 10} times` : "the whole exercise");
    }
    draw(at);
  }

  function show(ms) {
    here.removeAttribute("hidden");
    here.dataset.at = ms;
    here.setAttribute("transform", `translate(${x(ms)} 0)`);
    const left = x(ms) - scroll.scrollLeft;
    if (left < 0 || left > scroll.clientWidth) scroll.scrollLeft = x(ms) - scroll.clientWidth / 2;
  }

  root.querySelectorAll("[data-zoom]").forEach((element) => (element.hidden = false));
  range?.addEventListener("input", () => zoomTo(Number(range.value)));
  root.addEventListener("click", ({ target }) => {
    const step = target.closest("[data-zoom-by]");
    if (step) zoomTo(level + Number(step.dataset.zoomBy));
    if (target.closest("[data-zoom-fit]")) zoomTo(0);
  });
  scroll.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "=") zoomTo(level + 0.5);
    else if (event.key === "-") zoomTo(level - 0.5);
    else return;
    event.preventDefault();
  });
  scroll.addEventListener("scroll", follow, { passive: true });
  const goTo = (event) => {
    const box = overview.getBoundingClientRect();
    const part = (event.clientX - box.left) / box.width;
    scroll.scrollLeft = part * (width + pad) - scroll.clientWidth / 2;
  };
  overview?.addEventListener("pointerdown", (event) => {
    overview.setPointerCapture(event.pointerId);
    goTo(event);
  });
  overview?.addEventListener("pointermove", (event) => {
    if (overview.hasPointerCapture(event.pointerId)) goTo(event);
  });
  new ResizeObserver(() => draw(middle())).observe(scroll);
  draw(0);
  return { show };
}

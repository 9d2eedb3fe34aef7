/** What is for after the discussion: hidden from everybody, screen readers too, until a click. */
export function startReveals(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reveal]");
    if (!button) return;
    const shown = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(shown));
    document.getElementById(button.dataset.reveal).hidden = !shown;
    const word = button.querySelector("span");
    word.textContent = word.textContent.replace(/^\w+/, shown ? "Hide" : "Reveal");
    button.querySelector("use").setAttribute("href", `/static/icons.svg#${shown ? "hidden" : "eye"}`);
  });
}

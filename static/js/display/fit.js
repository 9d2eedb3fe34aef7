const STEPS = 5;

/** Sets what does not fit into the screen in smaller type, in as few steps as it takes. */
export function fit(root) {
  const body = root.querySelector(".body");
  if (!body) return;
  for (let step = 0; step <= STEPS; step++) {
    for (let each = 1; each <= STEPS; each++) body.classList.toggle(`fit-${each}`, each === step);
    if (body.scrollHeight <= body.clientHeight + 1) return;
  }
}

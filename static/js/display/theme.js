/** Dark for a projector in a dark room, light for a bright one: `?theme=`, else as the system. */
export function follow() {
  const asked = new URLSearchParams(location.search).get("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const set = () => {
    const isDark = asked ? asked === "dark" || asked === "projector" : dark.matches;
    document.documentElement.dataset.theme = isDark ? "projector" : "projector-light";
  };
  dark.addEventListener("change", set);
  set();
}

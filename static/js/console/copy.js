/** Puts a link on the clipboard, or shows it to be copied by hand. */
export async function copy(desk, text) {
  try {
    await navigator.clipboard.writeText(text);
    desk.toast("The link is on the clipboard.", { icon: "check" });
  } catch {
    // A page at a plain-http address has no clipboard.
    desk.toast(`Copy it from here: ${text}`, { icon: "link", ms: 30_000 });
  }
}

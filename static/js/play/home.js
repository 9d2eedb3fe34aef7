/** The front door: a code, checked before anybody is sent on. */
import { ask } from "../core/http.js";

const form = document.getElementById("home");
const fault = document.getElementById("fault");
const field = form.elements.code;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const code = field.value.trim();
  if (!code) return complain("Type the code the facilitator shows.");
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await ask(`/api/v1/join/${encodeURIComponent(code)}`);
    if (answer.error) return complain(answer.error.message);
    location.assign(`/j/${encodeURIComponent(code)}`);
  } catch {
    complain("The server does not answer. Is this phone on the right Wi-Fi?");
  } finally {
    form.removeAttribute("aria-busy");
  }
});

field.addEventListener("input", () => complain(""));

function complain(text) {
  fault.hidden = !text;
  fault.querySelector("span").textContent = text;
  field.setAttribute("aria-invalid", text ? "true" : "false");
  if (text) field.focus();
}

/** Two ways to answer that are seldom asked for: a number, and an order. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";
import { letter } from "../core/words.js";
import { announce } from "./alerts.js";

export function number(phone, inject, { answer }, still) {
  const { unit, prompt, minimum, maximum } = inject.ask;
  const bounds = [minimum != null && `from ${minimum}`, maximum != null && `to ${maximum}`].filter(Boolean);
  const read = ({ target }) => {
    const value = numberIn(target.value);
    target.setAttribute("aria-invalid", Number.isNaN(value));
    phone.edit(inject, { answer: Number.isFinite(value) ? { value } : {} });
  };
  // "12," stays "12," until the next digit, as long as it means what is kept.
  const field = document.getElementById("amount");
  const typed = field && numberIn(field.value);
  const meant = Number.isFinite(typed) ? typed : undefined;
  const shown = field === document.activeElement && meant === answer.value ? field?.value : answer.value;
  return html`<div class="amount">
      <input
        class="input"
        inputmode="decimal"
        autocomplete="off"
        aria-label=${prompt}
        aria-describedby="bounds"
        .value=${String(shown ?? "")}
        id="amount"
        ?readonly=${still}
        @input=${read}
      /><span>${unit}</span>
    </div>
    <p class="hint" id="bounds">${bounds.join(" ")}</p>`;
}

/** null: nothing; NaN: no number. */
function numberIn(text) {
  const typed = text.trim().replace(",", ".");
  return typed === "" ? null : Number(typed);
}

export function ranking(phone, inject, { answer }, still) {
  const { ask: asked } = inject;
  const { order } = answer;
  const words = new Map(asked.options.map(({ id, text }) => [id, text]));
  const move = (event, from, to) => {
    const next = [...order];
    next.splice(to, 0, ...next.splice(from, 1));
    const { way } = event.currentTarget.dataset;
    const list = event.currentTarget.closest("ol");
    phone.edit(inject, { answer: { order: next } });
    announce(`${letter(asked, order[from])} is now number ${to + 1} of ${order.length}.`);
    // The focus goes along with what was moved, so that the same key moves it on.
    const buttons = list.children[to].querySelectorAll("button:not(:disabled)");
    (Array.from(buttons).find((each) => each.dataset.way === way) ?? buttons[0]).focus();
  };
  return html`<p class="hint">The first is the most important. Move them up and down.</p>
    <ol class="ranking">
      ${order.map(
        (id, place) =>
          html`<li>
            <b class="number">${place + 1}</b
            ><span dir="auto"><span class="letter">${letter(asked, id)}</span> ${words.get(id)}</span>
            ${
              still
                ? nothing
                : html`<span class="moves">
                    <button
                      type="button"
                      class="button"
                      data-way="up"
                      ?disabled=${place === 0}
                      aria-label="Move ${letter(asked, id)} up"
                      @click=${(event) => move(event, place, place - 1)}
                    >
                      ${icon("up")}
                    </button>
                    <button
                      type="button"
                      class="button"
                      data-way="down"
                      ?disabled=${place === order.length - 1}
                      aria-label="Move ${letter(asked, id)} down"
                      @click=${(event) => move(event, place, place + 1)}
                    >
                      ${icon("down")}
                    </button></span
                  >`
            }
          </li>`,
      )}
    </ol>`;
}

/** The seven ways to answer. `still`: not to be changed. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../core/icons.js";
import { letter, listed } from "../core/words.js";

const SLIDER_FROM = 13;
const LONGEST_TEXT = 4_000;
const WHY = new Set(["choice", "multi", "ranking"]);
const PLAIN = new Set(["ack", "text"]);

export function ask(phone, inject, { still, intro = nothing, voices = null }) {
  const value = phone.value(inject);
  const { kind, prompt, scope } = inject.ask;
  const argued = WHY.has(kind) || (scope === "team" && !PLAIN.has(kind));
  const ways = { ...phone.calm, ...KINDS };
  const input = ways[kind]?.(phone, inject, value, still, voices);
  return html`<form class="ask" id="answer" @submit=${(event) => event.preventDefault()}>
    <fieldset class="stack">
      <legend class="prompt" dir="auto">${prompt}</legend>
      ${intro}${input}
    </fieldset>
    ${argued ? [why(phone, inject, value, still), sure(phone, inject, value, still)] : nothing}
  </form>`;
}

const KINDS = { choice, multi, text, rating };

function picks(phone, inject, still, voices, type, chosen, pick) {
  return html`<div class="options">
    ${inject.ask.options.map(
      ({ id, text }) =>
        html`<label class="option">
          <input
            type=${type}
            name="pick"
            .checked=${chosen(id)}
            ?disabled=${still}
            @change=${() => pick(id)}
          />
          <span class="letter">${letter(inject.ask, id)}</span>
          <span dir="auto">${text}${voices ? heard(phone, voices(id)) : nothing}</span>
          ${icon("check")}
        </label>`,
    )}
  </div>`;
}

function heard(phone, seats) {
  const names = seats.map((seat) => phone.name(seat));
  return html`<small class="voices"><b>${seats.length}</b> ${names.length ? listed(names) : ""}</small>`;
}

function choice(phone, inject, { answer }, still, voices) {
  const pick = (option) => phone.edit(inject, { answer: { option } });
  return picks(phone, inject, still, voices, "radio", (id) => answer.option === id, pick);
}

function multi(phone, inject, { answer }, still, voices) {
  const { pick_min, pick_max, options } = inject.ask;
  const least = pick_min ?? 1;
  const most = pick_max ?? options.length;
  const range = least === most ? `Choose ${least}.` : `Choose ${least} to ${most}.`;
  const pick = (id) => {
    const picked = answer.options.includes(id)
      ? answer.options.filter((other) => other !== id)
      : [...answer.options, id];
    phone.edit(inject, {
      answer: { options: options.map((each) => each.id).filter((each) => picked.includes(each)) },
    });
  };
  return html`<p class="hint">${range}</p>
    ${picks(phone, inject, still, voices, "checkbox", (id) => answer.options.includes(id), pick)}`;
}

function text(phone, inject, { answer }, still) {
  const most = inject.ask.max_length ?? LONGEST_TEXT;
  const written = answer.text ?? "";
  const used = html`<span class="number">${written.length} of ${most}</span>`;
  return html`<textarea
      class="input"
      rows="5"
      maxlength=${most}
      dir="auto"
      aria-label=${inject.ask.prompt}
      aria-describedby="used"
      .value=${written}
      ?readonly=${still}
      @input=${(event) => phone.edit(inject, { answer: { text: event.target.value } })}
    ></textarea>
    <p class="ends hint" id="used"><span></span>${used}</p>`;
}

function rating(phone, inject, { answer }, still) {
  const { minimum, maximum, step, label_min, label_max, prompt } = inject.ask;
  const size = step ?? 1;
  const count = Math.floor((maximum - minimum) / size + 1e-9) + 1;
  const values = Array.from({ length: count }, (_, index) => Number((minimum + index * size).toFixed(6)));
  const set = (value) => phone.edit(inject, { answer: { value } });
  const ends = html`<p class="ends hint">
    <span>${minimum} ${label_min}</span><span>${maximum} ${label_max}</span>
  </p>`;
  if (count < SLIDER_FROM) {
    return html`<div class="rating">
        ${values.map(
          (value) =>
            html`<label
              ><input
                type="radio"
                name="pick"
                .checked=${answer.value === value}
                ?disabled=${still}
                @change=${() => set(value)}
              />${value}</label
            >`,
        )}
      </div>
      ${ends}`;
  }
  return html`<div class="slider">
      <output class="letter number">${answer.value ?? "–"}</output>
      <input
        type="range"
        min=${minimum}
        max=${maximum}
        step=${size}
        aria-label=${prompt}
        ?disabled=${still}
        .value=${String(answer.value ?? minimum)}
        @input=${(event) => set(Number(event.target.value))}
      />
    </div>
    ${ends}`;
}

function why(phone, inject, { rationale }, still) {
  if (still && !rationale) return nothing;
  return html`<div class="field">
    <label for="why">Why? <span class="hint">Optional</span></label>
    <textarea
      class="input short"
      id="why"
      rows="2"
      dir="auto"
      maxlength=${LONGEST_TEXT}
      .value=${rationale}
      ?readonly=${still}
      @input=${(event) => phone.edit(inject, { rationale: event.target.value })}
    ></textarea>
  </div>`;
}

function sure(phone, inject, { confidence }, still) {
  if (still && confidence === null) return nothing;
  return html`<fieldset class="field">
    <legend>How sure are you? <span class="hint">Optional</span></legend>
    <span class="segments wide-segments"
      >${[25, 50, 75, 100].map(
        (value) =>
          html`<label
            ><input
              type="radio"
              name="sure"
              .checked=${confidence === value}
              ?disabled=${still}
              @change=${() => phone.edit(inject, { confidence: value })}
            />${value}%</label
          >`,
      )}</span
    >
  </fieldset>`;
}

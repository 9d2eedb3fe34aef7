/** Where an answer stands, worked out from documents, outbox and draft. */
import { answerText } from "../core/words.js";

const STILL = new Set(["locked", "late", "closed", "watching", "delivered"]);
const LOCK = "decision.lock";
export const SENDS = new Set(["response.submit", "decision.propose", LOCK]);

export function blank(ask) {
  if (ask.kind === "multi") return { options: [] };
  if (ask.kind === "ranking") return { order: ask.options.map(({ id }) => id) };
  return {};
}

/** What keeps it from being sent, in words for the button; null when nothing does. */
export function missing(ask, answer) {
  const lowest = ask.minimum ?? -Infinity;
  const highest = ask.maximum ?? Infinity;
  switch (ask.kind) {
    case "choice":
      return answer.option ? null : "Choose one";
    case "multi": {
      const least = ask.pick_min ?? 1;
      const most = ask.pick_max ?? ask.options.length;
      const picked = answer.options.length;
      if (picked < least) return least === 1 ? "Choose at least one" : `Choose at least ${least}`;
      return picked > most ? `Choose ${most} at most` : null;
    }
    case "text":
      return answer.text?.trim() ? null : "Write your answer";
    case "rating":
      return answer.value == null ? "Pick a number" : null;
    case "number": {
      const { value } = answer;
      if (value == null) return "Enter a number";
      if (value < lowest) return `Not less than ${lowest}`;
      if (value > highest) return `Not more than ${highest}`;
      const steps = (value - (ask.minimum ?? 0)) / (ask.step || 1);
      return ask.step && Math.abs(steps - Math.round(steps)) > 1e-6 ? `In steps of ${ask.step}` : null;
    }
    default:
      return null;
  }
}

/** A draft in words; of an ask that was recalled only what was written is left. */
export const draftText = (ask, { answer, rationale }) => (ask ? answerText(ask, answer) : answer.text) || rationale;

/** Whether two say the same: answer, reasons and how sure. */
export const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (said) => [
  Object.entries(said?.answer ?? {}).sort(),
  said?.rationale || "",
  said?.confidence ?? null,
];

/** How it stands with an inject; `is` says it in a word ("none": nothing is asked). */
export function standing(phone, inject) {
  const { ask } = inject;
  const team = ask?.scope === "team";
  const decision = team ? phone.store.get("decision", `${inject.id}:${phone.you.team}`) : null;
  const document = phone.store.get("answer", `${inject.id}:${phone.you.seat}`);
  const entry = phone.outbox.entries.findLast(
    ({ name, data }) => SENDS.has(name) && data.inject === inject.id,
  );
  const error = phone.errors.get(inject.id);
  const draft = phone.drafts.get(inject.id);
  const last = newest(document, phone.acked.get(inject.id));
  // What somebody said in another team stays there.
  const said = last?.team === phone.you.team ? last : null;
  const former = said ? null : last;
  const holder = decision?.lock_holder === phone.you.seat;
  const it = { said, former, draft, decision, holder, entry, error };

  if (inject.status === "recalled") return { ...it, is: "recalled" };
  if (!ask) return { ...it, is: "none" };
  if (decision?.locked || said?.locked) return { ...it, is: "locked" };
  if (entry && (entry.name === LOCK || !draft || same(draft, entry.data))) return { ...it, is: "sending" };
  if (error?.code === "late" || (said?.late && inject.status !== "open")) return { ...it, is: "late" };
  if (inject.status === "closed") return { ...it, is: said ? "delivered" : "closed" };
  if (phone.me?.watching) return { ...it, is: "watching" };
  if (error && draft) return { ...it, is: "refused" };
  if (said && !said.late && !phone.editing.has(inject.id) && (!draft || same(draft, said))) {
    return { ...it, is: "delivered" };
  }
  return { ...it, is: draft ? "draft" : "empty" };
}

/** Whether the answer is not to be changed. One on its way may be; but a lock is final. */
export const still = ({ is, entry }) => (is === "sending" ? entry.name === LOCK : STILL.has(is));

/** An answer may be acknowledged before its document comes. */
function newest(document, acked) {
  if (!acked) return document;
  return document && Date.parse(document.submitted_at) >= acked.at ? document : acked;
}

export function wanted(inject, it) {
  if (inject.status !== "open" || !inject.ask) return false;
  if (["empty", "draft", "refused"].includes(it.is)) return true;
  return it.is === "delivered" && it.holder;
}

import { nothing } from "../../vendor/lit-html/lit-html.js";
import { act } from "./act.js";

/** Closes joining, or opens it again. */
export function lockJoins(desk, board, tone = "") {
  if (!board.runs) return nothing;
  const locked = board.exercise.joins_locked;
  return act({
    label: locked ? "Unlock joins" : "Lock joins",
    picture: "lock",
    key: "L",
    tone,
    busy: desk.busy("exercise.lock_joins"),
    run: () => desk.say("exercise.lock_joins", { locked: !locked }),
  });
}

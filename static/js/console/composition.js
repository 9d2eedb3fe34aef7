/** What is being written in the composer, and the `inject.compose` data it makes. */

export const KINDS = [
  ["none", "Nothing, just to know"],
  ["ack", "To be read"],
  ["choice", "One of several options"],
  ["multi", "Several options"],
  ["ranking", "An order"],
  ["rating", "A rating"],
  ["number", "A number"],
  ["text", "Their own words"],
];

export const blank = () => ({
  title: "",
  body: "",
  from: "Exercise control",
  channel: "chat",
  to: "all",
  teams: [],
  role: "",
  seat: "",
  private: false,
  kind: "none",
  scope: "seat",
  prompt: "",
  options: "",
  minimum: "0",
  maximum: "10",
  label_min: "",
  label_max: "",
  unit: "",
  minutes: "2",
});

const lines = (text) => text.split("\n").map((each) => each.trim()).filter(Boolean);

/** What is still missing, in words; "" when it can go. The server has the last word. */
export function problem(draft) {
  if (!draft.title.trim()) return "Give it a title.";
  if (draft.to === "team" && !draft.teams.length) return "Choose who gets it.";
  if (draft.to === "role" && !draft.role) return "Choose a role.";
  if (draft.to === "seat" && !draft.seat) return "Choose a person.";
  if (draft.kind !== "none" && draft.kind !== "ack" && !draft.prompt.trim()) return "Write the question.";
  if (["choice", "multi", "ranking"].includes(draft.kind) && lines(draft.options).length < 2) return "Give at least two options, one a line.";
  return "";
}

function target({ to, teams, role, seat }) {
  if (to === "all") return "all";
  return { [to]: { team: teams, role: [role], seat: [seat] }[to] };
}

/** The data of `inject.compose`, without `release`. */
export function inject(draft) {
  return {
    title: draft.title.trim(),
    body: draft.body.trim(),
    from: draft.from.trim(),
    channel: draft.channel,
    to: target(draft),
    private: draft.private && (draft.to === "role" || draft.to === "seat"),
    ask: draft.kind === "none" ? null : ask(draft),
  };
}

function ask(draft) {
  const { kind } = draft;
  const made = {
    kind,
    prompt: draft.prompt.trim() || "Read?",
    scope: draft.scope,
    deadline_ms: draft.minutes ? Number(draft.minutes) * 60_000 : null,
  };
  if (["choice", "multi", "ranking"].includes(kind)) {
    made.options = lines(draft.options).map((text, place) => ({ id: String.fromCharCode(97 + place), text }));
  }
  if (kind === "rating") {
    Object.assign(made, { minimum: Number(draft.minimum), maximum: Number(draft.maximum), label_min: draft.label_min, label_max: draft.label_max });
  }
  if (kind === "number" && draft.unit.trim()) made.unit = draft.unit.trim();
  return made;
}

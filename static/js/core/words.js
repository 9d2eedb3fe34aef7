/** One word for each thing, on every screen. */

const CHANNELS = {
  in_person: ["person", "In person"],
  phone: ["phone", "Phone"],
  sms: ["sms", "Text message"],
  chat: ["social", "Chat"],
  email: ["mail", "E-mail"],
  social: ["social", "Social media"],
  radio: ["radio", "Radio"],
  dashboard: ["chart", "Dashboard"],
  news: ["news", "News"],
  letter: ["mail", "Letter"],
};

/** `{icon, word}` of a channel. */
export function channel(name) {
  const [icon, word] = CHANNELS[name] ?? ["social", name];
  return { icon, word };
}

export const STATUS = {
  draft: "Draft",
  lobby: "Lobby",
  running: "Running",
  paused: "Paused",
  halted: "Stopped",
  hotwash: "Hot wash",
  closed: "Closed",
};

/** An option's letter: A, B, C by its place. */
export function letter(ask, option) {
  const place = ask?.options.findIndex(({ id }) => id === option) ?? -1;
  return place < 0 ? "?" : String.fromCharCode(65 + place);
}

/** A name in a script that runs the other way, so that it leaves the words round it where they are. */
export const isolated = (name) => (/[\u0590-\u08ff\ufb1d-\ufeff]/.test(name) ? `\u2068${name}\u2069` : name);

/** "Mina", "Mina and Jonas", "Mina, Jonas and Priya". */
export function listed(names) {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** An answer in a few words: "C", "A and D", "7", "B, A, C", or the text itself. */
export function answerText(ask, answer) {
  if (!answer) return "";
  switch (ask?.kind) {
    case "ack":
      return "Read";
    case "choice":
      return letter(ask, answer.option);
    case "multi":
      return answer.options.length ? listed(answer.options.map((id) => letter(ask, id)).sort()) : "none";
    case "ranking":
      return answer.order.map((id) => letter(ask, id)).join(", ");
    case "number":
      return ask.unit ? `${answer.value} ${ask.unit}` : String(answer.value);
    case "rating":
      return String(answer.value);
    default:
      return answer.text ?? "";
  }
}

import { clockText } from "../core/clock.js";

/** A reading of the exercise clock in a table or a list; a dash for none. */
export const at = (ms) => (ms == null ? "–" : clockText(ms));

/** A title in quotation marks, unless it has its own. */
export const quoted = (title) => (/^["“]/.test(title) ? title : `“${title}”`);

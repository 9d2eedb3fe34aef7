/** What nobody needs in the first second: fetched once the first screen stands. */
export { earlier } from "./earlier.js";
export { lobby } from "./lobby.js";
export { lookback } from "./lookback.js";
export { number, ranking } from "./rare.js";
export { seatPanel } from "./seat.js";
export { surveyScreen } from "./survey.js";
export { locked, proposals } from "./table.js";

/** What nobody needs in the first seconds: fetched once the first screen stands. */
export { lookback } from "./lookback.js";
export { seatPanel } from "./seat.js";
export { surveyScreen } from "./survey.js";

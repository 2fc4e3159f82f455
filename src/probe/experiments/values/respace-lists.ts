import { normalisation } from "./written";

/** Spaces in a list. */
export const respaceLists = normalisation({
  name: "respaceLists",
  question: "Does a list lose the spaces between its items?",
  column: "List",
  sent: '["a", "b"]',
  normalised: '["a","b"]',
});

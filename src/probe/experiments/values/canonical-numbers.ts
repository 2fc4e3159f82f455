import { normalisation } from "./written";

/** Zeros at the end of a number. */
export const canonicalNumbers = normalisation({
  name: "canonicalNumbers",
  question: "Does a number lose the zeros that say nothing?",
  column: "Number",
  sent: "1.50",
  normalised: "1.5",
});

import { normalisation } from "./written";

/** White space at the ends of a string. */
export const trimValues = normalisation({
  name: "trimValues",
  question: "Is white space cut from the ends of a string?",
  column: "Text",
  sent: "  two spaces  ",
  normalised: "two spaces",
});

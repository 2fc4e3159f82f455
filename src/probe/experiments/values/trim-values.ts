import { normalisation } from "./written";

/** White space at the ends of a text. */
export const trimValues = normalisation({
  name: "trimValues",
  question: "Is white space cut from the ends of a text?",
  column: "Text",
  sent: "  two spaces  ",
  normalised: "two spaces",
});

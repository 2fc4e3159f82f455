import { normalisation } from "./written";

/** Unicode forms. */
export const normaliseUnicode = normalisation({
  name: "normaliseUnicode",
  question: "Is text stored in Unicode form NFC?",
  column: "Text",
  sent: "cafe\u0301",
  normalised: "caf\u00e9",
});

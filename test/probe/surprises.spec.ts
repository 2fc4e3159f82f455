import { assertReported, strange } from "./surprises";

/** Beside the surprising ones; `npm run probe:check -- surprises` asks all questions. */
const asked = new Set([
  "staleReads",
  "trimValues",
  "keyCellsListed",
  "lockFormat",
  "unchangedWriteMoves",
  "lockInList",
  "primaryUpdateMovesValues",
  "lockOnPrimaryUpdate",
  "recordPartMoves",
]);

describe("a service that does what no switch describes", () => {
  for (const name of Object.keys(strange)) {
    it(`${name} is reported, never taken for an answer, and never ends the run`, () => assertReported(name, asked));
  }
});

import { strict as assert } from "node:assert";
import { soak } from "./run";

// The short form of `npm run soak`.
describe("random histories through the provider's verbs", function () {
  this.timeout(240_000);
  for (const kind of ["table", "stacks"] as const) {
    it(`200 histories of seed 1 (${kind}) break nothing`, async () => {
      const { failure } = await soak(kind, 1, 200);
      const shown = failure && [...failure.shown, `=> ${failure.violation}`].join("\n");
      assert.equal(shown, undefined);
    });
  }
});

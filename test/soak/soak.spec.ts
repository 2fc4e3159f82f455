import { strict as assert } from "node:assert";
import { soak } from "./run";
import { showHistory } from "./show";

// The short form of `npm run soak`.
describe("random histories through the provider's verbs", function () {
  this.timeout(240_000);
  for (const seed of [1, 2]) {
    it(`200 histories of seed ${seed} break nothing`, async () => {
      const { failure } = await soak(seed, 200);
      const shown = failure && [...showHistory(failure.history), `=> ${failure.violation}`].join("\n");
      assert.equal(shown, undefined);
    });
  }
});

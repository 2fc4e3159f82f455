import { strict as assert } from "node:assert";
import { soak } from "../soak/run";

/** Histories of declared states, outside edits and faults, always the same ones; `npm run soak` plays others, and more of them. */
describe("histories of one table", function () {
  this.timeout(120_000);

  it("end converged, and nobody's value is overwritten or deleted without consent (100 histories)", async () => {
    const { count, failure } = await soak(20_261_124, 100);
    assert.deepEqual([failure?.violation, failure?.history], [undefined, undefined]);
    assert.equal(count, 100);
  });
});

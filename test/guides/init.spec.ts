import { strict as assert } from "node:assert";
import { takeOver } from "../helpers/take-over";

// `npm run take-over` does the same with 40 tables and 12,000 values.
describe("connect-data-tables init", function () {
  this.timeout(300_000);

  it("makes a project whose first `up` writes nothing, whose preview is empty and whose files equal their tables", async () => {
    const { tables, values } = await takeOver({ tables: 5, values: 100, isReal: false });
    assert.deepEqual([tables, values], [5, 110]);
  });
});

import { strict as assert } from "node:assert";
import { takeOver } from "../helpers/take-over";

describe("connect-data-tables init", function () {
  this.timeout(900_000);

  for (const language of ["yaml", "python"] as const) {
    it(`${language}: a project whose first \`up\` writes nothing, in three environments; the preview after it is empty`, async () => {
      const { tables, values, steps } = await takeOver({
        ...{ tables: 5, values: 300, isReal: false, hasEnvironments: true },
        language,
      });
      assert.deepEqual([tables, values], [5, 310]);
      assert.equal(Object.keys(steps).filter((name) => /^(dev|staging|prod): (up|preview|diff)$/.test(name)).length, 9);
    });
  }
});

import { strict as assert } from "node:assert";
import type { DataTableLockLevel } from "@aws-sdk/client-connect";
import type { SimulatorOptions } from "../../src/simulator";
import { requestCounts } from "../helpers/values-bench";
import { programs, valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" }, Seats: { type: "NUMBER" } } as const;

/** 20 rows of 2 values: two requests at the default batch size. */
const rows = (opens: string, more: number) =>
  Array.from({ length: 20 }, (_, row) => ({ Store: `Store ${row + 10}`, Opens: opens, Seats: row + more }));

describe("the coarse lock levels, on the real engine", function () {
  this.timeout(60_000);
  let stack: ValuesProject | undefined;
  afterEach(() => stack?.close());

  /** Fills the table, changes every value, and answers how many updates that took. */
  async function updates(lockLevel: DataTableLockLevel, options: SimulatorOptions = {}): Promise<number> {
    const opened = await valuesProject(programs.commonJs, columns, { ...options, lockLevel });
    stack = opened;
    for (const [opens, more] of [
      ["09:00", 0],
      ["10:00", 1],
    ] as const) {
      opened.bench.simulator.clearRequests();
      opened.declare({ hours: { rows: rows(opens, more), guard: false } });
      const { code, all } = await opened.pulumi(["up", "--yes", "--skip-preview"]);
      assert.equal(code, 0, all);
    }
    const { BatchUpdateDataTableValue: count = 0 } = requestCounts(opened.bench.simulator);
    const stored = opened.bench.simulator.dump().tables.Hours?.rows ?? [];
    assert.deepEqual(
      stored.map(({ keys, values }) => ({ Store: keys.Store, Opens: values.Opens, Seats: Number(values.Seats) })),
      rows("10:00", 1),
    );
    const refresh = await opened.pulumi(["refresh", "--preview-only", "--expect-no-changes"]);
    assert.equal(refresh.code, 0, refresh.all);
    return count;
  }

  for (const lockLevel of ["ATTRIBUTE", "PRIMARY_VALUE", "DATA_TABLE"] as const) {
    it(`${lockLevel}: as few writes as at VALUE where a success leaves its own request alone`, async () =>
      assert.equal(await updates(lockLevel), 2));
  }

  // A column has 20 cells here, the table 40: no request can carry two cells of one scope and have both pass.
  for (const [lockLevel, least] of [
    ["ATTRIBUTE", 20],
    ["DATA_TABLE", 40],
  ] as const) {
    it(`${lockLevel}: ${least} writes where a success makes the rest of its own request stale`, async () => {
      const count = await updates(lockLevel, { personality: "in-request-stale" });
      assert.ok(count === least || count === least + 1, `${count} writes`);
    });
  }
});

import { strict as assert } from "node:assert";
import type { DataTableLockLevel } from "@aws-sdk/client-connect";
import type { RowInputs, ValuesInputs } from "../../src/provider/values/state/inputs";
import { dataTableValuesVerbs as verbs } from "../../src/provider/values/verbs";
import { personalities, type SimulatorOptions } from "../../src/simulator";
import type { ColumnSpec, ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, manyRows, requests, stored, withBench } from "./values-bench";

const coarse = ["ATTRIBUTE", "PRIMARY_VALUE", "DATA_TABLE"] as const;

/** Each number is what the process that applies sends: check's own reads, the plan's reads and the writes. */
describe("requests of the values of a table", function () {
  this.timeout(60_000);

  async function measured(
    options: SimulatorOptions & { lockLevel?: DataTableLockLevel; columns?: Record<string, ColumnSpec> },
    work: (
      run: (rows: Record<string, RowInputs>, more?: Partial<ValuesInputs>) => Promise<Record<string, number>>,
      bench: ValuesBench,
      stack: VerbStack,
    ) => Promise<void>,
  ): Promise<void> {
    await withBench(async (bench) => {
      const stack = new VerbStack();
      const run = async (rows: Record<string, RowInputs>, more: Partial<ValuesInputs> = {}) => {
        assertDone(await stack.up({ ...bench.inputs, guard: false, rows, ...more }, { skipPreview: true }));
        return requests(bench);
      };
      await work(run, bench, stack);
    }, options);
  }

  it("1,000 values, first apply: 40 writes, two lists (check's and the plan's), the columns and the lock level once", () =>
    measured({}, async (run) => {
      const rows = manyRows(1000, () => ({ Opens: "09:00" }));
      assert.deepEqual(await run(rows), { attributes: 1, list: 2, table: 1, create: 40 });
      assert.deepEqual(await run(rows), {}, "a second up sends nothing");
    }));

  it("one cell of 1,000: one write, one value read, one schema request", () =>
    measured({}, async (run) => {
      const rows = manyRows(1000, () => ({ Opens: "09:00" }));
      await run(rows);
      assert.deepEqual(await run({ ...rows, R500: { Opens: "10:00" } }), { attributes: 1, list: 1, update: 1 });
    }));

  it("one cell of a small table that is changed or removed: three requests", () =>
    measured({}, async (run) => {
      const rows = manyRows(2, () => ({ Opens: "09:00", Seats: 1 }));
      await run(rows);
      assert.deepEqual(await run({ ...rows, R000: { Opens: "10:00", Seats: 1 } }), {
        attributes: 1,
        list: 1,
        update: 1,
      });
      assert.deepEqual(await run({ ...rows, R000: { Opens: "10:00" } }), { attributes: 1, list: 1, delete: 1 });
      const both = manyRows(2, () => ({ Opens: "11:00", Seats: 1 }));
      assert.deepEqual(
        (await run(both)).list,
        2,
        "several changes are read again: a conflict stops before the first write",
      );
    }));

  it("one cell that another writer changes or removes between the check and the write: a conflict, and nothing is written", () =>
    withBench(async (bench) => {
      for (const value of ["12:00", null]) {
        const stack = new VerbStack();
        const rows = manyRows(2, () => ({ Opens: "09:00" }));
        assertDone(await stack.up({ ...bench.inputs, rows, onConflict: "overwrite" }));
        const { id, inputs, outputs } = stack.state ?? assert.fail();
        const { inputs: news, failures } = await verbs.check(inputs, {
          ...bench.inputs,
          __urn: inputs.__urn,
          rows: { ...rows, R000: { Opens: "10:00" } },
        } as ValuesInputs);
        assert.equal(failures, undefined);
        bench.simulator.edit({ table: "Hours", keys: { Store: "R000" }, column: "Opens", value });
        requests(bench);
        await assert.rejects(
          async () => verbs.update(id, outputs, news),
          (error: Error) => /\[CONFLICT\]/.test(error.message),
        );
        assert.equal(stored(bench).R000?.Opens, value ?? undefined);
      }
    }));

  it("one cell of 20,000: one write, one value read, one schema request", () => {
    const names = Array.from({ length: 99 }, (_, i) => `C${i}`);
    const columns = {
      Store: { type: "TEXT", primary: true },
      ...Object.fromEntries(names.map((name) => [name, { type: "TEXT" }])),
    };
    const options = { columns: columns as Record<string, ColumnSpec>, limits: { cellsPerTable: 21_000 } };
    return measured({ ...options, switches: { maxItemsCreate: null } }, async (run) => {
      const rows = manyRows(203, () => Object.fromEntries(names.map((name) => [name, "a"])));
      await run(rows, { valueQuota: 21_000, batchSize: 1000 });
      const changed = await run({ ...rows, R202: { ...rows.R202, C98: "b" } }, { valueQuota: 21_000 });
      assert.deepEqual(changed, { attributes: 1, describe: 1, update: 1 });
    });
  });

  for (const lockLevel of coarse) {
    it(`${lockLevel} where a success leaves its own request alone: as many writes as at VALUE`, () =>
      measured({ lockLevel }, async (run, bench, stack) => {
        const rows = (opens: string, more: number) => manyRows(50, (i) => ({ Opens: opens, Seats: i + more }));
        assert.deepEqual(await run(rows("a", 0)), { attributes: 1, list: 2, table: 1, create: 4 });
        assert.deepEqual(await run(rows("b", 1)), { attributes: 1, list: 2, update: 4 });
        assert.equal((await stack.destroy()).failure, undefined);
        assert.deepEqual(requests(bench), { attributes: 1, list: 1, delete: 4 });
      }));
  }

  /**
   * Where a success makes the later items of its request stale, no request can carry two items of one lock scope and have both pass. So the
   * largest scope decides: with 50 rows of two cells a column has 50 cells, a row 2, the table 100; and no fewer than 100 / 25 requests.
   */
  const least = { ATTRIBUTE: 50, PRIMARY_VALUE: 4, DATA_TABLE: 100 } as const;
  for (const lockLevel of coarse) {
    it(`${lockLevel} where a success makes its own request stale: ${least[lockLevel]} writes, the size of the largest scope`, () =>
      measured({ lockLevel, personality: "in-request-stale" }, async (run, bench, stack) => {
        const writes = (counts: Record<string, number>, verb: string, most: number) => {
          const count = counts[verb] ?? 0;
          assert.ok(
            count >= least[lockLevel] && count <= most,
            `${count} requests to ${verb}, ${JSON.stringify(counts)}`,
          );
        };
        const rows = (opens: string, more: number) => manyRows(50, (i) => ({ Opens: opens, Seats: i + more }));
        // The first request that finds it out has one more behind it where a scope is small: its items are sent again.
        writes(await run(rows("a", 0)), "create", least[lockLevel] + 1);
        const updated = await run(rows("b", 1));
        writes(updated, "update", least[lockLevel] + 1);
        assert.ok((updated.describe ?? 0) <= 1, "versions come from the answers, not from reads");
        assert.equal((await stack.destroy()).failure, undefined);
        writes(requests(bench), "delete", least[lockLevel] + 1);
      }));
  }

  it("answers without lock versions cost one read a request at the coarse levels, and nothing else", () =>
    measured({ lockLevel: "DATA_TABLE", switches: { lockPartsInWrites: "none" } }, async (run) => {
      const rows = (opens: string) => manyRows(50, () => ({ Opens: opens, Seats: 1 }));
      assert.deepEqual(await run(rows("a")), { attributes: 1, list: 2, table: 4, create: 4 });
      const updated = await run(rows("b"));
      assert.equal(updated.update, 2);
    }));

  it("learns the size of a request once in a run, for writes and for reads", () =>
    measured({ personality: "small-batches", limits: { cellsPerTable: 5000 } }, async (run) => {
      const rows = (opens: string) => manyRows(60, () => ({ Opens: opens }));
      const created = await run(rows("a"));
      // At most 5 items: 25 → 13 → 7 → 4 are refused but for the last, and 60 cells go in fours.
      assert.deepEqual(created.create, 3 + 15);
    }));

  it("looks at nothing when nothing has changed, whatever the rates and credentials", () =>
    measured({}, async (run) => {
      const rows = manyRows(3, () => ({ Opens: "09:00" }));
      await run(rows);
      assert.deepEqual(await run(rows, { requestsPerSecond: 50_000, burst: 7, batchSize: 10 }), {});
    }));

  it("a new cell in a row of a table of several pages, whose service wants the row's lock version: the row is asked for it", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        const rows = manyRows(1100, () => ({ Opens: "09:00" }));
        const program = { ...bench.inputs, valueQuota: 5000, rows };
        assert.equal((await stack.up(program, { skipPreview: true })).failure, undefined);
        const wider = { ...program, rows: { ...rows, R000: { Opens: "09:00", Note: "x" } } };
        assert.equal((await stack.up(wider, { skipPreview: true })).failure, undefined);
        assert.deepEqual(stored(bench).R000, { Opens: "09:00", Note: "x" });
      },
      { limits: { cellsPerTable: 5000 }, switches: personalities.strict, lockLevel: "PRIMARY_VALUE" },
    ));
});

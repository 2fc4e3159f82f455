import { strict as assert } from "node:assert";
import type { RowInputs } from "../../src/provider/values/state/inputs";
import type { ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, manyRows, program, requests, stored, withBench } from "./values-bench";
import { captureLog, loudProvider } from "./values-log";
import { ProgramStack } from "./values-run";

const provider = loudProvider();

const edit = (bench: ValuesBench, Store: string, column: string, value: string | null) =>
  bench.simulator.edit({ table: "Hours", keys: { Store }, column, value });

const initial = ["Seats"];

describe("initial columns", function () {
  this.timeout(30_000);

  const args = (bench: ValuesBench, rows: Record<string, RowInputs>, more = {}) =>
    program(bench, rows, { initial, ...more });

  it("are written where there is no value, and belong to others afterwards: no drift, no conflict, no write", () =>
    withBench(async (bench) => {
      edit(bench, "Paris", "Seats", "99");
      const stack = new VerbStack();
      const rows = { Berlin: { Opens: "a", Seats: 5 }, Paris: { Opens: "a", Seats: 5 } };
      assertDone(await stack.up(args(bench, rows)));
      assert.deepEqual(stored(bench), { Berlin: { Opens: "a", Seats: "5" }, Paris: { Opens: "a", Seats: "99" } });
      edit(bench, "Berlin", "Seats", "7");
      const refreshed = await stack.refresh();
      assert.deepEqual([refreshed.failure, refreshed.changed], [undefined, false]);
      assertDone(
        await stack.up(args(bench, { ...rows, Berlin: { Opens: "b", Seats: 6 } }, { onConflict: "overwrite" })),
      );
      assert.deepEqual(stored(bench).Berlin, { Opens: "b", Seats: "7" });
      edit(bench, "Berlin", "Seats", null);
      assertDone(await stack.up(args(bench, { ...rows, Berlin: { Opens: "c", Seats: 6 } })));
      assert.deepEqual(stored(bench).Berlin, { Opens: "c" });
      const again = await stack.refresh();
      assert.deepEqual([again.failure, again.changed], [undefined, false]);
    }));

  it("the refresh of an up does not make a change of theirs ours", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(await stack.up(args(bench, { Berlin: { Opens: "a", Seats: 5 } })));
      edit(bench, "Berlin", "Seats", "7");
      assertDone(await stack.up(args(bench, { Berlin: { Opens: "b", Seats: 6 } }), { refresh: true }));
      assert.deepEqual(stored(bench).Berlin, { Opens: "b", Seats: "7" });
    }));

  it("go with their row or resource where they still have the value that was written; others stay and are told", () =>
    withBench(async (bench) => {
      edit(bench, "Rome", "Seats", "1");
      const stack = new ProgramStack(provider);
      const rows = {
        Berlin: { Opens: "a", Seats: 5 },
        Paris: { Opens: "a", Seats: 5 },
        Rome: { Opens: "a", Seats: 5 },
        Oslo: { Opens: "a", Seats: 5 },
      };
      await stack.up({ values: args(bench, rows) });
      edit(bench, "Paris", "Seats", "7");
      edit(bench, "Rome", "Seats", "5");
      const log = await captureLog(async () => {
        const result = await stack.up({ values: args(bench, { Oslo: rows.Oslo }) });
        assert.deepEqual(result.failures, {});
      });
      assert.deepEqual(stored(bench), {
        Oslo: { Opens: "a", Seats: "5" },
        Paris: { Seats: "7" },
        Rome: { Seats: "5" },
      });
      for (const [row, live] of [
        ["Paris", 7],
        ["Rome", 5],
      ] as const) {
        const told = new RegExp(
          `no longer the one that was written, and stays: .INITIAL_KEPT.\\n *row "${row}", column "Seats": live ${live}`,
        );
        assert.match(log, told);
      }
      edit(bench, "Oslo", "Seats", "8");
      const last = await captureLog(async () => assert.deepEqual((await stack.up({})).failures, {}));
      assert.match(last, /\[INITIAL_KEPT\]\n *row "Oslo", column "Seats": live 8/);
      assert.deepEqual(stored(bench).Oslo, { Seats: "8" });
    }));

  it("a changed value of the program is not written, which is said once; the guard counts no cell of theirs", () =>
    withBench(async (bench) => {
      const stack = new ProgramStack(provider);
      const some = (seats: number) => manyRows(12, () => ({ Opens: "a", Seats: seats }));
      await stack.up({ values: { ...args(bench, some(1)), guard: {} } });
      requests(bench);
      const log = await captureLog(async () => {
        assert.deepEqual((await stack.up({ values: { ...args(bench, some(2)), guard: {} } })).failures, {});
      });
      assert.match(log, /12 values of `initial` columns changed in the program and are not written/);
      assert.deepEqual(requests(bench), {});
      const again = await captureLog(async () => {
        await stack.up({ values: { ...args(bench, some(2)), guard: {} } });
      });
      assert.doesNotMatch(again, /INITIAL_KEPT/);
    }));

  it("exclusive mode leaves what is declared, and removes what is declared no longer", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      const rows = { Berlin: { Opens: "a", Seats: 5 }, Paris: { Opens: "a", Seats: 5 } };
      const ownership = "exclusive" as const;
      assertDone(await stack.up(args(bench, rows, { ownership })));
      edit(bench, "Berlin", "Seats", "7");
      edit(bench, "Paris", "Seats", "8");
      assertDone(await stack.up(args(bench, { Berlin: { Opens: "b", Seats: 5 } }, { ownership })));
      assert.deepEqual(stored(bench), { Berlin: { Opens: "b", Seats: "7" } });
    }));

  it("a column that leaves `initial` is judged like any other: a value that we never wrote is not overwritten", () =>
    withBench(async (bench) => {
      edit(bench, "Paris", "Seats", "99");
      const stack = new VerbStack();
      const rows = { Berlin: { Seats: 5 }, Paris: { Seats: 5 } };
      assertDone(await stack.up(args(bench, rows)));
      assertDone(await stack.up(args(bench, rows, { initial: undefined })));
      const { failure = "" } = await stack.up(
        args(bench, { Berlin: { Seats: 6 }, Paris: { Seats: 6 } }, { initial: undefined }),
      );
      assert.match(failure, /1 cell differs[^]*row "Paris", column "Seats" was edited/);
      assert.deepEqual(stored(bench), { Berlin: { Seats: "5" }, Paris: { Seats: "99" } });
    }));

  it("a write that another writer overtakes is theirs", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      bench.simulator.setFaults({
        kind: "edit",
        nth: 3,
        run: () => edit(bench, "Berlin", "Seats", "42"),
      });
      assertDone(await stack.up(args(bench, { Berlin: { Opens: "a", Seats: 5 } })));
      bench.simulator.setFaults();
      assert.deepEqual(stored(bench).Berlin, { Opens: "a", Seats: "42" });
      assertDone(await stack.up(args(bench, {})));
      assert.deepEqual(stored(bench), { Berlin: { Seats: "42" } });
    }));

  it("are refused for key columns, columns that the table lacks, and columns that are ignored", () =>
    withBench(async (bench) => {
      const rows = { Berlin: { Opens: "a" } };
      const refused = async (more: object) => (await new VerbStack().preview(program(bench, rows, more))).failure ?? "";
      assert.match(
        await refused({ initial: ["Store"] }),
        /column "Store": a key column cannot be `initial`.*\[INVALID_SETTING\]/,
      );
      assert.match(
        await refused({ initial: ["Saets"] }),
        /column "Saets": `initial` names it, but the table has no column.*\[UNKNOWN_COLUMN\]/,
      );
      const ignored = await refused({ initial: ["Seats"], ignore: { columns: ["Se*"] } });
      assert.match(ignored, /column "Seats": the column is `initial`, but `ignore` matches it.*\[INVALID_SETTING\]/);
    }));
});

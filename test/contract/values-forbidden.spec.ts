import { strict as assert } from "node:assert";
import type { ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, linesOf, manyRows, program, requests, stored, withBench } from "./values-bench";

describe("values of which some are forbidden", function () {
  this.timeout(30_000);
  const rows = manyRows(100, (i) => ({ Opens: "09:00", Seats: i }));

  async function forbidden(
    denied: object,
    check: (failure: string, counts: Record<string, number>, bench: ValuesBench) => void,
  ) {
    await withBench(async (bench) => {
      const stack = new VerbStack();
      bench.simulator.setDenied(denied);
      const { failure = "" } = await stack.up(program(bench, rows), { skipPreview: true });
      check(failure, requests(bench), bench);
      bench.simulator.setDenied({});
      assertDone(await stack.up(program(bench, rows)));
      assert.equal(Object.keys(stored(bench)).length, 100);
      assert.equal((await stack.refresh({ previewOnly: true })).changed, false);
    });
  }

  it("one column: every other cell is written; the column is named, not tried a hundred times", () =>
    forbidden({ attributes: ["Seats"] }, (failure, counts, bench) => {
      assert.ok(Object.values(stored(bench)).every(({ Opens, Seats }) => Opens === "09:00" && Seats === undefined));
      assert.match(failure, /wrote 100 of 200 cells/);
      assert.match(failure, /column "Seats" was not created: not tried, because column "Seats" is forbidden/);
      assert.ok((counts.create ?? 0) <= 8 + 12, `${counts.create} requests`);
    }));

  it("one row: every other cell is written", () =>
    forbidden({ primaryValues: ["R042"] }, (failure, counts, bench) => {
      assert.equal(Object.keys(stored(bench)).length, 99);
      assert.deepEqual(linesOf(failure, /was not created/).length, 2);
      assert.ok((counts.create ?? 0) <= 8 + 10, `${counts.create} requests`);
    }));

  it("the first three rows: the rest of the table is not taken for forbidden", () =>
    forbidden({ primaryValues: ["R000", "R001", "R002"] }, (failure, _counts, bench) => {
      assert.equal(Object.keys(stored(bench)).length, 97);
      assert.deepEqual(linesOf(failure, /was not created/).length, 6);
    }));

  it("the whole action: found out in few requests", () =>
    forbidden({ actions: ["BatchCreateDataTableValue"] }, (failure, counts) => {
      assert.match(failure, /every create is forbidden/);
      assert.ok((counts.create ?? 0) <= 9, `${counts.create} requests`);
    }));

  it("a read: BatchDescribe is not among the permissions that are needed", () =>
    withBench(
      async (bench) => {
        bench.simulator.setDenied({ actions: ["BatchDescribeDataTableValue"] });
        const stack = new VerbStack();
        const many = manyRows(1100, () => ({ Opens: "09:00" }));
        const more = { valueQuota: 3000 };
        assertDone(await stack.up(program(bench, many, more), { skipPreview: true }));
        requests(bench);
        assertDone(await stack.up(program(bench, { ...many, R500: { Opens: "10:00" } }, more), { skipPreview: true }));
        assert.deepEqual(requests(bench), { attributes: 1, describe: 1, list: 2, update: 1 });
        bench.simulator.edit({ table: "Hours", keys: { Store: "R501" }, column: "Opens", value: "11:11" });
        const changed = { ...many, R500: { Opens: "10:00" }, R501: { Opens: "10:30" } };
        assert.match(
          (await stack.up(program(bench, changed, more))).failure ?? "",
          /row "R501", column "Opens" was edited/,
        );
      },
      { limits: { cellsPerTable: 3000 } },
    ));

  it("a read of one row: that row is refused by name, the others are written", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        assertDone(await stack.up(program(bench, rows)));
        bench.simulator.setDenied({ primaryValues: ["R042"] });
        const { failure } = await stack.up(
          program(
            bench,
            manyRows(100, (i) => ({ Opens: "10:00", Seats: i })),
          ),
          { skipPreview: true },
        );
        assert.match(
          failure ?? "",
          /row "R042", column "Opens" was not updated: BatchDescribeDataTableValue: AccessDenied/,
        );
        assert.equal(Object.values(stored(bench)).filter(({ Opens }) => Opens === "10:00").length, 99);
      },
      { personality: "minimal-locks" },
    ));
});

describe("values and the quota", function () {
  this.timeout(30_000);

  it("a warning at preview; deletes that make room go first", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        const old = manyRows(10, () => ({ Opens: "09:00" }));
        assertDone(await stack.up(program(bench, old, { valueQuota: 10 })));
        const next = Object.fromEntries(Object.keys(old).map((row) => [`N${row}`, { Opens: "10:00" }]));
        assertDone(await stack.up(program(bench, next, { valueQuota: 10 })));
        const verbs = bench.simulator.requests().map(({ operation }) => operation);
        assert.ok(verbs.lastIndexOf("BatchDeleteDataTableValue") < verbs.lastIndexOf("BatchCreateDataTableValue"));
        assert.equal(Object.keys(stored(bench)).length, 10);
      },
      { limits: { cellsPerTable: 10 } },
    ));

  it("a quota that is lower than anybody knew: deletes are brought forward, then the creates fit", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        assertDone(
          await stack.up(
            program(
              bench,
              manyRows(10, () => ({ Opens: "09:00" })),
            ),
          ),
        );
        const next = Object.fromEntries(
          Object.keys(manyRows(10, () => ({}))).map((row) => [`N${row}`, { Opens: "10:00" }]),
        );
        assertDone(await stack.up(program(bench, next)));
        assert.deepEqual(requests(bench).create, 1 + 2, "refused once, sent again after the deletes");
        assert.equal(Object.keys(stored(bench)).length, 10);
      },
      { limits: { cellsPerTable: 10 } },
    ));

  it("without room what fits is written, nothing else is tried twice, and each cell says why", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        const { failure } = await stack.up(
          program(
            bench,
            manyRows(60, () => ({ Opens: "09:00" })),
          ),
          { skipPreview: true },
        );
        assert.match(failure ?? "", /ServiceQuotaExceededException/);
        const sent = bench.simulator.requests().filter(({ operation }) => operation === "BatchCreateDataTableValue");
        assert.deepEqual(
          sent.map(({ items, status }) => (status === 200 ? items : -items)),
          [25, -25, 13, -13, -7, -4, 2, -2, -1],
          "the item that is refused alone shows that there is no room for the others",
        );
        assert.equal(stack.state?.outputs.cellCount, 40);
        assert.equal(linesOf(failure, /not tried, because the table's quota of values has been reached/).length, 19);
      },
      { limits: { cellsPerTable: 40 } },
    ));
});

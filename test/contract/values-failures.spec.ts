import { strict as assert } from "node:assert";
import type { ValuesInputs } from "../../src/provider/values-inputs";
import type { ValuesOutputs } from "../../src/provider/values-state";
import type { FaultKind } from "../../src/simulator";
import type { ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, manyRows, requests, stored, withBench } from "./values-bench";

const program = (bench: ValuesBench, rows: ValuesInputs["rows"], more: Partial<ValuesInputs> = {}) => ({
  ...bench.inputs,
  guard: false as const,
  rows,
  ...more,
});

const lines = (failure: string | undefined, pattern: RegExp) =>
  (failure ?? "").split("\n").filter((l) => pattern.test(l));

describe("values of which some fail", function () {
  this.timeout(30_000);

  /** Three rows that the service will not take, by a rule that the check does not know of. */
  const three = ["R010", "R050", "R099"];
  const refuseThree = (bench: ValuesBench) => bench.simulator.setDenied({ primaryValues: three });

  it("3 of 100 in a create: state holds 97 with their versions, the message lists 3, the next up sends 3", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      const isLong = (i: number) => i % 40 === 10;
      const rows = manyRows(100, (i) => ({ Opens: isLong(i) ? "x".repeat(4001) : "09:00" }));
      const long = Object.keys(rows).filter((_, i) => isLong(i));
      assert.equal(long.length, 3);
      bench.simulator.setLimits({ textLength: 4000 });
      const { failure } = await stack.up(program(bench, rows));
      assert.match(failure ?? "", /wrote 97 of 100 cells\. `pulumi preview --refresh --diff` shows what is left/);
      assert.deepEqual(
        lines(failure, /was not created/).map((line) => /row "(.*?)", column "(.*?)"/.exec(line)?.slice(1)),
        long.map((row) => [row, "Opens"]),
      );
      const state = stack.state?.outputs as ValuesOutputs;
      assert.equal(state.cellCount, 97);
      assert.equal(Object.keys(state.rows ?? {}).length, 97);
      assert.deepEqual(Object.keys(state.__lockVersions.cells ?? {}).length, 97);
      assert.deepEqual(Object.keys(stored(bench)).length, 97);

      bench.simulator.setLimits({ textLength: 5000 });
      requests(bench);
      assertDone(await stack.up(program(bench, rows), { skipPreview: true }));
      const create = bench.simulator.requests().filter(({ operation }) => operation === "BatchCreateDataTableValue");
      assert.deepEqual(
        create.map(({ items }) => items),
        [3],
      );
      assert.equal(stack.state?.outputs.cellCount, 100);
    }));

  it("3 of 100 in an update: the 97 carry their new versions, the next up sends 3", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(
        await stack.up(
          program(
            bench,
            manyRows(100, () => ({ Opens: "09:00" })),
          ),
        ),
      );
      const before = structuredClone(stack.state?.outputs.__lockVersions.cells ?? {});
      refuseThree(bench);
      const rows = manyRows(100, () => ({ Opens: "10:00" }));
      const { failure } = await stack.up(program(bench, rows));
      assert.deepEqual(lines(failure, /was not updated/).length, 3);
      const outputs = stack.state?.outputs as ValuesOutputs;
      const changed = Object.keys(before).filter(
        (row) => outputs.__lockVersions.cells?.[row]?.Opens !== before[row]?.Opens,
      );
      assert.equal(changed.length, 97);
      assert.deepEqual(
        three.map((row) => outputs.rows?.[row]?.Opens),
        ["09:00", "09:00", "09:00"],
      );

      assert.ok((requests(bench).update ?? 0) < 40, "the forbidden rows are found by halving");
      bench.simulator.setDenied({});
      assertDone(await stack.up(program(bench, rows), { skipPreview: true }));
      assert.deepEqual(
        three.map((row) => stored(bench)[row]?.Opens),
        ["10:00", "10:00", "10:00"],
      );
      const updates = bench.simulator.requests().filter(({ operation }) => operation === "BatchUpdateDataTableValue");
      assert.deepEqual(
        updates.map(({ items }) => items),
        [3],
      );
    }));

  it("an edit of a cell that a failed run wrote is a conflict like any other, and refresh accepts it", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(
        await stack.up(
          program(
            bench,
            manyRows(20, () => ({ Opens: "09:00" })),
          ),
        ),
      );
      bench.simulator.setDenied({ primaryValues: ["R010"] });
      const rows = manyRows(20, () => ({ Opens: "10:00" }));
      assert.ok((await stack.up(program(bench, rows))).failure);
      bench.simulator.setDenied({});
      bench.simulator.edit({ table: "Hours", keys: { Store: "R000" }, column: "Opens", value: "11:11" });
      assert.match((await stack.up(program(bench, rows))).failure ?? "", /row "R000", column "Opens" was edited/);
      assert.equal(stored(bench).R000?.Opens, "11:11");
      await stack.refresh();
      assertDone(await stack.up(program(bench, rows)));
      assert.ok(Object.values(stored(bench)).every(({ Opens }) => Opens === "10:00"));
    }));

  it("a program that takes the change back after a partial failure is followed", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(
        await stack.up(
          program(
            bench,
            manyRows(20, () => ({ Opens: "09:00" })),
          ),
        ),
      );
      bench.simulator.setDenied({ primaryValues: ["R010"] });
      assert.ok(
        (
          await stack.up(
            program(
              bench,
              manyRows(20, () => ({ Opens: "10:00" })),
            ),
          )
        ).failure,
      );
      bench.simulator.setDenied({});
      assertDone(
        await stack.up(
          program(
            bench,
            manyRows(20, () => ({ Opens: "09:00" })),
          ),
        ),
      );
      assert.deepEqual(new Set(Object.values(stored(bench)).map(({ Opens }) => Opens)), new Set(["09:00"]));
      assert.equal((await stack.refresh({ previewOnly: true })).changed, false);
    }));

  it("a delete that stops half way: the next one removes the rest, and what is missing is success", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(
        await stack.up(
          program(
            bench,
            manyRows(100, () => ({ Opens: "09:00" })),
          ),
        ),
      );
      bench.simulator.setFaults({
        kind: "error-before",
        operation: "BatchDeleteDataTableValue",
        nth: 3,
        times: null,
        error: { type: "AccessDeniedException", status: 403 },
      });
      const { failure } = await stack.destroy();
      assert.match(failure ?? "", /wrote 50 of 100 cells/);
      assert.equal(Object.keys(stored(bench)).length, 50);
      bench.simulator.setFaults();
      requests(bench);
      assertDone(await stack.destroy());
      assert.deepEqual(requests(bench).delete, 2);
      assert.deepEqual(stored(bench), {});
    }));

  it("a delete in which one row is forbidden says which", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(
        await stack.up(
          program(
            bench,
            manyRows(30, () => ({ Opens: "09:00" })),
          ),
        ),
      );
      bench.simulator.setDenied({ primaryValues: ["R007"] });
      const { failure } = await stack.destroy();
      assert.match(failure ?? "", /row "R007", column "Opens" was not deleted: .*AccessDenied/);
      assert.deepEqual(Object.keys(stored(bench)), ["R007"]);
      bench.simulator.setDenied({});
      assertDone(await stack.destroy());
    }));
});

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
      assert.deepEqual(lines(failure, /was not created/).length, 2);
      assert.ok((counts.create ?? 0) <= 8 + 10, `${counts.create} requests`);
    }));

  it("the first three rows: the rest of the table is not taken for forbidden", () =>
    forbidden({ primaryValues: ["R000", "R001", "R002"] }, (failure, _counts, bench) => {
      assert.equal(Object.keys(stored(bench)).length, 97);
      assert.deepEqual(lines(failure, /was not created/).length, 6);
    }));

  it("the whole action: found out in few requests", () =>
    forbidden({ actions: ["BatchCreateDataTableValue"] }, (failure, counts) => {
      assert.match(failure, /every create is forbidden/);
      assert.ok((counts.create ?? 0) <= 9, `${counts.create} requests`);
    }));
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

  it("without room nothing is tried twice, and each cell says why", () =>
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
        assert.deepEqual(requests(bench).create, 2, "one request fits, the next does not, the third is not sent");
        assert.equal(stack.state?.outputs.cellCount, 25);
      },
      { limits: { cellsPerTable: 40 } },
    ));
});

describe("values when the service stumbles", function () {
  this.timeout(60_000);
  const verbs = ["Create", "Update", "Delete"].map((verb) => `Batch${verb}DataTableValue`);
  const reads = ["ListDataTableValues", "ListDataTableAttributes", "DescribeDataTable", "BatchDescribeDataTableValue"];
  const kinds: FaultKind[] = [
    "throttle",
    "error-before",
    "error-after",
    "lost-before",
    "lost-after",
    "cut-answer",
    "no-successful",
  ];

  for (const kind of kinds) {
    it(`${kind} at each operation, the first and the second call: one up gets through`, () =>
      withBench(async (bench) => {
        for (const operation of [...verbs, ...reads]) {
          for (const nth of [1, 2]) {
            const stack = new VerbStack();
            assertDone(
              await stack.up(
                program(
                  bench,
                  manyRows(30, () => ({ Opens: "09:00", Note: "x" })),
                ),
              ),
            );
            bench.simulator.setFaults({ kind, operation, nth });
            const rows = manyRows(31, (i) => ({ Opens: `1${i % 10}:00` }));
            assertDone(await stack.up(program(bench, rows)));
            assert.deepEqual(Object.keys(stored(bench)).length, 31, `${kind} ${operation}`);
            assert.ok(Object.values(stored(bench)).every(({ Note }) => Note === undefined));
            bench.simulator.setFaults();
            assert.equal((await stack.up(program(bench, rows))).changed, false);
            assert.equal((await stack.refresh({ previewOnly: true })).changed, false);
            bench.simulator.setFaults({ kind, operation, nth });
            assertDone(await stack.destroy());
            bench.simulator.setFaults();
            assert.deepEqual(stored(bench), {}, `${kind} ${operation}`);
          }
        }
      }));
  }

  it("a page token that comes back is an error, and no endless loop", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        const rows = manyRows(501, () => ({ Opens: "09:00", Note: "x" }));
        assertDone(await stack.up(program(bench, rows, { valueQuota: 2000 }), { skipPreview: true }));
        requests(bench);
        bench.simulator.setFaults({ kind: "repeat-token", operation: "ListDataTableValues", times: null });
        const { failure } = await stack.refresh();
        assert.match(failure ?? "", /the service repeated a page token/);
        assert.ok((requests(bench).list ?? 0) <= 4);
      },
      { limits: { cellsPerTable: 2000 } },
    ));

  it("LimitExceeded is no throttle: sent once", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      bench.simulator.setFaults({
        kind: "error-before",
        operation: "BatchCreateDataTableValue",
        times: null,
        error: { type: "LimitExceededException", status: 429 },
      });
      const { failure } = await stack.up(
        program(
          bench,
          manyRows(5, () => ({ Opens: "09:00" })),
        ),
        { skipPreview: true },
      );
      assert.match(failure ?? "", /LimitExceededException/);
      assert.equal(requests(bench).create, 1);
    }));

  it("a service that only fails is named with its words and a request id, after five rounds", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      bench.simulator.setFaults({ kind: "error-before", operation: "BatchCreateDataTableValue", times: null });
      const { failure } = await stack.up(program(bench, { Berlin: { Opens: "09:00" } }), { skipPreview: true });
      assert.match(failure ?? "", /InternalServiceException.*\(request id /);
      assert.ok((requests(bench).create ?? 0) <= 25);
    }));
});

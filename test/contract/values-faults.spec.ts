import { strict as assert } from "node:assert";
import { passingFaults } from "../helpers/passing-faults";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, manyRows, program, requests, stored, withBench } from "./values-bench";

describe("values when the service stumbles", function () {
  this.timeout(60_000);
  const verbs = ["Create", "Update", "Delete"].map((verb) => `Batch${verb}DataTableValue`);
  const reads = ["ListDataTableValues", "ListDataTableAttributes", "DescribeDataTable", "BatchDescribeDataTableValue"];

  for (const kind of passingFaults) {
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

  it("LimitExceeded is no throttle: looked for by halving, no item tried twice alone", () =>
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
      const sent = bench.simulator.requests().filter(({ operation }) => operation === "BatchCreateDataTableValue");
      assert.deepEqual(
        sent.map(({ items }) => items),
        [5, 3, 2, 1],
      );
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

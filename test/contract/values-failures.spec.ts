import { strict as assert } from "node:assert";
import type { ValuesOutputs } from "../../src/provider/values/state/state";
import type { ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, linesOf, manyRows, program, requests, stored, withBench } from "./values-bench";

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
      assert.match(
        failure ?? "",
        /data table "Hours" \(.*\): wrote 97 of 100 cells\. \[INCOMPLETE\]\n {2}`pulumi preview --refresh --diff` shows what is left/,
      );
      assert.deepEqual(
        linesOf(failure, /was not created/).map((line) => /row "(.*?)", column "(.*?)"/.exec(line)?.slice(1)),
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
      assert.deepEqual(linesOf(failure, /was not updated/).length, 3);
      const outputs = stack.state?.outputs as ValuesOutputs;
      const changed = Object.keys(before).filter(
        (row) => JSON.stringify(outputs.__lockVersions.cells?.[row]) !== JSON.stringify(before[row]),
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

  it("an edit of a cell that a failed run wrote is drift where the program stays, and a conflict where it changes", () =>
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
      bench.simulator.edit({ table: "Hours", keys: { Store: "R000" }, column: "Opens", value: "11:11" });
      const changed = { ...rows, R000: { Opens: "12:00" } };
      assert.match(
        (await stack.preview(program(bench, changed))).failure ?? "",
        /row "R000", column "Opens" was edited/,
      );
      assert.match((await stack.up(program(bench, changed))).failure ?? "", /recorded {2}"10:00"\n.*live {6}"11:11"/);
      bench.simulator.setDenied({});
      assertDone(await stack.up(program(bench, rows)));
      assert.deepEqual([stored(bench).R000?.Opens, stored(bench).R010?.Opens], ["11:11", "10:00"]);
    }));

  it("a value that a failed create could not write is corrected in the program: no conflict with what was never there", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      bench.simulator.setLimits({ textLength: 4000 });
      const rows = { Berlin: { Opens: "x".repeat(4001) }, Paris: { Opens: "09:00" } };
      assert.match(
        (await stack.up(program(bench, rows))).failure ?? "",
        /row "Berlin", column "Opens" was not created/,
      );
      assertDone(await stack.up(program(bench, { ...rows, Berlin: { Opens: "10:00" } })));
      assert.deepEqual(stored(bench), { Berlin: { Opens: "10:00" }, Paris: { Opens: "09:00" } });
    }));

  for (const [what, opens] of [
    ["a value that a failed update did write changes again: no conflict with oneself", "11:00"],
    ["a program that takes the change back after a partial failure is followed", "09:00"],
  ] as const) {
    it(what, () =>
      withBench(async (bench) => {
        const stack = new VerbStack();
        const up = (Opens: string) =>
          stack.up(
            program(
              bench,
              manyRows(20, () => ({ Opens })),
            ),
          );
        assertDone(await up("09:00"));
        bench.simulator.setDenied({ primaryValues: ["R010"] });
        assert.ok((await up("10:00")).failure);
        bench.simulator.setDenied({});
        assertDone(await up(opens));
        assert.deepEqual(new Set(Object.values(stored(bench)).map(({ Opens }) => Opens)), new Set([opens]));
      }),
    );
  }

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

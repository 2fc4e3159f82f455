import { strict as assert } from "node:assert";
import { DeleteDataTableAttributeCommand } from "@aws-sdk/client-connect";
import type { Fault, SimulatorOptions } from "../../src/simulator";
import { instanceId, type ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, linesOf, manyRows, program, requests, stored, withBench } from "./values-bench";

const operations = {
  create: "BatchCreateDataTableValue",
  update: "BatchUpdateDataTableValue",
  delete: "BatchDeleteDataTableValue",
} as const;
const levels = ["NONE", "VALUE", "ATTRIBUTE", "PRIMARY_VALUE", "DATA_TABLE"] as const;

/** What makes the service refuse a whole request because of one item, and what is to be said of that item. */
const poisons = {
  "a server error": [
    { kind: "error-before" },
    /InternalServiceException: Scripted fault \(request id [^)]+\) \[REFUSED\]$/,
  ],
  "a server error after a part was applied": [{ kind: "error-midway" }, /InternalServiceException: Scripted fault/],
  "a lost answer": [
    { kind: "lost-before" },
    /: the service's response does not cover this item \(Batch\w+DataTableValue: /,
  ],
  "a 409 that says that it exists": [
    { kind: "error-before", error: { type: "DuplicateResourceException", message: "Value already exists" } },
    /DuplicateResourceException: Value already exists/,
  ],
  "a 409 of the other type": [
    { kind: "error-before", error: { type: "ConflictException", message: "Concurrency conflict" } },
    /ConflictException: Concurrency conflict/,
  ],
  "an invalid request": [
    { kind: "error-before", error: { type: "InvalidParameterException", message: "Bad item" } },
    /InvalidParameterException: Bad item/,
  ],
  "a 404": [
    { kind: "error-before", error: { type: "ResourceNotFoundException", message: "Nothing there" } },
    /ResourceNotFoundException: Nothing there/,
  ],
} as const satisfies Record<string, readonly [Partial<Fault> & Pick<Fault, "kind">, RegExp]>;

const poison = (fault: Fault, row: string): Fault => ({ ...fault, times: null, item: { keys: { Store: row } } });

/** The rows that a failure names, with what it says of each. */
function refusals(failure: string | undefined, verb = "created"): Record<string, string> {
  const pattern = new RegExp(`^row "(.*?)", column "Opens" was not ${verb}: .*`);
  const lines = linesOf(failure, pattern).map((line) => [pattern.exec(line)?.[1] ?? "", line] as const);
  return Object.fromEntries(lines);
}

describe("values of a request that is refused as a whole", function () {
  this.timeout(60_000);
  const opens = (Opens: string, count = 60) => manyRows(count, () => ({ Opens }));
  const withValue = (bench: ValuesBench, value: string) =>
    Object.entries(stored(bench))
      .filter(([, { Opens }]) => Opens === value)
      .map(([row]) => row);
  const others = (guilty: readonly string[], count = 60) =>
    Object.keys(opens("", count)).filter((row) => !guilty.includes(row));
  const up = (bench: ValuesBench, stack: VerbStack, rows: ReturnType<typeof opens>, more: object = {}) =>
    stack.up(program(bench, rows, more), { skipPreview: true });

  /** The first, one in the middle, two neighbours and the last. */
  const guilty = ["R000", "R027", "R041", "R042", "R059"];

  for (const [what, [fault, words]] of Object.entries(poisons)) {
    it(`${what}, because of five of 60 in a create: the others are written in the same run`, () =>
      withBench(async (bench) => {
        const stack = new VerbStack();
        bench.simulator.setFaults(...guilty.map((row) => poison({ ...fault, operation: operations.create }, row)));
        const { failure } = await up(bench, stack, opens("09:00"));
        assert.deepEqual(withValue(bench, "09:00"), others(guilty));
        const said = refusals(failure);
        assert.deepEqual(Object.keys(said), guilty);
        for (const line of Object.values(said)) assert.match(line, words);
        assert.match(failure ?? "", /wrote \d+ of \d+ cells/);
        bench.simulator.setFaults();
        assertDone(await up(bench, stack, opens("09:00")));
        assert.equal((await stack.refresh({ previewOnly: true })).changed, false);
      }));

    it(`${what}, because of one in an update and one in a delete`, () =>
      withBench(async (bench) => {
        const stack = new VerbStack();
        assertDone(await up(bench, stack, opens("09:00")));
        bench.simulator.setFaults(
          poison({ ...fault, operation: operations.update }, "R017"),
          poison({ ...fault, operation: operations.delete }, "R044"),
        );
        const { failure } = await up(bench, stack, opens("10:00", 30));
        assert.deepEqual(withValue(bench, "10:00"), others(["R017"], 30));
        assert.deepEqual(withValue(bench, "09:00"), ["R017", "R044"]);
        const said = { ...refusals(failure, "updated"), ...refusals(failure, "deleted") };
        assert.deepEqual(Object.keys(said), ["R017", "R044"]);
        for (const line of Object.values(said)) assert.match(line, words);
        const destroyed = await stack.destroy();
        assert.deepEqual(Object.keys(refusals(destroyed.failure, "deleted")), ["R044"]);
        assert.deepEqual(Object.keys(stored(bench)), ["R044"]);
      }));

    it(`${what}: the guilty one is found in as many requests as halving takes`, () =>
      withBench(async (bench) => {
        bench.simulator.setFaults(poison({ ...fault, operation: operations.create }, "R037"));
        await up(bench, new VerbStack(), opens("09:00", 100));
        const sent = bench.simulator.requests().filter(({ operation }) => operation === operations.create);
        // The connection tries five times where the service fails; a probe follows such an item.
        const refused = new Set(sent.filter(({ status }) => status !== 200).map(({ items }) => items));
        const passed = sent.filter(({ status }) => status === 200);
        assert.ok(refused.size <= 6, `refused with ${[...refused].join()} items`);
        assert.ok(passed.length <= 4 + 6, `${passed.length} requests passed`);
      }));
  }

  for (const lockLevel of levels) {
    for (const [what, [fault]] of Object.entries(poisons)) {
      it(`${what} at ${lockLevel}: the others are written, and no request is small for ever`, () =>
        withBench(
          async (bench) => {
            const stack = new VerbStack();
            bench.simulator.setFaults(poison({ ...fault, operation: operations.create }, "R003"));
            const { failure } = await up(bench, stack, opens("09:00"));
            assert.deepEqual(Object.keys(refusals(failure)), ["R003"]);
            assert.deepEqual(withValue(bench, "09:00"), others(["R003"]));
            bench.simulator.setFaults();
            assertDone(await up(bench, stack, opens("09:00")));
            bench.simulator.setFaults(poison({ ...fault, operation: operations.update }, "R003"));
            requests(bench);
            const updated = await up(bench, stack, opens("10:00"));
            assert.deepEqual(Object.keys(refusals(updated.failure, "updated")), ["R003"]);
            assert.deepEqual(withValue(bench, "10:00"), others(["R003"]));
            const sent = bench.simulator.requests().filter(({ operation }) => operation === operations.update);
            assert.ok(sent.filter(({ status }) => status === 200).length <= 16, "passed");
          },
          { lockLevel },
        ));
    }
  }

  const partly: Readonly<Record<string, SimulatorOptions>> = {
    "each for itself": {},
    "as a whole": { switches: { createExisting: "whole-request" } },
    "as a whole, read with a lag": { switches: { createExisting: "whole-request", staleReads: 1 } },
    "each for itself, read with a lag": { switches: { staleReads: 1 } },
    "in no words": { switches: { messages: "terse", staleReads: 1 } },
    strict: { personality: "strict" },
    "whole-request-409": { personality: "whole-request-409" },
    "in-request-409": { personality: "in-request-409" },
    "invalid-parameter": { personality: "invalid-parameter" },
    "small-batches": { personality: "small-batches", switches: { createExisting: "whole-request" } },
  };
  for (const [what, options] of Object.entries(partly)) {
    for (const lockLevel of levels) {
      it(`a part was written before a 500, and the second try is refused: ${what}, at ${lockLevel}`, () =>
        withBench(
          async (bench) => {
            const stack = new VerbStack();
            const midway = { kind: "error-midway", applied: 3 } as const;
            bench.simulator.setFaults(...Object.values(operations).map((operation) => ({ ...midway, operation })));
            assertDone(await up(bench, stack, opens("09:00")));
            assert.deepEqual(withValue(bench, "09:00"), others([]));
            assertDone(await up(bench, stack, opens("10:00", 30)));
            assert.deepEqual(Object.keys(stored(bench)), withValue(bench, "10:00"));
            assert.equal(Object.keys(stored(bench)).length, 30);
            assert.deepEqual(bench.simulator.pendingFaults(), []);
            assert.equal((await stack.refresh({ previewOnly: true })).changed, false);
            assertDone(await stack.destroy());
          },
          { ...options, lockLevel },
        ));
    }
  }

  it("one that passes after all leaves nothing behind: what follows goes in full requests", () =>
    withBench(async (bench) => {
      const error = { type: "DuplicateResourceException" };
      bench.simulator.setFaults({ kind: "error-before", operation: operations.create, error });
      assertDone(await up(bench, new VerbStack(), opens("09:00", 100)));
      const sent = bench.simulator.requests().filter(({ operation }) => operation === operations.create);
      assert.deepEqual(
        sent.map(({ items }) => items),
        [25, 13, 13, 25, 25, 24],
      );
    }));

  it("a row that another writer deleted stops the update as a conflict; no other row is blamed", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(await up(bench, stack, opens("09:00", 20)));
      const edits = [{ table: "Hours", keys: { Store: "R007" }, column: "Opens", value: null }];
      bench.simulator.setFaults(
        { kind: "edit", operation: "DescribeDataTable", edits },
        {
          ...{ kind: "error-before", operation: operations.update, item: { keys: { Store: "R007" } }, times: null },
          error: { type: "ConflictException", message: "Value not found" },
        },
      );
      const { failure } = await up(bench, stack, opens("10:00", 20));
      assert.match(failure ?? "", /row "R007", column "Opens" was removed/);
      assert.deepEqual(refusals(failure, "updated"), {});
    }));

  it("a column that somebody deletes meanwhile: its values are refused as that, the rest is written", () =>
    withBench(
      async (bench) => {
        const { client, simulator, tableId } = bench;
        const remove = () =>
          client.send(
            new DeleteDataTableAttributeCommand({
              ...{ InstanceId: instanceId, DataTableId: tableId, AttributeName: "Note" },
            }),
          );
        simulator.setFaults({
          kind: "edit",
          operation: operations.create,
          nth: 2,
          run: async () => void (await remove()),
        });
        const rows = manyRows(40, () => ({ Opens: "09:00", Note: "x" }));
        const { failure } = await up(bench, new VerbStack(), rows);
        assert.equal(withValue(bench, "09:00").length, 40);
        const lines = linesOf(failure, /was not created/);
        assert.equal(lines.length, 27);
        for (const line of lines)
          assert.match(line, /column "Note" was not created: the table has no column of this name \[REFUSED\]$/);
      },
      { switches: { unknownAttribute: "whole-request" } },
    ));

  it("a table that somebody deletes meanwhile stops the run", () =>
    withBench(async (bench) => {
      const run = () => bench.simulator.edit({ table: "Hours", deleteTable: true });
      bench.simulator.setFaults({ kind: "edit", operation: operations.create, nth: 2, run });
      const { failure } = await up(bench, new VerbStack(), opens("09:00"));
      assert.match(failure ?? "", /ResourceNotFoundException/);
      assert.deepEqual(refusals(failure), {});
      assert.ok((requests(bench).create ?? 0) <= 2);
    }));

  it("a row that cannot be moved is named; the move before it is recorded, and the next run goes on", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      const rows = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { Opens: "09:00" }]));
      assertDone(await up(bench, stack, rows("A", "B", "C")));
      const moves = { A: "X", B: "Y", C: "Z" };
      const moved = Object.entries(moves).map(([from, to]) => ({ from, to }));
      const error = { type: "InvalidRequestException", message: "Not this one" };
      const operation = "UpdateDataTablePrimaryValues";
      bench.simulator.setFaults({ kind: "error-before", operation, nth: 2, times: null, error });
      const { failure } = await up(bench, stack, rows("X", "Y", "Z"), { moved });
      assert.match(failure ?? "", /row "B" was not moved to "Y": Not this one/);
      assert.doesNotMatch(failure ?? "", /row "[ACXZ]"/);
      assert.deepEqual(Object.keys(stored(bench)), ["B", "C", "X"]);
      bench.simulator.setFaults();
      assertDone(await up(bench, stack, rows("X", "Y", "Z"), { moved }));
      assert.deepEqual(Object.keys(stored(bench)), ["X", "Y", "Z"]);
    }));

  it("rows that may not be written, at the ends and in the middle: the others are, in the same run", () =>
    withBench(async (bench) => {
      const forbidden = ["R000", "R029", "R030", "R059"];
      bench.simulator.setDenied({ primaryValues: forbidden });
      const { failure } = await up(bench, new VerbStack(), opens("09:00"));
      assert.deepEqual(Object.keys(refusals(failure)), forbidden);
      assert.deepEqual(withValue(bench, "09:00"), others(forbidden));
    }));
});

describe("values that do not fit", function () {
  this.timeout(30_000);
  const rows = manyRows(60, () => ({ Opens: "09:00" }));
  const notTried =
    /: not tried, because the table's quota of values has been reached: .*ServiceQuotaExceededException: /;

  for (const lockLevel of levels) {
    it(`those that fit are written; the first that does not has the service's words, at ${lockLevel}`, () =>
      withBench(
        async (bench) => {
          const stack = new VerbStack();
          const { failure } = await stack.up(program(bench, rows), { skipPreview: true });
          assert.equal(Object.keys(stored(bench)).length, 40);
          const lines = Object.values(refusals(failure));
          assert.equal(lines.length, 20);
          assert.match(lines[0] ?? "", /was not created: BatchCreate.*ServiceQuotaExceededException: Maximum number/);
          for (const line of lines.slice(1)) assert.match(line, notTried);
          assert.ok((requests(bench).create ?? 0) <= 2 + 10);
          bench.simulator.setLimits({ cellsPerTable: 60 });
          assertDone(await stack.up(program(bench, rows), { skipPreview: true }));
          assert.equal(Object.keys(stored(bench)).length, 60);
        },
        { limits: { cellsPerTable: 40 }, lockLevel },
      ));
  }

  it("a value in a row that is there still fits where a new row does not", () =>
    withBench(
      async (bench) => {
        bench.simulator.edit({ table: "Hours", keys: { Store: "R059" }, column: "Note", value: "x" });
        const { failure } = await new VerbStack().up(program(bench, rows), { skipPreview: true });
        assert.equal(stored(bench).R059?.Opens, "09:00");
        assert.equal(Object.keys(refusals(failure)).length, 40);
      },
      { limits: { cellsPerTable: 41 }, switches: { keyCellsCount: true } },
    ));
});

describe("a service that refuses everything", function () {
  this.timeout(30_000);
  const rows = (Opens: string) => manyRows(200, () => ({ Opens }));
  const everything: Readonly<Record<string, Partial<Fault> & Pick<Fault, "kind">>> = {
    "a server error": { kind: "error-before" },
    "a lost answer": { kind: "lost-before" },
    "a 409": { kind: "error-before", error: { type: "ConflictException", message: "Busy" } },
  };
  for (const [what, fault] of Object.entries(everything)) {
    for (const nth of [1, 4]) {
      it(`${what}, from request ${nth} on: stops soon, and blames few`, () =>
        withBench(async (bench) => {
          const stack = new VerbStack();
          bench.simulator.setFaults({ ...fault, operation: operations.create, nth, times: null });
          const { failure } = await stack.up(program(bench, rows("09:00")), { skipPreview: true });
          assert.match(failure ?? "", new RegExp(`wrote ${25 * (nth - 1)} of 200 cells`));
          assert.match(failure ?? "", /one create after another, each sent alone, got this response/);
          assert.equal(Object.keys(refusals(failure)).length, 4);
          const physical = fault.error || fault.kind === "lost-before" ? 1 : 5;
          const calls = (requests(bench).create ?? 0) / physical;
          assert.ok(calls <= nth + 5 + 3 + 3 * 5, `${calls} calls`);
          bench.simulator.setFaults();
          assertDone(await stack.up(program(bench, rows("09:00")), { skipPreview: true }));
          assert.equal(Object.keys(stored(bench)).length, 200);
        }));
    }
  }

  it("all items, each for a reason of its own: no more than a request for each and the halving of a few", () =>
    withBench(async (bench) => {
      const error = { type: "InvalidParameterException", message: "Bad item" };
      bench.simulator.setFaults({ kind: "error-before", operation: operations.create, error, times: null });
      const { failure } = await new VerbStack().up(program(bench, rows("09:00")), { skipPreview: true });
      assert.equal(Object.keys(refusals(failure)).length, 200);
      assert.ok((requests(bench).create ?? 0) <= 200 + 3 * 6);
    }));
});

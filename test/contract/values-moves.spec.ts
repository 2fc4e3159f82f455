import { strict as assert } from "node:assert";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import { unknownValue } from "../../src/provider/host/engine-values";
import type { Fault } from "../../src/simulator";
import type { ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, manyRows, requests, stored, withBench } from "./values-bench";

const edit = (bench: ValuesBench, Store: string, column: string, value: string | null) =>
  bench.simulator.edit({ table: "Hours", keys: { Store }, column, value });

describe("rows that move", function () {
  this.timeout(30_000);
  const cells = { Opens: "09:00", Seats: 12 };
  const kept = { Opens: "09:00", Seats: "12" };

  async function withRows(
    rows: ValuesInputs["rows"],
    test: (
      bench: ValuesBench,
      stack: VerbStack,
      up: (change: Partial<ValuesInputs>) => ReturnType<VerbStack["up"]>,
    ) => Promise<void>,
    options: Parameters<typeof withBench>[1] = {},
  ): Promise<void> {
    await withBench(async (bench) => {
      const stack = new VerbStack();
      const up = (change: Partial<ValuesInputs>) => stack.up({ ...bench.inputs, guard: false, ...change });
      assertDone(await up({ rows }));
      requests(bench);
      await test(bench, stack, up);
    }, options);
  }

  it("keeps foreign cells, changes in the same run what the program changes, and may stay in the program for ever", () =>
    withRows({ Muenchen: cells }, async (bench, stack, up) => {
      edit(bench, "Muenchen", "Note", "theirs");
      const moved = [{ from: "Muenchen", to: "München" }];
      const rows = { München: { Opens: "10:00", Seats: 12 } };
      assertDone(await up({ rows, moved }));
      assert.deepEqual(stored(bench), { München: { ...kept, Opens: "10:00", Note: "theirs" } });
      const counts = requests(bench);
      assert.deepEqual([counts.move, counts.update, counts.create, counts.delete], [1, 1, undefined, undefined]);
      assert.equal((await up({ rows, moved })).changed, false);
      assertDone(await up({ rows: { München: { Opens: "11:00", Seats: 12 } }, moved }));
      assert.equal(requests(bench).move, undefined);
      assert.equal((await up({ rows: { München: { Opens: "11:00", Seats: 12 } } })).changed, false, "the block may go");
      assert.equal((await stack.refresh({ previewOnly: true })).changed, false);
    }));

  it("goes the whole way of a chain when a release was skipped", () =>
    withRows({ A: cells }, async (bench, _stack, up) => {
      const moved = [
        { from: "A", to: "B" },
        { from: "B", to: "C" },
      ];
      assertDone(await up({ rows: { C: cells }, moved }));
      assert.deepEqual([stored(bench), requests(bench).move], [{ C: kept }, 1]);
    }));

  it("a row that is neither live here nor there is created, one that was moved by hand is not moved again", () =>
    withRows({ A: cells, B: cells }, async (bench, _stack, up) => {
      edit(bench, "A", "Opens", null);
      edit(bench, "A", "Seats", null);
      edit(bench, "B", "Opens", null);
      edit(bench, "B", "Seats", null);
      edit(bench, "Y", "Opens", "09:00");
      edit(bench, "Y", "Seats", "12");
      const moved = [
        { from: "A", to: "X" },
        { from: "B", to: "Y" },
      ];
      assertDone(await up({ rows: { X: cells, Y: cells }, moved }));
      assert.deepEqual(stored(bench), { X: kept, Y: kept });
      assert.equal(requests(bench).move, undefined);
    }));

  it("both ends live: refused at preview, nothing written", () =>
    withRows({ A: cells }, async (bench, stack, up) => {
      edit(bench, "B", "Opens", "07:00");
      const change = { rows: { B: cells }, moved: [{ from: "A", to: "B" }] };
      const { failure } = await stack.preview({ ...bench.inputs, ...change });
      assert.match(failure ?? "", /row "A" cannot be moved to "B": both exist/);
      assert.ok((await up(change)).failure);
      assert.deepEqual(stored(bench), { A: kept, B: { Opens: "07:00" } });
    }));

  for (const [name, moved] of Object.entries({
    "a swap": [
      { from: "A", to: "B" },
      { from: "B", to: "A" },
    ],
    "a circle of three": [
      { from: "A", to: "B" },
      { from: "B", to: "C" },
      { from: "C", to: "A" },
    ],
    "a move to itself": [{ from: "A", to: "A" }],
    "two moves to one row": [
      { from: "A", to: "D" },
      { from: "B", to: "D" },
    ],
    "two moves from one row": [
      { from: "A", to: "D" },
      { from: "A", to: "E" },
    ],
    "a row that is still declared": [{ from: "A", to: "D" }],
  })) {
    it(`${name} is refused at preview`, () =>
      withRows({ A: cells, B: cells, C: cells }, async (bench, stack) => {
        const rows = { A: cells, B: cells, C: cells, D: cells };
        const { failure } = await stack.preview({ ...bench.inputs, rows, moved });
        assert.match(failure ?? "", /\[IMPOSSIBLE_MOVE\]/);
      }));
  }

  it("a target that is not declared is no move: the row goes", () =>
    withRows({ A: cells, B: cells }, async (bench, _stack, up) => {
      edit(bench, "A", "Note", "theirs");
      assertDone(await up({ rows: { B: cells }, moved: [{ from: "A", to: "Z" }] }));
      assert.deepEqual(stored(bench), { A: { Note: "theirs" }, B: kept });
    }));

  it("a cell that is released while its row moves is left alone", () =>
    withRows({ A: cells }, async (bench, stack, up) => {
      assertDone(await up({ rows: { B: { Opens: "09:00", Seats: null } }, moved: [{ from: "A", to: "B" }] }));
      assert.deepEqual(stored(bench), { B: kept });
      assertDone(await stack.destroy());
      assert.deepEqual(stored(bench), { B: { Seats: "12" } });
    }));

  it("a row of which every cell is released, ignored or not known yet moves all the same", () =>
    withRows({ A: cells, B: cells }, async (bench, stack, up) => {
      const moved = [{ from: "A", to: "X" }];
      const unknown = { X: { Opens: unknownValue, Seats: unknownValue }, B: cells };
      assertDone(await stack.preview({ ...bench.inputs, guard: { minimumRows: 1 }, rows: unknown, moved }));
      assertDone(await up({ rows: { X: { Opens: null, Seats: null }, B: cells }, moved }));
      assert.deepEqual(stored(bench), { X: kept, B: kept });
    }));

  const faults: Record<string, Omit<Fault, "operation">> = {
    "the answer is lost, the move made": { kind: "lost-after" },
    "the request is lost": { kind: "lost-before" },
    "the service fails after the move": { kind: "error-after" },
    "the service fails before the move": { kind: "error-before" },
    "the answer is cut short": { kind: "cut-answer" },
    "the service is busy": { kind: "throttle" },
    "somebody writes the row meanwhile": {
      kind: "edit",
      edits: [{ table: "Hours", keys: { Store: "B" }, column: "Note", value: "theirs" }],
    },
  };
  for (const personality of ["documented", "strict", "lagging", "minimal-locks", "other-errors"]) {
    for (const [name, fault] of Object.entries(faults)) {
      it(`${personality}: ${name}`, () =>
        withRows(
          { A: cells, B: cells },
          async (bench, stack, up) => {
            bench.simulator.setFaults({ ...fault, operation: "UpdateDataTablePrimaryValues", nth: 1 });
            const moved = [
              { from: "A", to: "B" },
              { from: "B", to: "C" },
            ];
            assertDone(await up({ rows: { B: cells, C: cells }, moved }));
            bench.simulator.setFaults();
            const note = fault.kind === "edit" ? { Note: "theirs" } : {};
            assert.deepEqual(stored(bench), { B: kept, C: { ...kept, ...note } });
            assert.equal((await up({ rows: { B: cells, C: cells }, moved })).changed, false);
            assert.equal((await stack.refresh({ previewOnly: true })).changed, false);
          },
          { personality, lockLevel: "PRIMARY_VALUE" },
        ));
    }
  }

  it("stops between two moves: state has the made one, says which failed, and the next up makes the rest", () =>
    withRows({ A: cells, B: cells }, async (bench, stack, up) => {
      bench.simulator.setFaults({
        kind: "error-before",
        operation: "UpdateDataTablePrimaryValues",
        nth: 2,
        times: null,
        error: { type: "AccessDeniedException", status: 403 },
      });
      const moved = [
        { from: "A", to: "X" },
        { from: "B", to: "Y" },
      ];
      const change = { rows: { X: cells, Y: cells }, moved };
      const { failure } = await up(change);
      assert.match(failure ?? "", /row "\w" was not moved to "\w": .*/);
      const keys = Object.keys(stack.state?.outputs.rows ?? {});
      assert.deepEqual(keys.sort(), Object.keys(stored(bench)).sort());
      bench.simulator.setFaults();
      requests(bench);
      assertDone(await up(change));
      const counts = requests(bench);
      assert.deepEqual([counts.move, counts.create, counts.delete], [1, undefined, undefined]);
      assert.deepEqual(stored(bench), { X: kept, Y: kept });
    }));

  it("killed between two moves: the next up goes on", () =>
    withRows({ A: cells, B: cells }, async (bench, stack, up) => {
      const before = structuredClone(stack.state);
      bench.simulator.setFaults({
        kind: "lost-before",
        operation: "UpdateDataTablePrimaryValues",
        nth: 2,
        times: null,
      });
      const moved = [
        { from: "A", to: "B" },
        { from: "B", to: "C" },
      ];
      await up({ rows: { B: cells, C: cells }, moved });
      stack.state = before;
      bench.simulator.setFaults();
      assertDone(await up({ rows: { B: cells, C: cells }, moved }));
      assert.deepEqual(stored(bench), { B: kept, C: kept });
    }));

  it("keys of several columns move, any column of them", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        const program = { ...bench.inputs, guard: false as const };
        assertDone(
          await stack.up({
            ...program,
            rows: { "DE | Berlin": { Opens: "09:00" }, "FR | a \\| b": { Opens: "10:00" } },
          }),
        );
        const moved = [
          { from: "DE | Berlin", to: "DE | Bonn" },
          { from: "FR | a \\| b", to: "IT | a \\\\ b" },
        ];
        const rows = { "DE | Bonn": { Opens: "09:00" }, "IT | a \\\\ b": { Opens: "10:00" } };
        assertDone(await stack.up({ ...program, rows, moved }));
        assert.deepEqual(requests(bench).move, 2);
        assert.deepEqual(stored(bench), { "DE/Bonn": { Opens: "09:00" }, "IT/a \\ b": { Opens: "10:00" } });
      },
      {
        columns: {
          Country: { type: "TEXT", primary: true },
          Store: { type: "TEXT", primary: true },
          Opens: { type: "TEXT" },
        },
      },
    ));

  it("in a table too large to be listed, a foreign row at the target stops the move by name", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        const rows = manyRows(1100, () => ({ Opens: "09:00" }));
        const program = { ...bench.inputs, valueQuota: 3000, guard: false as const };
        assertDone(await stack.up({ ...program, rows }, { skipPreview: true }));
        edit(bench, "New", "Note", "theirs");
        const { R000: first, ...others } = rows;
        const change = { rows: { ...others, New: first ?? {} }, moved: [{ from: "R000", to: "New" }] };
        const { failure } = await stack.up({ ...program, ...change }, { skipPreview: true });
        assert.match(failure ?? "", /row "R000" was not moved to "New"/);
        assert.equal(stored(bench).R000?.Opens, "09:00");
      },
      { limits: { cellsPerTable: 3000 } },
    ));
});

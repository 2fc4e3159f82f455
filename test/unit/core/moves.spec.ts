import { strict as assert } from "node:assert";
import fc from "fast-check";
import { cellMap } from "../../../src/core/cells/cell-map";
import {
  activeMoves,
  moveCells,
  orderMoves,
  renameColumns,
  activeRenames,
  pendingRenames,
  renameCells,
  renameProblems,
} from "../../../src/core/values/moves";

const set = (text: string) => new Set(text);
const moves = (text: string) =>
  text === "" ? [] : text.split(" ").map((move) => ({ from: move[0] ?? "", to: move[1] ?? "" }));
const shown = (list: readonly { from: string; to: string }[]) => list.map(({ from, to }) => `${from}${to}`).join(" ");

describe("moves of rows", () => {
  for (const [given, recorded, declared, expected, why] of [
    ["AB", "A", "B", "AB", "a move"],
    ["AB", "B", "B", "", "done before"],
    ["AB", "AB", "AB", "", "still declared, so both are rows of their own"],
    ["AB", "A", "", "", "the row goes"],
    ["AB", "", "B", "", "never ours"],
    ["AB BC", "AB", "BC", "BC AB", "a chain, tail first"],
    ["BC AB", "AB", "BC", "BC AB", "a chain in any order"],
    ["AB BC", "A", "C", "AC", "a release was skipped"],
    ["AB BC CD", "A", "D", "AD", "two releases were skipped"],
    ["AB BC", "A", "B", "AB", "the second move does not concern this stack"],
    ["AB BC", "AB", "C", "BC", "the row at the end of the chain wins, the other one goes"],
    ["AB BC", "AC", "BC", "AB", "C was always another row"],
    ["AB AC", "A", "BC", "AC", "refused before; one of them wins"],
    ["AB BA", "AB", "AB", "", "a swap is refused before"],
  ] as const) {
    it(`${given} with ${recorded || "nothing"} recorded and ${declared || "nothing"} declared: ${why}`, () => {
      const active = activeMoves(moves(given), set(recorded), set(declared));
      if (given.includes("AC")) assert.equal(active.length, 1);
      else assert.equal(shown(active), expected);
    });
  }

  it("run in an order in which each target is free, whatever is kept in the program (2,000 runs)", () => {
    const row = fc.constantFrom(..."ABCDE");
    const rows = fc.uniqueArray(row).map((list) => new Set(list));
    fc.assert(
      fc.property(
        fc.array(fc.record({ from: row, to: row }), { maxLength: 6 }),
        rows,
        rows,
        (given, recorded, declared) => {
          fc.pre(orderMoves(given).problems.length === 0);
          const active = activeMoves(given, recorded, declared);
          const occupied = new Set(recorded);
          for (const { from, to } of active) {
            assert.ok(occupied.delete(from), "the source is a recorded row");
            assert.ok(declared.has(to));
            assert.ok(
              ![...active].some((other) => other.from === to && occupied.has(to)),
              "the target was vacated before",
            );
            occupied.add(to);
          }
          assert.equal(new Set(active.map(({ to }) => to)).size, active.length);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("carry every cell along", () => {
    const cells = cellMap([
      { rowKey: "A", attribute: "x" },
      { rowKey: "B", attribute: "x" },
    ]);
    assert.deepEqual([...moveCells(cells, moves("BC AB"))].map(({ rowKey }) => rowKey).sort(), ["B", "C"]);
  });
});

describe("renames of columns", () => {
  it("mean something while the old name is recorded and not declared", () => {
    const active = (renames: object, recorded: string, declared: string) =>
      Object.fromEntries(activeRenames(renames as Record<string, string>, set(recorded), set(declared)));
    assert.deepEqual(active({ A: "B" }, "A", "B"), { A: "B" });
    assert.deepEqual(active({ A: "B" }, "B", "B"), {});
    assert.deepEqual(active({ A: "B" }, "A", "A"), {}, "the old name is in use again");
    assert.deepEqual(active({ A: "B", B: "C" }, "AB", "BC"), { A: "B", B: "C" });
    assert.deepEqual(active({ A: "B", B: "C" }, "A", "C"), { A: "C" });
    assert.deepEqual(active({ A: "B", B: "A" }, "AB", "AB"), {}, "a circle");
    assert.deepEqual(active({ toString: "B" }, "A", "B"), {});
  });

  it("are refused where they run in a circle or meet", () => {
    assert.deepEqual(renameProblems({ A: "B", C: "D" }), []);
    assert.deepEqual(renameProblems({ A: "B", B: "A" }), ["the renames form a cycle."]);
    assert.deepEqual(renameProblems({ A: "A" }), ["the renames form a cycle."]);
    assert.deepEqual(renameProblems({ A: "C", B: "C" }), ['two columns are renamed to "C".']);
  });

  it("wait for the table: pending while it has the old name only", () => {
    const pending = (columns: string) => Object.fromEntries(pendingRenames({ A: "B" }, set(columns), set("B")));
    assert.deepEqual(pending("AX"), { A: "B" });
    assert.deepEqual(pending("BX"), {});
    assert.deepEqual(pending("ABX"), {}, "a new column has the old name");
    assert.deepEqual(pending("X"), {});
  });

  it("leave a cell where both names are recorded in its row, and rename along chains", () => {
    const cell = (rowKey: string, attribute: string) => ({ rowKey, attribute });
    const renamed = (cells: { rowKey: string; attribute: string }[], renames: Record<string, string>) =>
      renameColumns(cells, new Map(Object.entries(renames))).map(({ rowKey, attribute }) => `${rowKey}${attribute}`);
    assert.deepEqual(renamed([cell("1", "A"), cell("1", "B"), cell("2", "A")], { A: "B" }), ["1A", "1B", "2B"]);
    assert.deepEqual(renamed([cell("1", "A"), cell("1", "B")], { A: "B", B: "C" }), ["1B", "1C"]);
    assert.deepEqual(renamed([cell("1", "constructor")], {}), ["1constructor"]);
  });

  it("make new row keys where a key column is renamed", () => {
    const cell = {
      rowKey: "DE | Berlin",
      attribute: "Opens",
      primaryValues: { Country: "DE", Store: "Berlin" },
      value: "09:00",
    };
    const defaults = { ...cell, rowKey: "\\default", primaryValues: {} };
    assert.deepEqual(renameCells([cell, defaults], new Map([["Country", "Zone"]])), [
      { ...cell, rowKey: "Berlin | DE", primaryValues: { Zone: "DE", Store: "Berlin" } },
      defaults,
    ]);
  });
});

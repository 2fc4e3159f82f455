import { strict as assert } from "node:assert";
import fc from "fast-check";
import {
  CellMap,
  cellKey,
  cellMap,
  cellsAt,
  columnsOf,
  compareCells,
  type Cells,
} from "../../../src/core/cells/cell-map";

interface Cell {
  readonly rowKey: string;
  readonly attribute: string;
  readonly value: number;
}

const address = fc.record({
  rowKey: fc.constantFrom("\\default", "A", "B", "__proto__", "constructor"),
  attribute: fc.constantFrom("x", "y", "toString"),
});
const cell = fc.tuple(address, fc.nat(9)).map(([at, value]): Cell => ({ ...at, value }));
const cells = fc.array(cell, { maxLength: 20 });
const sorted = (list: Iterable<Cell>) => [...list].sort(compareCells);

/** What every kind of `Cells` must say if it holds these cells. */
function holds(actual: Cells<Cell>, expected: readonly Cell[]): void {
  assert.deepEqual(sorted(actual), sorted(expected));
  assert.equal(actual.size, expected.length);
  assert.deepEqual([...actual.rows.keys()].sort(), [...new Set(expected.map((one) => one.rowKey))].sort());
  for (const rowKey of ["\\default", "A", "B", "__proto__", "constructor", "nowhere"]) {
    const row = expected.filter((one) => one.rowKey === rowKey);
    assert.deepEqual(sorted(actual.row(rowKey)), sorted(row));
    for (const attribute of ["x", "y", "toString", "nowhere"]) {
      const one = row.find((other) => other.attribute === attribute);
      assert.deepEqual([actual.get({ rowKey, attribute }), actual.has({ rowKey, attribute })], [one, !!one]);
    }
  }
}

describe("cells by row and column", () => {
  it("are what a map by address says, after any sets and deletes (1,000 runs)", () => {
    const step = fc.oneof(
      cell.map((one) => ["set", one] as const),
      address.map((at) => ["delete", at] as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const [actual, model] = [new CellMap<Cell>(), new Map<string, Cell>()];
        for (const [kind, at] of steps) {
          if (kind === "set") model.set(cellKey(actual.set(at).get(at) ?? at), at);
          else {
            actual.delete(at);
            model.delete(cellKey(at));
          }
        }
        holds(actual, [...model.values()]);
      }),
      { numRuns: 1000 },
    );
  });

  it("filtered and mapped are what the lists would be (1,000 runs)", () => {
    fc.assert(
      fc.property(cells, cells, fc.nat(9), (list, others, limit) => {
        const kept = cellMap(list);
        const known = [...kept];
        const keep = ({ value }: Cell) => value < limit;
        const more = ({ rowKey, attribute, value }: Cell) => ({ rowKey, attribute, value: value + 1 });
        const among = new Set(others.map(cellKey));
        holds(kept, known);
        holds(kept.filter(keep), known.filter(keep));
        holds(kept.map(more), known.map(more));
        holds(kept.filter(keep).map(more), known.filter(keep).map(more));
        holds(
          cellsAt(kept, cellMap(others)),
          known.filter((one) => among.has(cellKey(one))),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("name their columns, key columns included", () => {
    const one = { rowKey: "A", attribute: "Opens", primaryValues: { Store: "A" } };
    assert.deepEqual([...columnsOf([one])], ["Opens", "Store"]);
  });
});

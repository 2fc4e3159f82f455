import { strict as assert } from "node:assert";
import fc from "fast-check";
import { cellKey, cellMap, type CellAddress } from "../../../src/core/cells/cell-map";
import type { Attributes, ValueType } from "../../../src/core/model";
import type { DeclaredCell, OwnedCell } from "../../../src/core/values/cells";
import { sameMeaning } from "../../../src/core/cells/cell-value";
import type { TableIntent } from "../../../src/core/values/intent";
import { cellsToRead, countDifferences, isSettled, joinTable } from "../../../src/core/values/table-rows";

const columns: readonly [string, ValueType][] = [
  ["x", "TEXT"],
  ["y", "NUMBER"],
];
const attributes: Attributes = new Map(
  [["Store", "TEXT", true] as const, ...columns.map(([name, type]) => [name, type, false] as const)].map(
    ([name, valueType, primary]) => [name, { name, valueType, primary }],
  ),
);
const cell = fc
  .record({
    rowKey: fc.constantFrom("A", "B", "C", "\\default"),
    attribute: fc.constantFrom("x", "y", "z"),
    value: fc.constantFrom("1", "1.0", "2", 1),
  })
  .map((one): DeclaredCell => ({ ...one, primaryValues: one.rowKey === "\\default" ? {} : { Store: one.rowKey } }));
const cells = fc.uniqueArray(cell, { selector: cellKey, maxLength: 8 });
const intent = fc.record({
  owned: cells,
  declared: cells,
  released: fc.constantFrom("x", "none"),
  moves: fc.constantFrom([], [{ from: "A", to: "B" }], [{ from: "C", to: "A" }]),
  renamed: fc.constantFrom<Readonly<Record<string, string>>[]>({}, { z: "x" }),
  isEqual: fc.boolean(),
});

type Given = typeof intent extends fc.Arbitrary<infer T> ? T : never;

function toIntent({ owned, declared, released, moves, renamed, isEqual }: Given): TableIntent {
  return {
    owned: cellMap(owned.map((one): OwnedCell => ({ ...one, lockVersion: {} }))),
    declared: cellMap<DeclaredCell>(isEqual ? owned : declared),
    isReleased: (one) => one.attribute === released,
    ownership: "declared",
    onConflict: "fail",
    moves,
    renamed,
  };
}

describe("the rows of a table", () => {
  it("are settled exactly where the whole comparison finds no difference (2,000 runs)", () => {
    let settled = 0;
    fc.assert(
      fc.property(intent, (given) => {
        const rows = joinTable(toIntent(given), attributes);
        const differences = [...rows.differences];
        const isWhole = differences.length === 0 && rows.moves.length === 0 && rows.renames.size === 0;
        assert.equal(isSettled(rows), isWhole);
        if (isWhole) settled++;
      }),
      { numRuns: 2000, seed: 12 },
    );
    assert.ok(settled > 100 && settled < 1900, `${settled} of 2,000 were settled`);
  });

  it("differ where a look at every single cell says so, and each difference is read (2,000 runs)", () => {
    fc.assert(
      fc.property(intent, (given) => {
        const whole = toIntent({ ...given, moves: [], renamed: {} });
        const rows = joinTable(whole, attributes);
        const verdict = (at: CellAddress) => {
          const [old, now] = [whole.isReleased(at) ? undefined : whole.owned.get(at), whole.declared.get(at)];
          if (old && now) return sameMeaning(old, now, attributes) ? [] : ["update"];
          return now ? ["create"] : old ? ["delete"] : [];
        };
        const all = [...cellMap<CellAddress>([...whole.owned, ...whole.declared])];
        const expected = all.flatMap((at) => verdict(at).map((kind) => `${kind} ${cellKey(at)}`)).sort();
        const found = [...rows.differences];
        assert.deepEqual(found.map(({ kind, ...at }) => `${kind} ${cellKey(at)}`).sort(), expected);
        const { create, update, delete: deleted } = countDifferences(rows);
        assert.equal(create + update + deleted, found.length);
        const asked = cellsToRead({ ...rows, owned: { ...rows.owned, size: 5000 } }, 25);
        assert.deepEqual([...(asked ?? [])].map(cellKey).sort(), found.map(cellKey).sort());
      }),
      { numRuns: 2000, seed: 12 },
    );
  });
});

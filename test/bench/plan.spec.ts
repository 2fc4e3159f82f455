import { strict as assert } from "node:assert";
import fc from "fast-check";
import { summary } from "../../bench/measure";
import { figuresOf } from "../../bench/plan";
import { inputCells, releasedBy } from "../../src/provider/values/state/cells";
import { diffCells, isRecorded } from "../../src/provider/values/differ";

describe("the cost of a plan", function () {
  this.timeout(60_000);

  it("is linear: ten times the cells take ten times the time", () => {
    // A step that looks through a list for each cell would make it a hundred. What is beyond ten is the processor's caches and the machine's noise.
    const figures = Array.from({ length: 3 }, () => figuresOf([1_000, 10_000], "all", { rounds: 3, passes: 1 }));
    for (const member of ["declared", "exclusive"] as const) {
      const growths = figures.map(([few, many]) => (many?.[member] ?? NaN) / (few?.[member] ?? NaN));
      const said = growths.map((growth) => growth.toFixed(1)).join(", ");
      assert.ok(summary(growths).least <= 14, `${member}: it grew ${said} times`);
    }
  });

  it("is a small multiple of JSON.parse, and a diff without a change is less than two", () => {
    const [{ exclusive, parse, diff, parsePair } = assert.fail()] = figuresOf([1_000], 0, { rounds: 9, passes: 1 });
    assert.ok(exclusive / parse < 5, `plan / JSON.parse is ${(exclusive / parse).toFixed(1)}`);
    assert.ok(diff / parsePair < 2, `diff / JSON.parse is ${(diff / parsePair).toFixed(1)}`);
  });

  it("a diff that makes no lists of cells says what one with lists says", () => {
    const value = fc.constantFrom(null, "a", "1", "1.0", 1, 2, true, ["x"]);
    const row = fc.dictionary(fc.constantFrom("A", "B"), value, { noNullPrototype: true });
    const table = fc.record({
      rows: fc.dictionary(fc.constantFrom("r", "s"), row, { noNullPrototype: true }),
      defaults: fc.option(row, { nil: undefined }),
    });
    const types = { A: "NUMBER", B: "TEXT" } as const;
    const typeOf = (attribute: string) => (attribute === "A" ? types.A : types.B);
    fc.assert(
      fc.property(table, table, (olds, news) => {
        const [before, after] = [
          inputCells({ ...olds, primaryAttributes: ["K"] }),
          inputCells({ ...news, primaryAttributes: ["K"] }),
        ];
        const isReleased = releasedBy({}, after, () => false);
        const { created, updated, deleted } = diffCells(before, after, { inputs: {}, isReleased, typeOf });
        const released = [...after.released].some((key) => !before.released.has(key));
        assert.equal(
          isRecorded(olds, news, typeOf),
          created.length + updated.length + deleted.length === 0 && !released,
        );
      }),
      { numRuns: 2000 },
    );
  });
});

import { strict as assert } from "node:assert";
import fc from "fast-check";
import { summary } from "../../bench/measure";
import { figuresOf } from "../../bench/plan";
import { inputCells, releasedBy } from "../../src/provider/values-cells";
import { diffCells, isRecorded } from "../../src/provider/values-differ";

describe("the cost of a plan", function () {
  this.timeout(60_000);

  it("grows with the size of the table as JSON.parse of the same data does", () => {
    // Both leave the processor's caches on the way, so their times grow by more than ten; a quadratic step would make this figure ten.
    const growths = Array.from({ length: 3 }, () => {
      const [few, many] = figuresOf([3_000, 30_000], "one", 3);
      return few && many ? many.plan / few.plan / (many.parse / few.parse) : NaN;
    });
    assert.ok(summary(growths).least <= 3, `it grew ${growths.map((one) => one.toFixed(1)).join(", ")} times as much`);
  });

  it("is a small multiple of JSON.parse, and a diff without a change is less than two", () => {
    const [{ plan, parse, diff, parsePair } = assert.fail()] = figuresOf([1_000], 0, 9);
    assert.ok(plan / parse < 8, `plan / JSON.parse is ${(plan / parse).toFixed(1)}`);
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

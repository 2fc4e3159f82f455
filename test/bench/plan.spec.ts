import { strict as assert } from "node:assert";
import fc from "fast-check";
import { measure, summary } from "../../bench/measure";
import { figuresOf, planOf } from "../../bench/plan";
import { planData } from "../../bench/plan-data";
import { inputCells, releasedBy } from "../../src/provider/values-cells";
import { diffCells, isRecorded } from "../../src/provider/values-differ";

describe("the cost of a plan", function () {
  this.timeout(60_000);

  it("is linear: ten times the cells take at most 12 times the processor time", () => {
    const [small, large] = [planData(1_000, "one"), planData(10_000, "one")];
    // Interleaved, and judged by the least of several rounds: a busy machine only ever adds to a time.
    const growth = Array.from({ length: 3 }, () => {
      const [few, many] = measure(
        [
          { name: "1,000", run: () => planOf(small) },
          { name: "10,000", run: () => planOf(large) },
        ],
        9,
      );
      return (many?.least ?? NaN) / (few?.least ?? NaN);
    });
    assert.ok(summary(growth).least <= 12, `it grew ${growth.map((one) => one.toFixed(1)).join(", ")} times`);
  });

  it("is a small multiple of JSON.parse, and a diff without a change is less than two", () => {
    const { plan, diff } = figuresOf(1_000, 0, 9);
    assert.ok(plan < 15, `plan / JSON.parse is ${plan.toFixed(1)}`);
    assert.ok(diff < 3, `diff / JSON.parse is ${diff.toFixed(1)}`);
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

import { strict as assert } from "node:assert";
import { summary } from "../../bench/measure";
import { figuresOf } from "../../bench/plan";

describe("the cost of a plan", function () {
  this.timeout(180_000);

  it("is linear: ten times the cells take ten times the time", () => {
    // A step that looks through a list for each cell would make it a hundred. What is beyond ten is the processor's caches and the machine's
    // noise; with fewer rounds the compiler is still at work in some of them.
    const figures = Array.from({ length: 3 }, () => figuresOf([1_000, 10_000], "all", { rounds: 9, passes: 1 }));
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
});

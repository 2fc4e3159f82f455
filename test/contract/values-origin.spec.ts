/** Whose values they are where state, or the key, does not tell: what is uncertain stays. */
import { strict as assert } from "node:assert";
import { VerbStack } from "../helpers/verb-stack";
import { manyRows, stored, withBench } from "./values-bench";

describe("values of which it is uncertain whose they are", () => {
  const changes = {
    "only a setting": { sensitive: ["Note"] },
    "one cell": { rows: { ...manyRows(12, () => ({ Opens: "09:00" })), R000: { Opens: "10:00" } } },
  };
  for (const [name, change] of Object.entries(changes)) {
    it(`stay at the end where an update of ${name} went over state of an early version`, () =>
      withBench(async (bench) => {
        const rows = manyRows(12, () => ({ Opens: "09:00" }));
        for (const Store of Object.keys(rows))
          bench.simulator.edit({ table: "Hours", keys: { Store }, column: "Opens", value: "09:00" });
        const stack = new VerbStack();
        const program = { ...bench.inputs, rows };
        assert.equal((await stack.up(program)).failure, undefined);
        assert.ok(stack.state);
        const locks = { ...stack.state.outputs.__lockVersions, schemaVersion: 2, found: undefined };
        const outputs = { ...stack.state.outputs, __lockVersions: locks };
        stack.state = { ...stack.state, outputs };
        assert.equal((await stack.up({ ...program, ...change })).failure, undefined);
        assert.equal((await stack.destroy()).failure, undefined);
        assert.equal(Object.keys(stored(bench)).length, 12);
      }));
  }

  it("are not touched where only a blank tells two keys apart: nothing was ever written under ours", () =>
    withBench(async (bench) => {
      bench.simulator.edit({ table: "Hours", keys: { Store: "Berlin" }, column: "Opens", value: "08:00" });
      const stack = new VerbStack();
      const rows = { "Berlin ": { Opens: "09:00" } };
      assert.equal((await stack.up({ ...bench.inputs, onConflict: "overwrite", rows })).failure, undefined);
      assert.deepEqual(stored(bench), { "Berlin ": { Opens: "09:00" }, Berlin: { Opens: "08:00" } });
      assert.equal((await stack.destroy()).failure, undefined);
      assert.deepEqual(stored(bench), { Berlin: { Opens: "08:00" } });
    }));
});

import { strict as assert } from "node:assert";
import fc from "fast-check";
import { cellMap } from "../../../src/core/cells/cell-map";
import type { LiveCell } from "../../../src/core/model";
import type { OwnedCell } from "../../../src/core/values/cells";
import type { Plan } from "../../../src/core/values/plan";
import { planValues } from "../../../src/core/values/plan-values";

const at = { rowKey: "Berlin", attribute: "Agents", primaryValues: { Store: "Berlin" } };
const text = fc.constantFrom("a", "b", "c");
const maybe = fc.option(text, { nil: undefined });
const attributes = new Map([["Agents", { name: "Agents", valueType: "TEXT" as const, primary: false }]]);

interface Trio {
  readonly recorded: string | undefined;
  readonly live: string | undefined;
  readonly desired: string | undefined;
  readonly onConflict: "fail" | "overwrite";
  readonly left?: OwnedCell["left"];
  readonly initial?: boolean;
  readonly way?: "live" | "program";
}

const trio = fc.record({
  recorded: maybe,
  live: maybe,
  desired: maybe,
  onConflict: fc.constantFrom("fail", "overwrite"),
});

function plan({ recorded, live, desired, onConflict, left, initial, way }: Trio): Plan {
  const liveCell = (value: string): LiveCell => ({
    ...at,
    valueType: "TEXT",
    value,
    lockVersion: { Value: `of ${value}` },
  });
  const lockVersion = { Value: `of ${left?.text ?? recorded}` };
  return planValues({
    recorded: cellMap(recorded === undefined ? [] : [{ ...at, value: recorded, lockVersion, left, initial }]),
    live: cellMap(live === undefined ? [] : [liveCell(live)]),
    desired: cellMap(desired === undefined ? [] : [{ ...at, value: desired, initial }]),
    attributes,
    onConflict,
    resolve: way && (() => way),
  });
}

describe("cells that others own", () => {
  it("an initial cell is only ever created where nothing is recorded or live, and deleted with the value that was written", () => {
    fc.assert(
      fc.property(trio, (one) => {
        const { changes, conflicts, drift } = plan({ ...one, initial: true });
        assert.deepEqual([conflicts, drift], [[], []]);
        for (const { kind } of changes) {
          if (kind === "create") assert.ok(one.recorded === undefined && one.live === undefined);
          else assert.ok(kind === "delete" && one.desired === undefined && one.recorded === one.live);
        }
        const isNew = one.recorded === undefined && one.live === undefined && one.desired !== undefined;
        assert.equal(
          changes.some(({ kind }) => kind === "create"),
          isNew,
        );
      }),
    );
  });

  it("an initial cell that was there first stays, whatever it holds when its row goes", () => {
    fc.assert(
      fc.property(trio, maybe, (one, value) => {
        const { changes } = plan({ ...one, recorded: "a", desired: undefined, initial: true, left: { text: value } });
        assert.deepEqual(changes, []);
      }),
    );
  });

  it("what was left is not written while neither side changes, and a conflict when one does", () => {
    fc.assert(
      fc.property(trio, maybe, (one, value) => {
        const { recorded = "a", live, desired, onConflict } = one;
        const { changes, conflicts, drift, kept } = plan({
          recorded,
          live,
          desired,
          onConflict,
          left: { text: value },
        });
        const [isAsLeft, isSettled] = [live === value, live === desired];
        if (isSettled) return assert.deepEqual([changes, conflicts, drift, kept], [[], [], [], []]);
        if (isAsLeft && desired === undefined) return assert.deepEqual([changes, kept.length], [[], 1]);
        if (isAsLeft && desired === recorded) return assert.deepEqual([changes, drift.length], [[], 1]);
        assert.equal((onConflict === "fail" ? conflicts : changes).length, 1);
      }),
    );
  });

  it("a decision turns a conflict into what it says, and nothing else", () => {
    fc.assert(
      fc.property(trio, (one) => {
        const undecided = plan(one);
        const isOpen = undecided.conflicts.length > 0 || undecided.changes.some(({ overwrites }) => overwrites);
        const [byLive, byProgram] = [plan({ ...one, way: "live" }), plan({ ...one, way: "program" })];
        if (!isOpen) return assert.deepEqual([byLive, byProgram], [undecided, undecided]);
        assert.deepEqual([byLive.changes, byLive.conflicts, byLive.kept.length], [[], [], 1]);
        assert.deepEqual([byProgram.conflicts, byProgram.kept], [[], []]);
        assert.deepEqual(
          byProgram.changes.map(({ consent, before, after }) => [consent, before, after]),
          [["resolved", one.live, one.desired]],
        );
      }),
    );
  });
});

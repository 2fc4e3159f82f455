import { strict as assert } from "node:assert";
import fc from "fast-check";
import { cellKey, cellMap, type CellAddress } from "../../../src/core/cells/cell-map";
import { sameValue, textOf as textIn } from "../../../src/core/cells/cell-value";
import type { Attributes, LiveCell, LockVersion } from "../../../src/core/model";
import type { DeclaredCell, OwnedCell } from "../../../src/core/values/cells";
import { planValues, type PlanInput } from "../../../src/core/values/plan-values";

const at = { rowKey: "Berlin", attribute: "Opens" };
const primaryValues = { Store: "Berlin" };
/** Each column is of the type that its values look like. */
const attributes: Attributes = new Map();
const recorded = (value: string, lockVersion: LockVersion = { Value: "1" }): OwnedCell => ({
  ...{ ...at, primaryValues, value },
  lockVersion,
});
const desired = (value: string): DeclaredCell => ({ ...at, primaryValues, value });
const live = (value: string, lockVersion: LockVersion = { Value: "2" }): LiveCell => ({
  ...{ ...at, primaryValues, valueType: "TEXT", value, lockVersion },
});
const one = <T extends CellAddress>(cell: T | undefined) => cellMap(cell ? [cell] : []);

/** What the plan makes of one cell: a change's kind, `settled`, `drift`, or `!` and the kind of a conflict. */
function verdict([base, now, wanted]: [OwnedCell?, LiveCell?, DeclaredCell?], more: Partial<PlanInput> = {}): string {
  const input = {
    recorded: one(base),
    live: one(now),
    desired: one(wanted),
    attributes,
    onConflict: "fail" as const,
    ...more,
  };
  const plan = planValues(input);
  const all = [
    ...plan.changes.map(({ kind, overwrites }) => (overwrites ? `${kind} over ${overwrites}` : kind)),
    ...plan.conflicts.map(({ kind }) => `!${kind}`),
    ...plan.drift.map(() => "drift"),
    ...plan.settled.map(({ rewritten }) => (rewritten ? "rewritten" : "settled")),
  ];
  assert.ok(all.length <= 1);
  return all[0] ?? "nothing";
}

describe("the four rules of the plan", () => {
  const [a, b, c] = ["a", "b", "c"];
  const cases: [string, [OwnedCell?, LiveCell?, DeclaredCell?], string][] = [
    ["nothing anywhere", [], "nothing"],
    ["live equals desired, not recorded: adoption", [undefined, live(a), desired(a)], "settled"],
    ["live equals desired, recorded otherwise: a killed run", [recorded(b), live(a), desired(a)], "settled"],
    ["all three equal", [recorded(a), live(a), desired(a)], "settled"],
    ["neither live nor desired", [recorded(a), undefined, undefined], "settled"],
    ["desired is recorded, live differs", [recorded(a), live(b), desired(a)], "drift"],
    ["desired is recorded, live is gone", [recorded(a), undefined, desired(a)], "drift"],
    ["new", [undefined, undefined, desired(a)], "create"],
    ["changed", [recorded(a), live(a), desired(b)], "update"],
    ["dropped", [recorded(a), live(a), undefined], "delete"],
    ["already exists", [undefined, live(a), desired(b)], "!exists"],
    ["edited", [recorded(a), live(b), desired(c)], "!edited"],
    ["removed", [recorded(a), undefined, desired(b)], "!removed"],
    ["edited, and dropped here", [recorded(a), live(b), undefined], "!edited-delete"],
    ["foreign", [undefined, live(a), undefined], "nothing"],
  ];
  for (const [name, cell, expected] of cases) {
    it(`${name}: ${expected}`, () => {
      assert.equal(verdict(cell), expected);
      const overwritten = expected.startsWith("!") ? verdict(cell, { onConflict: "overwrite" }) : expected;
      if (!expected.startsWith("!")) assert.equal(verdict(cell, { onConflict: "overwrite" }), expected);
      else assert.match(overwritten, new RegExp(`^(create|update|delete) over ${expected.slice(1)}$`));
    });
  }

  it("a foreign cell goes only where it may be removed", () => {
    assert.equal(verdict([undefined, live("a"), undefined], { removable: () => true }), "delete");
    assert.equal(verdict([undefined, live("a"), undefined], { removable: () => false }), "nothing");
    assert.equal(verdict([recorded("a"), live("b"), undefined], { removable: () => true }), "!edited-delete");
  });

  it("the same lock version says that the service rewrote the value; another one says that somebody did", () => {
    const version = { Value: "1" };
    assert.equal(verdict([recorded(" a", version), live("z", version), desired(" a")]), "rewritten");
    assert.equal(verdict([recorded(" a", version), live("z", version), desired("b")]), "update");
    assert.equal(verdict([recorded(" a", version), live("a", { Value: "2" }), desired(" a")]), "drift");
    const parts = [
      ["ATTRIBUTE", "Attribute"],
      ["PRIMARY_VALUE", "PrimaryValues"],
      ["DATA_TABLE", "DataTable"],
    ] as const;
    for (const [lockLevel, part] of parts) {
      const [mine, same, other] = [
        recorded("a", { [part]: "1" }),
        live("z", { [part]: "1" }),
        live("z", { [part]: "2" }),
      ];
      assert.equal(verdict([mine, same, desired("a")], { lockLevel }), "rewritten", lockLevel);
      assert.equal(verdict([mine, other, desired("a")], { lockLevel }), "drift", lockLevel);
      for (const wrong of ["NONE", "VALUE"] as const)
        assert.equal(verdict([mine, same, desired("a")], { lockLevel: wrong }), "drift");
    }
  });

  it("without any version, spaces and Unicode form alone are no edit", () => {
    assert.equal(verdict([recorded(" a ", {}), live("a", {}), desired(" a ")]), "rewritten");
    assert.equal(verdict([recorded("a", {}), live("b", {}), desired("a")]), "drift");
    assert.equal(verdict([undefined, live("é", {}), desired("e\u0301")]), "rewritten");
  });

  it("what was exported may be changed by the first run, what was modified since then or is recorded may not", () => {
    const liveAt = (lastModifiedTime?: string) => ({ ...live("a"), lastModifiedTime });
    const exported = { exportedAt: "2026-11-24T09:00:00.250Z" };
    assert.equal(verdict([undefined, liveAt("2026-11-24T09:00:00.250Z"), desired("b")], exported), "update");
    assert.equal(verdict([undefined, liveAt("2026-11-24T09:00:00.251Z"), desired("b")], exported), "!exists");
    assert.equal(verdict([undefined, liveAt(), desired("b")], exported), "!exists");
    assert.equal(verdict([undefined, liveAt("2026-11-24T08:00:00Z"), undefined], exported), "nothing");
    assert.equal(verdict([recorded("c"), liveAt("2026-11-24T08:00:00Z"), desired("b")], exported), "!edited");
  });

  it("an empty text and none are the same only where the service keeps no empty text", () => {
    assert.equal(verdict([undefined, undefined, desired("")]), "create");
    assert.equal(verdict([undefined, undefined, desired("")], { emptyIsAbsent: true }), "settled");
    assert.equal(verdict([recorded("a"), live("a"), desired("")], { emptyIsAbsent: true }), "update");
  });
});

describe("any plan", () => {
  const textOf = (cell: DeclaredCell | undefined) => cell && textIn(cell, attributes);
  const address = fc.record({ rowKey: fc.constantFrom("A", "B", "\\default"), attribute: fc.constantFrom("x", "y") });
  const value = fc.constantFrom("1", "1.0", "2", "3");
  const cells = <T>(map: (at: CellAddress, value: string, version: string) => T) =>
    fc
      .uniqueArray(fc.tuple(address, value, fc.constantFrom("v1", "v2")), {
        selector: ([at]) => cellKey(at),
        maxLength: 6,
      })
      .map((list) => list.map(([at, text, version]) => map(at, text, version)));
  const input = fc.record({
    recorded: cells((at, text, version): OwnedCell => ({
      ...{ ...at, primaryValues: {}, value: text },
      lockVersion: { Value: version },
    })),
    live: cells((at, text, version): LiveCell => ({
      ...{
        ...at,
        primaryValues: { Store: at.rowKey },
        valueType: "NUMBER",
        value: text,
        lockVersion: { Value: version },
      },
    })),
    desired: cells((at, text): DeclaredCell => ({
      ...at,
      primaryValues: { Store: at.rowKey },
      value: text,
    })),
    exclusive: fc.boolean(),
    onConflict: fc.constantFrom("fail" as const, "overwrite" as const),
  });
  const same = (a?: string, b?: string) => a === b || (a !== undefined && b !== undefined && sameValue(a, b, "NUMBER"));

  it("has disjoint sets, leads to what is declared, and leaves others' cells alone (5,000 runs)", () => {
    fc.assert(
      fc.property(input, ({ exclusive, onConflict, ...lists }) => {
        const [recordedMap, liveMap, desiredMap] = [
          cellMap(lists.recorded),
          cellMap(lists.live),
          cellMap(lists.desired),
        ];
        const removable = exclusive ? (cell: CellAddress) => !desiredMap.has(cell) : undefined;
        const plan = planValues({
          recorded: recordedMap,
          live: liveMap,
          desired: desiredMap,
          attributes,
          removable,
          onConflict,
        });

        const all = [...plan.changes, ...plan.conflicts, ...plan.drift, ...plan.settled].map(cellKey);
        assert.equal(new Set(all).size, all.length, "every cell has one verdict");
        const after = new Map(lists.live.map((cell) => [cellKey(cell), cell.value]));
        for (const change of plan.changes) {
          const before = liveMap.get(change);
          assert.equal(change.kind === "create", before === undefined);
          assert.deepEqual([change.before, change.lockVersion], [before?.value, before?.lockVersion]);
          if (change.after === undefined) after.delete(cellKey(change));
          else after.set(cellKey(change), change.after);
        }
        const exempt = new Set([...plan.conflicts, ...plan.drift].map(cellKey));
        const rewritten = new Set(plan.settled.filter((cell) => cell.rewritten).map(cellKey));
        for (const cell of [...lists.recorded, ...lists.live, ...lists.desired]) {
          const key = cellKey(cell);
          const [base, old, wanted] = [recordedMap.get(cell), liveMap.get(cell), desiredMap.get(cell)];
          if (exempt.has(key) || rewritten.has(key)) assert.equal(after.get(key), old?.value, "not touched");
          else if (wanted || base || exclusive) assert.ok(same(after.get(key), textOf(wanted)), "as declared");
          else assert.equal(after.get(key), old?.value, "a cell of somebody else");
          const theirs =
            old && !same(old.value, textOf(base)) && !(base && base.lockVersion.Value === old.lockVersion.Value);
          const mayGo = onConflict === "overwrite" || (exclusive && !base);
          if (theirs && !mayGo) assert.ok(same(after.get(key), old.value), "an edit is not overwritten");
        }
        if (onConflict === "overwrite") assert.equal(plan.conflicts.length, 0);
      }),
      { numRuns: 5000 },
    );
  });

  it("is a value: sorted, and the same after JSON (500 runs)", () => {
    fc.assert(
      fc.property(input, ({ onConflict, ...lists }) => {
        const maps = { recorded: cellMap(lists.recorded), live: cellMap(lists.live), desired: cellMap(lists.desired) };
        const backwards = {
          recorded: cellMap([...lists.recorded].reverse()),
          live: cellMap([...lists.live].reverse()),
          desired: cellMap([...lists.desired].reverse()),
        };
        const plan = planValues({ ...maps, attributes, onConflict });
        assert.deepEqual(planValues({ ...backwards, attributes, onConflict }), plan);
        assert.equal(JSON.stringify(JSON.parse(JSON.stringify(plan))), JSON.stringify(plan));
      }),
      { numRuns: 500 },
    );
  });
});

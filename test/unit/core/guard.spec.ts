import { strict as assert } from "node:assert";
import { cellMap } from "../../../src/core/cells/cell-map";
import { Denials } from "../../../src/core/apply/refusals";
import { allowance, guardRefusal, isAllowed, type Guard } from "../../../src/core/values/guard";

const cells = (rows: number, columns = 1, name = "R") =>
  Array.from({ length: rows * columns }, (_, i) => ({
    rowKey: `${name}${Math.floor(i / columns)}`,
    attribute: `c${i % columns}`,
  }));

describe("the guard", () => {
  const refusal = (
    guard: Guard | false | undefined,
    rows: number,
    updates: number,
    deletes: number,
    more: object = {},
  ) =>
    guardRefusal(guard, {
      recorded: cellMap(cells(rows)),
      extent: { updates, deletes },
      desiredRows: 1,
      foreign: [],
      ...more,
    });

  it("stops above 30% from 10 rows on, updates and deletes each for themselves", () => {
    assert.equal(refusal(undefined, 100, 30, 30), undefined);
    assert.match(refusal(undefined, 100, 31, 0) ?? "", /update 31 of 100 cells \(31%, allowed 30%\)/);
    assert.match(refusal(undefined, 100, 0, 31) ?? "", /delete 31 of 100 cells/);
    assert.match(refusal(undefined, 100, 40, 50) ?? "", /update 40 .*; it would delete 50/);
    assert.equal(refusal(undefined, 9, 9, 0), undefined);
    assert.ok(refusal(undefined, 10, 10, 0));
    assert.equal(refusal(false, 100, 100, 100, { desiredRows: 0 }), undefined);
    assert.ok(refusal({ maxUpdatePercent: 0 }, 100, 1, 0));
    assert.equal(refusal({ maxUpdatePercent: 100, maxDeletePercent: 100 }, 100, 100, 100), undefined);
  });

  it("counts cells of nobody to the whole and to the rows", () => {
    const foreign = cells(200, 1, "F");
    assert.match(refusal(undefined, 20, 0, 200, { foreign }) ?? "", /delete 200 of 220 cells \(90\.9%/);
    assert.ok(refusal(undefined, 0, 0, 200, { foreign }));
  });

  it("keeps a table from being emptied, the default record aside", () => {
    assert.match(refusal(undefined, 3, 0, 3, { desiredRows: 0 }) ?? "", /would empty the table/);
    assert.equal(refusal({ allowEmpty: true }, 3, 0, 3, { desiredRows: 0 }), undefined);
    const defaults = cellMap([{ rowKey: "\\default", attribute: "c" }]);
    assert.equal(refusal(undefined, 0, 0, 1, { desiredRows: 0, recorded: defaults }), undefined);
  });

  it("is allowed once by exact counts and the name of the resource", () => {
    const extent = { updates: 40, deletes: 2 };
    assert.equal(allowance("hours", extent), "hours:40/2");
    for (const text of ["hours:40/2", " hours:40/2 ", "a:1/1,hours:40/2", "a:1/1 , hours:40/2,"])
      assert.ok(isAllowed(text, "hours", extent), text);
    for (const text of [undefined, "", "hours:40/3", "hours:4/2", "xhours:40/2", "hours:40/20", "hours"])
      assert.ok(!isAllowed(text, "hours", extent), text);
  });
});

describe("what is forbidden", () => {
  const item = (rowKey: string, attribute: string) => ({ kind: "update" as const, rowKey, attribute });
  const queue = ["A", "B", "C", "D"].flatMap((row) => ["x", "y"].map((column) => item(row, column)));

  /** Tries single items as an apply does after the first refusal; answers what was found and how many were tried. */
  function explore(isForbidden: (cell: { rowKey: string; attribute: string }) => boolean) {
    const denials = new Denials();
    let waiting = queue.filter((cell) => cell !== queue.find(isForbidden));
    const found: string[] = [];
    let tried = 1;
    const try_ = (cell: (typeof queue)[number]) => {
      if (!isForbidden(cell)) return denials.allow(cell);
      const scope = denials.deny(cell);
      if (!scope) return;
      found.push(scope.label);
      waiting = waiting.filter((other) => !scope.holds(other));
    };
    const first = queue.find(isForbidden);
    if (first) try_(first);
    for (let next = denials.probe(waiting); next; next = denials.probe(waiting)) {
      const cell = next;
      waiting = waiting.filter((other) => other !== cell);
      tried++;
      try_(cell);
    }
    return { found, tried, left: waiting.length };
  }

  it("is told apart: a verb, a column, a row, a single cell", () => {
    assert.deepEqual(
      explore(() => true),
      { found: ["every update"], tried: 3, left: 0 },
    );
    const column = explore(({ attribute }) => attribute === "x");
    assert.deepEqual(column.found, ['column "x"']);
    const row = explore(({ rowKey }) => rowKey === "A");
    assert.deepEqual(row.found, []);
    assert.ok(row.tried <= 4);
    const cell = explore(({ rowKey, attribute }) => rowKey === "A" && attribute === "x");
    assert.deepEqual([cell.found, cell.tried <= 4], [[], true]);
  });

  it("is not guessed from rows at the ends and in the middle of a table", () => {
    const rows = Array.from({ length: 60 }, (_, i) => item(`R${i}`, "x"));
    const denials = new Denials();
    for (const row of ["R0", "R30", "R59"]) {
      const probe = denials.probe(rows);
      assert.ok(!probe || !["R0", "R29", "R30", "R59"].includes(probe.rowKey), probe?.rowKey);
      if (row === "R0") denials.deny(item(row, "x"));
    }
  });

  it("never includes what went through", () => {
    const denials = new Denials();
    denials.allow(item("Z", "x"));
    for (const row of ["A", "B", "C", "D"]) assert.equal(denials.deny(item(row, "x")), undefined);
  });
});

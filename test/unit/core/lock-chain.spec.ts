import { strict as assert } from "node:assert";
import { LockChain } from "../../../src/core/apply/lock-chain";
import type { LockLevel } from "../../../src/core/model";
import { isFinal, isRenewed, showsStaleness, type Pending } from "../../../src/core/apply/verdict";

const cell = (rowKey: string, attribute = "x") => ({ rowKey, attribute });

describe("lock versions along our own writes", () => {
  it("go forward from what a write carried to what it was answered, and no further", () => {
    const chain = new LockChain();
    chain.observe(cell("A"), { DataTable: "t1", Value: "a1" });
    chain.wrote(cell("A"), { DataTable: "t1", Value: "a1" }, { DataTable: "t2", Value: "a2" });
    assert.deepEqual(chain.forward(cell("B"), { DataTable: "t1", Value: "b1" }, "DATA_TABLE"), {
      version: { DataTable: "t2", Value: "b1" },
      stale: false,
    });
    chain.wrote(cell("B"), { DataTable: "t2" }, { DataTable: "t3" });
    assert.equal(chain.forward(cell("C"), { DataTable: "t1" }).version.DataTable, "t3");
    assert.equal(
      chain.forward(cell("C"), { DataTable: "t0" }).version.DataTable,
      "t0",
      "somebody else's version stays",
    );
  });

  it("keep columns and rows apart", () => {
    const chain = new LockChain();
    chain.wrote(cell("A", "x"), { Attribute: "x1", PrimaryValues: "r1" }, { Attribute: "x2", PrimaryValues: "r2" });
    const version = { Attribute: "x1", PrimaryValues: "r1" };
    assert.deepEqual(chain.forward(cell("A", "y"), version).version, { Attribute: "x1", PrimaryValues: "r2" });
    assert.deepEqual(chain.forward(cell("B", "x"), version).version, { Attribute: "x2", PrimaryValues: "r1" });
  });

  it("are stale where an answer did not tell, at the level that goes by them; read again they are known", () => {
    const chain = new LockChain();
    chain.wrote(cell("A"), { DataTable: "t1" }, {});
    const stale = (level: "DATA_TABLE" | "VALUE") => chain.forward(cell("B"), { DataTable: "t1" }, level).stale;
    assert.deepEqual([stale("DATA_TABLE"), stale("VALUE")], [true, false]);
    chain.observe(cell("B"), { DataTable: "t5" });
    assert.equal(chain.forward(cell("B"), { DataTable: "t5" }, "DATA_TABLE").stale, false);
    assert.deepEqual(chain.around(cell("C"), ["DataTable"]), { DataTable: "t5" });
  });

  it("do not run in a circle when a service gives a version twice", () => {
    const chain = new LockChain();
    chain.wrote(cell("A"), { DataTable: "1" }, { DataTable: "2" });
    chain.wrote(cell("A"), { DataTable: "2" }, { DataTable: "1" });
    assert.ok(["1", "2"].includes(chain.forward(cell("A"), { DataTable: "1" }).version.DataTable ?? ""));
  });

  it("are not moved by a write that left them", () => {
    const chain = new LockChain();
    chain.wrote(cell("A"), { DataTable: "t1" }, { DataTable: "t1" });
    assert.deepEqual(chain.forward(cell("B"), { DataTable: "t1" }, "DATA_TABLE"), {
      version: { DataTable: "t1" },
      stale: false,
    });
  });
});

describe("what to make of a refusal", () => {
  const tried: Pending = {
    ...{ kind: "update", rowKey: "A", attribute: "x", primaryValues: {}, valueType: "TEXT", before: "a", after: "b" },
    ...{ lockVersion: { Value: "1" }, attempts: 0, message: "no" },
  };

  it("is final where nothing stood in its way, and after five rounds", () => {
    assert.ok(isFinal(tried, tried, "VALUE"));
    assert.ok(!isFinal(tried, { ...tried, lockVersion: { Value: "2" } }, "VALUE"), "another version");
    assert.ok(!isFinal(tried, { ...tried, before: "c" }, "VALUE"), "another value");
    assert.ok(!isFinal({ ...tried, message: "Concurrency conflict" }, tried, "VALUE"), "words of staleness");
    assert.ok(!isFinal({ ...tried, message: undefined }, tried, "VALUE"), "no answer");
    for (const message of ["Concurrency conflict", undefined])
      assert.ok(isFinal({ ...tried, message, attempts: 4 }, tried, "VALUE"));
  });

  it("is final after three rounds of its own where the others were shared", () => {
    const stale = { ...tried, message: "Concurrency conflict" };
    const rounds = (shared: number) =>
      [shared, shared + 1, shared + 2, shared + 3, shared + 4].map((attempts) =>
        isFinal({ ...stale, attempts, shared }, tried, "VALUE"),
      );
    assert.deepEqual(rounds(0), [false, false, false, false, true]);
    assert.deepEqual(rounds(1), [false, false, false, true, true]);
    assert.deepEqual(rounds(5), [false, false, true, true, true]);
  });

  it("of a create is final at once at NONE and VALUE, elsewhere after a version was tried and left out", () => {
    const create: Pending = { ...tried, kind: "create", before: undefined, lockVersion: undefined };
    assert.deepEqual(
      (["NONE", "VALUE"] as const).map((level) => isFinal(create, create, level)),
      [true, true],
    );
    for (const attempts of [0, 1]) assert.ok(!isFinal({ ...create, attempts }, create, "DATA_TABLE"));
    assert.ok(isFinal({ ...create, attempts: 2 }, create, "DATA_TABLE"));
  });

  it("of a whole request is worth another try as it was, twice at most, where something else is live now", () => {
    const words = "ConflictException: no";
    assert.ok(!isRenewed(tried, tried, "VALUE", words));
    assert.ok(isRenewed(tried, { ...tried, lockVersion: { Value: "2" } }, "VALUE", words), "another version");
    assert.ok(isRenewed(tried, { ...tried, before: "c" }, "NONE", words), "another value");
    assert.ok(isRenewed(tried, { ...tried, kind: "create" }, "NONE", words), "another verb");
    assert.ok(!isRenewed({ ...tried, attempts: 2 }, { ...tried, before: "c" }, "VALUE", words));
  });

  it("of a whole request of creates is tried with a new version and without one, where it may be for staleness", () => {
    const create: Pending = { ...tried, kind: "create", before: undefined, lockVersion: undefined };
    const words = "ConflictException: no";
    const tries = (level: LockLevel, said = words) =>
      [0, 1, 2].map((attempts) => isRenewed({ ...create, attempts }, create, level, said));
    assert.deepEqual(tries("DATA_TABLE"), [true, true, false]);
    assert.deepEqual(tries("VALUE"), [false, false, false]);
    assert.deepEqual(tries("DATA_TABLE", "DuplicateResourceException: there"), [false, false, false]);
  });

  it("shows staleness within a request where one of a scope passed and the rest of it was refused", () => {
    const item = (rowKey: string): Pending => ({ ...tried, rowKey, message: "no" });
    assert.ok(showsStaleness([cell("A")], [item("B"), item("C")], "DATA_TABLE"));
    assert.ok(!showsStaleness([cell("A"), cell("B")], [item("C"), item("D")], "DATA_TABLE"));
    assert.ok(!showsStaleness([cell("A")], [item("B")], "DATA_TABLE"), "one item may have its own reason");
    assert.ok(showsStaleness([cell("A")], [{ ...item("B"), message: "Concurrency conflict" }], "DATA_TABLE"));
    assert.ok(!showsStaleness([cell("A")], [item("B"), item("C")], "VALUE"));
  });
});

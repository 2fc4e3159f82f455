import assert from "node:assert/strict";
import { Bench, cell, outcome, refused, type Place } from "./bench";

describe("the simulator's values", () => {
  let bench: Bench;
  let place: Place;

  before(async () => {
    bench = await Bench.start();
  });
  beforeEach(async () => {
    place = await bench.table(`T${bench.simulator.requests().length}`);
  });
  after(() => bench.stop());

  const rows = () => Object.values(bench.simulator.dump().tables).find(({ id }) => id === place.DataTableId);

  it("are created with a record and its lock version, and answered by keys and column", async () => {
    const answer = await bench.create(place, cell("Berlin", "9"), cell(null, "8"));
    assert.deepEqual(answer.Failed, []);
    const [berlin, standard] = answer.Successful ?? [];
    assert.deepEqual(berlin?.PrimaryValues, [{ AttributeName: "Store", Value: "Berlin" }]);
    assert.equal(berlin?.AttributeName, "Opens");
    assert.deepEqual(Object.keys(berlin?.LockVersion ?? {}), ["DataTable", "Attribute", "PrimaryValues", "Value"]);
    assert.ok(berlin?.RecordId && standard?.RecordId && berlin.RecordId !== standard.RecordId);
    assert.equal(standard?.PrimaryValues, undefined);
    assert.deepEqual(rows()?.rows, [{ keys: { Store: "Berlin" }, values: { Opens: "9" } }]);
    assert.deepEqual(rows()?.defaults, { Opens: "8" });
  });

  it("fail one by one, with a text and no code", async () => {
    await bench.create(place, cell("Berlin", "9"));
    const answer = await bench.create(
      place,
      cell("Berlin", "10"),
      cell("Paris", "8"),
      cell("Rome", "7", undefined, "Closes"),
      { AttributeName: "Opens", Value: "1", PrimaryValues: [{ AttributeName: "City", Value: "x" }] },
      cell("Oslo", "=1"),
      cell("Bonn", "=1", undefined, "Store"),
    );
    assert.deepEqual(outcome(answer), [
      2,
      "Value already exists",
      "Attribute not found",
      "Invalid value: City is no primary attribute",
      "Invalid value: Store is a primary attribute",
    ]);
    assert.deepEqual(Object.keys(answer.Failed?.[0] ?? {}).sort(), ["AttributeName", "Message", "PrimaryValues"]);
  });

  it("are updated and deleted with the lock version of the list, and described", async () => {
    await bench.create(place, cell("Berlin", "9"), cell("Paris", "8"));
    const lock = await bench.lock(place, "Berlin");
    const updated = await bench.update(place, cell("Berlin", "10", lock), cell("Rome", "1", lock));
    assert.deepEqual(outcome(updated), [1, "Value not found"]);
    assert.notEqual(updated.Successful?.[0]?.LockVersion?.Value, lock.Value);
    assert.equal("RecordId" in (updated.Successful?.[0] ?? {}), false);
    const described = await bench.describe(place, cell("Berlin"), cell("Rome"));
    assert.deepEqual(outcome(described), [1, "Value not found"]);
    assert.equal(described.Successful?.[0]?.Value, "10");
    assert.ok(described.Successful?.[0]?.RecordId && described.Successful[0].AttributeId);
    const now = described.Successful?.[0]?.LockVersion;
    assert.deepEqual(outcome(await bench.remove(place, cell("Berlin", "", now), cell("Rome"))), [1, "Value not found"]);
    assert.deepEqual(rows()?.rows, [{ keys: { Store: "Paris" }, values: { Opens: "8" } }]);
  });

  it("are listed with keys, ids and type, those of the default record included", async () => {
    await bench.create(place, cell("Berlin", "9"), cell(null, "8"));
    const { Values = [] } = await bench.list(place);
    const [berlin, standard] = Values;
    assert.deepEqual(
      berlin?.PrimaryValues?.map(({ AttributeName, Value }) => [AttributeName, Value]),
      [["Store", "Berlin"]],
    );
    assert.ok(berlin?.PrimaryValues?.[0]?.AttributeId && berlin.RecordId && berlin.AttributeId);
    assert.equal(berlin.ValueType, "TEXT");
    assert.ok(berlin.LastModifiedTime instanceof Date);
    assert.equal(standard?.Value, "8");
    assert.equal(standard.PrimaryValues, undefined);
  });

  it("are filtered by record and by key, on both lists", async () => {
    await bench.create(place, cell("Berlin", "9"), cell("Paris", "8"), cell("Rome", "7"), cell(null, "6"));
    const { Values = [] } = await bench.list(place);
    const RecordIds = [Values[1]?.RecordId ?? ""];
    const PrimaryAttributeValues = [{ AttributeName: "Store", Values: ["Rome", "Berlin", "Oslo"] }];
    const values = async (more: object) => (await bench.list(place, more)).Values?.map(({ Value }) => Value);
    const keys = async (more: object) =>
      (await bench.listKeys(place, more)).PrimaryValuesList?.map(({ PrimaryValues }) => PrimaryValues?.[0]?.Value);
    assert.deepEqual(await values({ RecordIds }), ["8"]);
    assert.deepEqual(await values({ PrimaryAttributeValues }), ["9", "7"]);
    assert.deepEqual(await keys({ RecordIds }), ["Paris"]);
    assert.deepEqual(await keys({ PrimaryAttributeValues }), ["Berlin", "Rome"]);
    assert.deepEqual(await keys({}), ["Berlin", "Paris", "Rome"]);
  });

  it("vanish from the list of keys with the last value of their record", async () => {
    await bench.create(place, cell("Berlin", "9"));
    await bench.remove(place, cell("Berlin", "", await bench.lock(place, "Berlin")));
    assert.deepEqual((await bench.listKeys(place)).PrimaryValuesList, []);
  });

  it("move with their record to other keys, which must be free", async () => {
    await bench.create(place, cell("Berlin", "9"), cell("Paris", "8"));
    const lock = await bench.lock(place, "Berlin");
    const before = (await bench.list(place)).Values?.[0];
    await refused(bench.rekey(place, "Berlin", "Paris", lock), "InvalidRequestException");
    await refused(bench.rekey(place, "Rome", "Oslo", lock), "ResourceNotFoundException");
    await refused(bench.rekey(place, "Berlin", "Bonn", { PrimaryValues: "old" }), "ConflictException");
    const { LockVersion } = await bench.rekey(place, "Berlin", "Bonn", lock);
    assert.notEqual(LockVersion?.PrimaryValues, lock.PrimaryValues);
    const after = (await bench.list(place)).Values?.[0];
    assert.equal(after?.RecordId, before?.RecordId);
    assert.equal(after?.Value, "9");
    assert.equal(after?.LockVersion?.Value, lock.Value);
    assert.equal(after?.PrimaryValues?.[0]?.Value, "Bonn");
    await bench.setLevel(place, "NONE", "Loose");
    await bench.rekey(place, "Bonn", "Berlin", { Value: "0" });
  });

  it("are evaluated: own, of the default record, of the type", async () => {
    await bench.column(place, "Seats", "NUMBER");
    await bench.create(place, cell("Berlin", "9"), cell(null, "8"), cell(null, "=ADD(1, 2)", undefined, "Seats"));
    assert.deepEqual(await bench.evaluate(place, "Berlin", "Opens", "Seats"), [
      [true, false, "9"],
      [true, false, "3"],
    ]);
    assert.deepEqual(await bench.evaluate(place, "Rome", "Opens", "Store"), [
      [true, false, "8"],
      [false, false, ""],
    ]);
    await refused(bench.evaluate(place, "Rome", "None"), "ResourceNotFoundException");
  });

  it("answer an expression that fails with the default of the type and Error", async () => {
    await bench.create(place, cell("Berlin", '=HOOP("id","a","b")'), cell("Paris", '=IF(GT(2, 1), "yes", "no")'));
    assert.equal((await bench.list(place)).Values?.[0]?.Value, '=HOOP("id","a","b")');
    assert.deepEqual(await bench.evaluate(place, "Berlin", "Opens"), [[true, true, ""]]);
    assert.deepEqual(await bench.evaluate(place, "Paris", "Opens"), [[true, false, "yes"]]);
  });

  it("are refused as a whole when a caller may not touch one of them", async () => {
    bench.simulator.setDenied({ attributes: ["Opens"] });
    await refused(bench.create(place, cell("Berlin", "9")), "AccessDeniedException");
    bench.simulator.setDenied({ primaryValues: ["Paris"] });
    await refused(bench.create(place, cell("Berlin", "9"), cell("Paris", "9")), "AccessDeniedException");
    await refused(bench.describe(place, cell("Paris")), "AccessDeniedException");
    await refused(bench.rekey(place, "Berlin", "Bonn", {}), "AccessDeniedException");
    bench.simulator.setDenied({ actions: ["ListDataTableValues"] });
    await refused(bench.list(place), "AccessDeniedException");
    bench.simulator.setDenied({});
    assert.deepEqual((await bench.list(place)).Values, []);
  });

  it("need at least one item on create and update, and a lock version on delete", async () => {
    await refused(bench.create(place), "InvalidParameterException");
    await refused(bench.update(place), "InvalidParameterException");
    assert.deepEqual(outcome(await bench.remove(place)), [0]);
    assert.deepEqual(outcome(await bench.describe(place)), [0]);
    const path = `/data-tables/${place.InstanceId}/${place.DataTableId}/values/delete`;
    const body = JSON.stringify({ Values: [{ AttributeName: "Opens" }] });
    const answer = await fetch(`${bench.simulator.url}${path}`, { method: "POST", body });
    assert.equal(answer.headers.get("x-amzn-errortype"), "InvalidParameterException");
  });

  it("fill a table to 1,000 and no further", async () => {
    const items = Array.from({ length: 1000 }, (_, index) => cell(`S${index}`, "x"));
    for (let start = 0; start < 1000; start += 25) await bench.create(place, ...items.slice(start, start + 25));
    await refused(bench.create(place, cell("one more", "x")), "ServiceQuotaExceededException");
    assert.equal(rows()?.rows.length, 1000);
  });
});

describe("the simulator's keys", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.start({ switches: { parallelSchemaCalls: "accepted" } });
  });
  afterEach(() => bench.stop());

  it("must all be given, once each, as values of their type", async () => {
    const place = await bench.table("Two", "NONE", {
      Store: "key",
      Floor: { ValueType: "NUMBER", Primary: true },
      Opens: "TEXT",
    });
    const item = (...PrimaryValues: [string, string][]) => ({
      PrimaryValues: PrimaryValues.map(([AttributeName, Value]) => ({ AttributeName, Value })),
      AttributeName: "Opens",
      Value: "9",
    });
    const answer = await bench.create(
      place,
      item(["Floor", "1"], ["Store", "Berlin"]),
      item(["Store", "Berlin"]),
      item(["Store", "Berlin"], ["Store", "Paris"]),
      item(["Store", "Berlin"], ["Floor", "first"]),
      item(["Store", "=A1"], ["Floor", "1"]),
      item(["Store", "x".repeat(1001)], ["Floor", "1"]),
      item(["Store", "Berlin"], ["Floor", "1"]),
    );
    assert.deepEqual(outcome(answer), [
      1,
      "Invalid value: a value for Floor is missing",
      "Invalid value: Store is given twice",
      "Invalid value: not a number",
      "Invalid value: no expression allowed here",
      "Invalid value: more than 1000 characters",
      "Duplicate value in request",
    ]);
  });

  it("differ by case, unless their column ignores it", async () => {
    const exact = await bench.table("Exact");
    assert.deepEqual(outcome(await bench.create(exact, cell("Berlin", "9"), cell("BERLIN", "8"))), [2]);
    const folded = await bench.table("Folded", "NONE", {
      Store: { Primary: true, Validation: { IgnoreCase: true } },
      Opens: "TEXT",
    });
    await bench.create(folded, cell("Berlin", "9"));
    assert.deepEqual(outcome(await bench.create(folded, cell("BERLIN", "8"))), [0, "Value already exists"]);
    assert.deepEqual(outcome(await bench.update(folded, cell("berlin", "8"))), [1]);
    await bench.rekey(folded, "Berlin", "BERLIN", {});
    assert.deepEqual(bench.simulator.dump().tables.Folded?.rows, [
      { keys: { Store: "BERLIN" }, values: { Opens: "8" } },
    ]);
  });

  it("are held against the rules of their column", async () => {
    const place = await bench.table("Ruled", "NONE", {
      Store: { Primary: true, Validation: { Enum: { Strict: true, Values: ["Berlin"] } } },
      Opens: "TEXT",
    });
    const answer = await bench.create(place, cell("Berlin", "9"), cell("Paris", "9"));
    assert.deepEqual(outcome(answer), [1, "Invalid value: not among the allowed values"]);
  });

  it("are absent from a table that has only its default record", async () => {
    const place = await bench.table("Plain", "VALUE", { Opens: "TEXT" });
    await bench.create(place, cell(null, "9"));
    assert.deepEqual(outcome(await bench.create(place, cell("Berlin", "9"))), [
      0,
      "Invalid value: Store is no primary attribute",
    ]);
    assert.deepEqual((await bench.listKeys(place)).PrimaryValuesList, []);
    assert.equal((await bench.list(place)).Values?.length, 1);
  });
});

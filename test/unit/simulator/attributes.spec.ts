import assert from "node:assert/strict";
import {
  DeleteDataTableAttributeCommand,
  DescribeDataTableAttributeCommand,
  ListDataTableAttributesCommand,
  UpdateDataTableAttributeCommand,
  type UpdateDataTableAttributeCommandInput,
  type Validation,
} from "@aws-sdk/client-connect";
import { Bench, cell, outcome, refused, type Place } from "./bench";

describe("the simulator's attributes", () => {
  let bench: Bench;
  let place: Place;
  const update = (AttributeName: string, more: Partial<UpdateDataTableAttributeCommandInput> = {}) => {
    const input = { ...place, AttributeName, Name: AttributeName, ValueType: "TEXT" as const, ...more };
    return bench.send(new UpdateDataTableAttributeCommand(input));
  };
  const describeOne = (AttributeName: string) =>
    bench.send(new DescribeDataTableAttributeCommand({ ...place, AttributeName }));

  beforeEach(async () => {
    bench = await Bench.start({ switches: { parallelSchemaCalls: "accepted" } });
    place = await bench.table();
  });
  afterEach(() => bench.stop());

  it("are created with an id and the lock versions of table and attribute, and described by name", async () => {
    const made = await bench.column(place, " Opens | at: 'x' ", { Description: "d", Validation: { MaxLength: 5 } });
    assert.equal(made.Name, "Opens | at: 'x'");
    assert.deepEqual(Object.keys(made.LockVersion ?? {}), ["DataTable", "Attribute"]);
    const { Attribute } = await describeOne("Opens | at: 'x'");
    assert.equal(Attribute?.AttributeId, made.AttributeId);
    assert.equal(Attribute?.DataTableId, place.DataTableId);
    assert.equal(Attribute?.Primary, false);
    assert.deepEqual(Attribute?.LockVersion, made.LockVersion);
    assert.deepEqual(Attribute?.Validation, { MaxLength: 5 });
    await refused(describeOne("None"), "ResourceNotFoundException");
  });

  it("are listed in their order, or by id", async () => {
    const { Attributes = [] } = await bench.listColumns(place);
    assert.deepEqual(
      Attributes.map(({ Name }) => Name),
      ["Store", "Opens"],
    );
    const AttributeIds = [Attributes[1]?.AttributeId ?? ""];
    const some = await bench.send(new ListDataTableAttributesCommand({ ...place, AttributeIds }));
    assert.deepEqual(
      some.Attributes?.map(({ Name }) => Name),
      ["Opens"],
    );
  });

  it("have a name that is unique ignoring case, also after a rename", async () => {
    await refused(bench.column(place, "OPENS", "TEXT"), "DuplicateResourceException");
    await refused(update("Opens", { Name: "STORE" }), "InvalidRequestException");
    assert.equal((await update("Opens", { Name: "OPENS" })).Name, "OPENS");
  });

  it("are 100 per table, 5 of them keys", async () => {
    for (let index = 1; index < 5; index += 1) await bench.column(place, `K${index}`, "key");
    await refused(bench.column(place, "K5", "key"), "ServiceQuotaExceededException");
    for (let index = 6; index < 100; index += 1) await bench.column(place, `C${index}`, "TEXT");
    await refused(bench.column(place, "C100", "TEXT"), "ServiceQuotaExceededException");
  });

  it("keep id and values over a rename, and lose what an update leaves out", async () => {
    const made = await bench.column(place, "Seats", {
      ValueType: "NUMBER",
      Description: "d",
      Validation: { Minimum: 1 },
    });
    await bench.create(place, cell("Berlin", "12", undefined, "Seats"));
    const renamed = await update("Seats", { Name: "Places", ValueType: "NUMBER" });
    assert.notEqual(renamed.LockVersion?.Attribute, made.LockVersion?.Attribute);
    assert.notEqual(renamed.LockVersion?.DataTable, made.LockVersion?.DataTable);
    const { Attribute } = await describeOne("Places");
    assert.equal(Attribute?.AttributeId, made.AttributeId);
    assert.equal(Attribute?.Description, undefined);
    assert.equal(Attribute?.Validation, undefined);
    assert.deepEqual(bench.simulator.dump().tables.Hours?.rows, [
      { keys: { Store: "Berlin" }, values: { Places: "12" } },
    ]);
  });

  it("take their values with them, and a record that has no others", async () => {
    await bench.create(place, cell("Berlin", "9"));
    const { LockVersion } = await bench.send(new DeleteDataTableAttributeCommand({ ...place, AttributeName: "Opens" }));
    assert.deepEqual(Object.keys(LockVersion ?? {}), ["DataTable"]);
    assert.deepEqual(bench.simulator.dump().tables.Hours?.rows, []);
    assert.deepEqual((await bench.listKeys(place)).PrimaryValuesList, []);
  });

  it("change type without touching values, which then read as the default of the type", async () => {
    await bench.create(place, cell("Berlin", "nine"));
    await update("Opens", { ValueType: "NUMBER" });
    assert.equal((await bench.list(place)).Values?.[0]?.Value, "nine");
    assert.deepEqual(await bench.evaluate(place, "Berlin", "Opens"), [[true, false, "0"]]);
  });

  it("become keys, stop being keys and are added as keys only while the table is empty", async () => {
    await update("Opens", { Primary: true });
    await update("Opens", { Primary: false });
    await bench.create(place, cell("Berlin", "9"));
    await refused(update("Opens", { Primary: true }), "InvalidRequestException");
    await refused(update("Store", { Primary: false }), "InvalidRequestException");
    await refused(bench.column(place, "City", "key"), "InvalidRequestException");
    const drop = new DeleteDataTableAttributeCommand({ ...place, AttributeName: "Store" });
    await refused(bench.send(drop), "InvalidRequestException");
    assert.equal((await update("Store", { Name: "Shop", Primary: true })).Name, "Shop");
  });

  const rules: [string, string, Validation, boolean][] = [
    ["lengths", "TEXT", { MinLength: 0, MaxLength: 1000 }, true],
    ["a length above 1000", "TEXT", { MaxLength: 1001 }, false],
    ["crossed lengths", "TEXT", { MinLength: 3, MaxLength: 2 }, false],
    ["lengths on a number", "NUMBER", { MinLength: 3 }, false],
    ["sizes", "NUMBER_LIST", { MinValues: 0, MaxValues: 100 }, true],
    ["a size above 100", "TEXT_LIST", { MaxValues: 101 }, false],
    ["sizes on a text", "TEXT", { MaxValues: 3 }, false],
    ["crossed sizes", "TEXT_LIST", { MinValues: 3, MaxValues: 2 }, false],
    ["bounds", "NUMBER", { Minimum: 0, ExclusiveMinimum: -1, Maximum: 9, ExclusiveMaximum: 10 }, true],
    ["crossed bounds", "NUMBER", { Minimum: 3, Maximum: 2 }, false],
    ["equal exclusive bounds", "NUMBER", { ExclusiveMinimum: 3, ExclusiveMaximum: 3 }, false],
    ["a multiple of nothing", "NUMBER", { MultipleOf: 0 }, false],
    ["a multiple", "NUMBER", { MultipleOf: 0.1 }, true],
    ["an enumeration", "TEXT", { Enum: { Strict: true, Values: ["a", "b", "c", "d", "e", "f"] } }, true],
    ["case ignored in text lists", "TEXT_LIST", { IgnoreCase: true }, true],
    ["case ignored in a text that is no key", "TEXT", { IgnoreCase: true }, false],
  ];
  for (const [what, type, Validation, accepted] of rules) {
    it(`${accepted ? "accept" : "refuse"} ${what}`, async () => {
      const made = bench.column(place, "New", { ValueType: type as "TEXT", Validation });
      if (accepted) await made;
      else await refused(made, "InvalidParameterException", /Validation/);
    });
  }

  it("hold values against their rules only when one is written", async () => {
    await bench.create(place, cell("Berlin", "long text"));
    await update("Opens", { Validation: { MaxLength: 3 } });
    assert.equal((await bench.list(place)).Values?.[0]?.Value, "long text");
    const lock = await bench.lock(place, "Berlin");
    assert.deepEqual(outcome(await bench.update(place, cell("Berlin", "four", lock))), [
      0,
      "Invalid value: longer than 3",
    ]);
    assert.deepEqual(outcome(await bench.update(place, cell("Berlin", "now", lock))), [1]);
  });
});

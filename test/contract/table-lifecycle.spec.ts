import assert from "node:assert/strict";
import {
  BatchCreateDataTableValueCommand,
  CreateDataTableAttributeCommand,
  CreateDataTableCommand,
  DeleteDataTableAttributeCommand,
  TagResourceCommand,
  UpdateDataTableAttributeCommand,
  UpdateDataTableMetadataCommand,
} from "@aws-sdk/client-connect";
import type { TableInputs } from "../../src/provider/table/inputs";
import { instanceId, tableBench, TableStack, without, type TableBench } from "./table-stack";

const attributes: TableInputs["attributes"] = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT", validation: { maxLength: 5 } },
  Seats: { type: "NUMBER", description: "Chairs", validation: { minimum: 0 } },
};

describe("DataTable against the simulator", () => {
  let bench: TableBench;
  let stack: TableStack;
  beforeEach(async () => {
    bench = await tableBench();
    stack = new TableStack();
  });
  afterEach(() => bench.close());

  const program = (change: Partial<TableInputs> = {}): Partial<TableInputs> => ({
    ...bench.settings,
    name: "Hours",
    timeZone: "Europe/Berlin",
    attributes,
    ...change,
  });
  const up = (change: Partial<TableInputs> = {}, options = {}) => stack.up(program(change), options);
  const ids = () => ({ InstanceId: instanceId, DataTableId: stack.state?.outputs.dataTableId });
  const nothing = { action: "none" };

  /** The table as the program of this file declares it. */
  const declared = {
    timeZone: "Europe/Berlin",
    lockLevel: "VALUE",
    tags: { "connect-data-tables:owner": "project/dev/hours" },
    attributes: {
      Store: { valueType: "TEXT", primary: true },
      Opens: { valueType: "TEXT", primary: false, validation: { MaxLength: 5 } },
      Seats: { valueType: "NUMBER", primary: false, description: "Chairs", validation: { Minimum: 0 } },
    },
    defaults: {},
    rows: [],
  };

  it("creates the table and its columns, and has nothing to do the second time", async () => {
    assert.deepEqual(await up({ description: "Opening hours", tags: { team: "cc" } }), {
      action: "create",
    });
    assert.deepEqual(bench.table("Hours"), {
      ...declared,
      description: "Opening hours",
      tags: { team: "cc", "connect-data-tables:owner": "project/dev/hours" },
    });
    bench.simulator.clearRequests();
    assert.deepEqual(await up({ description: "Opening hours", tags: { team: "cc" } }), nothing);
    assert.deepEqual(bench.simulator.requests(), [], "an unchanged table costs no request");
    assert.deepEqual(await stack.refresh(), nothing);
  });

  it("answers ids, ARN and lock version as outputs, under the declared keys", async () => {
    await up();
    const { outputs } = stack.state ?? {};
    const stored = bench.simulator.dump().tables.Hours;
    assert.equal(outputs?.dataTableId, stored?.id);
    assert.equal(outputs?.arn, stored?.arn);
    assert.deepEqual(outputs?.attributeIds, {
      Store: stored?.attributes.Store?.id,
      Opens: stored?.attributes.Opens?.id,
      Seats: stored?.attributes.Seats?.id,
    });
    assert.ok(outputs?.__lockVersion);
    assert.equal(outputs?.adopted, false);
    assert.deepEqual(outputs?.attributes, attributes);
    assert.equal(stack.state?.id, `${instanceId}/${stored?.id}`);
  });

  it("carries every setting of a column to the service and back", async () => {
    const every: TableInputs["attributes"] = {
      Key: { type: "TEXT", primary: true, validation: { ignoreCase: true, minLength: 1, maxLength: 50 } },
      Number: {
        type: "NUMBER",
        validation: { exclusiveMinimum: 0, maximum: 10, exclusiveMaximum: 11, multipleOf: 0.5 },
      },
      Flag: { type: "BOOLEAN", description: "A flag", validation: { enum: { values: ["true"] } } },
      Texts: {
        type: "TEXT_LIST",
        validation: { minValues: 1, maxValues: 4, ignoreCase: true, enum: { strict: true, values: ["a", "b"] } },
      },
      Numbers: { type: "NUMBER_LIST", validation: { minimum: -1, maximum: 1 } },
    };
    assert.equal((await up({ attributes: every })).failure, undefined);
    assert.deepEqual((bench.table("Hours") as { attributes: unknown }).attributes, {
      Key: { valueType: "TEXT", primary: true, validation: { IgnoreCase: true, MinLength: 1, MaxLength: 50 } },
      Number: {
        valueType: "NUMBER",
        primary: false,
        validation: { ExclusiveMinimum: 0, Maximum: 10, ExclusiveMaximum: 11, MultipleOf: 0.5 },
      },
      Flag: {
        valueType: "BOOLEAN",
        primary: false,
        description: "A flag",
        validation: { Enum: { Values: ["true"] } },
      },
      Texts: {
        valueType: "TEXT_LIST",
        primary: false,
        validation: { MinValues: 1, MaxValues: 4, IgnoreCase: true, Enum: { Strict: true, Values: ["a", "b"] } },
      },
      Numbers: { valueType: "NUMBER_LIST", primary: false, validation: { Minimum: -1, Maximum: 1 } },
    });
    assert.deepEqual(await stack.refresh(), nothing);
    assert.deepEqual(await up({ attributes: every }), nothing);
  });

  it("changes settings, tags and columns, one call each, and nothing else", async () => {
    await up({ tags: { team: "cc", old: "1" } });
    bench.simulator.clearRequests();
    const change = {
      name: "Opening hours",
      description: "New",
      lockLevel: "NONE",
      tags: { team: "ops", cost: "7" },
      attributes: { ...attributes, Seats: { type: "NUMBER" }, Note: { type: "TEXT" } },
    } as const;
    assert.deepEqual(await up(change), { action: "update" });
    assert.deepEqual(bench.writes(), [
      "UpdateDataTableMetadata",
      "UntagResource",
      "TagResource",
      "UpdateDataTableAttribute",
      "CreateDataTableAttribute",
    ]);
    assert.deepEqual(bench.table("Opening hours"), {
      ...declared,
      description: "New",
      lockLevel: "NONE",
      tags: { team: "ops", cost: "7", "connect-data-tables:owner": "project/dev/hours" },
      attributes: {
        ...declared.attributes,
        Seats: { valueType: "NUMBER", primary: false },
        Note: { valueType: "TEXT", primary: false },
      },
    });
    assert.deepEqual(await up(change), nothing);
    assert.deepEqual(await stack.refresh(), nothing);
  });

  it("renames a column in place: its id and its values stay", async () => {
    await up();
    const id = stack.state?.outputs.attributeIds.Seats;
    const keys = [{ AttributeName: "Store", Value: "Berlin" }];
    await bench.client.send(
      new BatchCreateDataTableValueCommand({
        ...ids(),
        DataTableId: ids().DataTableId ?? "",
        Values: [{ PrimaryValues: keys, AttributeName: "Seats", Value: "12" }],
      }),
    );
    const { Seats, ...others } = attributes;
    const renamed = { attributes: { ...others, Places: { ...Seats, type: "NUMBER" as const, renamedFrom: "Seats" } } };
    assert.equal((await up(renamed)).failure, undefined);
    assert.equal(stack.state?.outputs.attributeIds.Places, id);
    assert.deepEqual(bench.simulator.dump().tables.Hours?.rows, [
      { keys: { Store: "Berlin" }, values: { Places: "12" } },
    ]);
    assert.deepEqual(await up(renamed), nothing);
    assert.deepEqual(await stack.refresh(), nothing);
  });

  it("removes a column only when that is allowed by name, and says so in the preview", async () => {
    await up();
    const others = without(attributes, "Seats");
    const { failure } = await stack.preview(program({ attributes: others }));
    assert.equal(
      failure,
      [
        'table "Hours" has 1 problem:',
        'column "Seats": the column is no longer declared; removing it destroys the values of the column. [COLUMN_REMOVAL]',
        '  To remove it, set allowAttributeRemoval: ["Seats"]; to release it and keep it in the table, declare "Seats": null; ' +
          'if it was renamed, set on the new column renamedFrom: "Seats".',
      ].join("\n"),
    );
    bench.simulator.edit({ table: "Hours", keys: { Store: "Berlin" }, column: "Seats", value: "12" });
    bench.simulator.edit({ table: "Hours", column: "Seats", value: "3" });
    const lists = (verb: string) =>
      new RegExp(
        `2 values ${verb} removed with column "Seats" \\(allowAttributeRemoval\\): \\[REPLACED\\]\n` +
          '  row "\\(default record\\)", column "Seats", last modified .*\n  row "Berlin", column "Seats", last modified ',
      );
    const allowed = { attributes: others, allowAttributeRemoval: ["Seats"] };
    await stack.preview(program(allowed));
    assert.match(stack.messages.map(({ text }) => text).join("\n"), lists("will be"));
    assert.equal((await up(allowed)).failure, undefined);
    assert.match(stack.messages.map(({ text }) => text).join("\n"), lists("will be"), "once in an update");
    const left = without(declared.attributes, "Seats");
    assert.deepEqual(bench.table("Hours"), { ...declared, attributes: left });
  });

  it("releases a column: it is forgotten and stays in the table", async () => {
    await up();
    const released = { attributes: { ...attributes, Seats: null } };
    assert.equal((await up(released)).failure, undefined);
    assert.deepEqual(bench.table("Hours"), declared);
    await bench.client.send(
      new DeleteDataTableAttributeCommand({ ...ids(), DataTableId: ids().DataTableId ?? "", AttributeName: "Seats" }),
    );
    assert.deepEqual(await stack.refresh(), nothing, "what becomes of it is no drift");
    assert.deepEqual(await up(released), nothing);
  });

  describe("with somebody else at work", () => {
    const theirs = (Name: string, others = {}) =>
      bench.client.send(
        new CreateDataTableAttributeCommand({
          ...ids(),
          DataTableId: ids().DataTableId ?? "",
          Name,
          ValueType: "TEXT",
          ...others,
        }),
      );
    const edit = (AttributeName: string, others = {}) =>
      bench.client.send(
        new UpdateDataTableAttributeCommand({
          ...ids(),
          DataTableId: ids().DataTableId ?? "",
          AttributeName,
          Name: AttributeName,
          ValueType: "TEXT",
          ...others,
        }),
      );

    it("leaves columns and tags of others alone, and does not call them drift", async () => {
      await up();
      await theirs("Theirs");
      await bench.client.send(new TagResourceCommand({ resourceArn: stack.state?.outputs.arn, tags: { cost: "1" } }));
      assert.deepEqual(await stack.refresh(), nothing);
      assert.equal((await up({ description: "New" })).failure, undefined);
      const table = bench.table("Hours") as { attributes: object; tags: object };
      assert.ok("Theirs" in table.attributes);
      assert.deepEqual(table.tags, { cost: "1", "connect-data-tables:owner": "project/dev/hours" });
    });

    it("shows drift in a refresh, and the next up repairs it", async () => {
      await up({ tags: { team: "cc" } });
      await edit("Opens", { Description: "by hand" });
      await bench.client.send(
        new UpdateDataTableMetadataCommand({
          ...ids(),
          DataTableId: ids().DataTableId ?? "",
          Name: "Hours",
          TimeZone: "UTC",
          ValueLockLevel: "VALUE",
          Description: "by hand",
        }),
      );
      assert.deepEqual(await stack.refresh(), { action: "update" });
      const inputs = stack.state?.inputs;
      assert.equal(inputs?.timeZone, "UTC");
      assert.equal(inputs?.description, "by hand");
      assert.deepEqual(inputs?.attributes.Opens, { type: "TEXT", description: "by hand" });
      assert.equal((await up({ tags: { team: "cc" } })).failure, undefined);
      assert.deepEqual(bench.table("Hours"), {
        ...declared,
        tags: { team: "cc", "connect-data-tables:owner": "project/dev/hours" },
      });
    });

    it("creates a column again that was removed, after a refresh", async () => {
      await up();
      await bench.client.send(
        new DeleteDataTableAttributeCommand({ ...ids(), DataTableId: ids().DataTableId ?? "", AttributeName: "Opens" }),
      );
      assert.deepEqual(await stack.refresh(), { action: "update" });
      assert.equal((await up()).failure, undefined);
      assert.deepEqual(bench.table("Hours"), {
        ...declared,
        attributes: {
          Store: declared.attributes.Store,
          Seats: declared.attributes.Seats,
          Opens: declared.attributes.Opens,
        },
      });
    });

    it("refuses to overwrite a setting that both changed, writes nothing, and takes it after a refresh", async () => {
      await up();
      await edit("Opens", { Validation: { MaxLength: 9 } });
      const mine = { attributes: { ...attributes, Opens: { type: "TEXT", validation: { maxLength: 7 } } } } as const;
      bench.simulator.clearRequests();
      const { failure } = await up(mine);
      assert.match(
        failure ?? "",
        /column "Opens": someone else changed its validation \(now \{"maxLength":9\}\), and the program changes that too/,
      );
      assert.match(failure ?? "", /pulumi refresh/);
      assert.deepEqual(bench.writes(), []);
      const combined = await up(mine, { refresh: true });
      assert.match(combined.failure ?? "", /someone else changed its validation/, "`up --refresh` is no consent");
      await stack.refresh();
      assert.equal((await up(mine)).failure, undefined);
      const table = bench.table("Hours") as { attributes: Record<string, object> };
      assert.deepEqual(table.attributes.Opens, { valueType: "TEXT", primary: false, validation: { MaxLength: 7 } });
    });

    it("does not undo a rename by somebody, and shows it in a refresh under the new name", async () => {
      await up();
      await edit("Opens", { Name: "From", Validation: { MaxLength: 5 } });
      assert.equal((await up({ description: "New" })).failure, undefined);
      assert.ok("From" in (bench.table("Hours") as { attributes: object }).attributes);
      assert.deepEqual(await stack.refresh(), { action: "update" });
      assert.deepEqual(Object.keys(stack.state?.inputs.attributes ?? {}), ["From", "Seats", "Store"]);
      const { failure } = await stack.preview(program());
      assert.match(failure ?? "", /column "From".*COLUMN_REMOVAL/);
    });

    it("says that a table is gone, and creates it again after a refresh", async () => {
      await up();
      bench.simulator.edit({ table: "Hours", deleteTable: true });
      const { failure } = await up({ description: "New" });
      assert.match(failure ?? "", /was deleted by someone else.*\[TABLE_GONE\]\n {2}Run `pulumi refresh`/);
      assert.deepEqual(await stack.refresh(), { action: "delete" });
      assert.deepEqual(await up(), { action: "create" });
      assert.deepEqual(bench.table("Hours"), declared);
    });

    it("does not believe that a table is gone when its instance does not answer", async () => {
      await up();
      bench.simulator.setInstances(["99999999-2222-4333-8444-555555555555"]);
      const { failure } = await stack.refresh();
      assert.match(
        failure ?? "",
        /neither table "Hours" \(.*\) nor its instance .* was found in Region eu-central-1.*\[NOT_FOUND\]/,
      );
      assert.ok(stack.state);
      assert.match((await stack.destroy()).failure ?? "", /neither table "Hours" \(.*\) nor its instance/);
    });
  });

  describe("a table that already exists", () => {
    async function make(name = "Hours"): Promise<string> {
      const { Id = "" } = await bench.client.send(
        new CreateDataTableCommand({
          InstanceId: instanceId,
          Name: name,
          TimeZone: "Europe/Berlin",
          ValueLockLevel: "NONE",
          Status: "PUBLISHED",
        }),
      );
      await bench.client.send(
        new CreateDataTableAttributeCommand({
          InstanceId: instanceId,
          DataTableId: Id,
          Name: "Store",
          ValueType: "TEXT",
          Primary: true,
        }),
      );
      bench.simulator.clearRequests();
      return Id;
    }

    it("is refused in the preview and in the apply, in other letters too, with how to take it over", async () => {
      await make("HOURS");
      for (const result of [await stack.preview(program()), await up()]) {
        assert.match(
          result.failure ?? "",
          /a table with this name already exists .* was not created by this resource\. \[TABLE_EXISTS\]/,
        );
        assert.match(result.failure ?? "", /Set `adopt: true` to take it over/);
      }
      assert.deepEqual(bench.writes(), []);
      assert.equal(stack.state, undefined);
    });

    it("is taken over with adopt: true without a write when it is as declared", async () => {
      const id = await make();
      const mine = { adopt: true, attributes: { Store: attributes.Store ?? null } };
      assert.deepEqual(await up(mine), { action: "create" });
      assert.deepEqual(bench.writes(), []);
      assert.equal(stack.state?.outputs.dataTableId, id);
      assert.equal(stack.state?.outputs.adopted, true);
      assert.deepEqual(await up(mine), nothing);
      assert.deepEqual(await stack.refresh(), nothing);
    });

    it("is taken over and brought to the declaration; the lock level that nobody declared stays", async () => {
      await make();
      assert.equal((await up({ adopt: true, description: "Ours now" })).failure, undefined);
      assert.deepEqual(bench.table("Hours"), { ...declared, description: "Ours now", lockLevel: "NONE", tags: {} });
    });

    it("and was taken over is let go, and deleted only where that is allowed", async () => {
      await make();
      await up({ adopt: true });
      assert.equal((await stack.destroy()).failure, undefined);
      assert.match(
        stack.messages.map(({ text }) => text).join("\n"),
        /table "Hours" \(.*\) existed before this stack took it over, so it stays.*\[TABLE_ADOPTED\]/,
      );
      assert.ok(bench.table("Hours"));
      await up({ adopt: true, allowDelete: true });
      assert.equal((await stack.destroy()).failure, undefined);
      assert.equal(bench.table("Hours"), undefined);
    });

    it("keeps its table when its resource is renamed in the program, in one run", async () => {
      await up();
      stack.resource = "opening-hours";
      assert.match((await up()).failure ?? "", /was created by "project\/dev\/hours"/);
      assert.equal((await up({ adopt: true })).failure, undefined);
      assert.deepEqual(bench.table("Hours"), declared);
      assert.equal(stack.state?.outputs.adopted, false, "it was made in this stack");
    });

    it("of another name does not let a table be renamed to it", async () => {
      await up();
      await make("Other");
      for (const result of [await stack.preview(program({ name: "other" })), await up({ name: "other" })]) {
        assert.match(result.failure ?? "", /the table cannot be named "other"/);
      }
    });
  });

  describe("key columns", () => {
    it("cannot change while the table holds values: refused in the preview", async () => {
      await up();
      await bench.client.send(
        new BatchCreateDataTableValueCommand({
          ...ids(),
          DataTableId: ids().DataTableId ?? "",
          Values: [{ AttributeName: "Seats", Value: "1" }],
        }),
      );
      const more = { attributes: { ...attributes, Country: { type: "TEXT", primary: true } } } as const;
      const { failure } = await stack.preview(program(more));
      assert.match(
        failure ?? "",
        /column "Country": the column is new and part of the key, which the service refuses while the table holds values/,
      );
    });

    it("change on an empty table", async () => {
      await up();
      const more = {
        attributes: { ...attributes, Store: { type: "TEXT" }, Country: { type: "TEXT", primary: true } },
      } as const;
      assert.equal((await up(more)).failure, undefined);
      assert.deepEqual(bench.table("Hours"), {
        ...declared,
        attributes: {
          ...declared.attributes,
          Store: { valueType: "TEXT", primary: false },
          Country: { valueType: "TEXT", primary: true },
        },
      });
    });
  });

  describe("where it is", () => {
    it("is the same for the id and the ARN of the instance", async () => {
      await up();
      const arn = `arn:aws:connect:eu-central-1:123456789012:instance/${instanceId}`;
      assert.deepEqual(await up({ instanceId: arn }), nothing);
      assert.equal(stack.state?.inputs.instanceId, instanceId);
    });

    it("replaces for another instance or Region, deleting first, and for nothing else", async () => {
      await up();
      const other = "22222222-2222-4333-8444-555555555555";
      assert.deepEqual(await stack.preview(program({ instanceId: other })), { action: "replace" });
      assert.deepEqual(await stack.preview(program({ region: "us-east-1" })), {
        action: "replace",
      });
      const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
      assert.equal((await stack.preview(program({ instanceId: unknown }))).action, "update");
      assert.deepEqual(await up({ instanceId: other }), { action: "replace" });
      assert.equal(bench.simulator.dump().tables.Hours?.instance, other);
      assert.equal(Object.keys(bench.simulator.dump().tables).length, 1);
    });

    it("stops a run whose environment names another Region", async () => {
      await up();
      process.env.AWS_REGION = "us-east-1";
      try {
        const { failure } = await stack.preview(program({ description: "New" }));
        assert.match(failure ?? "", /state records this table in Region eu-central-1/);
      } finally {
        process.env.AWS_REGION = "eu-central-1";
      }
    });
  });

  it("previews with unknown parts, without an instance that answers, and with everything wrong at once", async () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const parts = {
      tags: { vpc: unknown },
      description: unknown,
      attributes: { ...attributes, More: unknown as never },
    };
    assert.deepEqual(await stack.preview(program(parts)), { action: "create" });
    assert.deepEqual(await stack.preview(program({ region: unknown, endpoint: unknown })), { action: "create" });
    const misspelled = await stack.preview(program({ locklevel: "NONE" } as never));
    assert.match(
      misspelled.failure ?? "",
      /there is no argument "locklevel"\. \[UNKNOWN_SETTING\]\n {2}Did you mean "lockLevel"\?/,
    );
    assert.deepEqual(await stack.preview(program({ endpoint: "http://127.0.0.1:9" })), {
      action: "create",
    });
    const { failure } = await stack.preview(
      program({ instanceId: "a b", name: "x#", attributes: { A: { type: "TEXT", validation: { minimum: 1 } } } }),
    );
    assert.deepEqual(failure?.split("\n"), [
      'table "x#" has 3 problems:',
      'name is "x#". [INVALID_NAME]',
      "  Use letters, numbers, inner spaces and - _ . : = @ ' |; a name must not begin with aws: or connect:, or be __proto__.",
      'instanceId is "a b", which is neither an id nor an ARN. [INVALID_IDENTITY]',
      "  Copy the id or the ARN from the admin website or the AWS CLI.",
      'column "A": the rule minimum does not apply to a column of type TEXT. [RULE_NOT_APPLICABLE]',
      "  It applies to NUMBER and NUMBER_LIST; remove it or change the type.",
    ]);
  });

  it("is destroyed with everything in it, and a table that is gone already is success", async () => {
    await up();
    const state = stack.state;
    assert.equal((await stack.destroy()).failure, undefined);
    assert.deepEqual(bench.simulator.dump().tables, {});
    stack.state = state;
    assert.equal((await stack.destroy()).failure, undefined);
  });
});

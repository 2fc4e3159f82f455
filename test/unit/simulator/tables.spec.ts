import assert from "node:assert/strict";
import {
  CreateDataTableCommand,
  DeleteDataTableCommand,
  DescribeDataTableCommand,
  DescribeInstanceCommand,
  ListTagsForResourceCommand,
  SearchDataTablesCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDataTableMetadataCommand,
  type CreateDataTableCommandInput,
  type DataTableSearchCriteria,
} from "@aws-sdk/client-connect";
import { Bench, instanceId, refused } from "./bench";

const properties = { InstanceId: instanceId, Name: "Hours", TimeZone: "UTC", ValueLockLevel: "VALUE" } as const;
const input: CreateDataTableCommandInput = { ...properties, Status: "PUBLISHED" };

describe("the simulator's tables", () => {
  let bench: Bench;
  const create = (more: Partial<CreateDataTableCommandInput> = {}) =>
    bench.send(new CreateDataTableCommand({ ...input, ...more }));

  beforeEach(async () => {
    bench = await Bench.start();
  });
  afterEach(() => bench.stop());

  it("are created with an id, an ARN of the signed Region and a table lock version", async () => {
    const made = await create({ Name: "  Hours ", Description: " of stores ", Tags: { team: "cc" } });
    assert.match(made.Id ?? "", /^[0-9a-f-]{36}$/);
    assert.equal(made.Arn, `arn:aws:connect:us-west-2:123456789012:instance/${instanceId}/data-table/${made.Id}`);
    assert.deepEqual(Object.keys(made.LockVersion ?? {}), ["DataTable"]);
    const { DataTable } = await bench.send(
      new DescribeDataTableCommand({ InstanceId: instanceId, DataTableId: made.Id }),
    );
    const { CreatedTime, LastModifiedTime, ...rest } = DataTable ?? {};
    assert.ok(CreatedTime instanceof Date && LastModifiedTime instanceof Date);
    assert.deepEqual(rest, {
      Name: "Hours",
      Id: made.Id,
      Arn: made.Arn,
      TimeZone: "UTC",
      Description: "of stores",
      ValueLockLevel: "VALUE",
      LockVersion: made.LockVersion,
      Status: "PUBLISHED",
      LastModifiedRegion: "us-west-2",
      Tags: { team: "cc" },
    });
  });

  it("are found by id or ARN, with either alias, and the instance by its ARN", async () => {
    const { Id, Arn } = await create();
    for (const DataTableId of [Id, Arn, `${Id}:$LATEST`, `${Arn}:$SAVED`]) {
      for (const InstanceId of [instanceId, `arn:aws:connect:us-west-2:123456789012:instance/${instanceId}`]) {
        const { DataTable } = await bench.send(new DescribeDataTableCommand({ InstanceId, DataTableId }));
        assert.equal(DataTable?.Id, Id);
      }
    }
  });

  it("are neither changed nor deleted through the alias $SAVED or an alias that does not exist", async () => {
    const { Id } = await create();
    const saved = { InstanceId: instanceId, DataTableId: `${Id}:$SAVED` };
    await refused(bench.send(new DeleteDataTableCommand(saved)), "InvalidParameterException");
    await refused(
      bench.send(new UpdateDataTableMetadataCommand({ ...properties, ...saved })),
      "InvalidParameterException",
    );
    const odd = { InstanceId: instanceId, DataTableId: `${Id}:$OLD` };
    await refused(bench.send(new DescribeDataTableCommand(odd)), "InvalidParameterException");
  });

  it("have a name that is unique ignoring case", async () => {
    await create();
    await refused(create({ Name: "HOURS" }), "DuplicateResourceException");
    const other = await create({ Name: "Other" });
    const rename = { ...properties, DataTableId: other.Id, Name: "hours" };
    await refused(bench.send(new UpdateDataTableMetadataCommand(rename)), "DuplicateResourceException");
  });

  const wrongs: Record<string, Partial<CreateDataTableCommandInput>> = {
    "no name": { Name: " " },
    "a name of 128 characters": { Name: "n".repeat(128) },
    "a name with a slash": { Name: "a/b" },
    "a reserved name": { Name: "AWS:table" },
    "a description of 251 characters": { Description: "d".repeat(251) },
    "an unknown time zone": { TimeZone: "Mars/Base" },
    "an unknown lock level": { ValueLockLevel: "ROW" as "VALUE" },
    "an unknown status": { Status: "SAVED" as "PUBLISHED" },
    "no entry in the tags": { Tags: {} },
    "51 tags": { Tags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`t${index}`, ""])) },
    "a reserved tag": { Tags: { "aws:tag": "" } },
    "a strange instance id": { InstanceId: "no instance" },
  };
  for (const [what, wrong] of Object.entries(wrongs)) {
    it(`are refused with ${what}`, async () => {
      await refused(create(wrong), "InvalidParameterException");
    });
  }

  it("take a name of 127 characters and a description of 250", async () => {
    await create({ Name: "n".repeat(127), Description: "d".repeat(250) });
  });

  it("are 100 per instance", async () => {
    for (let index = 0; index < 100; index += 1) await create({ Name: `T${index}` });
    await refused(create({ Name: "one more" }), "ServiceQuotaExceededException");
  });

  it("are replaced in all their metadata by an update, which moves the table's lock version", async () => {
    const made = await create({ Description: "goes" });
    const updated = await bench.send(
      new UpdateDataTableMetadataCommand({
        ...properties,
        DataTableId: made.Id,
        Name: "Times",
        ValueLockLevel: "NONE",
      }),
    );
    assert.notEqual(updated.LockVersion?.DataTable, made.LockVersion?.DataTable);
    const { DataTable } = await bench.send(
      new DescribeDataTableCommand({ InstanceId: instanceId, DataTableId: made.Id }),
    );
    assert.equal(DataTable?.Name, "Times");
    assert.equal(DataTable?.ValueLockLevel, "NONE");
    assert.equal(DataTable?.Description, undefined);
  });

  it("are gone after a delete, of which the answer is empty", async () => {
    const { Id } = await create();
    const place = { InstanceId: instanceId, DataTableId: Id };
    const { $metadata, ...empty } = await bench.send(new DeleteDataTableCommand(place));
    assert.equal($metadata.httpStatusCode, 200);
    assert.deepEqual(empty, {});
    await refused(bench.send(new DescribeDataTableCommand(place)), "ResourceNotFoundException");
    await refused(bench.send(new DeleteDataTableCommand(place)), "ResourceNotFoundException");
  });

  it("belong to one instance", async () => {
    const { Id } = await create();
    const elsewhere = { InstanceId: "ffffffff-bbbb-cccc-dddd-eeeeeeeeeeee", DataTableId: Id };
    await refused(bench.send(new DescribeDataTableCommand(elsewhere)), "ResourceNotFoundException");
    await create({ InstanceId: elsewhere.InstanceId });
  });

  it("are listed without lock versions, page by page", async () => {
    for (const Name of ["A", "B", "C"]) await create({ Name });
    const first = await bench.listTables({ MaxResults: 2 });
    assert.deepEqual(Object.keys(first.DataTableSummaryList?.[0] ?? {}).sort(), [
      "Arn",
      "Id",
      "LastModifiedRegion",
      "LastModifiedTime",
      "Name",
    ]);
    const second = await bench.listTables({ MaxResults: 2, NextToken: first.NextToken });
    const names = [...(first.DataTableSummaryList ?? []), ...(second.DataTableSummaryList ?? [])].map(
      ({ Name }) => Name,
    );
    assert.deepEqual(names, ["A", "B", "C"]);
    assert.equal(second.NextToken, undefined);
  });

  it("are tagged, untagged and shown with their tags", async () => {
    const { Arn } = await create({ Tags: { a: "1" } });
    await bench.send(new TagResourceCommand({ resourceArn: Arn, tags: { a: "2", b: "3" } }));
    await bench.send(new UntagResourceCommand({ resourceArn: Arn, tagKeys: ["b", "none"] }));
    const { tags } = await bench.send(new ListTagsForResourceCommand({ resourceArn: Arn }));
    assert.deepEqual(tags, { a: "2" });
    await refused(bench.send(new ListTagsForResourceCommand({ resourceArn: `${Arn}x` })), "ResourceNotFoundException");
    await refused(bench.send(new ListTagsForResourceCommand({ resourceArn: "arn:x" })), "InvalidParameterException");
    await refused(bench.send(new TagResourceCommand({ resourceArn: Arn, tags: {} })), "InvalidParameterException");
  });

  it("answer for their instance, unless it does not exist", async () => {
    const { Instance } = await bench.send(new DescribeInstanceCommand({ InstanceId: instanceId }));
    assert.equal(Instance?.InstanceStatus, "ACTIVE");
    bench.simulator.setInstances([instanceId]);
    const other = { InstanceId: "ffffffff-bbbb-cccc-dddd-eeeeeeeeeeee" };
    await refused(bench.send(new DescribeInstanceCommand(other)), "ResourceNotFoundException");
    await refused(create(other), "ResourceNotFoundException");
    await create();
  });
});

describe("the simulator's search for tables", () => {
  let bench: Bench;
  const search = async (SearchCriteria?: DataTableSearchCriteria, SearchFilter?: object): Promise<string[]> => {
    const command = new SearchDataTablesCommand({ InstanceId: instanceId, SearchCriteria, SearchFilter });
    const { DataTables = [] } = await bench.send(command);
    return DataTables.map(({ Name }) => Name ?? "");
  };
  const by = (FieldName: string, ComparisonType: "STARTS_WITH" | "CONTAINS" | "EXACT", Value: string) => ({
    StringCondition: { FieldName, ComparisonType, Value },
  });

  before(async () => {
    bench = await Bench.start();
    await bench.send(new CreateDataTableCommand({ ...input, Tags: { team: "a" }, Description: "of stores" }));
    await bench.send(new CreateDataTableCommand({ ...input, Name: "Hours 2", Tags: { team: "b" } }));
  });
  after(() => bench.stop());

  it("compares names and descriptions in three ways, without regard to case", async () => {
    assert.deepEqual(await search(), ["Hours", "Hours 2"]);
    assert.deepEqual(await search(by("name", "EXACT", "hours")), ["Hours"]);
    assert.deepEqual(await search(by("name", "STARTS_WITH", "Hours ")), ["Hours 2"]);
    assert.deepEqual(await search(by("description", "CONTAINS", "store")), ["Hours"]);
  });

  it("combines conditions and filters by tags", async () => {
    const either = { OrConditions: [by("name", "EXACT", "Hours"), by("name", "EXACT", "Hours 2")] };
    assert.deepEqual(await search(either), ["Hours", "Hours 2"]);
    assert.deepEqual(await search({ AndConditions: [either, by("name", "CONTAINS", "2")] }), ["Hours 2"]);
    const tagged = { AttributeFilter: { TagCondition: { TagKey: "team", TagValue: "a" } } };
    assert.deepEqual(await search(undefined, tagged), ["Hours"]);
    const any = { AttributeFilter: { OrConditions: [{ TagConditions: [{ TagKey: "team" }] }] } };
    assert.deepEqual(await search(undefined, any), ["Hours", "Hours 2"]);
  });

  it("gives no lock version, counts, and pages by members of the body", async () => {
    const command = new SearchDataTablesCommand({ InstanceId: instanceId, MaxResults: 1 });
    const first = await bench.send(command);
    assert.equal(first.ApproximateTotalCount, 2);
    assert.equal(first.DataTables?.[0]?.LockVersion, undefined);
    assert.equal(first.DataTables?.[0]?.Tags?.team, "a");
    const next = new SearchDataTablesCommand({ InstanceId: instanceId, MaxResults: 1, NextToken: first.NextToken });
    assert.equal((await bench.send(next)).DataTables?.[0]?.Name, "Hours 2");
  });

  it("refuses fields that it does not know", async () => {
    await refused(search(by("owner", "EXACT", "x")), "InvalidParameterException");
  });
});

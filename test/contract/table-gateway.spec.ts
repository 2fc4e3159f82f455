import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openInstance } from "../../src/aws/connect-instance";
import { instanceId } from "./table-stack";

/** What a service answers that pages otherwise than the simulator, or whose answers are cut short. */
describe("the gateway to the tables of an instance", () => {
  let server: Server;
  let answers: object[];
  let asked: { method?: string; url?: string; body: string }[];
  const gateway = () =>
    openInstance(
      {
        region: "eu-central-1",
        endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        requestsPerSecond: 100_000,
        burst: 1000,
      },
      instanceId,
    );

  beforeEach(async () => {
    process.env.AWS_ACCESS_KEY_ID = "test";
    process.env.AWS_SECRET_ACCESS_KEY = "test";
    [answers, asked] = [[], []];
    server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        asked.push({ method: request.method, url: request.url, body });
        response.setHeader("content-type", "application/json").end(JSON.stringify(answers.shift() ?? {}));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it("follows every page of the tables, empty ones too", async () => {
    answers = [
      { DataTableSummaryList: [{ Id: "1", Arn: "a1", Name: "One" }], NextToken: "x" },
      { DataTableSummaryList: [], NextToken: "y" },
      { DataTableSummaryList: [{ Id: "2", Arn: "a2", Name: "Two" }] },
    ];
    assert.deepEqual(await gateway().listTables(), [
      { dataTableId: "1", arn: "a1", name: "One" },
      { dataTableId: "2", arn: "a2", name: "Two" },
    ]);
    assert.deepEqual(
      asked.map(({ url }) => url),
      ["maxResults=1000", "maxResults=1000&nextToken=x", "maxResults=1000&nextToken=y"].map(
        (query) => `/data-tables/${instanceId}?${query}`,
      ),
    );
  });

  it("stops at a page token that comes back, instead of asking for ever", async () => {
    answers = Array.from({ length: 9 }, () => ({ DataTableSummaryList: [], NextToken: "x" }));
    await assert.rejects(gateway().listTables(), /repeated a page token/);
    assert.equal(asked.length, 2);
  });

  it("takes an answer without its list as lost, not as empty", async () => {
    await assert.rejects(gateway().listTables(), /the response was cut short/);
    await assert.rejects(gateway().table("t").hasValues(), /the response was cut short/);
    answers = [{ LockVersion: {} }];
    await assert.rejects(gateway().createTable({ name: "T", timeZone: "UTC", lockLevel: "NONE" }, {}), /cut short/);
  });

  it("looks for values only as far as the first one", async () => {
    const cell = { AttributeName: "A", Value: "1", ValueType: "TEXT", PrimaryValues: [] };
    answers = [
      { Values: [], NextToken: "x" },
      { Values: [cell], NextToken: "y" },
    ];
    assert.equal(await gateway().table("t").hasValues(), true);
    assert.equal(asked.length, 2);
    answers = [{ Values: [] }];
    assert.equal(await gateway().table("t").hasValues(), false);
  });

  it("leaves out what is not said: no empty tags, no empty description, no rules", async () => {
    answers = [
      { Id: "1", Arn: "a", LockVersion: { DataTable: "v" } },
      { Name: "A", LockVersion: {} },
    ];
    await gateway().createTable({ name: "T", description: " ", timeZone: "UTC", lockLevel: "NONE" }, {});
    await gateway().createAttribute("1", {
      name: "A",
      valueType: "TEXT",
      primary: false,
      description: "",
      validation: {},
    });
    assert.deepEqual(
      asked.map(({ body }) => JSON.parse(body) as unknown),
      [
        { Name: "T", TimeZone: "UTC", ValueLockLevel: "NONE", Status: "PUBLISHED" },
        { Name: "A", ValueType: "TEXT", Primary: false },
      ],
    );
  });

  it("sends all settings in every update, because an update replaces them all", async () => {
    const everything = {
      name: "B",
      valueType: "NUMBER",
      primary: false,
      description: "d",
      validation: { minimum: 0, maximum: 0, multipleOf: 0.5, enum: { strict: true, values: ["0"] } },
    } as const;
    await gateway().updateAttribute("1", "A", everything);
    await gateway().updateMetadata("1", { name: "T", description: "d", timeZone: "UTC", lockLevel: "VALUE" });
    assert.equal(asked[0]?.url, `/data-tables/${instanceId}/1/attributes/A`);
    assert.deepEqual(
      asked.map(({ body }) => JSON.parse(body) as unknown),
      [
        {
          Name: "B",
          ValueType: "NUMBER",
          Primary: false,
          Description: "d",
          Validation: { Minimum: 0, Maximum: 0, MultipleOf: 0.5, Enum: { Strict: true, Values: ["0"] } },
        },
        { Name: "T", Description: "d", TimeZone: "UTC", ValueLockLevel: "VALUE" },
      ],
    );
  });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

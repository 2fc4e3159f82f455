import assert from "node:assert/strict";
import { request } from "node:http";
import {
  BatchCreateDataTableValueCommand,
  CreateDataTableAttributeCommand,
  CreateDataTableCommand,
} from "@aws-sdk/client-connect";
import { startSimulator } from "../../../src/simulator";
import { Bench, instanceId, refused } from "./bench";

/** A raw request; resolves to status, headers and body. */
function raw(
  port: number,
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: string },
): Promise<{ status: number; type: string; id: string; body: string }> {
  return new Promise((resolve, reject) => {
    const { body = "", ...rest } = options;
    const call = request({ host: "127.0.0.1", port, ...rest }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: String(answer.headers["x-amzn-errortype"] ?? ""),
          id: String(answer.headers["x-amzn-requestid"] ?? ""),
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    call.on("error", reject);
    call.end(body);
  });
}

describe("the simulator on the wire", () => {
  let bench: Bench;
  const port = () => bench.simulator.port;
  const path = `/data-tables/${instanceId}`;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench.stop());

  it("gives a request id with every answer, and an error's type in header and body", async () => {
    const good = await raw(port(), { path });
    assert.equal(good.status, 200);
    assert.match(good.id, /^[0-9a-f-]{36}$/);
    const bad = await raw(port(), { path: `${path}/none` });
    assert.deepEqual([bad.status, bad.type], [404, "ResourceNotFoundException"]);
    assert.match(bad.id, /^[0-9a-f-]{36}$/);
    const { __type, Message, message } = JSON.parse(bad.body) as Record<string, string>;
    assert.equal(__type, "ResourceNotFoundException");
    assert.equal(Message, message);
  });

  it("answers a path that it does not know, a broken encoding, broken JSON and a wrong type with an error", async () => {
    const cases = [
      { path: "/none", type: "UnknownOperationException" },
      { path: "//", type: "UnknownOperationException" },
      { path: "/data-tables/%zz", type: "InvalidRequestException" },
      { method: "PUT", path, body: "{", type: "SerializationException" },
      { method: "PUT", path, body: "[]", type: "SerializationException" },
      { method: "PUT", path, body: '{"Name":1}', type: "SerializationException" },
    ];
    for (const { type, ...options } of cases) assert.equal((await raw(port(), options)).type, type, options.path);
  });

  it("refuses a body that is too large", async () => {
    const answer = await raw(port(), { method: "PUT", path, body: " ".repeat(8 * 1024 * 1024 + 1) });
    assert.equal(answer.status, 413);
  });

  it("serves this machine only, whatever name or page a request comes from", async () => {
    for (const host of ["localhost:1", "127.0.0.1", "[::1]:80"]) {
      assert.equal((await raw(port(), { path, headers: { host } })).status, 200, host);
    }
    const foreign: Record<string, string>[] = [
      { host: "evil.example" },
      { host: "localhost.evil.example" },
      { origin: "https://evil.example" },
    ];
    for (const headers of foreign) {
      assert.equal((await raw(port(), { path, headers })).status, 403);
      assert.equal((await raw(port(), { path: "/_simulator/dump", headers })).status, 403);
    }
  });

  it("keeps names such as __proto__ and constructor apart from its own", async () => {
    const { Id: DataTableId } = await bench.send(
      new CreateDataTableCommand({
        InstanceId: instanceId,
        Name: "__proto__",
        TimeZone: "UTC",
        ValueLockLevel: "NONE",
        Status: "PUBLISHED",
        Tags: { constructor: "x" },
      }),
    );
    const place = { InstanceId: instanceId, DataTableId };
    await bench.send(new CreateDataTableAttributeCommand({ ...place, Name: "constructor", ValueType: "TEXT" }));
    const Values = [{ AttributeName: "constructor", Value: "x" }];
    await bench.send(new BatchCreateDataTableValueCommand({ ...place, Values }));
    const dump = (await (await fetch(`${bench.simulator.url}/_simulator/dump`)).json()) as { tables: object };
    assert.equal(Object.keys(dump.tables).length, 1);
    assert.equal(({} as Record<string, unknown>).defaults, undefined);
  });

  it("logs who asked what, how many items and which attempt it was", async () => {
    bench.simulator.clearRequests();
    const place = await bench.table("Logged");
    await assert.rejects(bench.describe({ ...place, DataTableId: "none" }, { AttributeName: "a", Value: "" }));
    const last = bench.simulator.requests().at(-1);
    const { number, time, requestId, invocationId, ...rest } = last ?? {};
    assert.ok(number && time && requestId && invocationId);
    assert.deepEqual(rest, {
      operation: "BatchDescribeDataTableValue",
      items: 1,
      status: 404,
      errorType: "ResourceNotFoundException",
      instanceId,
      dataTableId: "none",
      region: "us-west-2",
      accessKeyId: "AKIDTEST",
      attempt: 1,
    });
  });

  it("refuses two changes of one table's structure at the same time", async () => {
    const place = await bench.table("Busy", "NONE", {});
    const both = await Promise.allSettled(["A", "B"].map((name) => bench.column(place, name, "TEXT")));
    const reasons = both.flatMap((each) => (each.status === "rejected" ? [(each.reason as Error).name] : []));
    assert.deepEqual(reasons, ["ConflictException"]);
  });
});

describe("a simulator with separate Regions", () => {
  it("shows each Region its own tables", async () => {
    const bench = await Bench.start({ separateRegions: true });
    const place = await bench.table();
    const other = Bench.connect(bench.simulator.url, "eu-central-1");
    const made = other.send(new CreateDataTableAttributeCommand({ ...place, Name: "New", ValueType: "TEXT" }));
    await refused(made, "ResourceNotFoundException");
    other.destroy();
    await bench.stop();
  });
});

describe("startSimulator", () => {
  it("refuses a port that is taken, an unknown personality, switch and value", async () => {
    const first = await startSimulator();
    await assert.rejects(startSimulator({ port: first.port }), /EADDRINUSE/);
    await first.close();
    await assert.rejects(startSimulator({ personality: "kind" }), /no personality "kind"; known are documented/);
    await assert.rejects(startSimulator({ switches: { none: 1 } as object }), /no switch "none"/);
    await assert.rejects(
      startSimulator({ switches: { messages: "rude" as "terse" } }),
      /takes "plain", "terse", "wordy"/,
    );
    await assert.rejects(startSimulator({ switches: { maxItemsCreate: -1 } }), /not -1/);
  });

  it("takes other limits, as after a quota increase", async () => {
    const bench = await Bench.start({ limits: { tablesPerInstance: 1 } });
    await bench.table();
    await refused(bench.table("Second"), "ServiceQuotaExceededException");
    await bench.stop();
  });
});

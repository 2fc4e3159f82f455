import assert from "node:assert/strict";
import type { Dump, LoggedRequest } from "../../../src/simulator";
import { Bench, cell, outcome, refused } from "./bench";

describe("the simulator's private routes", () => {
  let bench: Bench;
  const ask = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const url = `${bench.simulator.url}/_simulator/${path}`;
    const answer = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
    const content = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(String(content.message));
    return content;
  };

  beforeEach(async () => {
    bench = await Bench.start({ switches: { parallelSchemaCalls: "accepted" } });
  });
  afterEach(() => bench.stop());

  it("give the truth, with lock versions and last writers when asked", async () => {
    const place = await bench.table();
    const answer = await bench.create(place, cell("Berlin", "9"));
    assert.deepEqual(await ask("GET", "dump"), JSON.parse(JSON.stringify(bench.simulator.dump())));
    const dump = (await ask("GET", "dump?locks")) as unknown as Dump;
    const [row] = dump.tables.Hours?.rows ?? [];
    assert.equal(row?.recordId, answer.Successful?.[0]?.RecordId);
    assert.deepEqual(row?.locks?.Opens, answer.Successful?.[0]?.LockVersion);
    assert.equal(row?.lastWrittenBy?.Opens, answer.$metadata.requestId);
  });

  it("give and forget the log, and are not in it themselves", async () => {
    await bench.listTables();
    const { requests } = (await ask("GET", "requests")) as unknown as { requests: LoggedRequest[] };
    assert.deepEqual(
      requests.map(({ operation }) => operation),
      ["ListDataTables"],
    );
    await ask("DELETE", "requests");
    assert.deepEqual(await ask("GET", "requests"), { requests: [] });
  });

  it("give the page's view of a table, and nothing new while nothing is stored", async () => {
    const place = await bench.table();
    await bench.create(place, cell("Ber<lin", "9"));
    const view = await ask("GET", "view");
    const { arn = "" } = bench.simulator.dump().tables.Hours ?? {};
    assert.deepEqual(view.tables, [{ arn, name: "Hours", rows: 1 }]);
    assert.match(String(view.grid), /<th scope="row" class="key pin">Ber&lt;lin<\/th>[^]*>9<\/td>/);
    assert.doesNotMatch(String(view.grid), /lock version/);
    assert.deepEqual(await ask("GET", `view?revision=${Number(view.revision)}`), { revision: view.revision });
    const { grid } = await ask("GET", `view?locks=1&table=${encodeURIComponent(arn)}`);
    assert.match(String(grid), /lock version [^<]+<\/small>\n<small>[^<]*, BatchCreateDataTableValue<\/small>/);
    const { requests } = (await ask("GET", "requests?after=2")) as unknown as { requests: LoggedRequest[] };
    assert.ok(requests.length > 0 && requests.every(({ number }) => number > 2));
  });

  it("set switches and personalities", async () => {
    await ask("PATCH", "switches", { maxItemsCreate: 1 });
    assert.equal((await ask("GET", "switches")).maxItemsCreate, 1);
    await ask("PUT", "switches", { personality: "terse", switches: { maxItemsCreate: 2 } });
    const { maxItemsCreate, messages } = await ask("GET", "switches");
    assert.deepEqual([maxItemsCreate, messages], [2, "terse"]);
    await ask("PUT", "switches", {});
    assert.equal((await ask("GET", "switches")).messages, "plain");
    await assert.rejects(ask("PUT", "switches", { personality: "kind" }), /no personality/);
    await assert.rejects(ask("PATCH", "switches", { none: 1 }), /no switch/);
    assert.ok("documented" in (await ask("GET", "personalities")));
  });

  it("refuse names that do not exist, so that no test passes by a typing mistake", async () => {
    await assert.rejects(ask("PUT", "denied", { actions: ["Bogus"] }), /no operation "Bogus"/);
    await assert.rejects(ask("PUT", "denied", { atributes: ["x"] }), /nothing to deny called "atributes"/);
    await assert.rejects(ask("PUT", "limits", { cellsPrTable: 5 }), /no limit "cellsPrTable"/);
    await ask("PUT", "denied", { actions: ["connect:ListDataTables"] });
    await refused(bench.listTables(), "AccessDeniedException");
  });

  it("set faults, edit, deny, limit and forget", async () => {
    const place = await bench.table();
    await ask("PUT", "faults", { faults: [{ kind: "throttle", operation: "ListDataTables" }] });
    await ask("POST", "faults", { kind: "error-before", operation: "ListDataTables", nth: 2 });
    assert.equal(((await ask("GET", "faults")).faults as object[]).length, 2);
    await refused(bench.listTables(), "ThrottlingException");
    await refused(bench.listTables(), "InternalServiceException");
    await ask("DELETE", "faults");
    await ask("POST", "edit", { table: "Hours", keys: { Store: "Berlin" }, column: "Opens", value: "9" });
    assert.equal((await bench.list(place)).Values?.[0]?.Value, "9");
    await assert.rejects(ask("POST", "edit", { table: "None" }), /no table/);
    await ask("PUT", "denied", { actions: ["ListDataTables"] });
    await refused(bench.listTables(), "AccessDeniedException");
    await ask("PUT", "denied", {});
    await ask("PUT", "limits", { cellsPerTable: 1 });
    await refused(bench.create(place, cell("Paris", "8")), "ServiceQuotaExceededException");
    await ask("PUT", "rate-limit", { rate: 1, burst: 1 });
    await bench.listTables();
    await refused(bench.listTables(), "ThrottlingException");
    await ask("PUT", "rate-limit", {});
    await ask("PUT", "instances", { instances: [] });
    await refused(bench.listTables(), "ResourceNotFoundException");
    await ask("PUT", "instances", {});
    await ask("DELETE", "data");
    assert.deepEqual(await ask("GET", "dump"), { tables: {} });
    await assert.rejects(ask("GET", "nothing"), /no private route/);
  });

  it("keep the switches of a running client's request untouched by a refused change", async () => {
    const place = await bench.table();
    await assert.rejects(ask("PATCH", "switches", { maxItemsCreate: 1, none: 2 }));
    assert.deepEqual(outcome(await bench.create(place, cell("Berlin", "9"), cell("Paris", "8"))), [2]);
  });
});

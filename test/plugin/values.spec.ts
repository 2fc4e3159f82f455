import assert from "node:assert/strict";
import { Secret } from "../../src/plugin/server/properties";
import { unknownValue } from "../../src/provider/host/engine-values";
import { endRun } from "../../src/provider/host/run";
import { CallError, PluginClient, pluginUrn, secret, type Properties } from "../helpers/plugin-client";
import { instanceId, requestCounts, timeBetweenWrites, valuesBench, type ValuesBench } from "../helpers/values-bench";

const columns = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  Seats: { type: "NUMBER" },
} as const;
const urn = pluginUrn("DataTableValues", "hours");
const berlin = { Store: "Berlin", Opens: "09:00", Seats: 12 };
const paris = { Store: "Paris", Opens: "10:00", Seats: 8 };

describe("DataTableValues through the plugin", () => {
  let plugin: PluginClient;
  let bench: ValuesBench;

  before(async () => void (plugin = await PluginClient.start()));
  after(() => plugin.close());
  beforeEach(async () => {
    endRun();
    bench = await valuesBench(columns);
  });
  afterEach(() => bench.close());

  const declared = (rows: unknown, more: Properties = {}): Properties => ({
    ...bench.inputs,
    rows,
    guard: false,
    ...more,
  });

  async function checked(rows: unknown, more: Properties = {}, olds: Properties = {}): Promise<Properties> {
    const { inputs, failures } = await plugin.check(urn, olds, declared(rows, more));
    assert.deepEqual(failures, []);
    return inputs;
  }

  async function created(rows: unknown, more: Properties = {}) {
    const inputs = await checked(rows, more);
    return { inputs, ...(await plugin.create(urn, inputs)) };
  }

  const live = () => bench.simulator.dump().tables.Hours;
  const rejected = async (call: Promise<unknown>): Promise<CallError> => {
    const error: unknown = await call.then(
      () => assert.fail("the call succeeded"),
      (thrown: unknown) => thrown,
    );
    return error instanceof CallError ? error : assert.fail(String(error));
  };

  it("takes rows as a list or as a map by row key, and has them by key in state, without helpers", async () => {
    const ofList = await checked([paris, berlin]);
    const ofMap = await checked({ Paris: { Opens: "10:00", Seats: 8 }, Berlin: { Opens: "09:00", Seats: 12 } });
    assert.deepEqual(ofList, ofMap);
    assert.deepEqual(ofList.rows, { Berlin: { Opens: "09:00", Seats: 12 }, Paris: { Opens: "10:00", Seats: 8 } });
    const { outputs } = await plugin.create(urn, ofList);
    const names = [...Object.keys(ofList), ...Object.keys(outputs)].filter((name) => name.startsWith("__"));
    assert.deepEqual(names, ["__lockVersions"]);
  });

  it("refuses what is not a row key of the table, and a row that is not an object", async () => {
    const { failures } = await plugin.check(urn, {}, declared({ "Berlin | DE": { Opens: "09:00" }, Paris: 1 }));
    assert.match(failures.join(), /row "Berlin \| DE": this is not the key of a row of this table\. \[INVALID_KEY\]/);
    assert.match(failures.join(), /row "Paris": the row is not an object\. \[INVALID_VALUE\]/);
  });

  it("fills the placeholders of a table file: an unknown or secret variable concerns only the cells that use it", async () => {
    const store = { template: "${city}", type: "TEXT" };
    const rows = [
      {
        Store: store,
        Opens: { template: "at ${time}", type: "TEXT" },
        Seats: { template: "${seats}", type: "NUMBER" },
      },
      { Store: "Paris", Opens: { template: { expression: '=f("${time}")' }, type: "TEXT" }, Seats: 8 },
    ];
    const variables = { city: "Berlin", time: secret("09:00"), seats: 12, unused: "x" };
    const { inputs, outputs } = await created(rows, { variables });
    const expected = {
      Berlin: { Opens: new Secret("at 09:00"), Seats: 12 },
      Paris: { Opens: new Secret({ expression: '=f("09:00")' }), Seats: 8 },
    };
    assert.deepEqual([inputs.rows, outputs.rows, "variables" in inputs], [expected, expected, false]);
    const unknown = await checked(rows, { variables: { ...variables, time: unknownValue } });
    assert.deepEqual(unknown.rows, {
      Berlin: { Opens: unknownValue, Seats: 12 },
      Paris: { Opens: unknownValue, Seats: 8 },
    });
    assert.equal((await checked(rows, { variables: unknownValue })).rows, unknownValue);
    const failures = async (given: Properties) => (await plugin.check(urn, {}, declared(rows, given))).failures.join();
    assert.match(
      await failures({ variables: { ...variables, time: undefined } }),
      /the variable "time" of a table file has no value\. \[MISSING_VARIABLE\]\n {2}Give it one: variables: \{ time: … \}\./,
    );
    assert.match(await failures({}), /^3 problems [^]*variable "city" /);
    assert.match(
      await failures({ variables: { ...variables, city: secret("Berlin") } }),
      /is a secret, but a row is named by its key/,
    );
    assert.match(await failures({ variables: { city: ["Berlin"] } }), /variables\.city[^]*\[INVALID_SETTING\]/);
  });

  it("keeps a secret cell and a sensitive column secret, in inputs and outputs, at the keyed place", async () => {
    const { inputs, id, outputs } = await created([{ ...berlin, Opens: secret("hush") }, paris], {
      sensitive: ["Seats"],
    });
    for (const { rows } of [inputs, outputs] as { rows: Record<string, Record<string, unknown>> }[]) {
      assert.deepEqual(rows.Berlin, { Opens: new Secret("hush"), Seats: new Secret(12) });
      assert.deepEqual(rows.Paris, { Opens: "10:00", Seats: new Secret(8) });
    }
    const read = await plugin.read(urn, id, outputs, inputs);
    assert.deepEqual([read.outputs.rows, read.inputs.rows], [outputs.rows, inputs.rows]);
    bench.simulator.edit({ table: "Hours", keys: { Store: "Berlin" }, column: "Opens", value: "theirs" });
    const { failures } = await plugin.check(
      urn,
      inputs,
      declared([{ ...berlin, Opens: secret("new") }, paris], {
        sensitive: ["Seats"],
      }),
    );
    const { message } = await rejected(
      failures.length > 0
        ? Promise.reject(new CallError(failures.join()))
        : plugin.update(urn, id, outputs, { ...inputs, rows: { Berlin: { Opens: secret("new") } } }),
    );
    assert.match(message, /CONFLICT/);
    assert.doesNotMatch(message, /hush|theirs|"new"/);
  });

  it("refuses a secret key, and says nothing else that could name it", async () => {
    const { failures } = await plugin.check(urn, {}, declared([{ Store: secret("Atlantis"), Opens: "=x" }, berlin]));
    assert.match(failures.join(), /the key column "Store" of row 1 is a secret.*\[INVALID_KEY\]/s);
    assert.doesNotMatch(failures.join(), /Atlantis/);
  });

  it("leaves every known cell readable beside an unknown one; an unknown key makes all rows unknown", async () => {
    const { rows } = await checked([{ ...berlin, Opens: unknownValue }, paris]);
    assert.deepEqual(rows, { Berlin: { Opens: unknownValue, Seats: 12 }, Paris: { Opens: "10:00", Seats: 8 } });
    assert.equal((await checked([{ ...berlin, Store: unknownValue }])).rows, unknownValue);
  });

  it("tells in a diff each cell that is added, changed, removed or released, and nothing else", async () => {
    const before = [berlin, paris, { Store: "Rome", Opens: "07:00" }, { Store: "Oslo", Opens: "06:00", Seats: 1 }];
    const { inputs, id, outputs } = await created(before, { defaults: { Opens: "08:00" } });
    const now = [
      { ...berlin, Opens: "09:30" },
      { Store: "Paris", Opens: "10:00" },
      { Store: "Madrid", Opens: "11:00", Seats: 3 },
      { Store: "Oslo", Opens: null, Seats: 1.0 },
    ];
    const news = await checked(now, { defaults: { Opens: "08:00", Seats: 4 } }, inputs);
    assert.deepEqual(await plugin.diff(urn, id, outputs, inputs, news), {
      changes: "some",
      replaces: [],
      lines: {
        "rows.Berlin.Opens": "update",
        "rows.Paris.Seats": "delete",
        "rows.Madrid": "add",
        "rows.Rome": "delete",
        "rows.Oslo.Opens": "update",
        "defaults.Seats": "add",
      },
    });
  });

  it("does not show the old values of a column that becomes sensitive, and those of a row that goes with it", async () => {
    const { inputs, id, outputs } = await created([berlin, paris]);
    const news = await checked([{ ...berlin, Seats: 13 }], { sensitive: ["Seats"] }, inputs);
    const { changes, lines } = await plugin.diff(urn, id, outputs, inputs, news);
    assert.deepEqual([changes, lines], ["some", { sensitive: "add", "rows.Paris.Opens": "delete" }]);
  });

  it("tells a moved row and a renamed column as what they are, not as deletes and creates", async () => {
    const { inputs, id, outputs } = await created([berlin, paris]);
    const moved = [{ from: { Store: "Paris" }, to: { Store: "Lutetia" } }];
    const ofMove = await checked([berlin, { ...paris, Store: "Lutetia", Seats: 9 }], { moved }, inputs);
    const move = await plugin.diff(urn, id, outputs, inputs, ofMove);
    assert.deepEqual(move.lines, { "moved[0]": "add", "rows.Lutetia.Seats": "update" });
    const places = [
      { Store: "Berlin", Opens: "09:00", Places: 12 },
      { Store: "Paris", Opens: "10:00", Places: 8 },
    ];
    const news = { ...inputs, renamed: { Seats: "Places" }, rows: { Berlin: places[0], Paris: places[1] } };
    const ofRename = { ...news, rows: Object.fromEntries(places.map(({ Store, ...row }) => [Store, row])) };
    const rename = await plugin.diff(urn, id, outputs, inputs, ofRename);
    assert.deepEqual(rename.lines, { "renamed.Seats": "add" });
  });

  it("tells after a partial failure exactly what is left, and saves what was written", async () => {
    const inputs = await checked([berlin, paris]);
    bench.simulator.setDenied({ attributes: ["Seats"] });
    const { kept } = await rejected(plugin.create(urn, inputs));
    assert.equal(kept?.id, `${instanceId}/${bench.tableId}`);
    assert.deepEqual(kept?.outputs.rows, { Berlin: { Opens: "09:00" }, Paris: { Opens: "10:00" } });
    assert.match(kept?.reasons.join("\n") ?? "", /wrote 2 of 4 cells\. \[INCOMPLETE\].*"Berlin", column "Seats"/s);
    const { changes, lines } = await plugin.diff(urn, kept?.id ?? "", kept?.outputs ?? {}, inputs, inputs);
    assert.deepEqual([changes, lines], ["some", { "rows.Berlin.Seats": "add", "rows.Paris.Seats": "add" }]);
    bench.simulator.setDenied({});
    await plugin.update(urn, kept?.id ?? "", kept?.outputs ?? {}, inputs);
    assert.deepEqual(
      live()?.rows.map(({ values }) => values.Seats),
      ["12", "8"],
    );
  });

  it("replaces for another Region, and says so at its line", async () => {
    const { inputs, id, outputs } = await created([berlin], { region: "eu-central-1" });
    const { replaces, lines } = await plugin.diff(urn, id, outputs, inputs, { ...inputs, region: "us-west-2" });
    assert.deepEqual([replaces, lines], [["region"], { region: "update_replace" }]);
  });

  it("tells in a preview what the outputs will be, without a request", async () => {
    const inputs = await checked([berlin, paris]);
    bench.simulator.clearRequests();
    const { outputs } = await plugin.create(urn, inputs, true);
    assert.deepEqual([outputs.cellCount, outputs.lockLevel], [4, unknownValue]);
    assert.deepEqual(requestCounts(bench.simulator), {});
    assert.deepEqual(live()?.rows, []);
  });

  it("imports a whole table by its id, and knows it for equal afterwards; what was there stays when the resource goes", async () => {
    const edit = (Store: string, column: string, value: string) =>
      bench.simulator.edit({ table: "Hours", keys: { Store }, column, value });
    edit("Berlin", "Opens", "09:00");
    edit("Berlin", "Seats", "12");
    bench.simulator.edit({ table: "Hours", column: "Opens", value: "08:00" });
    await plugin.configure({ endpoint: bench.simulator.url, requestsPerSecond: "100000", burst: "1000" });
    const { id, outputs, inputs } = await plugin.read(urn, `${instanceId}/${bench.tableId}`);
    assert.deepEqual(inputs, {
      instanceId,
      dataTableId: bench.tableId,
      region: "eu-central-1",
      primaryAttributes: ["Store"],
      rows: { Berlin: { Opens: "09:00", Seats: 12 } },
      defaults: { Opens: "08:00" },
    });
    bench.simulator.clearRequests();
    const { inputs: news, failures } = await plugin.check(urn, inputs, inputs);
    assert.deepEqual([news, failures], [inputs, []]);
    assert.equal((await plugin.diff(urn, id, outputs, inputs, news)).changes, "none");
    assert.deepEqual(requestCounts(bench.simulator), {});
    const before = live();
    await plugin.delete(urn, id, outputs);
    assert.deepEqual(live(), before);
    await plugin.configure({});
  });

  it("says what an import needs where the id names no table", async () => {
    const { message } = await rejected(plugin.read(urn, "StoreHours"));
    assert.match(
      message,
      /the id "StoreHours" does not name a data table\. \[INVALID_IDENTITY\]\n {2}Use <instance id>/,
    );
  });

  it("is not disturbed by the cancel at the end of each run, and ends an apply at one in its middle", async () => {
    await plugin.cancel();
    const many = Array.from({ length: 40 }, (_, index) => ({ Store: `S${index}`, Opens: "09:00" }));
    const inputs = await checked(many, { batchSize: 5, requestsPerSecond: 4, burst: 1 });
    const creating = rejected(plugin.create(urn, inputs));
    while ((live()?.rows.length ?? 0) < 10) await new Promise((resolve) => setTimeout(resolve, 10));
    const at = performance.now();
    await plugin.cancel();
    const { kept } = await creating;
    const took = performance.now() - at;
    const between = timeBetweenWrites(bench.simulator);
    assert.ok(took < 2 * between, `the apply ended after ${took} ms; a request takes ${between} ms`);
    const written = live()?.rows.length ?? 0;
    assert.ok(written < 40);
    assert.equal(kept?.outputs.cellCount, written);
    assert.match(
      kept?.reasons.join("\n") ?? "",
      /the update was cancelled, so nothing more is written\. \[CANCELLED\]/,
    );
    await plugin.update(urn, kept?.id ?? "", kept?.outputs ?? {}, inputs);
    assert.equal(live()?.rows.length, 40);
  });
});

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../src/simulator";
import { programInputs } from "../helpers/program-inputs";
import { installedPackage, newFolder } from "../helpers/project";
import { startProviderHost, type Properties, type ProviderHost } from "../helpers/provider-host";
import { instanceId, useDummyCredentials } from "../helpers/values-bench";

const args = {
  instanceId,
  name: "Hours",
  timeZone: "Europe/Berlin",
  lockLevel: "VALUE",
  description: "When stores are open",
  tags: { team: "stores" },
  attributes: { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT", validation: { maxLength: 5 } } },
  requestsPerSecond: 100_000,
  burst: 1000,
};

describe("DataTable in the SDK's provider host", function () {
  this.timeout(120_000);
  let simulator: Simulator;
  let host: ProviderHost;
  let start: () => Promise<ProviderHost>;
  /** A command of its own runs in a process of its own. */
  const nextRun = async () => {
    await host.close();
    host = await start();
  };
  let folder: string;

  before(async () => void (folder = await newFolder()));
  beforeEach(async () => {
    useDummyCredentials();
    simulator = await startSimulator();
    const env = { ...process.env, AWS_ENDPOINT_URL_CONNECT: simulator.url };
    start = async () => startProviderHost({ cwd: folder, installation: (await installedPackage()).folder, env });
    host = await start();
  });
  afterEach(async () => {
    await host.close();
    await simulator.close();
  });

  async function checked(more: object = {}): Promise<Properties> {
    const resources = [{ type: "DataTable", name: "table", args: { ...args, ...more } } as const];
    const { inputs, failures } = await host.check({}, (await programInputs(folder, resources)).table ?? {});
    assert.deepEqual(failures, []);
    return inputs;
  }

  const table = () => simulator.dump().tables.Hours;

  it("goes the whole way: check, create, diff, read, update, delete", async () => {
    const inputs = await checked();
    const { id, properties } = await host.create(inputs);
    assert.equal(id, `${instanceId}/${table()?.id}`);
    const { arn, timeZone, lockLevel, description } = table() ?? assert.fail("no table");
    assert.deepEqual([timeZone, lockLevel, description], ["Europe/Berlin", "VALUE", "When stores are open"]);
    assert.deepEqual([properties.arn, properties.dataTableId], [arn, table()?.id]);
    assert.deepEqual(await host.diff(id, properties, inputs), { changes: "none", replaces: [] });
    assert.deepEqual(await host.read(id, properties), { id, properties, inputs });

    const attributes = { ...args.attributes, Seats: { type: "NUMBER" } };
    const later = await checked({ attributes, timeZone: "Europe/Paris" });
    assert.deepEqual(await host.diff(id, properties, later), { changes: "unknown", replaces: [] });
    const updated = await host.update(id, properties, later);
    assert.deepEqual(Object.keys(table()?.attributes ?? {}), ["Store", "Opens", "Seats"]);
    assert.equal(table()?.timeZone, "Europe/Paris");

    await nextRun();
    await host.delete(id, updated);
    assert.deepEqual(simulator.dump().tables, {});
    assert.equal(host.printed(), "");
  });

  it("answers the read of a table that is gone with an empty id", async () => {
    const { id, properties } = await host.create(await checked());
    simulator.edit({ table: "Hours", deleteTable: true });
    assert.equal((await host.read(id, properties)).id, "");
    await nextRun();
    await host.delete(id, properties);
  });

  it("keeps what a create made before it failed; the next update finishes and a delete removes all of it", async () => {
    const inputs = await checked();
    simulator.setDenied({ actions: ["CreateDataTableAttribute"] });
    const error = await host.create(inputs).then(
      () => assert.fail("the create did not fail"),
      (thrown: { kept?: { id: string; properties: Properties } }) => thrown,
    );
    simulator.setDenied({});
    const { id, properties } = error.kept ?? assert.fail("the create kept nothing");
    assert.equal(properties.__provider, inputs.__provider);
    const outputs = await host.update(id, properties, inputs);
    assert.deepEqual(Object.keys(table()?.attributes ?? {}), ["Store", "Opens"]);
    await nextRun();
    await host.delete(id, outputs);
    assert.deepEqual(simulator.dump().tables, {});
  });

  it("reads, knows and deletes the state that version 0.1.0 wrote, and refuses a newer schema", async () => {
    const { id, properties } = await host.create(await checked());
    const { Store = "", Opens = "" } = properties.attributeIds as Record<string, string>;
    const { id: tableId = "", arn = "" } = table() ?? {};
    const live = { "<table id>": tableId, "<arn>": arn, "<Store>": Store, "<Opens>": Opens };
    const text = Object.entries({ ...live, "<lock version>": String(properties.__lockVersion) }).reduce(
      (all, [placeholder, value]) => all.replaceAll(placeholder, value),
      readFileSync(join(__dirname, "../fixtures/table-state-v1.json"), "utf8"),
    );
    const state = JSON.parse(text) as { inputs: Properties; outputs: Properties };
    assert.deepEqual(await host.read(id, state.outputs), { id, properties: state.outputs, inputs: state.inputs });
    assert.equal((await host.diff(id, state.outputs, state.inputs)).changes, "none");

    const newer = { ...state.outputs, __state: { schemaVersion: 2 } };
    const refusal = /newer release of pulumi-connect-data-tables .*npm install pulumi-connect-data-tables@latest/s;
    await assert.rejects(host.read(id, newer), refusal);
    await assert.rejects(host.update(id, newer, state.inputs), refusal);
    await assert.rejects(host.delete(id, newer), refusal);
    assert.equal(table()?.id, tableId);

    await nextRun();
    await host.delete(id, state.outputs);
    assert.deepEqual(simulator.dump().tables, {});
  });
});

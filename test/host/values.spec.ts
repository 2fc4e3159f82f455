import { strict as assert } from "node:assert";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TagResourceCommand } from "@aws-sdk/client-connect";
import { ownerTagOf } from "../../src/provider/host/urn";
import { programInputs } from "../helpers/program-inputs";
import { stateVersion } from "../../src/provider/values/state/state";
import { installedPackage, newFolder } from "../helpers/project";
import { HostError, startProviderHost, type Properties, type ProviderHost } from "../helpers/provider-host";
import { instanceId, requestCounts, valuesBench, type ValuesBench } from "../helpers/values-bench";

const columns = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  Seats: { type: "NUMBER" },
  Open: { type: "BOOLEAN" },
  Channels: { type: "TEXT_LIST" },
  Rates: { type: "NUMBER_LIST" },
} as const;

const berlin = { Store: "Berlin", Opens: "09:00", Seats: 12, Open: true, Channels: ["VOICE", "CHAT"], Rates: [1, 2.5] };
const paris = { Store: "Paris", Opens: { expression: "=NOW()" }, Seats: "12345678901234567890.5", Channels: [] };

describe("DataTableValues in the SDK's provider host", function () {
  this.timeout(120_000);
  let bench: ValuesBench;
  let host: ProviderHost;
  /** A command of its own runs in a process of its own. */
  const nextRun = async () => {
    await host.close();
    host = await start();
  };
  let folder: string;

  before(async () => void (folder = await newFolder()));
  beforeEach(async () => {
    bench = await valuesBench(columns);
    host = await start();
  });
  afterEach(async () => {
    await host.close();
    await bench.close();
  });

  async function start(env: Record<string, string> = {}): Promise<ProviderHost> {
    const installation = (await installedPackage()).folder;
    return startProviderHost({ cwd: folder, installation, env: { ...process.env, ...env }, config: {} });
  }

  /** What the engine hands over: the inputs that a program registers, checked by the provider. */
  async function checked(rows: readonly object[], olds: Properties = {}): Promise<Properties> {
    const args = { ...bench.inputs, rows, defaults: { Opens: "08:00" } };
    const { hours = {} } = await programInputs(folder, [{ type: "DataTableValues", name: "hours", args }]);
    const { inputs, failures } = await host.check(olds, hours);
    assert.deepEqual(failures, []);
    return inputs;
  }

  const table = () => bench.simulator.dump().tables.Hours;

  it("goes the whole way: check, create, diff, read, update, delete", async () => {
    const inputs = await checked([berlin, paris]);
    const { id, properties } = await host.create(inputs);
    assert.equal(id, `${instanceId}/${bench.tableId}`);
    assert.deepEqual(table()?.rows, [
      {
        keys: { Store: "Berlin" },
        values: { Opens: "09:00", Seats: "12", Open: "true", Channels: '["VOICE","CHAT"]', Rates: "[1,2.5]" },
      },
      { keys: { Store: "Paris" }, values: { Opens: "=NOW()", Seats: "12345678901234567890.5", Channels: "[]" } },
    ]);
    assert.deepEqual(table()?.defaults, { Opens: "08:00" });
    bench.simulator.clearRequests();
    assert.deepEqual(await host.diff(id, properties, inputs), { changes: "none", replaces: [] });
    assert.deepEqual(requestCounts(bench.simulator), {});

    const later = await checked([{ ...berlin, Seats: 13 }, paris], inputs);
    assert.deepEqual(await host.diff(id, properties, later), { changes: "unknown", replaces: [] });
    bench.simulator.clearRequests();
    const updated = await host.update(id, properties, later);
    const writes = bench.simulator
      .requests()
      .filter(({ operation }) => /BatchCreate|BatchUpdate|BatchDelete/.test(operation));
    assert.deepEqual(
      writes.map(({ operation, items }) => [operation, items]),
      [["BatchUpdateDataTableValue", 1]],
    );
    assert.equal(table()?.rows[0]?.values.Seats, "13");

    await nextRun();
    await host.delete(id, updated);
    assert.deepEqual([table()?.rows, table()?.defaults], [[], {}]);
    assert.equal(host.printed(), "");
  });

  it("hands back every output and input unchanged when nothing has changed", async () => {
    const inputs = await checked([berlin, paris]);
    const { id, properties } = await host.create(inputs);
    const read = await host.read(id, properties);
    assert.deepEqual(read, { id, properties, inputs });
    assert.deepEqual(await host.update(id, properties, inputs), properties);
  });

  it("reads what somebody else changed into the inputs, and leaves foreign cells out", async () => {
    const { id, properties } = await host.create(await checked([berlin, paris]));
    bench.simulator.edit({ table: "Hours", keys: { Store: "Berlin" }, column: "Opens", value: "10:30" });
    bench.simulator.edit({ table: "Hours", keys: { Store: "Paris" }, column: "Seats", value: null });
    bench.simulator.edit({ table: "Hours", keys: { Store: "Rome" }, column: "Opens", value: "07:00" });
    const { inputs } = await host.read(id, properties);
    assert.deepEqual(inputs.rows, {
      Berlin: { Opens: "10:30", Seats: 12, Open: true, Channels: ["VOICE", "CHAT"], Rates: [1, 2.5] },
      Paris: { Opens: { expression: "=NOW()" }, Channels: [] },
    });
  });

  it("answers the read of a table that is gone with an empty id", async () => {
    const { id, properties } = await host.create(await checked([berlin]));
    bench.simulator.edit({ table: "Hours", deleteTable: true });
    assert.equal((await host.read(id, properties)).id, "");
  });

  it("does not believe that a table is gone whose instance does not answer either", async () => {
    const { id, properties } = await host.create(await checked([berlin]));
    bench.simulator.setInstances([]);
    await assert.rejects(host.read(id, properties), /neither data table .* nor its instance .* was found/s);
  });

  it("keeps what a create wrote before it failed; the next update finishes and a delete removes all of it", async () => {
    const inputs = await checked([berlin, paris]);
    bench.simulator.setDenied({ attributes: ["Seats"] });
    const { id, properties, reasons } = await keptOf(host.create(inputs));
    assert.equal(id, `${instanceId}/${bench.tableId}`);
    assert.equal(properties.__provider, inputs.__provider);
    assert.deepEqual(properties.rows, {
      Berlin: { Opens: "09:00", Open: true, Channels: ["VOICE", "CHAT"], Rates: [1, 2.5] },
      Paris: { Opens: { expression: "=NOW()" }, Channels: [] },
    });
    assert.match(reasons.join("\n"), /"Berlin".*"Seats"/);
    assert.match(reasons.join("\n"), /"Paris".*"Seats"/);

    bench.simulator.setDenied({});
    bench.simulator.clearRequests();
    assert.equal((await host.diff(id, properties, inputs)).changes, "unknown");
    const outputs = await host.update(id, properties, inputs);
    assert.deepEqual(
      table()?.rows.map(({ values }) => values.Seats),
      ["12", "12345678901234567890.5"],
    );
    assert.equal(requestCounts(bench.simulator).BatchCreateDataTableValue, 1);
    await nextRun();
    await host.delete(id, outputs);
    assert.deepEqual([table()?.rows, table()?.defaults], [[], {}]);
  });

  it("can delete what a failed create kept", async () => {
    const inputs = await checked([berlin]);
    bench.simulator.setDenied({ attributes: ["Seats"] });
    const { id, properties } = await keptOf(host.create(inputs));
    bench.simulator.setDenied({});
    await nextRun();
    await host.delete(id, properties);
    assert.deepEqual([table()?.rows, table()?.defaults], [[], {}]);
  });

  it("lets nothing but an Error leave, because anything else would hang pulumi", async () => {
    const preload = join(folder, "throw-text.js");
    const opener = join(
      (await installedPackage()).folder,
      "node_modules/pulumi-connect-data-tables/dist/aws/connect-instance.js",
    );
    const broken = '() => { throw "a text and no Error"; }';
    writeFileSync(preload, `require(${JSON.stringify(opener)}).openInstance = ${broken};\n`);
    const inputs = await checked([berlin]);
    const { id, properties } = await host.create(inputs);
    await host.close();
    host = await start({ NODE_OPTIONS: `--require ${JSON.stringify(preload)}` });
    const later = { ...inputs, defaults: { Opens: "11:00" } };
    for (const [verb, work] of Object.entries({
      check: () => host.check(inputs, later),
      create: () => host.create(inputs),
      read: () => host.read(id, properties),
      update: () => host.update(id, properties, later),
      delete: () => host.delete(id, properties),
    })) {
      await assert.rejects(
        work(),
        (error) => error instanceof HostError && /a text and no Error/.test(error.message),
        verb,
      );
    }
    assert.doesNotMatch(host.printed(), /\n\s+at /);
  });

  describe("with the state that version 0.1.0 wrote", () => {
    let state: { inputs: Properties; outputs: Properties };
    let id: string;

    beforeEach(() => {
      const text = readFileSync(join(__dirname, "../fixtures/state-v1.json"), "utf8");
      state = JSON.parse(text.replaceAll("<table id>", bench.tableId)) as typeof state;
      id = `${instanceId}/${bench.tableId}`;
      // Where the simulator listens is the only thing that a fixture cannot know.
      for (const part of [state.inputs, state.outputs]) Object.assign(part, { endpoint: bench.simulator.url });
      for (const [column, value] of Object.entries({ Opens: "09:00", Seats: "12.50", Channels: '["VOICE","CHAT"]' })) {
        bench.simulator.edit({ table: "Hours", keys: { Store: "Berlin" }, column, value });
      }
      bench.simulator.edit({ table: "Hours", column: "Opens", value: "08:00" });
      bench.simulator.edit({ table: "Hours", keys: { Store: "Rome" }, column: "Opens", value: "07:00" });
    });

    it("reads it without a change, and knows it for equal", async () => {
      const { inputs, properties } = await host.read(id, state.outputs);
      assert.deepEqual([inputs, properties.rows], [state.inputs, state.outputs.rows]);
      assert.equal((await host.diff(id, state.outputs, state.inputs)).changes, "none");
    });

    it("updates one cell of it with one write", async () => {
      const rows = { Berlin: { Opens: "10:00", Seats: "12.50", Channels: ["VOICE", "CHAT"] } };
      const { inputs, failures } = await host.check(state.inputs, { ...state.inputs, rows });
      assert.deepEqual(failures, []);
      await host.update(id, state.outputs, inputs);
      assert.deepEqual(table()?.rows[0]?.values, { Opens: "10:00", Seats: "12.50", Channels: '["VOICE","CHAT"]' });
    });

    it("deletes its cells and no others in a table that its stack made; in another one it does not tell whose they are", async () => {
      await nextRun();
      const before = table();
      await host.delete(id, state.outputs);
      assert.deepEqual(table(), before);
      const urn = String(state.outputs.__urn);
      const tags = { "connect-data-tables:owner": ownerTagOf(urn) ?? assert.fail(urn) };
      await bench.client.send(new TagResourceCommand({ resourceArn: before?.arn, tags }));
      await nextRun();
      await host.delete(id, state.outputs);
      assert.deepEqual(table()?.rows, [{ keys: { Store: "Rome" }, values: { Opens: "07:00" } }]);
      assert.deepEqual(table()?.defaults, {});
    });

    it("refuses state of a newer schema and says what to do", async () => {
      const newer = {
        ...state.outputs,
        __lockVersions: { ...(state.outputs.__lockVersions as object), schemaVersion: stateVersion + 1 },
      };
      const refusal = /newer release of pulumi-connect-data-tables .*npm install pulumi-connect-data-tables@latest/s;
      const before = table();
      await assert.rejects(host.read(id, newer), refusal);
      await assert.rejects(host.update(id, newer, { ...state.inputs, defaults: { Opens: "11:00" } }), refusal);
      await assert.rejects(host.delete(id, newer), refusal);
      assert.deepEqual(table(), before);
    });
  });
});

/** What the engine saves of a call that failed halfway. */
async function keptOf(call: Promise<unknown>): Promise<NonNullable<HostError["kept"]>> {
  const error = await call.catch((thrown: unknown) => thrown);
  if (error instanceof HostError && error.kept) return error.kept;
  assert.fail(`the call kept nothing: ${String(error)}`);
}

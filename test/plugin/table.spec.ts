import assert from "node:assert/strict";
import { unknownValue } from "../../src/provider/host/engine-values";
import { endRun } from "../../src/provider/host/run";
import { startSimulator, type Simulator } from "../../src/simulator";
import { PluginClient, pluginUrn, type Properties } from "../helpers/plugin-client";
import { instanceId, requestCounts, useDummyCredentials } from "../helpers/values-bench";

const urn = pluginUrn("DataTable", "table");
const valuesUrn = pluginUrn("DataTableValues", "hours");

describe("DataTable through the plugin", () => {
  let plugin: PluginClient;
  let simulator: Simulator;

  before(async () => void (plugin = await PluginClient.start()));
  after(() => plugin.close());
  beforeEach(async () => {
    useDummyCredentials();
    endRun();
    simulator = await startSimulator();
    await plugin.configure({ endpoint: simulator.url, requestsPerSecond: "100000", burst: "1000" });
  });
  afterEach(async () => {
    await plugin.configure({});
    await simulator.close();
  });

  const args = (more: Properties = {}): Properties => ({
    instanceId,
    name: "Hours",
    timeZone: "Europe/Berlin",
    attributes: { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" }, Seats: { type: "NUMBER" } },
    ...more,
  });

  async function checked(more: Properties = {}, olds: Properties = {}): Promise<Properties> {
    const { inputs, failures } = await plugin.check(urn, olds, args(more));
    assert.deepEqual(failures, []);
    return inputs;
  }

  async function created(more: Properties = {}) {
    const inputs = await checked(more);
    return { inputs, ...(await plugin.create(urn, inputs)) };
  }

  it("foresees what it can of a new table, and all that matters of one that is taken over", async () => {
    const fresh = await plugin.create(urn, await checked(), true);
    assert.deepEqual(
      [fresh.outputs.dataTableId, fresh.outputs.arn, fresh.outputs.adopted],
      [unknownValue, unknownValue, false],
    );
    const { outputs } = await created();
    endRun();
    const inputs = await checked({ adopt: true });
    simulator.clearRequests();
    const taken = await plugin.create(urn, inputs, true);
    assert.deepEqual(requestCounts(simulator), {}, "check has read the table already");
    assert.deepEqual(
      [taken.outputs.dataTableId, taken.outputs.arn, taken.outputs.adopted],
      [outputs.dataTableId, outputs.arn, true],
    );
  });

  it("tells in a diff each setting of each column, a rename as a rename and a release as a release", async () => {
    const { inputs, id, outputs } = await created({ tags: { team: "cc" } });
    const attributes = {
      Store: { type: "TEXT", primary: true },
      Opens: { type: "TEXT", validation: { maxLength: 5 } },
      Places: { type: "NUMBER", renamedFrom: "Seats" },
      Note: { type: "TEXT" },
    };
    const news = await checked({ attributes, tags: { team: "cc", part: "x" }, description: "hours" }, inputs);
    assert.deepEqual((await plugin.diff(urn, id, outputs, inputs, news)).lines, {
      "attributes.Opens.validation": "add",
      "attributes.Places.renamedFrom": "add",
      "attributes.Note": "add",
      "tags.part": "add",
      description: "add",
    });
    const withoutSeats = { ...(inputs.attributes as object), Seats: null };
    const released = await checked({ attributes: withoutSeats, tags: { team: "cc" } }, inputs);
    assert.deepEqual((await plugin.diff(urn, id, outputs, inputs, released)).lines, { "attributes.Seats": "update" });
    assert.equal((await plugin.diff(urn, id, outputs, inputs, inputs)).changes, "none");
  });

  it("imports a table with every column, lets go of it at the end, and knows it for equal", async () => {
    const { id, inputs } = await created({ description: "as it was" });
    const other = urn.replace("urn:pulumi:dev::project", "urn:pulumi:prod::other");
    endRun();
    assert.equal((await plugin.read(urn, id)).outputs.adopted, false, "a table that the stack itself created");
    const read = await plugin.read(other, id);
    const { name, attributes, description, timeZone } = inputs;
    assert.deepEqual(
      { ...read.inputs, lockLevel: undefined, tags: undefined },
      {
        instanceId,
        region: "eu-central-1",
        name,
        attributes,
        description,
        timeZone,
        lockLevel: undefined,
        tags: undefined,
      },
    );
    assert.equal(read.outputs.adopted, true);
    const news = await plugin.check(other, read.inputs, read.inputs);
    assert.deepEqual(news.failures, []);
    assert.equal((await plugin.diff(other, id, read.outputs, read.inputs, news.inputs)).changes, "none");
    await plugin.delete(other, id, read.outputs);
    assert.ok(simulator.dump().tables.Hours);
  });

  it("gives its values their place and their key columns as `table`, by URN and ids", async () => {
    const { outputs } = await created();
    const { dataTableId } = outputs;
    const ofTable = { table: { urn, instanceId, dataTableId }, rows: [{ Store: "Berlin", Opens: "09:00" }] };
    const { inputs, failures } = await plugin.check(valuesUrn, {}, ofTable);
    assert.deepEqual(failures, []);
    assert.deepEqual([inputs.dataTableId, inputs.primaryAttributes, inputs.table], [dataTableId, ["Store"], undefined]);
    const wrong = await plugin.check(valuesUrn, {}, { ...ofTable, dataTableId });
    assert.match(wrong.failures.join(), /dataTableId is set beside table/);
    const notOne = await plugin.check(valuesUrn, {}, { ...ofTable, table: "Hours" });
    assert.match(notOne.failures.join(), /table is not a DataTable\. \[INVALID_SETTING\]/);
  });

  it("finds a table by its name, and says which there are when it does not", async () => {
    const { outputs } = await created();
    const found = await plugin.invoke("connect-data-tables:index:getDataTable", { instanceId, name: "Hours" });
    assert.deepEqual([found.result.dataTableId, found.result.primaryAttributes], [outputs.dataTableId, ["Store"]]);
    await assert.rejects(
      plugin.invoke("connect-data-tables:index:getDataTable", { instanceId, name: "hours" }),
      /there is no data table "hours" .*\[NOT_FOUND\]\n {2}There is "Hours": the spelling must be exact\./,
    );
    const { failures } = await plugin.invoke("connect-data-tables:index:getDataTable", { instanceId, nam: "Hours" });
    assert.match(failures.join(), /there is no argument "nam"\. \[UNKNOWN_SETTING\]\n {2}Did you mean "name"\?/);
  });
});

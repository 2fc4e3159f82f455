import { strict as assert } from "node:assert";
import { valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  ApiKey: { type: "TEXT" },
  Pin: { type: "NUMBER" },
} as const;

/** Two secrets are the program's own; a column is made sensitive by a transform that finds the resource by its type. */
const program = `
const pulumi = require("@pulumi/pulumi");
const { DataTableValues } = require("pulumi-connect-data-tables");
const { hours } = require("./desired.json");
const [rome, paris, berlin] = hours.rows;
const hide = ({ type, props, opts }) => {
  if (!type.endsWith(":DataTableValues")) return undefined;
  return { props: { ...props, sensitive: ["ApiKey"] }, opts };
};
const rows = [{ ...rome, Opens: pulumi.secret(rome.Opens) }, paris, { ...berlin, Pin: pulumi.secret(berlin.Pin) }];
new DataTableValues("hours", { ...hours, rows }, { transforms: [hide] });
`;

const rows = [
  { Store: "Rome", Opens: "hush-rome" },
  { Store: "Paris", Opens: "09:00", ApiKey: "hush-key" },
  { Store: "Berlin", Opens: "10:00", Pin: 777123 },
];
const hidden = /hush|777123|888456/;

describe("secret cells, on the real engine", function () {
  this.timeout(120_000);
  let stack: ValuesProject;
  let output = "";
  before(async function () {
    this.timeout(180_000);
    stack = await valuesProject({ "index.js": program }, columns);
  });
  after(() => stack?.close());

  async function run(args: readonly string[]) {
    const result = await stack.pulumi(args);
    output += result.all;
    return result;
  }

  async function assertEncrypted(): Promise<void> {
    const { inputs, outputs } = await stack.recorded("hours");
    for (const [part, properties] of Object.entries({ inputs, outputs })) {
      const text = JSON.stringify({ ...properties, __provider: "" });
      assert.doesNotMatch(text, hidden, part);
      const table = properties.rows as Record<string, Record<string, { ciphertext?: string }>>;
      assert.ok(table.Rome?.Opens?.ciphertext, `Rome's Opens in ${part}`);
      assert.ok(table.Paris?.ApiKey?.ciphertext, `Paris' ApiKey in ${part}`);
      assert.ok(table.Berlin?.Pin?.ciphertext, `Berlin's Pin in ${part}`);
      assert.equal(table.Paris?.Opens, "09:00");
    }
  }

  it("reach the table, and are encrypted in state, in inputs and in outputs", async () => {
    stack.declare({ hours: { rows } });
    const { code, all } = await run(["up", "--yes", "--diff"]);
    assert.equal(code, 0, all);
    assert.deepEqual(stack.bench.simulator.dump().tables.Hours?.rows, [
      { keys: { Store: "Berlin" }, values: { Opens: "10:00", Pin: "777123" } },
      { keys: { Store: "Paris" }, values: { Opens: "09:00", ApiKey: "hush-key" } },
      { keys: { Store: "Rome" }, values: { Opens: "hush-rome" } },
    ]);
    await assertEncrypted();
  });

  it("stay encrypted after a refresh that found them edited, and leave no trace in the next preview", async () => {
    stack.bench.simulator.edit({ table: "Hours", keys: { Store: "Berlin" }, column: "Pin", value: "888456" });
    stack.bench.simulator.edit({ table: "Hours", keys: { Store: "Paris" }, column: "ApiKey", value: "hush-other" });
    const { code, all } = await run(["refresh", "--yes", "--diff"]);
    assert.equal(code, 0, all);
    await assertEncrypted();
    const preview = await run(["preview", "--diff"]);
    assert.match(preview.all, /row "Paris", column "ApiKey": \[secret\] → \[secret\]/);
    assert.match(preview.all, /~ ApiKey\s*: \[secret\] => \[secret\]/);
    assert.match(preview.all, /~ Pin\s*: \[secret\] => \[secret\]/);
  });

  it("are not named in a conflict", async () => {
    assert.equal((await run(["up", "--yes", "--skip-preview"])).code, 0);
    stack.bench.simulator.edit({ table: "Hours", keys: { Store: "Paris" }, column: "ApiKey", value: "hush-third" });
    const [rome = {}, paris = {}, berlin = {}] = rows;
    stack.declare({ hours: { rows: [rome, { ...paris, ApiKey: "hush-new" }, berlin] } });
    const { code, all } = await run(["up", "--yes"]);
    assert.notEqual(code, 0);
    assert.match(all, /row "Paris", column "ApiKey"/);
  });

  it("are in no output of any of these commands", () => assert.doesNotMatch(output, hidden));
});

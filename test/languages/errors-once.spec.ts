import assert from "node:assert/strict";
import { plugins } from "../helpers/door";
import { assertErrorsOnce, errorsIn } from "../helpers/errors-once";
import { languageProject, type LanguageProject } from "../helpers/language-project";
import { instanceId } from "../helpers/values-bench";

const table = `
  table:
    type: connect-data-tables:DataTable
    properties:
      instanceId: ${instanceId}
      name: StoreHours
      timeZone: Europe/Berlin
      attributes: { Store: { type: TEXT, primary: true }, Opens: { type: TEXT }, Seats: { type: NUMBER } }`;
const row = (store: string, opens: string) => `{ Store: ${store}, Opens: "${opens}" }`;
const missing = `${instanceId}/6f0a1b2c-0000-4000-8000-000000000001`;
const nowhere = "http://127.0.0.1:1";
const head = `name: store-hours\nruntime: yaml\n${plugins}`;

function program(rows: readonly string[], more = ""): string {
  return `${head}resources:${table}
  hours:
    type: connect-data-tables:DataTableValues
    properties:
      table: \${table}
      rows: [${rows.join(", ")}]
      ${more}\n`;
}

/** A program that only calls a function. */
function calling(name: string, args: string): string {
  return `${head}variables:\n  found: { fn::invoke: { function: "connect-data-tables:${name}", arguments: ${args} } }\noutputs: { found: "\${found}" }\n`;
}

// One stack: each test goes on where the one before stopped. That nothing is told twice, and `__` in nothing, is a rule of `run` and `codes`.
describe("errors through the plugin, each told once", function () {
  this.timeout(300_000);
  const env: Record<string, string> = {};
  let stack: LanguageProject;
  before(async () => void (stack = await languageProject({ "Pulumi.yaml": head }, env)));
  after(() => stack.close());

  const pulumi = async (text: string, ...args: string[]) => {
    stack.project.write("Pulumi.yaml", text);
    return stack.run(0, ...args);
  };
  /** The codes of the errors that a command fails with, in the order in which they are told. */
  const codes = async (text: string, ...args: string[]) => {
    stack.project.write("Pulumi.yaml", text);
    return errorsIn(await stack.run(1, ...args)).map(({ code }) => code);
  };
  const up = ["up", "--yes", "--skip-preview"] as const;
  const rows = program([row("Berlin", "09:00"), row("Paris", "08:00")]);
  const changed = program([row("Berlin", "09:30"), row("Paris", "08:30")]);
  const denied = async (action: string, text: string, ...args: string[]) => {
    stack.simulator.setDenied({ actions: [action] });
    const found = await codes(text, ...args);
    stack.simulator.setDenied({});
    return found;
  };
  const unreachable = async (text: string, ...args: string[]) => {
    env.AWS_ENDPOINT_URL_CONNECT = nowhere;
    const found = await codes(text, ...args);
    delete env.AWS_ENDPOINT_URL_CONNECT;
    return found;
  };

  it("are judged by a rule that sees a second telling, and one on another row", () => {
    const told = (owner: string) => `  ${owner} (hours):\n    error: it is wrong. [INVALID_VALUE]\n`;
    const [values, other] = ["connect-data-tables:index:DataTableValues", "pulumi:pulumi:Stack"];
    const progress = (owner: string) => ` +  ${owner} hours creating (0s) error: it is wrong. [INVALID_VALUE]\n`;
    assertErrorsOnce(`Updating (dev):\n${progress(values)}Diagnostics:\n${told(values)}`);
    assert.throws(() => assertErrorsOnce(`Diagnostics:\n${told(values)}${told(other)}`), /more than once/);
    assert.throws(() => assertErrorsOnce(`${progress(other)}Diagnostics:\n${told(values)}`), /another row/);
  });

  it("of a provider's settings: several at once, in a preview, and in a refresh, which checks nothing", async () => {
    await pulumi(`${head}resources:${table}\n`, ...up);
    for (const [name, value] of Object.entries({ requestsPerSecond: "many", strict: "perhaps" }))
      await stack.run(0, "config", "set", `connect-data-tables:${name}`, value);
    assert.deepEqual(await codes(rows, "preview"), ["INVALID_SETTING", "INVALID_SETTING"]);
    const refresh = await stack.run(1, "refresh", "--yes");
    assert.match(refresh, /requestsPerSecond is "many"\. \[INVALID_SETTING\]/);
    for (const name of ["requestsPerSecond", "strict"])
      await stack.run(0, "config", "rm", `connect-data-tables:${name}`);
    await pulumi(head, ...up);
  });

  it("of functions: no such table, wrong arguments, no such file, a file with problems", async () => {
    const noTable = calling("getDataTable", `{ instanceId: ${instanceId}, name: Nothing }`);
    assert.deepEqual(await codes(noTable, "preview"), ["NOT_FOUND"]);
    const wrong = calling("getDataTable", "{ instanceId: [], name: 7 }");
    assert.deepEqual(await codes(wrong, "preview"), ["INVALID_SETTING", "INVALID_SETTING"]);
    assert.deepEqual(await unreachable(noTable, "preview"), ["UNREACHABLE"]);
    assert.deepEqual(await denied("ListDataTables", noTable, "preview"), ["ACCESS_DENIED"]);
    assert.deepEqual(await codes(calling("getTableFile", "{ path: none.yaml }"), "preview"), ["FILE_UNREADABLE"]);
    const lines = ["name: Hours", "columns:", "  Store: { type: TEXT, primary: true }", "  Opens: TEXT", "rows:"];
    stack.project.write("bad.yaml", [...lines, "  - { Store: Berlin, Opans: a }", "  - { Opens: a }", ""].join("\n"));
    const file = await codes(calling("getTableFile", "{ path: bad.yaml }"), "preview");
    assert.deepEqual(file, ["UNKNOWN_COLUMN", "MISSING_KEY"]);
  });

  it("of a check: several at once, in a preview and in an update without one", async () => {
    const wrong = program([
      row("Berlin", "9"),
      "{ Store: Rome, Opans: a }",
      "{ Store: Oslo, Seats: a }",
      row("Berlin", "1"),
    ]);
    const all = ["DUPLICATE_ROW", "UNKNOWN_COLUMN", "NOT_A_NUMBER"];
    assert.deepEqual(await codes(wrong, "preview"), all);
    assert.deepEqual(await codes(wrong, "up", "--yes"), all);
    assert.deepEqual(await codes(wrong, ...up), all);
    await stack.run(0, "destroy", "--yes");
  });

  it("of a create: denied, unreachable, no such instance, and one that ends half-way", async () => {
    assert.deepEqual(await denied("CreateDataTable", rows, ...up), ["INCOMPLETE", "ACCESS_DENIED"]);
    assert.deepEqual(await unreachable(rows, ...up), ["UNREACHABLE"]);
    stack.simulator.setInstances(["99999999-2222-4333-8444-555555555555"]);
    assert.deepEqual(await codes(rows, ...up), ["NOT_FOUND"]);
    stack.simulator.setInstances(undefined);
    stack.simulator.setFaults({
      kind: "error-before",
      operation: "BatchCreateDataTableValue",
      item: { keys: { Store: "Paris" } },
      times: null,
      error: { type: "InvalidParameterException", message: "Bad item" },
    });
    assert.deepEqual(await codes(rows, ...up), ["INCOMPLETE", "REFUSED"]);
    stack.simulator.setFaults();
    await pulumi(rows, ...up);
  });

  it("of a read: a refresh that is denied or unreachable, and imports, which the engine tells on the stack too", async () => {
    assert.deepEqual(await denied("ListDataTableValues", rows, "refresh", "--yes"), ["ACCESS_DENIED"]);
    assert.deepEqual(await denied("DescribeDataTable", rows, "refresh", "--yes", "--skip-preview"), ["ACCESS_DENIED"]);
    assert.deepEqual(await unreachable(rows, "refresh", "--yes"), ["UNREACHABLE", "UNREACHABLE"]);
    const asked = { DataTable: "DescribeDataTable", DataTableValues: "ListDataTableAttributes" };
    for (const [kind, action] of Object.entries(asked)) {
      const importing = ["import", `connect-data-tables:index:${kind}`, "more"] as const;
      assert.deepEqual(await codes(rows, ...importing, "nothing", "--yes"), ["INVALID_IDENTITY"]);
      assert.deepEqual(await denied(action, rows, ...importing, missing, "--yes"), ["ACCESS_DENIED"]);
      assert.match(await stack.run(1, ...importing, missing, "--yes"), /does not exist/);
    }
  });

  it("of an update: denied, the guard, an edit that is found before the write, and one in the middle of it", async () => {
    assert.deepEqual(await denied("BatchUpdateDataTableValue", changed, ...up), ["INCOMPLETE", "REFUSED", "REFUSED"]);
    const guarded = changed.replace("rows:", "guard: { maxUpdatePercent: 10, minimumRows: 0 }\n      rows:");
    assert.deepEqual(await codes(guarded, "preview"), ["GUARD"]);
    assert.deepEqual(await codes(guarded, ...up), ["GUARD"]);
    const edit = { table: "StoreHours", keys: { Store: "Berlin" }, column: "Opens", value: "11:11" };
    stack.simulator.setFaults({ kind: "edit", operation: "BatchUpdateDataTableValue", edits: [edit] });
    assert.deepEqual(await codes(changed, "up", "--yes"), ["CONFLICT"]);
    for (const args of [["preview"], ["up", "--yes"], up])
      assert.deepEqual(await codes(changed, ...args), ["CONFLICT"]);
    assert.deepEqual(await codes(changed, "up", "--yes", "--refresh"), ["CONFLICT"]);
    await stack.run(0, "refresh", "--yes");
  });

  it("of a delete: denied, unreachable, and a table that is not empty", async () => {
    assert.deepEqual(await denied("BatchDeleteDataTableValue", rows, "destroy", "--yes"), [
      "INCOMPLETE",
      "REFUSED",
      "REFUSED",
    ]);
    assert.deepEqual(await unreachable(rows, "destroy", "--yes"), ["UNREACHABLE"]);
    stack.simulator.edit({ table: "StoreHours", keys: { Store: "Rome" }, column: "Opens", value: "1" });
    assert.deepEqual(await codes(rows, "destroy", "--yes"), ["TABLE_NOT_EMPTY"]);
  });
});

describe("errors of a Node program on the plugin, each told once and without a stack trace", function () {
  this.timeout(300_000);
  const tableId = missing.split("/")[1] ?? "";
  const programs: readonly (readonly [string, string, RegExp])[] = [
    [
      "a look-up of a table that does not exist",
      `const found = all.getDataTable({ instanceId: "${instanceId}", name: "Nothing" });
       module.exports = found.then(({ arn }) => ({ arn }));`,
      / error: there is no data table "Nothing" in instance .* \[NOT_FOUND\]$/m,
    ],
    [
      "the same by outputs",
      `exports.arn = all.getDataTableOutput({ instanceId: "${instanceId}", name: "Nothing" }).arn;`,
      / error: there is no data table "Nothing" in instance .* \[NOT_FOUND\]$/m,
    ],
    [
      "a wrong setting of a provider",
      'new all.Provider("mine", { requestsPerSecond: "many" });',
      / requestsPerSecond is "many"\. \[INVALID_SETTING\]$/m,
    ],
    [
      "the contents of a table that does not exist",
      `all.DataTableValues.get("hours", { instanceId: "${instanceId}", dataTableId: "${tableId}" });`,
      / error: Preview failed: resource '.*' does not exist$/m,
    ],
  ];
  let stack: LanguageProject;
  before(async () => {
    stack = await languageProject({ "Pulumi.yaml": `name: store-hours\nruntime: nodejs\n${plugins}`, "index.js": "" });
  });
  after(() => stack.close());

  for (const [name, text, pattern] of programs) {
    it(name, async () => {
      stack.project.write("index.js", `const all = require("pulumi-connect-data-tables/plugin");\n${text}\n`);
      const output = await stack.run(1, "preview");
      assert.match(output, pattern);
      assert.doesNotMatch(output, /unhandled exception/);
    });
  }
});

import { strict as assert } from "node:assert";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  ApiKey: { type: "TEXT" },
  Extra: { type: "NUMBER" },
} as const;

/** A secret of the program, one of the stack's configuration, one in the default record, and a column that is sensitive as a whole. */
const program = `
const pulumi = require("@pulumi/pulumi");
const { DataTableValues } = require("pulumi-connect-data-tables");
const { hours } = require("./desired.json");
const { word, rest, broken, ...args } = hours;
const Extra = new pulumi.Config().requireSecret("extra").apply(Number);
const opens = pulumi.secret(broken ? { expression: "=SUM(" + word + "-broken" } : word + "-opens");
new DataTableValues("opening hours", {
  ...args,
  sensitive: ["ApiKey"],
  rows: [{ Store: "Berlin", Opens: opens, ApiKey: word + "-key", Extra }, { Store: "Paris", Opens: rest }],
  defaults: { Opens: pulumi.secret(word + "-default") },
});
`;

/** Every secret of every test begins with it, or is the number. */
const word = "hush";
const hidden = /hush|424242|434343/;

/** The text of every file below a folder. */
function textsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, "latin1"));
}

// One stack: each test goes on where the one before stopped.
describe("the plain text of a secret, on the real engine", function () {
  this.timeout(60_000);
  let stack: ValuesProject;
  let count = 0;
  before(async function () {
    this.timeout(180_000);
    stack = await valuesProject({ "index.js": program }, columns, { switches: { messages: "wordy" } });
    await stack.pulumi(["config", "set", "--secret", "extra", "424242"]);
  });
  after(() => stack?.close());

  const declare = (change: object) => stack.declare({ hours: { word, rest: "08:00", ...change } });
  const edit = (column: string, value: string) =>
    stack.bench.simulator.edit({ table: "Hours", keys: { Store: "Berlin" }, column, value });

  /** Runs a command that says all it can, and looks for secrets wherever it may have left one: terminal, event log, state and its history. */
  async function run(...args: string[]) {
    const { folder, env } = stack.project;
    const events = join(folder, `events-${++count}.json`);
    const { code, all } = await stack.pulumi([...args, "--diff", "--event-log", events], {
      CONNECT_DATA_TABLES_LOG: "debug",
      PULUMI_DEBUG_COMMANDS: "true", // otherwise there is no --event-log
    });
    assert.doesNotMatch(all, hidden, "the terminal");
    assert.match(all, /connect-data-tables: \w+ ok \d+ ms/, "the debug log");
    const eventLog = readFileSync(events, "utf8");
    assert.match(eventLog, /resourcePreEvent/);
    assert.doesNotMatch(eventLog, hidden, "the event log");
    const kept = textsBelow(join(env.PULUMI_HOME ?? "", "..", "state"));
    assert.ok(kept.some((text) => text.includes("DataTableValues")));
    for (const text of kept) assert.doesNotMatch(text, hidden, "state or its history");
    return { code, all };
  }

  it("is nowhere after a success", async () => {
    declare({});
    const { code, all } = await run("up", "--yes");
    assert.equal(code, 0, all);
    const { rows, defaults } = stack.bench.simulator.dump().tables.Hours ?? assert.fail("no table");
    assert.deepEqual(rows[0]?.values, { Opens: "hush-opens", ApiKey: "hush-key", Extra: "424242" });
    assert.deepEqual(defaults, { Opens: "hush-default" });
  });

  it("is nowhere after a conflict over secrets on either side", async () => {
    edit("Opens", "hush-edited");
    edit("ApiKey", "hush-edited");
    edit("Extra", "434343");
    declare({ word: "hush-again" });
    const { code, all } = await run("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(
      all,
      /row "Berlin", column "Opens" was edited\n\s+recorded\s+\[secret\]\n\s+live\s+\[secret\].*\n\s+desired\s+\[secret\]/,
    );
    assert.match(all, /row "Berlin", column "ApiKey" was edited/);
  });

  it("is nowhere after a run that leaves an edited secret alone and says so", async () => {
    declare({ rest: "08:15" });
    const { code, all } = await run("up", "--yes", "--skip-preview");
    assert.equal(code, 0, all);
    assert.match(all, /row "Berlin", column "Extra": recorded \[secret\], live \[secret\]/);
  });

  it("is nowhere after a refresh that reads an edited secret, and the preview of its repair", async () => {
    const { code, all } = await run("refresh", "--yes");
    assert.equal(code, 0, all);
    const { inputs, outputs } = await stack.recorded("opening hours");
    for (const { rows } of [inputs, outputs] as { rows: Record<string, Record<string, object>> }[]) {
      for (const column of ["Opens", "ApiKey", "Extra"])
        assert.ok("ciphertext" in (rows.Berlin?.[column] ?? {}), column);
    }
    const preview = await run("preview");
    assert.match(preview.all, /~ Extra\s*: \[secret\] => \[secret\]/);
    assert.match(preview.all, /ApiKey \(hidden\)/, "how a sensitive column differs is not shown");
  });

  it("is nowhere after a partial failure, whatever the service says of it", async () => {
    stack.bench.simulator.setSwitches({ expressionSyntax: "checked" });
    declare({ broken: true, rest: "08:30" });
    const { code, all } = await run("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(all, /row "Berlin", column "Opens" was not updated/);
  });

  it(`is nowhere after onConflict: "overwrite" replaced somebody else's secret`, async () => {
    edit("ApiKey", "hush-once-more");
    declare({ onConflict: "overwrite", word: "hush-final", rest: "08:30" });
    const { code, all } = await run("up", "--yes", "--skip-preview");
    assert.equal(code, 0, all);
    assert.match(all, /replaced or removed .*: \[REPLACED\]\s+row "Berlin", column "ApiKey": \[secret\]/);
  });

  it("is nowhere after an error of the service and a destroy", async () => {
    stack.bench.simulator.setDenied({ actions: ["BatchDeleteDataTableValue"] });
    assert.notEqual((await run("destroy", "--yes", "--skip-preview")).code, 0);
    stack.bench.simulator.setDenied({});
    assert.equal((await run("destroy", "--yes", "--skip-preview")).code, 0);
    assert.deepEqual(stack.bench.simulator.dump().tables.Hours?.rows, []);
  });
});

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../src/simulator";
import { parseTableFile } from "../../src/file/read/parse-table-file";
import { seedSimulator } from "../../src/cli/files/seed-simulator";
import { fileNames } from "../../src/cli/instance/file-names";
import { cli } from "./run-cli";

const dev = "11111111-2222-3333-4444-555555555555";
const prod = "99999999-2222-3333-4444-555555555555";
const queueOf = (instance: string) => `arn:aws:connect:us-east-1:1:instance/${instance}/queue/q`;

const hours = (instance: string) =>
  `name: StoreHours
timeZone: UTC
columns:
  Store: { type: TEXT, primary: true }
  Opens: TEXT
  Queue: TEXT
  Seats: NUMBER
rows:
  - { Store: Berlin, Opens: "09:00", Queue: "${queueOf(instance)}", Seats: 5 }
  - { Store: Paris, Opens: "=x${"$"}", Queue: "${queueOf(instance)}" }
`.replace('"=x$"', '"10:00"');

const others = ["Store hours", "STORE-HOURS", "con"].map(
  (name) => `name: "${name}"\ntimeZone: UTC\ncolumns: { A: TEXT }\ndefaults: { A: "x" }\n`,
);

describe("connect-data-tables with an instance", () => {
  let simulator: Simulator;
  let folder: string;
  const environment = { ...process.env };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "cli-"));
    mkdirSync(join(folder, "tables"));
    simulator = await startSimulator();
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" });
    await seed(hours(dev), dev);
    await seed(hours(prod), prod);
  });
  afterEach(async () => {
    await simulator.close();
    process.env = environment;
    rmSync(folder, { recursive: true });
  });

  async function seed(text: string, instance: string) {
    const { table, problems } = parseTableFile(text, "t", () => ({ file: "", text: "" }));
    assert.ok(table, JSON.stringify(problems));
    await seedSimulator(simulator.url, instance, table);
  }

  const at = (instance = dev) => ["--instance-id", instance, "--region", "us-east-1", "--endpoint", simulator.url];
  const path = (name: string) => join(folder, name);
  const read = (name: string) => readFileSync(path(name), "utf8");
  const edit = (keys: Record<string, string>, column: string, value: string, instance = dev) =>
    simulator.edit({ table: "StoreHours", instance, keys, column, value });

  it("list: names, ids, rows, values, lock level, last change", async () => {
    const { code, stdout } = await cli(["list", ...at()]);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^NAME +ID +ROWS +VALUES +LOCK LEVEL +LAST CHANGE\nStoreHours +[\w-]+ +2 +5 +VALUE +\d{4}-\d\d-\d\dT[\d:.]+Z\n$/,
    );
    const json = JSON.parse((await cli(["list", ...at(), "--format", "json"])).stdout) as { tables: object[] };
    assert.deepEqual(
      json.tables.map((table) => Object.keys(table)),
      [["name", "dataTableId", "rows", "values", "lockLevel", "lastChange"]],
    );
  });

  it("export --all: a file for each table, with safe and distinct names; each of them diffs equal", async () => {
    for (const text of others) await seed(text, dev);
    for (const format of ["yaml", "csv"]) {
      const { code, stderr } = await cli(["export", ...at(), "--all", "-o", path(format), "--format", format]);
      assert.equal(code, 0, stderr);
      assert.match(stderr, /\n4 tables written to /);
      const files = readdirSync(path(format)).filter((name) => name.endsWith(".yaml"));
      assert.deepEqual(files.sort(), [
        "store-hours-2.yaml",
        "store-hours-3.yaml",
        "store-hours.yaml",
        "table-con.yaml",
      ]);
      const diff = await cli(["diff", ...files.map((name) => join(path(format), name)), ...at()]);
      assert.deepEqual([diff.code, diff.stderr], [0, ""]);
    }
    assert.match(
      (await cli(["export", ...at(), "--all", "-o", path("yaml")])).stderr,
      /already exist; nothing was written/,
    );
  });

  it("export --vars: one file for two instances; a file without its variables is refused at their place", async () => {
    for (const [name, instance] of [
      ["dev", dev],
      ["prod", prod],
    ] as const) {
      writeFileSync(path(`${name}.yaml`), `queueArn: ${queueOf(instance)}\nunused: "never there"\n`);
    }
    const file = path("tables/store-hours.yaml");
    const named = [...at(), "--data-table-name", "StoreHours"];
    assert.equal((await cli(["export", ...named, "--vars", path("dev.yaml"), "-o", file])).code, 0);
    assert.match(
      read("tables/store-hours.yaml"),
      /variables:\n {2}queueArn: \{\}\ncolumns:[^]*Queue: "\$\{queueArn\}"/,
    );
    for (const [name, instance] of [
      ["dev", dev],
      ["prod", prod],
    ] as const) {
      const { code, stdout, stderr } = await cli(["diff", file, ...at(instance), "--vars", path(`${name}.yaml`)]);
      assert.deepEqual([code, stdout], [0, "StoreHours: no changes\n"], stderr);
    }
    assert.equal((await cli(["diff", file, ...at(), "--var", `queueArn=${queueOf(dev)}`])).code, 0);
    const missing = await cli(["diff", file, ...at()]);
    assert.equal(missing.code, 1);
    assert.match(
      missing.stderr,
      /store-hours\.yaml:\d+:3: error: the variable "queueArn" has no value\. \[MISSING_VARIABLE\]/,
    );
    assert.equal((await cli(["validate", file])).code, 0);
  });

  it("init: refuses a folder that is not empty; writes a project in each language", async () => {
    writeFileSync(path("x"), "");
    assert.match(
      (await cli(["init", ...at(), "-o", folder])).stderr,
      /is not empty; nothing was written\. \[FILE_NOT_WRITTEN\]/,
    );
    const always = [".github", ".gitignore", "Pulumi.dev.yaml", "Pulumi.yaml", "README.md", "package.json", "tables"];
    const own = {
      typescript: ["index.ts", "tsconfig.json"],
      yaml: [],
      python: ["__main__.py", "requirements.txt", "sdk"],
    };
    for (const [language, files] of Object.entries(own)) {
      const { code, stderr } = await cli(["init", ...at(), "-o", path(language), "--language", language]);
      assert.equal(code, 0, stderr);
      assert.deepEqual(readdirSync(path(language)).sort(), [...always, ...files].sort());
      assert.equal(
        read(`${language}/Pulumi.dev.yaml`),
        `config:\n  ${language}:instanceId: "${dev}"\n  connect-data-tables:region: us-east-1\n  connect-data-tables:endpoint: "${simulator.url}"\n`,
      );
      assert.match(
        read(`${language}/tables/store-hours.yaml`),
        /^# yaml-language-server: \$schema=\.\.\/node_modules\//,
      );
      const recipe = read(`${language}/.github/workflows/data-tables.yml`);
      assert.match(recipe, /\n {2}PULUMI_STACK: dev\n/);
      const watched = { typescript: 2, yaml: 0, python: 0 }[language];
      assert.equal(recipe.match(/"\*\.ts"/g)?.length ?? 0, watched);
    }
    assert.match(
      read("yaml/Pulumi.yaml"),
      /\n {2}store-hours-file:\n {4}fn::invoke:\n[^]*path: "tables\/store-hours\.yaml" \}\n/,
    );
    assert.match(read("yaml/Pulumi.yaml"), /\n {6}guard: \$\{store-hours-file\.values\.guard\}\n/);
    const recipe = read("python/.github/workflows/data-tables.yml");
    assert.equal(recipe.match(/- run: npm ci\n +- run: python3 -m venv venv && /g)?.length, 3);
    const sdk = readFileSync(join(__dirname, "../../sdk/python/pulumi_connect_data_tables/data_table.py"), "utf8");
    assert.equal(read("python/sdk/python/pulumi_connect_data_tables/data_table.py"), sdk);
  });

  it("init --vars: names in the files, and their values in the configuration of the stack, which is a file of variables too", async () => {
    writeFileSync(path("vars.yaml"), `queueArn: ${queueOf(dev)}\nunused: "never there"\n`);
    await seed('name: Zed\ntimeZone: UTC\ncolumns: { A: TEXT }\ndefaults: { A: "x" }\n', dev);
    const { code, stderr } = await cli([
      "init",
      ...at(),
      "-o",
      path("p"),
      "--language",
      "yaml",
      "--vars",
      path("vars.yaml"),
    ]);
    assert.equal(code, 0, stderr);
    assert.match(read("p/tables/store-hours.yaml"), /variables:\n {2}queueArn: \{\}\n[^]*Queue: "\$\{queueArn\}"/);
    assert.match(read("p/Pulumi.dev.yaml"), new RegExp(`\n  p:variables:\n    queueArn: "${queueOf(dev)}"\n$`));
    assert.equal(read("p/Pulumi.yaml").match(/\$\{variables\}/g)?.length, 1, "only where a file has variables");
    const file = path("p/tables/store-hours.yaml");
    const diff = await cli(["diff", file, ...at(), "--vars", path("p/Pulumi.dev.yaml")]);
    assert.deepEqual([diff.code, diff.stdout], [0, "StoreHours: no changes\n"], diff.stderr);
  });

  it("pull: one file serves two instances, and each knows what was last live in it", async () => {
    for (const [name, instance] of Object.entries({ dev, prod })) {
      writeFileSync(path(`${name}.yaml`), `queueArn: ${queueOf(instance)}\n`);
    }
    const file = path("tables/store-hours.yaml");
    const of = (name: "dev" | "prod") => [...at({ dev, prod }[name]), "--vars", path(`${name}.yaml`)];
    const { code, stderr } = await cli(["export", ...of("dev"), "--data-table-name", "StoreHours", "-o", file]);
    assert.equal(code, 0, stderr);
    const exported = read("tables/store-hours.yaml");
    const agreed = await cli(["pull", file, ...of("prod")]);
    assert.match(agreed.stdout, /nothing to pull\n$/, agreed.stderr);
    assert.equal(read("tables/store-hours.yaml"), exported);
    const lock = JSON.parse(read("tables/connect-data-tables.lock.json")) as { tables: object };
    assert.deepEqual(
      Object.keys(lock.tables).map((table) => table.split("/")[0]),
      [dev, prod],
    );
    edit({ Store: "Berlin" }, "Opens", "08:30", prod);
    const pulled = await cli(["pull", file, ...of("prod")]);
    assert.deepEqual([pulled.code, /1 cell changed\n/.test(pulled.stdout)], [0, true], pulled.stderr);
    assert.match(read("tables/store-hours.yaml"), /Store: Berlin, Opens: "08:30", Queue: "\$\{queueArn\}"/);
    assert.match((await cli(["pull", file, ...of("dev")])).stdout, /nothing to pull\n$/);
    assert.match((await cli(["diff", file, ...of("dev")])).stdout, /"09:00" → "08:30"/);
    edit({ Store: "Berlin" }, "Opens", "07:30", dev);
    const conflict = await cli(["pull", file, ...of("dev")]);
    assert.equal(conflict.code, 1);
    assert.match(conflict.stderr, /row "Berlin", column "Opens": [^\n]*\[CONFLICT\]/);
    assert.equal((await cli(["diff", file, ...of("prod")])).code, 0);
  });

  it("pull: what changed live comes in, what a person wrote stays, and both is a conflict", async () => {
    const file = path("tables/store-hours.yaml");
    await cli(["export", ...at(), "--data-table-name", "StoreHours", "-o", file]);
    const written = read("tables/store-hours.yaml").replace("rows:", "# our rows\nrows:");
    writeFileSync(file, written.replace('Opens: "09:00"', 'Opens: "08:00"'));
    edit({ Store: "Berlin" }, "Seats", "7");
    edit({ Store: "Cologne" }, "Opens", "11:00");
    const dry = await cli(["pull", file, ...at(), "--dry-run"]);
    assert.match(dry.stdout, /would be 1 cell changed, 1 row new\n/, dry.stderr);
    assert.match(read("tables/store-hours.yaml"), /Seats: 5/);
    const { code, stdout } = await cli(["pull", file, ...at()]);
    assert.equal(code, 0);
    assert.match(stdout, /store-hours\.yaml: 1 cell changed, 1 row new\n {2}row "Berlin", column "Seats": 5 → 7\n/);
    assert.match(
      read("tables/store-hours.yaml"),
      /# our rows\nrows:\n {2}- \{ Store: Berlin, Opens: "08:00", [^\n]* Seats: 7 \}\n {2}- \{ Store: Cologne, Opens: "11:00" \}\n {2}- \{ Store: Paris/,
    );
    const after = read("tables/store-hours.yaml");
    assert.match((await cli(["pull", file, ...at()])).stdout, /nothing to pull\n$/);
    assert.equal(read("tables/store-hours.yaml"), after);
    const diff = await cli(["diff", file, ...at()]);
    assert.match(diff.stdout, /1 value to update\n[^]*"09:00" → "08:00"/);
    assert.doesNotMatch(diff.stdout, /warning/, "what came in counts as exported: the next `up` is no conflict");
    edit({ Store: "Berlin" }, "Opens", "07:00");
    const conflict = await cli(["pull", file, ...at()]);
    assert.equal(conflict.code, 1);
    assert.match(
      conflict.stderr,
      /row "Berlin", column "Opens": [^\n]*\(file: "08:00", live: "07:00"\)\. \[CONFLICT\]/,
    );
    assert.equal((await cli(["pull", file, ...at(), "--force"])).code, 0);
    assert.equal((await cli(["diff", file, ...at()])).code, 0);
  });

  it("pull: what an export would lose stays: comments, sensitive, ignore, ownership, guard, valueQuota", async () => {
    const file = path("tables/hours.yaml");
    const mine = `# opening hours; ask the team before changing Pin
name: Hours
columns:
  Store: { type: TEXT, primary: true } # the key
  Opens: TEXT
  Pin: TEXT
sensitive: [Pin]
ignore: { columns: [Note] }
ownership: declared
guard: { maxUpdatePercent: 10 }
valueQuota: 5000
rows:
  - { Store: Berlin, Opens: "09:00", Pin: "1" } # opens earlier in summer
`;
    await seed(mine, dev);
    writeFileSync(file, mine);
    const agreed = await cli(["pull", file, ...at()]);
    assert.deepEqual([agreed.code, read("tables/hours.yaml")], [0, mine], agreed.stderr);
    simulator.edit({ table: "Hours", instance: dev, keys: { Store: "Berlin" }, column: "Opens", value: "08:00" });
    const { code, stdout, stderr } = await cli(["pull", file, ...at()]);
    assert.deepEqual([code, read("tables/hours.yaml")], [0, mine.replace("09:00", "08:00")], stderr);
    assert.match(stdout, /row "Berlin", column "Opens": "09:00" → "08:00"\n/);
  });

  it("pull: a sensitive value that changed only in the file stays; one that was written live is a conflict, and never shown", async () => {
    const file = path("tables/store-hours.yaml");
    await cli(["export", ...at(), "--data-table-name", "StoreHours", "-o", file]);
    writeFileSync(file, `sensitive: [Queue]\n${read("tables/store-hours.yaml")}`);
    const agreed = await cli(["pull", file, ...at()]);
    assert.equal(agreed.code, 0, agreed.stderr);
    assert.match(read("tables/connect-data-tables.lock.json"), /"Queue": "@[^" ]+ Value [^"]+"/);
    const [own] = / {2}- \{ Store: Paris.*/.exec(read("tables/store-hours.yaml")) ?? [""];
    const edited = read("tables/store-hours.yaml").replace(own, own.replace(queueOf(dev), "my-own"));
    writeFileSync(file, edited);
    const kept = await cli(["pull", file, ...at()]);
    assert.deepEqual([kept.code, read("tables/store-hours.yaml")], [0, edited], kept.stderr);
    edit({ Store: "Paris" }, "Queue", "hush");
    const conflict = await cli(["pull", file, ...at()]);
    assert.deepEqual([conflict.code, read("tables/store-hours.yaml")], [1, edited]);
    assert.match(
      conflict.stderr,
      /row "Paris", column "Queue": [^\n]*differ in a sensitive column[^\n]*\. \[CONFLICT\]\n/,
    );
    const shown = conflict.stderr + conflict.stdout + read("tables/connect-data-tables.lock.json");
    assert.doesNotMatch(shown, /hush|my-own/);
    assert.equal((await cli(["pull", file, ...at(), "--force"])).code, 0);
    assert.match(read("tables/store-hours.yaml"), /Store: Paris, [^\n]*Queue: "hush"/);
  });
});

describe("connect-data-tables pull of a sensitive column", () => {
  for (const lockLevel of ["NONE", "VALUE", "ATTRIBUTE", "PRIMARY_VALUE", "DATA_TABLE"]) {
    it(`at lock level ${lockLevel}, where only that level's part of a lock version is shown: conflicts only where the cell was written`, async () => {
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" });
      const folder = mkdtempSync(join(tmpdir(), "cli-"));
      const simulator = await startSimulator({ switches: { lockPartsInReads: "level" } });
      try {
        const file = join(folder, "pins.yaml");
        const text = `name: Pins\nlockLevel: ${lockLevel}\ncolumns: { K: { type: TEXT, primary: true }, Pin: TEXT, A: TEXT }\nsensitive: [Pin]\nrows: [{ K: a, Pin: "1", A: x }, { K: b, Pin: "2", A: y }]\n`;
        const { table } = parseTableFile(text, "t", () => ({ file: "", text: "" }));
        assert.ok(table);
        await seedSimulator(simulator.url, dev, table);
        const edit = (key: string, column: string) =>
          simulator.edit({ table: "Pins", instance: dev, keys: { K: key }, column, value: "9" });
        const pull = () =>
          cli(["pull", file, "--instance-id", dev, "--region", "us-east-1", "--endpoint", simulator.url]);
        writeFileSync(file, text);
        assert.equal((await pull()).code, 0);
        const mine = text.replace('"1"', '"7"');
        writeFileSync(file, mine);
        edit("a", "A");
        edit("b", "A");
        assert.equal((await pull()).code, 0, "other cells of its row, column and table were written");
        const pulled = mine.replace("A: x", 'A: "9"').replace("A: y", 'A: "9"');
        assert.equal(readFileSync(file, "utf8"), pulled);
        edit("a", "Pin");
        const { code, stderr } = await pull();
        assert.equal(code, 1);
        assert.match(stderr, /^error: row "a", column "Pin": .*\[CONFLICT\]\n/);
        assert.equal(readFileSync(file, "utf8"), pulled);
      } finally {
        await simulator.close();
        rmSync(folder, { recursive: true });
      }
    });
  }
});

describe("the file name of a table", () => {
  it("is safe and its own, whatever the table is called", () => {
    assert.deepEqual(fileNames(["StoreHours", "store hours", "Ä/b", "ä b", "..", "", "NUL", "x".repeat(127), "日本"]), [
      "store-hours",
      "store-hours-2",
      "ä-b",
      "ä-b-2",
      "table",
      "table-2",
      "table-nul",
      "x".repeat(80),
      "日本",
    ]);
  });
});

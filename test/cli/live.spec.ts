import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../src/simulator";
import { parseTableFile } from "../../src/file/read/parse-table-file";
import { seedSimulator } from "../../src/cli/files/seed-simulator";
import { cli } from "./run-cli";

const instanceId = "11111111-2222-3333-4444-555555555555";

/** A table with everything that is hard to carry: 5 key columns, every type, expressions, defaults, odd texts. */
const table = `name: StoreHours
description: Opening hours
timeZone: Europe/Berlin
lockLevel: VALUE
tags: { team: cc }
columns:
  Country: { type: TEXT, primary: true, validation: { ignoreCase: true } }
  Store: { type: TEXT, primary: true }
  Number: { type: NUMBER, primary: true }
  Floor: { type: NUMBER, primary: true }
  Late: { type: BOOLEAN, primary: true }
  Opens: { type: TEXT, description: When, validation: { maxLength: 100 } }
  Seats: { type: NUMBER, validation: { minimum: 0 } }
  Open: BOOLEAN
  Channels: TEXT_LIST
  Codes: NUMBER_LIST
defaults: { Opens: "08:00", Channels: [VOICE], Seats: 1 }
rows:
  - { Country: DE, Store: "a | b\\\\c", Number: 1, Floor: 0.5, Late: false, Opens: "no", Seats: 12345678901234567890, Open: true }
  - { Country: FR, Store: "", Number: 2, Floor: -1, Late: true, Opens: "", Channels: [], Codes: [1, 2.50] }
  - { Country: "~", Store: "1.0", Number: 3, Floor: 0, Late: true, Opens: { expression: "=HOOP(1)" }, Seats: { expression: "=1" } }
  - { Country: 日本, Store: " é ", Number: 4, Floor: 0, Late: true, Opens: " two\\nlines\\r\\n ", Channels: ["a,b", '"', "=y", ""] }
`;

describe("connect-data-tables with a live table", () => {
  let simulator: Simulator;
  let folder: string;
  const environment = { ...process.env };

  before(async () => {
    simulator = await startSimulator();
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" });
    const { table: file, problems } = parseTableFile(table, "t", () => ({ file: "", text: "" }));
    assert.ok(file, JSON.stringify(problems));
    await seedSimulator(simulator.url, instanceId, file);
  });
  after(async () => {
    await simulator.close();
    process.env = environment;
  });
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "cli-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const tableId = () => simulator.dump().tables.StoreHours?.id ?? "";
  const target = () => [
    "--instance-id",
    instanceId,
    "--data-table-name",
    "StoreHours",
    "--region",
    "us-east-1",
    "--endpoint",
    simulator.url,
  ];
  const path = (name: string) => join(folder, name);

  it("takes the format from the name of the file", async () => {
    for (const name of ["a.csv", "b.ts", "c.yaml", "d"])
      assert.equal((await cli(["export", ...target(), "-o", path(name)])).code, 0);
    const first = (name: string) => readFileSync(path(name), "utf8").split("\n")[0] ?? "";
    assert.match(first("a.csv"), /^Country,/);
    assert.match(readFileSync(path("b.ts"), "utf8"), /new DataTable\(/);
    assert.match(first("c.yaml") + first("d") + first("a.yaml"), /^(# yaml-language-server.*){3}$/);
  });

  it("says of an address that it is none", async () => {
    const { code, stderr } = await cli([
      "export",
      "--instance-id",
      instanceId,
      "--data-table-name",
      "T",
      "--endpoint",
      "foo",
    ]);
    assert.deepEqual([code, /--endpoint is "foo", which is not a URL/.test(stderr)], [1, true], stderr);
  });

  it("exports YAML that validates and shows no difference, whatever the table holds", async () => {
    const exported = await cli(["export", ...target()]);
    assert.deepEqual([exported.code, exported.stderr], [0, ""]);
    assert.match(exported.stdout, /^# yaml-language-server: \$schema=.*\n# Data table .*\nname: StoreHours\n/);
    assert.equal((await cli(["validate", "-"], { stdin: exported.stdout })).stderr, "");
    const { code, stdout } = await cli(["diff", "-", ...target()], { stdin: exported.stdout });
    assert.deepEqual([code, stdout], [0, "StoreHours: no changes\n"]);
  });

  it("exports CSV with its YAML, which shows no difference either", async () => {
    const { code, stdout, stderr } = await cli(["export", ...target(), "--format", "csv", "-o", path("hours.csv")]);
    assert.deepEqual([code, stdout], [0, ""]);
    assert.match(stderr, /^wrote .*hours\.csv \(10 columns, 4 rows, \d+ cells\)\nwrote .*hours\.yaml/);
    assert.equal((await cli(["diff", path("hours.yaml"), ...target()])).code, 0);
    assert.match((await cli(["export", ...target(), "--format", "csv"])).stderr, /^error: csv writes two files/);
  });

  it("names the JSON Schema for editors, relative to the file that it writes", async () => {
    const name = ".work/live-spec";
    mkdirSync(name, { recursive: true });
    try {
      await cli(["export", ...target(), "-o", join(name, "t.yaml")]);
      assert.match(
        readFileSync(join(name, "t.yaml"), "utf8"),
        /^# yaml-language-server: \$schema=\.\.\/\.\.\/node_modules\/pulumi-/,
      );
    } finally {
      rmSync(name, { recursive: true });
    }
  });

  it("makes the folders of the file that it writes", async () => {
    const { code, stderr } = await cli(["export", ...target(), "-o", path("new/tables/t.yaml")]);
    assert.deepEqual([code, stderr.startsWith("wrote ")], [0, true], stderr);
    assert.ok(existsSync(path("new/tables/t.yaml")));
  });

  it("replaces no file that exists, neither of the two of a CSV export, unless --force says so", async () => {
    const mine = "# mine\nsensitive: [Pin]\n";
    const names = ["hours.csv", "hours.yaml"];
    for (const existing of [["hours.csv"], ["hours.yaml"], names]) {
      for (const name of names) rmSync(path(name), { force: true });
      for (const name of existing) writeFileSync(path(name), mine);
      simulator.clearRequests();
      const { code, stdout, stderr } = await cli(["export", ...target(), "-o", path("hours.csv")]);
      const [first = "", second = ""] = stderr.split("\n");
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(
        first,
        new RegExp(`^error: ${existing.map(path).join(" and ")} already exists?; nothing was written`),
      );
      assert.match(second, /^ {2}`--force` replaces (it|them):/);
      for (const name of names) {
        const content = existsSync(path(name)) ? readFileSync(path(name), "utf8") : undefined;
        assert.equal(content, existing.includes(name) ? mine : undefined, name);
      }
      assert.equal(simulator.requests().length, 0);
    }
    assert.equal((await cli(["export", ...target(), "-o", path("hours.csv"), "--force"])).code, 0);
    assert.match(readFileSync(path("hours.csv"), "utf8"), /^Country,/);
    assert.match(readFileSync(path("hours.yaml"), "utf8"), /^rowsFrom: hours.csv$/m);
    for (const format of ["yaml", "typescript"]) {
      const { code } = await cli(["export", ...target(), "--format", format, "-o", path("hours.csv")]);
      assert.equal(code, 1, format);
    }
  });

  it("writes to a device as before: there is nothing to lose", async () => {
    assert.equal((await cli(["export", ...target(), "-o", "/dev/null"])).code, 0);
  });

  it("says in every format which table it read, and when the newest of the values was modified", async () => {
    const from = `${instanceId}/${tableId()}`;
    assert.equal((await cli(["export", ...target(), "-o", path("t.csv")])).code, 0);
    const texts = [
      (await cli(["export", ...target()])).stdout,
      readFileSync(path("t.yaml"), "utf8"),
      (await cli(["export", ...target(), "--format", "typescript"])).stdout,
    ];
    for (const text of texts) {
      assert.match(text, new RegExp(`exported: \\{\\s*at: "\\d{4}-[^"]*Z",\\s*from: "${from}",?\\s*\\}`));
      assert.doesNotMatch(text, /exportedAt/);
    }
  });

  it("tells of changes that the export has not seen: another table, or a value modified since", async () => {
    await cli(["export", ...target(), "-o", path("t.yaml")]);
    const exported = readFileSync(path("t.yaml"), "utf8");
    writeFileSync(path("t.yaml"), exported.replace('"08:00"', '"07:00"'));
    const seen = await cli(["diff", path("t.yaml"), ...target()]);
    assert.deepEqual([seen.code, /warning/.test(seen.stdout)], [2, false], seen.stdout);
    writeFileSync(path("t.yaml"), exported.replace('"08:00"', '"07:00"').replace(`/${tableId()}"`, '/another-table"'));
    const other = await cli(["diff", path("t.yaml"), ...target()]);
    assert.match(
      other.stdout,
      /^warning: StoreHours: 1 live value that differs was not exported: `exported\.from` names another table, [^ ]*\/another-table\. .*CONFLICT\. \[CONFLICT\]/,
    );
    const earlier = exported.replace('"08:00"', '"07:00"').replace(/at: "[^"]*"/, 'at: "2020-01-01T00:00:00Z"');
    writeFileSync(path("t.yaml"), earlier);
    const late = await cli(["diff", path("t.yaml"), ...target()]);
    assert.match(late.stdout, /^warning: StoreHours: 1 live value that differs was modified after the export /);
  });

  it("exports a program", async () => {
    const { code, stdout } = await cli(["export", ...target(), "--format", "typescript"]);
    assert.equal(code, 0);
    assert.match(stdout, /^const table = new DataTable\("store-hours", \{$/m);
    assert.match(stdout, /^new DataTableValues\("store-hours", \{\n {2}table,$/m);
    assert.doesNotMatch(stdout, /^export/m, "what is exported becomes a stack output, a whole table of them");
  });

  it("follows every page", async () => {
    const rows = Array.from({ length: 1100 }, (_, index) => `  - { K: k${index}, A: a${index}, B: b${index} }`).join(
      "\n",
    );
    const text = `name: Large\ntimeZone: UTC\nvalueQuota: 3000\ncolumns: { K: { type: TEXT, primary: true }, A: TEXT, B: TEXT }\nrows:\n${rows}\n`;
    const { table: file } = parseTableFile(text, "t", () => ({ file: "", text: "" }));
    assert.ok(file);
    simulator.setLimits({ cellsPerTable: 3000 });
    await seedSimulator(simulator.url, instanceId, file);
    const large = target().map((word) => (word === "StoreHours" ? "Large" : word));
    assert.equal((await cli(["export", ...large, "-o", path("large.yaml")])).code, 0);
    assert.equal(readFileSync(path("large.yaml"), "utf8").match(/- \{ K: /g)?.length, 1100);
    assert.match(readFileSync(path("large.yaml"), "utf8"), /^valueQuota: 3000$/m);
    assert.equal((await cli(["diff", path("large.yaml"), ...large])).code, 0);
  }).timeout(60_000);

  it("shows the way from the live table to the file, and answers 2", async () => {
    await cli(["export", ...target(), "-o", path("t.yaml")]);
    const changed = readFileSync(path("t.yaml"), "utf8").replace('"08:00"', '"07:00"').replace("Europe/Berlin", "UTC");
    writeFileSync(path("t.yaml"), changed);
    const text = await cli(["diff", path("t.yaml"), ...target()]);
    assert.deepEqual(text, {
      code: 2,
      stdout: `StoreHours: 1 value to update, 1 setting to change
  UPDATE timeZone: "Europe/Berlin" → "UTC"
  1. UPDATE default record, column "Opens": "08:00" → "07:00"
`,
      stderr: "",
    });
    const json = await cli(["diff", path("t.yaml"), ...target(), "--format", "json"]);
    assert.equal((JSON.parse(json.stdout) as { totals: { update: number } }).totals.update, 1);
    assert.match((await cli(["diff", path("t.yaml"), ...target(), "--format", "markdown"])).stdout, /^<!-- connect/);
  });

  it("shows the whole table as a page, its columns in the table's order, and what changes in it", async () => {
    await cli(["export", ...target(), "-o", path("t.yaml")]);
    writeFileSync(path("t.yaml"), readFileSync(path("t.yaml"), "utf8").replace('"08:00"', '"07:00"'));
    const { code, stdout } = await cli(["diff", path("t.yaml"), ...target(), "--format", "html"]);
    assert.equal(code, 2);
    const headings = [...stdout.matchAll(/<th scope="col"[^>]*>([^<]*)/g)].map(([, name]) => name?.trim());
    const columns = ["Country", "Store", "Number", "Floor", "Late", "Opens", "Seats", "Open", "Channels", "Codes"];
    assert.deepEqual(headings, ["Change", ...columns]);
    assert.match(stdout, /colspan="5">\(default record\)<\/th><td[^>]*>~ <del>08:00<\/del> → 07:00/);
    assert.match(
      stdout,
      /Show 4 unchanged rows<[^]*<tr class="same"><td><\/td><th scope="row" class="key pin">DE<\/th>/,
    );
    assert.match(stdout, /<td>12345678901234567890<\/td>/);
  });

  it("shows a chain of renames step by step, and says what `pulumi up` refuses", async () => {
    const file = (columns: string, rows: string) =>
      `name: Chain\ncolumns: { K: { type: TEXT, primary: true }, ${columns} }\nrows: [${rows}]\n`;
    const { table: before } = parseTableFile(file("A: TEXT, B: TEXT", "{ K: k, A: a, B: b }"), "t", () => ({
      file: "",
      text: "",
    }));
    assert.ok(before);
    await seedSimulator(simulator.url, instanceId, before);
    const chain = target().map((word) => (word === "StoreHours" ? "Chain" : word));
    const renames = "B: { type: TEXT, renamedFrom: A }, C: { type: TEXT, renamedFrom: B }";
    const renamed = await cli(["diff", "-", ...chain], { stdin: file(renames, "{ K: k, B: a, C: b }") });
    const steps = ['  UPDATE attributes.C.name: "B" → "C"', '  UPDATE attributes.B.name: "A" → "B"'];
    assert.deepEqual([renamed.code, renamed.stdout], [2, ["Chain: 2 settings to change", ...steps, ""].join("\n")]);
    const key = await cli(["diff", "-", ...chain], {
      stdin: file("A: { type: TEXT, primary: true }, B: TEXT", "{ K: k, A: a, B: b }"),
    });
    assert.match(key.stdout, /^warning: Chain: `pulumi up` would stop here\. column "A": .* \[KEY_COLUMN_CHANGE\]/);
  });

  it("hides the values of sensitive columns", async () => {
    await cli(["export", ...target(), "-o", path("t.yaml")]);
    const changed = readFileSync(path("t.yaml"), "utf8").replace('"08:00"', '"07:00"');
    writeFileSync(path("t.yaml"), `${changed}sensitive: [Opens]\n`);
    for (const format of ["text", "json", "markdown", "html"]) {
      const { code, stdout } = await cli(["diff", path("t.yaml"), ...target(), "--format", format]);
      assert.equal(code, 2);
      assert.doesNotMatch(stdout, /0[78]:00/);
    }
  });

  it("takes an id or an ARN, which names the instance and the Region as well", async () => {
    const arn = `arn:aws:connect:us-east-1:123456789012:instance/${instanceId}/data-table/${tableId()}`;
    const byArn = ["--data-table-id", arn, "--endpoint", simulator.url];
    assert.equal((await cli(["export", ...byArn])).stderr, "");
    const byId = ["--instance-id", instanceId, "--data-table-id", tableId(), "--endpoint", simulator.url];
    assert.equal((await cli(["export", ...byId], { env: { AWS_REGION: "us-east-1" } })).code, 0);
    assert.equal((await cli(["export", ...byId], { env: { AWS_DEFAULT_REGION: "us-east-1" } })).code, 0);
    assert.match(
      (await cli(["export", ...byArn, "--region", "eu-west-1"])).stderr,
      /contradict each other about the Region: eu-west-1 and us-east-1/,
    );
  });

  it("says what is wrong with the target before anything is sent", async () => {
    simulator.clearRequests();
    const errors: Record<string, string[]> = {
      "exactly one data table must be named. [INVALID_OPTION]": ["--instance-id", instanceId],
      "the Amazon Connect instance is not named. [INVALID_OPTION]": ["--data-table-id", "t"],
      '--instance-id is "a b", which is neither an id nor an ARN. [INVALID_OPTION]': [
        "--instance-id",
        "a b",
        "--data-table-id",
        "t",
      ],
    };
    for (const [message, args] of Object.entries(errors)) {
      const { code, stderr } = await cli(["export", ...args]);
      assert.equal(code, 1);
      assert.ok(stderr.startsWith(`error: ${message}\n`), stderr);
    }
    assert.equal(simulator.requests().length, 0);
  });

  it("answers 1 when the table, the file or the service is not there, with what to do next", async () => {
    const other = target().map((word) => (word === "StoreHours" ? "StoreHour" : word));
    assert.equal(
      (await cli(["export", ...other])).stderr,
      'error: there is no data table "StoreHour". [NOT_FOUND]\n  Did you mean "StoreHours"?\n',
    );
    const missing = [
      "--instance-id",
      instanceId,
      "--data-table-id",
      "nope",
      "--region",
      "us-east-1",
      "--endpoint",
      simulator.url,
    ];
    assert.match(
      (await cli(["export", ...missing])).stderr,
      /^error: DescribeDataTable: ResourceNotFound[\s\S]*request id[\s\S]*\n {2}Check --instance-id/,
    );
    assert.equal((await cli(["diff", path("none.yaml"), ...target()])).code, 1);
    writeFileSync(path("file"), "");
    assert.match((await cli(["export", ...target(), "-o", path("file/t.yaml")])).stderr, /^error: cannot write /);
  });

  it("sends nothing but reads", async () => {
    simulator.clearRequests();
    await cli(["export", ...target()]);
    const operations = new Set(simulator.requests().map(({ operation }) => operation));
    assert.deepEqual([...operations].sort(), [
      "DescribeDataTable",
      "ListDataTableAttributes",
      "ListDataTableValues",
      "ListDataTables",
    ]);
  });
});

describe("connect-data-tables simulator", () => {
  it("serves until it is stopped, begins with the tables of files, and keeps its data", async () => {
    const folder = mkdtempSync(join(tmpdir(), "cli-"));
    const [data, file] = [join(folder, "data.json"), join(folder, "t.yaml")];
    writeFileSync(file, table);
    for (const tables of [["--table", file], []]) {
      let stop: () => void = () => undefined;
      const stopped = new Promise<void>((resolve) => (stop = resolve));
      let found = "";
      const onOutput = (url: string) => {
        void fetch(`${url.trim()}/data-tables/${instanceId}`)
          .then((response) => response.text())
          .then((body) => (found = body))
          .finally(stop);
      };
      const { code, stdout } = await cli(["simulator", "--port", "0", "--data", data, ...tables], {
        stopped: () => stopped,
        onOutput,
      });
      assert.equal(code, 0);
      assert.match(stdout, /^http:\/\/127\.0\.0\.1:\d+\n$/);
      assert.match(found, /StoreHours/);
    }
    rmSync(folder, { recursive: true });
  });

  it("says what is wrong with its options", async () => {
    assert.match((await cli(["simulator", "--port", "x"])).stderr, /A port is a number from 0 to 65535/);
    assert.match(
      (await cli(["simulator", "--port", "0", "--personality", "kind"])).stderr,
      /^error: There is no personality "kind"; known are documented/,
    );
    assert.equal((await cli(["simulator", "--port", "0", "--table", "none.yaml"])).code, 1);
  });
});

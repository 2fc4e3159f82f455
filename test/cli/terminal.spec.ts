import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seedSimulator } from "../../src/cli/files/seed-simulator";
import { loadTableText } from "../../src/file/read/load-table-file";
import { startSimulator, type Simulator } from "../../src/simulator";
import { cli, type CliResult } from "./run-cli";

/** ESC, C1 (CSI), right-to-left override, zero-width space, line separator, and a line break. */
const odd = "\u001b[31m\u009b2J\u202e\u200b\u2028";
const escaped = "\\u001b[31m\\u009b2J\\u202e\\u200b\\u2028";
/** The same inside double quotes of YAML. */
const inYaml = JSON.stringify(`${odd}\nx`).replace(
  /[\u007f-\uffff]/g,
  (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
);

function assertHarmless({ stdout, stderr }: CliResult): void {
  assert.doesNotMatch(stdout + stderr, /[^\P{Cc}\n]|[\p{Cf}\u2028\u2029]/u);
}

describe("what comes from a file, from the service or from an option reaches no terminal as a control character", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "cli-"))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const head = "name: T\ncolumns: { K: { type: TEXT, primary: true }, A: NUMBER }\n";

  it("the header of a CSV file", async () => {
    file("t.csv", `K,A,"${odd}\nx"\na,1,y\n`);
    const result = await cli(["validate", file("t.yaml", `${head}rowsFrom: t.csv\n`)]);
    assertHarmless(result);
    assert.ok(result.stderr.includes(`column "${escaped}\\u000ax": the table has no such column.`), result.stderr);
  });

  it("a key, a column, a setting, a name or a value of a YAML file", async () => {
    const rows = [`{ K: ${inYaml}, A: x }`, `{ K: ${inYaml}, A: 1 }`, `{ K: b, ${inYaml}: 1, A: 1 }`].join(", ");
    for (const text of [
      `${head}rows: [${rows}]\n`,
      `${head}${inYaml}: 1\n`,
      `name: ${inYaml}\ncolumns: { A: TEXT }\n`,
      `name: T\ntimeZone: ${inYaml}\ncolumns: { ${inYaml}: TEXT }\n`,
      `${head}moved: [{ from: { ${inYaml}: x }, to: { K: y } }]\nrows: [{ K: ${inYaml}, A: *a${odd} }]\n`,
    ]) {
      const result = await cli(["validate", "-"], { stdin: text });
      assert.equal(result.code, 1, text);
      assertHarmless(result);
      assert.match(result.stderr, /u001b/, text);
    }
  });

  it("a key with a line break stays on its line", async () => {
    const { stderr } = await cli(["validate", "-"], { stdin: `${head}rows: [{ K: ${inYaml}, A: x }]\n` });
    assert.ok(stderr.includes(`row "${escaped}\\u000ax", column "A": `), stderr);
  });

  it("the path of a file, and an option", async () => {
    mkdirSync(join(folder, odd));
    const path = file(join(odd, "t.yaml"), head);
    for (const args of [
      ["validate", path, join(folder, `${odd}\nx.yaml`)],
      ["validate", file(join(odd, "rows.csv"), "K\n")],
      ["report", `--${odd}`],
      ["report", join(folder, odd)],
      ["diff", path, "--instance-id", `${odd} x`, "--data-table-id", "t"],
      ["export", "--instance-id", "i", "--data-table-id", "t", "-o", path],
    ]) {
      const result = await cli(args);
      assert.equal(result.code, 1, JSON.stringify(args));
      assertHarmless(result);
      assert.match(result.stderr, /u001b/);
    }
    const good = await cli(["validate", path]);
    assert.equal(good.stdout.includes(`${escaped}/t.yaml: ok`), true, good.stdout);
    assertHarmless(good);
  });

  it("a preview that a report reads, in every format", async () => {
    const urn = `urn:pulumi:dev::p::pulumi-nodejs:dynamic/connect-data-tables:DataTableValues::${odd}`;
    const inputs = { primaryAttributes: ["K"], rows: { [`${odd}\nx`]: { [odd]: odd } } };
    const steps = [{ op: "create", urn, newState: { inputs } }];
    const diagnostics = [{ severity: "error", urn, message: `first ${odd}\nsecond` }];
    for (const format of ["text", "markdown", "json"]) {
      const args = ["report", "--format", format, "--title", odd];
      const result = await cli(args, { stdin: JSON.stringify({ steps, diagnostics }) });
      assert.equal(result.code, 0);
      assertHarmless(result);
      assert.match(result.stdout, /u001b/);
    }
  });

  describe("a live table", () => {
    let simulator: Simulator;
    before(async () => {
      simulator = await startSimulator();
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" });
      const text = `${head.replace("NUMBER", "TEXT")}rows: [{ K: ${inYaml}, A: ${inYaml} }]\n`;
      const { table } = loadTableText(Buffer.from(text), "t", ".");
      assert.ok(table);
      await seedSimulator(simulator.url, "i-1", table);
    });
    after(() => simulator.close());
    const target = () => [
      "--instance-id",
      "i-1",
      "--data-table-name",
      "T",
      "--region",
      "x",
      "--endpoint",
      simulator.url,
    ];

    it("exported to standard output, and compared", async () => {
      for (const format of ["yaml", "typescript"]) {
        const result = await cli(["export", ...target(), "--format", format]);
        assert.equal(result.code, 0);
        assertHarmless(result);
      }
      const changed = `${head.replace("NUMBER", "TEXT")}rows: [{ K: ${inYaml}, A: x }]\n`;
      for (const format of ["text", "markdown", "json"]) {
        const result = await cli(["diff", "-", ...target(), "--format", format], { stdin: changed });
        assert.equal(result.code, 2, result.stderr);
        assertHarmless(result);
        assert.match(result.stdout, /u001b/);
      }
    });
  });
});

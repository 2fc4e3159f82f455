import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkout, cli } from "./run-cli";

const root = join(__dirname, "..", "..");
const main = join(checkout, "src", "cli", "main.ts");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

describe("connect-data-tables", () => {
  it("shows its version", async () => {
    assert.deepEqual(await cli(["--version"]), { code: 0, stdout: `${version}\n`, stderr: "" });
    assert.equal((await cli(["-V"])).stdout, `${version}\n`);
  });

  it("shows help that one can learn from, on standard output, for itself and for each command", async () => {
    const { code, stdout, stderr } = await cli(["--help"]);
    assert.deepEqual([code, stderr], [0, ""]);
    for (const command of ["validate", "diff", "export", "report", "simulator"]) {
      assert.match(stdout, new RegExp(`^ {2}${command} `, "m"));
      const help = await cli([command, "--help"]);
      assert.deepEqual([help.code, help.stderr], [0, ""]);
      assert.match(help.stdout, /\nExamples:\n {2}(pulumi|connect-data-tables) /);
      assert.equal((await cli(["help", command])).stdout, help.stdout);
      if (command !== "simulator") assert.match(help.stdout, /\nExit code: 0/);
    }
  });

  it("says what it does not know, on standard error", async () => {
    assert.deepEqual(await cli(["validat"]), {
      code: 1,
      stdout: "",
      stderr: "error: unknown command 'validat'\n(Did you mean validate?)\n(see --help)\n",
    });
    assert.match((await cli(["diff", "--dataTable", "x"])).stderr, /^error: unknown option '--dataTable'/);
    const nothing = await cli([]);
    assert.deepEqual([nothing.code, nothing.stdout], [1, ""]);
    assert.match(nothing.stderr, /^Usage: connect-data-tables/);
  });

  it("as a process: exit code, nothing but data on standard output", async () => {
    const run = promisify(execFile);
    const { stdout, stderr } = await run(process.execPath, ["--import", "tsx", main, "--version"], { cwd: root });
    assert.deepEqual([stdout, stderr], [`${version}\n`, ""]);
    await assert.rejects(run(process.execPath, ["--import", "tsx", main, "validate", "none.yaml"], { cwd: root }), {
      code: 1,
    });
  }).timeout(30_000);

  it("says in one line that the output cannot be written", async () => {
    const preview = join(root, "test", "unit", "report", "fixtures", "preview.json");
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, ["--import", "tsx", main, "report", preview], {
      cwd: root,
      stdio: ["ignore", full, "pipe"],
    });
    let stderr = "";
    child.stderr?.on("data", (data: Buffer) => (stderr += data.toString()));
    const code = await new Promise((resolve) => child.on("close", resolve));
    closeSync(full);
    assert.equal(code, 1);
    assert.match(stderr, /^error: cannot write to standard output: ENOSPC[^\n]*\[FILE_NOT_WRITTEN\]\n$/);
  }).timeout(30_000);

  it("leaves no trace when the reader of its output goes away", async () => {
    const preview = join(root, "test", "unit", "report", "fixtures", "preview.json");
    const child = spawn(process.execPath, ["--import", "tsx", main, "report", preview, "--format", "json"], {
      cwd: root,
    });
    let stderr = "";
    child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on("exit", resolve));
    assert.deepEqual([code, stderr], [0, ""]);
  }).timeout(30_000);
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cli } from "./run-cli";

const fixture = (name: string) => join(__dirname, "..", "unit", "report", "fixtures", name);
const preview = readFileSync(fixture("preview.json"), "utf8");

describe("connect-data-tables report", () => {
  it("turns a preview into Markdown for a pull request", async () => {
    const { code, stdout, stderr } = await cli(["report"], { stdin: preview });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(
      stdout,
      /^<!-- connect-data-tables -->\n### Data tables: 7 values to create, 8 to update, 2 to delete/,
    );
  });

  it("reads a file, has a title, and writes text and JSON as well", async () => {
    assert.match(
      (await cli(["report", fixture("preview.json"), "--title", "Drift <b>"])).stdout,
      /### Drift &#60;b&#62;: 7 values/,
    );
    assert.match((await cli(["report", "-", "--format", "text"], { stdin: preview })).stdout, /^new-table: is created/);
    const { stdout } = await cli(["report", "--format", "json"], { stdin: preview });
    assert.equal((JSON.parse(stdout) as { schemaVersion: number }).schemaVersion, 2);
  });

  it("writes one page that loads nothing", async () => {
    const { code, stdout } = await cli(["report", "--format", "html", "--title", "Drift <b>"], { stdin: preview });
    assert.equal(code, 0);
    assert.match(stdout, /^<!DOCTYPE html>\n<html lang="en">[^]*<h1>Drift &lt;b&gt;<\/h1>[^]*<\/html>\n$/);
    assert.doesNotMatch(stdout, /https?:|\bsrc=/);
  });

  it("reads what Windows PowerShell makes of a redirection", async () => {
    const { code, stdout } = await cli(["report", "--format", "text"], {
      stdin: Buffer.from(`\ufeff${preview}`, "utf16le"),
    });
    assert.equal(code, 0);
    assert.match(stdout, /^new-table: is created/);
  });

  it("has colours on a terminal, unless NO_COLOR says otherwise", async () => {
    const args = ["report", fixture("preview.json"), "--format", "text"];
    assert.ok((await cli(args, { isTTY: true })).stdout.includes("\u001b[32mCREATE"));
    assert.equal((await cli(args, { isTTY: true, env: { NO_COLOR: "1" } })).stdout.includes("\u001b"), false);
    assert.equal((await cli(args)).stdout.includes("\u001b"), false);
  });

  it("finds the preview among the lines of other programs", async () => {
    const plain = await cli(["report"], { stdin: preview });
    for (const stdin of [
      `> project@1.0.0 preview\n> pulumi preview --json\n\n${preview}\nPolicies: {1 pack}\n{"a": 1}\n`,
      `warning: A new version of Pulumi is available {3.300.0}\n{not json}\n${JSON.stringify(JSON.parse(preview))}\n`,
      `\ufeff${preview.replaceAll("\n", "\r\n")}`,
    ]) {
      assert.deepEqual(await cli(["report"], { stdin }), plain);
    }
  });

  it("says of empty input that it is empty", async () => {
    assert.match((await cli(["report"], { stdin: "\n" })).stderr, /^error: standard input is empty\. \[NO_PREVIEW\]\n/);
  });

  it("refuses what is no preview, and an empty terminal", async () => {
    assert.deepEqual(await cli(["report"], { stdin: "hello" }), {
      code: 1,
      stdout: "",
      stderr:
        "error: the input is not the output of `pulumi preview --json`. [NO_PREVIEW]\n  It needs the whole JSON document, which begins and ends with a brace; lines of other programs around it do not matter.\n",
    });
    assert.match(
      (await cli(["report"])).stderr,
      /^error: standard input is empty\. \[NO_PREVIEW\]\n {2}Run `pulumi preview/,
    );
    assert.match((await cli(["report", "none.json"])).stderr, /^error: cannot read none\.json: ENOENT/);
    assert.match(
      (await cli(["report", "--format", "pdf"], { stdin: preview })).stderr,
      /'pdf' is invalid\. Allowed choices are text, json, markdown, html/,
    );
  });
});

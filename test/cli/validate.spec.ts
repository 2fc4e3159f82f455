import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli } from "./run-cli";

const good =
  "name: T\ncolumns: { K: { type: TEXT, primary: true }, A: TEXT }\nrows: [{ K: a, A: x }, { K: b, A: c }]\n";
const warned = good.replace("A: x", "A: no");
const bad = good.replace("A: x", "B: x");

describe("connect-data-tables validate", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "cli-"))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it("says that a file is right, and what is in it", async () => {
    const path = file("a.yaml", good);
    assert.deepEqual(await cli(["validate", path]), {
      code: 0,
      stdout: `${path}: ok (2 columns, 2 rows, 2 cells)\n`,
      stderr: "",
    });
  });

  it("says of a CSV file which file is meant", async () => {
    const { code, stderr } = await cli(["validate", file("a.csv", "K,A\na,x\n")]);
    assert.equal(code, 1);
    assert.match(stderr, /a\.csv contains rows only\. \[INVALID_OPTION\]\n.*Pass the YAML file/);
  });

  it("checks every file of a folder; a CSV file counts with the YAML file that reads it", async () => {
    const yaml = file("a.yaml", "name: T\ncolumns: { K: { type: TEXT, primary: true }, A: TEXT }\nrowsFrom: a.csv\n");
    const [csv, other, last] = [file("a.csv", "K,A\na,x\n"), file("b.csv", "K,A\n"), file("c.yaml", bad)];
    const { code, stdout, stderr } = await cli(["validate", csv, yaml, other, last]);
    assert.equal(code, 1);
    assert.equal(stdout, `${yaml}: ok (2 columns, 1 row, 1 cell)\n${csv}: read with its YAML file\n`);
    assert.match(stderr, /UNKNOWN_COLUMN[^]*c\.yaml: 1 error\n[^]*b\.csv contains rows only/);
    assert.equal((await cli(["validate", csv, yaml])).code, 0);
  });

  it("counts problems that are shown as one", async () => {
    const rows = Array.from({ length: 50 }, (_, row) => `s${row},many`).join("\n");
    file("a.csv", `K,N\n${rows}\n`);
    const yaml = "name: T\ncolumns: { K: { type: TEXT, primary: true }, N: NUMBER }\nrowsFrom: a.csv\n";
    const { stderr } = await cli(["validate", file("a.yaml", yaml)]);
    assert.match(stderr, /a\.csv:7:4: error: column "N": 45 more of this kind, in lines 7, 8, 9, 10, 11 and 40 more\./);
    assert.match(stderr, /a\.yaml: 50 errors\n$/);
  });

  it("reads standard input", async () => {
    assert.deepEqual(await cli(["validate", "-"], { stdin: good }), {
      code: 0,
      stdout: "-: ok (2 columns, 2 rows, 2 cells)\n",
      stderr: "",
    });
  });

  it("shows problems on standard error, as editors and CI systems read them", async () => {
    assert.deepEqual(await cli(["validate", "-"], { stdin: bad }), {
      code: 1,
      stdout: "",
      stderr: `<stdin>:3:16: error: row "a", column "B": the table has no such column. [UNKNOWN_COLUMN]
  Declare it under \`columns\`, or remove it here.
  rows: [{ K: a, B: x }, { K: b, A: c }]
                 ^
-: 1 error
`,
    });
  });

  it("takes warnings for right", async () => {
    const { code, stdout, stderr } = await cli(["validate", "-"], { stdin: warned });
    assert.equal(code, 0);
    assert.equal(stdout, "-: ok (2 columns, 2 rows, 2 cells), 1 warning\n");
    assert.match(stderr, /^<stdin>:3:19: warning: column "A": unquoted no/);
  });

  it("checks every file, and fails when one is wrong", async () => {
    const [a, b, c] = [file("a.yaml", bad), file("b.yaml", good), join(folder, "c.yaml")];
    const { code, stdout, stderr } = await cli(["validate", a, b, c]);
    assert.equal(code, 1);
    assert.equal(stdout, `${b}: ok (2 columns, 2 rows, 2 cells)\n`);
    assert.match(stderr, /a\.yaml: 1 error\n[\s\S]*cannot read .*c\.yaml: there is no such file/);
  });

  it("wants a file", async () => {
    const { code, stderr } = await cli(["validate"]);
    assert.deepEqual([code, stderr], [1, "error: missing required argument 'file'\n(see --help)\n"]);
  });
});

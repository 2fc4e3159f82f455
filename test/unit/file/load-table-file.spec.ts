import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadTableFile, loadTableText } from "../../../src/file/read/load-table-file";
import type { ParsedTableFile } from "../../../src/file/read/parse-table-file";

const yaml = "name: T\ncolumns: { K: { type: TEXT, primary: true }, A: TEXT }\n";

describe("a file on the disk", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tables-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const found = ({ problems }: ParsedTableFile) =>
    problems.map(({ code, message, position }) =>
      `${position?.file}:${position?.line}:${position?.column} ${code} ${message}`.replaceAll(folder, "."),
    );

  it("is read with the CSV file beside it, byte order marks and all", () => {
    mkdirSync(join(folder, "data"));
    write("data/rows.csv", "\ufeffK,A\r\nMünchen,x\r\n");
    const file = write("table.yaml", `\ufeff${yaml}rowsFrom: data/rows.csv\n`);
    assert.deepEqual(loadTableFile(file).table?.values.rows, [{ K: "München", A: "x" }]);
  });

  it("that is missing or a folder is a problem with its name, and for a CSV file with the place that names it", () => {
    assert.deepEqual(found(loadTableFile(join(folder, "none.yaml"))), [
      "./none.yaml:1:1 FILE_UNREADABLE cannot read ./none.yaml: there is no such file.",
    ]);
    assert.deepEqual(found(loadTableFile(folder)), [".:1:1 FILE_UNREADABLE cannot read .: it is a folder."]);
    assert.deepEqual(found(loadTableFile(write("table.yaml", `${yaml}rowsFrom: none.csv\n`))), [
      "./table.yaml:3:11 FILE_UNREADABLE cannot read none.csv: there is no such file.",
    ]);
  });

  it("of 50 MB is refused before it is read", () => {
    const file = write("table.yaml", "");
    truncateSync(file, 50_000_000);
    const start = performance.now();
    assert.deepEqual(found(loadTableFile(file)), [
      "./table.yaml:1:1 FILE_TOO_LARGE the file is 50 MB; at most 10 MB are read.",
    ]);
    assert.ok(performance.now() - start < 1000);
    truncateSync(write("rows.csv", ""), 50_000_000);
    assert.match(
      found(loadTableFile(write("table.yaml", `${yaml}rowsFrom: rows.csv\n`)))[0] ?? "",
      /^.\/rows.csv:1:1 FILE_TOO/,
    );
  });

  it("in another encoding than UTF-8 is a problem at the first character that is not", () => {
    const latin = Buffer.from("K,A\nMünchen,x\n", "latin1");
    write("rows.csv", latin);
    const file = write("table.yaml", `${yaml}rowsFrom: rows.csv\n`);
    assert.deepEqual(found(loadTableFile(file)), [
      "./rows.csv:2:2 FILE_ENCODING this character is not written in UTF-8.",
    ]);
    write("rows.csv", Buffer.from("\ufeffK,A\n", "utf16le"));
    assert.match(found(loadTableFile(file))[0] ?? "", /FILE_ENCODING the file is written in UTF-16/);
  });

  it("may come from elsewhere, with the CSV file in a folder that is named", () => {
    write("rows.csv", "K,A\na,x\n");
    const { table } = loadTableText(Buffer.from(`${yaml}rowsFrom: rows.csv\n`), "<stdin>", folder);
    assert.deepEqual(table?.values.rows, [{ K: "a", A: "x" }]);
    assert.match(found(loadTableText(Buffer.from("x: 1"), "<stdin>", folder))[0] ?? "", /^<stdin>:1:1 /);
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parsePropertyPath } from "../../../src/report/preview/property-path";
import type { Report } from "../../../src/report/report";
import { reportPreview } from "../../../src/report/preview/from-preview";
import { renderJson } from "../../../src/report/render/json";
import { renderMarkdown } from "../../../src/report/render/markdown";
import { renderText } from "../../../src/report/render/text";

function recordedText(name: string): string {
  return readFileSync(`${__dirname}/fixtures/${name}`, "utf8");
}

/** Recorded from the real engine; only the text of the provider was taken out. */
function recorded(name: string): Report {
  const read = reportPreview(recordedText(name));
  assert.ok("report" in read);
  return read.report;
}

const urn = (name: string, type = "DataTableValues") =>
  `urn:pulumi:dev::p::pulumi-nodejs:dynamic/connect-data-tables:${type}::${name}`;

function reportOf(...steps: object[]): Report {
  const read = reportPreview(JSON.stringify({ steps }));
  assert.ok("report" in read);
  return read.report;
}

describe("a report of a preview", () => {
  it("lists every changed cell of every table of the stack", () => {
    assert.equal(
      renderText(recorded("preview.json")),
      `new-table: is created; 3 values to create
  1. CREATE row "a", column "A": "x"
  2. CREATE row "a", column "B": 1.5
  3. CREATE row "b", column "A": [secret]

old-table: is deleted; 1 value to delete
  1. DELETE row "a", column "A": "x"

other: is created; 2 settings to change
  CREATE instanceId: "11111111-2222-3333-4444-555555555555"
  CREATE name: "Other"

store-hours: 4 values to create, 8 to update, 1 to delete, 1 setting to change
  CREATE ownership: "exclusive"
   1. UPDATE default record, column "Opens": "08:00" → "07:00"
   2. CREATE default record, column "Seats": 1
   3. CREATE row "Berlin", column "Arn": [unknown]
   4. UPDATE row "Berlin", column "Channels": ["VOICE","CHAT"] → ["VOICE"]
   5. UPDATE row "Berlin", column "Opens": "09:00" → "09:30"
   6. UPDATE row "Berlin", column "Seats": 12 → "12345678901234567890"
   7. CREATE row "Oslo", column "Opens": ""
   8. CREATE row "Oslo", column "Seats": 3
   9. UPDATE row "Paris | FR", column "ApiKey": [secret] → [secret]
  10. UPDATE row "Paris | FR", column "Opens": "08:00" → =HOOP(1)
  11. UPDATE row "Paris | FR", column "Secret": [secret] → [secret]
  12. DELETE row "Rome", column "Opens": "10:00"
  13. UPDATE row "a.b["c"]", column "Dotted.col": "x" → "y"

store-hours-table: 2 settings to change
  CREATE attributes.Opens.validation: {"maxLength":5}
  CREATE attributes.Seats: {"type":"NUMBER"}

5 tables: 7 values to create, 8 to update, 2 to delete, 5 settings to change
`,
    );
  });

  it("is the same from the engine's stream of events", () => {
    assert.equal(renderText(recorded("preview-stream.jsonl")), renderText(recorded("preview.json")));
  });

  it("shows neither secrets nor the values of sensitive columns", () => {
    for (const name of ["preview.json", "preview-stream.jsonl"]) {
      assert.doesNotMatch(renderJson(recorded(name)), /k-1|k-2|ciphertext/);
    }
  });

  it("begins with what the preview failed on", () => {
    assert.match(
      renderText(recorded("preview-that-failed.json")),
      /^error: store-hours: 2 problems:\n {2}row "Berlin", column "Opens": bad\n {2}row "Rome": worse\n\nnew-table/,
    );
  });

  it("does not say that nothing changes when the program itself failed, or another resource", () => {
    const diagnostics = [
      { severity: "info#err", message: "chatter\n" },
      { severity: "error", message: 'error: 1 problem in t.yaml:\nt.yaml:3:5: row "a": bad\n' },
      { severity: "error", urn: "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev", message: "error: preview failed" },
      { severity: "error", urn: "urn:pulumi:dev::p::aws:s3/bucket:Bucket::b", message: "error: no access" },
      { severity: "warning", urn: "urn:pulumi:dev::p::aws:s3/bucket:Bucket::b", message: "warning: old" },
      { severity: "warning", urn: urn("t"), message: "warning: not checked against the live table" },
    ];
    const read = reportPreview(JSON.stringify({ steps: [], diagnostics }));
    assert.ok("report" in read);
    assert.equal(
      renderText(read.report),
      `error: 1 problem in t.yaml:
  t.yaml:3:5: row "a": bad

error: b: no access

error: preview failed

warning: t: not checked against the live table
`,
    );
    assert.match(renderMarkdown(read.report), /^[^\n]*\n### Data tables: failed, so far no changes\n\n\*\*Error\*\*\n/);
  });

  it("of a refresh shows what others edited, recorded → live", () => {
    const text = renderText(recorded("refresh-that-found-drift.json"));
    assert.match(text, /1\. UPDATE row "Berlin", column "Opens": "09:00" → "edited"/);
    assert.match(text, /2\. DELETE row "Rome", column "Opens": "10:00"/);
  });

  it("of a preview with refresh shows live → declared, once", () => {
    const text = renderText(recorded("preview-with-refresh.json"));
    assert.match(text, /1\. UPDATE row "Berlin", column "Opens": "edited" → "09:00"\n {2}2\. CREATE row "Rome"/);
  });

  it("of a replacement counts the cells that go and those that come", () => {
    const [table] = recorded("preview-with-replacement.json").tables;
    // In the same table the old copy leaves what the new one declares.
    assert.deepEqual([table?.operation, table?.totals.create, table?.totals.delete], ["replace", 1, 0]);
    const inputs = (dataTableId: string) => ({ inputs: { dataTableId, rows: { a: { A: 1 } } } });
    const [moved] = reportOf({ op: "replace", urn: urn("t"), oldState: inputs("one"), newState: inputs("two") }).tables;
    assert.deepEqual([moved?.totals.create, moved?.totals.delete], [1, 1]);
  });

  it("takes a moved row and a renamed column for what they are", () => {
    const before = { primaryAttributes: ["K"], rows: { a: { Old: 1, X: "x" } } };
    const after = {
      primaryAttributes: ["K"],
      rows: { b: { New: 1, X: "y" } },
      moved: [{ from: "a", to: "b" }],
      renamed: { Old: "New" },
    };
    const [table] = reportOf({
      op: "update",
      urn: urn("t"),
      oldState: { inputs: before },
      newState: { inputs: after },
    }).tables;
    assert.deepEqual(table?.moves, [{ from: "a", to: "b" }]);
    assert.deepEqual(
      table?.changes.map(({ row, column, kind }) => [row, column, kind]),
      [["b", "X", "update"]],
    );
  });

  it("takes the table and the values of one file for one table, inside any component", () => {
    const inside = (kind: string) =>
      `urn:pulumi:dev::p::my:index:Site$connect-data-tables:index:DataTableFile$pulumi-nodejs:dynamic/connect-data-tables:${kind}::hours`;
    const values = { op: "create", urn: inside("DataTableValues"), newState: { inputs: { rows: { a: { A: 1 } } } } };
    const table = { op: "create", urn: inside("DataTable"), newState: { inputs: { name: "Hours" } } };
    for (const steps of [
      [table, values],
      [values, table],
    ]) {
      const { tables } = reportOf(...steps);
      assert.deepEqual(
        tables.map(({ name, operation, urn: one, totals }) => [name, operation, one, totals.settings, totals.create]),
        [["hours", "create", inside("DataTableValues"), 1, 1]],
      );
    }
  });

  it("knows the resources of the plugin as well as the dynamic ones", () => {
    const text = recordedText("preview.json").replaceAll(
      "pulumi-nodejs:dynamic/connect-data-tables:",
      "connect-data-tables:index:",
    );
    const read = reportPreview(text);
    assert.ok("report" in read);
    const totals = ({ tables }: Report) => tables.map(({ name, totals: all }) => [name, all]);
    assert.deepEqual(totals(read.report), totals(recorded("preview.json")));
  });

  it("knows of rows that are not known yet, or secret as a whole", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const step = (rows: unknown) => ({
      op: "update",
      urn: urn("t"),
      oldState: { inputs: { rows: {} } },
      newState: { inputs: { rows } },
    });
    assert.deepEqual(reportOf(step(unknown)).tables[0]?.settings, [
      { kind: "update", path: "rows", before: {}, after: "[unknown]" },
    ]);
    assert.deepEqual(
      reportOf(step({ a: unknown, b: "[secret]" })).tables[0]?.changes.map(({ column, after }) => [column, after]),
      [
        ["(all columns)", { unknown: true }],
        ["(all columns)", { sensitive: true }],
      ],
    );
  });

  it("leaves out other resources and tables without a change, and calls a cell that is declared as null released", () => {
    const same = { inputs: { rows: { a: { A: 1, B: null } } } };
    const report = reportOf(
      { op: "create", urn: "urn:pulumi:dev::p::aws:s3/bucket:Bucket::b", newState: { inputs: {} } },
      { op: "same", urn: urn("t"), oldState: same, newState: same },
      { op: "update", urn: urn("u"), oldState: { inputs: { rows: { a: { A: 1, B: 2 } } } }, newState: same },
    );
    assert.equal(renderText(report), `u: 1 value to release\n  1. RELEASE row "a", column "B": 2\n`);
  });

  it("goes by what the check has told: taken over, updated, renamed, unchanged, deleted of what no input holds", () => {
    const after = {
      primaryAttributes: ["K"],
      rows: { a: { A: "x", B: "y" }, b: { B: 'it "is" → so' } },
      renamed: { Old: "B" },
    };
    const said = (code: string, ...lines: string[]) => ({
      urn: urn("t"),
      severity: "info",
      message: `some values: [${code}]\n${lines.map((line) => `  ${line}\n`).join("")}`,
    });
    const diagnostics = [
      said("TAKEN_OVER", 'row "a", column "A"'),
      said("UNCHANGED", 'row "a", column "B"'),
      said("TO_UPDATE", String.raw`row "b", column "B": "an \"old\" → one" → "it \"is\" → so"`),
      said("TO_DELETE", 'row "z", column "Seats": 12', 'row "(default record)", column "Open": true'),
      said("RENAMED", 'column "Old" → column "B"'),
    ];
    const read = reportPreview(
      JSON.stringify({ steps: [{ op: "create", urn: urn("t"), newState: { inputs: after } }], diagnostics }),
    );
    assert.ok("report" in read);
    assert.equal(
      renderText(read.report),
      `t: is created; 1 value to update, 2 to delete, 1 value to take over, 1 column renamed, 1 unchanged
  RENAME  column "Old" → column "B"
  1. DELETE default record, column "Open": true
  2. UPDATE row "b", column "B": "an \\"old\\" → one" → "it \\"is\\" → so"
  3. DELETE row "z", column "Seats": 12
  Taken over, live as declared, not written:
    row "a", column "A"
  Unchanged, not written:
    row "a", column "B"
`,
    );
    assert.match(renderMarkdown(read.report), /\*\*Taken over: live as declared, not written\*\*/);
    assert.deepEqual(read.report.messages, []);
  });

  it("counts no change of a value that an `initial` column has had before", () => {
    const state = (Agents: number, Opens: string) => ({
      inputs: { initial: ["Agents"], rows: { a: { Agents, Opens }, ...(Opens === "new" && { b: { Agents } }) } },
    });
    const report = reportOf({ op: "update", urn: urn("t"), oldState: state(1, "old"), newState: state(2, "new") });
    assert.deepEqual(
      report.tables[0]?.changes.map(({ kind, row, column }) => [kind, row, column]),
      [
        ["update", "a", "Opens"],
        ["create", "b", "Agents"],
      ],
    );
  });

  it("refuses what is no preview", () => {
    for (const text of ["", "hello", "[]", "{}", '{"a":1}\n{"b":2}', "null"]) {
      const read = reportPreview(text);
      assert.ok("problem" in read && read.problem.code === "NO_PREVIEW", text);
    }
  });
});

describe("a property path", () => {
  it("is taken apart as the engine puts it together", () => {
    assert.deepEqual(parsePropertyPath("rows.Berlin.Channels[1]"), ["rows", "Berlin", "Channels", "1"]);
    assert.deepEqual(parsePropertyPath('rows["Paris | FR"].Opens'), ["rows", "Paris | FR", "Opens"]);
    assert.deepEqual(parsePropertyPath('rows["a.b[\\"c\\"]"]["Dotted.col"]'), ["rows", 'a.b["c"]', "Dotted.col"]);
  });
});

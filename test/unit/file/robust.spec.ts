import assert from "node:assert/strict";
import fc from "fast-check";
import { compareTable } from "../../../src/file/compare/table";
import { writeCsv } from "../../../src/file/write/csv";
import { writeYaml } from "../../../src/file/write/yaml";
import { parseTableText } from "./parse-table-text";

const valid = `name: StoreHours
timeZone: Europe/Berlin
lockLevel: VALUE
tags: { team: cc }
columns:
  Store: { type: TEXT, primary: true, validation: { ignoreCase: true } }
  Opens: { type: TEXT, validation: { maxLength: 5, enum: { values: [a, b] } } }
  Seats: { type: NUMBER, renamedFrom: Places }
  Channels: TEXT_LIST
ignore: { rows: ["T*"], columns: [Note] }
sensitive: [Opens]
moved: [{ from: { Store: a }, to: { Store: b } }]
guard: { maxUpdatePercent: 30 }
csv: { separator: ";" }
defaults: { Opens: "08:00" }
rows:
  - { Store: Berlin, Opens: &o "09:00", Seats: 12, Channels: [VOICE, CHAT] }
  - Store: Paris
    Opens: *o
    Seats: { expression: "=1" }
rowsFrom: rows.csv
`;
const csv = 'Store;Opens;Seats\nRome;"10:00";3\n"Wi""en";;4\n';
const pieces = [
  "{",
  "}",
  "[",
  "]",
  ":",
  ": ",
  "- ",
  "\n",
  "  ",
  "\t",
  "~",
  "null",
  "*o",
  "&o",
  "!!x ",
  "<<: ",
  '"',
  "'",
  "|",
  ">",
  "#",
  ",",
  "? ",
  "true",
  "1",
  "x",
  ";",
  "\r",
  "---\n",
  "__proto__: ",
];

/** A text with a few pieces cut out and others put in. */
function mutated(text: string): fc.Arbitrary<string> {
  const edit = fc.record({ at: fc.nat(text.length), cut: fc.nat(12), put: fc.constantFrom("", ...pieces) });
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) => edits.reduce((now, { at, cut, put }) => now.slice(0, at) + put + now.slice(at + cut), text));
}

const live = {
  dataTableId: "t",
  arn: "",
  name: "T",
  timeZone: "UTC",
  lockLevel: "NONE",
  tags: {},
  lockVersion: {},
  attributes: [],
} as const;

describe("a damaged file", () => {
  it("has problems with positions, or a table that can be used; it never makes the loader throw (2,000 files)", () => {
    fc.assert(
      fc.property(mutated(valid), mutated(csv), (yaml, rows) => {
        const { table, problems } = parseTableText(yaml, { "rows.csv": rows });
        for (const { position } of problems) assert.ok(position && position.line > 0 && position.column > 0);
        assert.equal(
          table === undefined,
          problems.some(({ severity }) => severity === "error"),
        );
        if (!table) return;
        compareTable(table, live, []);
        assert.deepEqual(
          parseTableText(writeYaml({ ...table, values: { ...table.values, rows: [] } })).table?.table.name,
          table.table.name,
        );
        writeCsv(table);
      }),
      { numRuns: 2000 },
    );
  }).timeout(60_000);
});

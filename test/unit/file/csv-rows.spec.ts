import assert from "node:assert/strict";
import { countOf } from "../../../src/file/format/group-problems";
import { parseTableText, problemLines } from "./parse-table-text";

const columns = `name: T
columns:
  Store: { type: TEXT, primary: true }
  Note: TEXT
  Seats: NUMBER
  Open: BOOLEAN
  Channels: TEXT_LIST
  Codes: NUMBER_LIST
rowsFrom: rows.csv
`;

const parse = (csv: string, more = "") => parseTableText(columns + more, { "rows.csv": csv });
const lines = (csv: string, more = "") => problemLines(parse(csv, more));

function rows(csv: string, more = "") {
  const parsed = parse(csv, more);
  assert.deepEqual(
    problemLines(parsed).filter((line) => !line.includes("UNSEEN_CHARACTERS")),
    [],
  );
  return parsed.table?.values.rows;
}

describe("rows in a CSV file", () => {
  it("have the types of their columns, whatever they look like", () => {
    const csv = `Store,Note,Seats,Open,Channels,Codes
007,09:30,12,true,"[""VOICE"",""CHAT""]","[1,2.5]"
no,true,12345678901234567890,FALSE,[],[]
`;
    assert.deepEqual(rows(csv), [
      { Store: "007", Note: "09:30", Seats: 12, Open: true, Channels: ["VOICE", "CHAT"], Codes: [1, 2.5] },
      { Store: "no", Note: "true", Seats: "12345678901234567890", Open: false, Channels: [], Codes: [] },
    ]);
  });

  it("hold expressions as JSON, and say so to who writes them otherwise", () => {
    assert.deepEqual(rows('Store,Note\na,"{""expression"":""=NOW()""}"\n'), [
      { Store: "a", Note: { expression: "=NOW()" } },
    ]);
    const wrong = parse('Store,Note\na,=NOW()\nb,"{ expression: ""=NOW()"" }"\nc,"{""expression"":""NOW()""}"\n');
    assert.deepEqual(
      wrong.problems.map(({ code, position }) => [code, position?.line]),
      [
        ["LITERAL_EXPRESSION", 2],
        ["INVALID_EXPRESSION", 3],
        ["INVALID_EXPRESSION", 4],
      ],
    );
    for (const { hint } of wrong.problems) assert.match(hint ?? "", /"\{""expression"":""=…""\}"/);
    assert.deepEqual(rows('Store,Note\na," { expression: x }"\n'), [{ Store: "a", Note: " { expression: x }" }]);
  });

  it("may hold separators, quotes and line breaks in quotes, and spaces anywhere", () => {
    const csv = 'Store,Note\n"a, b","say ""hi"""\nc,"one\ntwo"\n d , e \n';
    assert.deepEqual(rows(csv), [
      { Store: "a, b", Note: 'say "hi"' },
      { Store: "c", Note: "one\ntwo" },
      { Store: " d ", Note: " e " },
    ]);
  });

  it("may end their lines in CRLF, LF or CR, and leave lines empty", () => {
    const expected = [
      { Store: "a", Note: "x" },
      { Store: "b", Note: "y" },
    ];
    for (const end of ["\r\n", "\n", "\r"]) {
      assert.deepEqual(rows(["Store,Note", "a,x", "", "b,y", ""].join(end)), expected, JSON.stringify(end));
      assert.deepEqual(rows(["Store,Note", "a,x", ",", "b,y"].join(end)), expected, "without a last line break");
    }
  });

  it("may be separated by semicolons, tabs or bars, in any order of columns", () => {
    assert.deepEqual(rows("Note;Store\nx;a\n", 'csv: { separator: ";" }\n'), [{ Note: "x", Store: "a" }]);
    assert.deepEqual(rows("Note\tStore\nx\ta\n", 'csv: { separator: "\\t" }\n'), [{ Note: "x", Store: "a" }]);
    assert.match(lines("Note;Store\nx;a\n")[0] ?? "", /^rows.csv:1:1 CSV_HEADER/);
    assert.match(
      parse("Note;Store\nx;a\n").problems[0]?.hint ?? "",
      /If cells are separated by ";", set csv.separator/,
    );
  });

  describe("empty cells", () => {
    const csv = 'Store,Note,Seats\na,,1\nb,"",2\nc,x,\n';

    it("are absent, and an empty text in quotes is a value", () => {
      assert.deepEqual(rows(csv), [
        { Store: "a", Seats: 1 },
        { Store: "b", Note: "", Seats: 2 },
        { Store: "c", Note: "x" },
      ]);
    });

    it("are empty texts in TEXT columns when the file says so", () => {
      assert.deepEqual(rows(csv, "csv: { emptyCells: text }\n"), [
        { Store: "a", Note: "", Seats: 1 },
        { Store: "b", Note: "", Seats: 2 },
        { Store: "c", Note: "x" },
      ]);
    });

    it("of a key are a missing key; in quotes they are the empty key", () => {
      assert.deepEqual(lines("Store,Note\n,x\n"), ['rows.csv:2:1 MISSING_KEY the row lacks the key column "Store".']);
      assert.deepEqual(rows('Store,Note\n"",x\n'), [{ Store: "", Note: "x" }]);
    });

    it("all along a line are no row, as spreadsheets leave them at the end", () => {
      assert.deepEqual(rows("Store,Note\na,x\n,\n,\n"), [{ Store: "a", Note: "x" }]);
    });
  });

  it("with key columns only are refused, or left out with a warning when the file says so", () => {
    const csv = "Store,Note\na,\nb,x\n";
    assert.deepEqual(lines(csv), [
      "rows.csv:2:1 ROW_WITHOUT_VALUES the row has key columns only; the service cannot create such a row.",
    ]);
    const { table, problems } = parse(csv, "keyOnlyRows: warning\n");
    assert.deepEqual(table?.values.rows, [{ Store: "b", Note: "x" }]);
    assert.deepEqual(
      problems.map(({ severity }) => severity),
      ["warning"],
    );
  });

  it("may write lists with a separator of their own", () => {
    const more = 'csv: { listSeparator: "|" }\n';
    const csv = 'Store,Channels,Codes\na,VOICE|CHAT,1 | 2\nb,[],"[3]"\nc,"[""a|b""]",12345678901234567890|1\n';
    assert.deepEqual(rows(csv, more), [
      { Store: "a", Channels: ["VOICE", "CHAT"], Codes: [1, 2] },
      { Store: "b", Channels: [], Codes: [3] },
      { Store: "c", Channels: ["a|b"], Codes: ["12345678901234567890", "1"] },
    ]);
    assert.deepEqual(lines("Store,Channels\na,VOICE|CHAT\n"), [
      "rows.csv:2:3 WRONG_TYPE the cell is not a list, but the column is of type TEXT_LIST.",
    ]);
  });

  it("hold an expression only where it is written as one: a bare = never turns into code", () => {
    assert.deepEqual(rows('Store,Note\na,"{""expression"":""=NOW()""}"\n'), [
      { Store: "a", Note: { expression: "=NOW()" } },
    ]);
    assert.match(lines("Store,Note\na,=NOW()\n")[0] ?? "", /^rows.csv:2:3 LITERAL_EXPRESSION/);
    assert.deepEqual(rows('Store,Note\na,"{""other"":1}"\n'), [{ Store: "a", Note: '{"other":1}' }]);
  });

  it("name their columns in the first line, each once and each known", () => {
    assert.match(lines("")[0] ?? "", /^rows.csv:1:1 CSV_HEADER/);
    assert.match(lines("a,b\nc,d\n")[0] ?? "", /CSV_HEADER the first line names no column/);
    assert.deepEqual(lines("Store,Note,Seets,Note\na,x,1,y\n"), [
      "rows.csv:1:12 UNKNOWN_COLUMN the table has no such column.",
      'rows.csv:1:18 DUPLICATE_ENTRY the column "Note" appears twice in the first line.',
    ]);
    assert.deepEqual(rows("Store, Note\na,x\n"), [{ Store: "a", Note: "x" }]);
  });

  it("have as many cells as the first line", () => {
    assert.deepEqual(lines("Store,Note\na,x,y\nb\nc,z\n"), [
      "rows.csv:2:1 CSV_CELL_COUNT the line has 3 cells, but the first line names 2 columns.",
      "rows.csv:3:1 CSV_CELL_COUNT the line has 1 cells, but the first line names 2 columns.",
    ]);
  });

  it("with quotes out of order say where, and what stands before them is checked", () => {
    assert.deepEqual(lines('Store,Seats\na,x\nb,"2" m\n'), [
      'rows.csv:2:3 NOT_A_NUMBER the string "x" is not a decimal number, but the column is of type NUMBER.',
      "rows.csv:3:1 CSV_SYNTAX text follows the closing quote of a cell in this record. The rest of the file was not read.",
    ]);
    assert.match(
      lines('Store,Note\na,x\nb,"y\nc,z\n')[0] ?? "",
      /^rows.csv:3:1 CSV_SYNTAX the closing quote of a cell/,
    );
    assert.match(lines('Store,Note\na,5" disc\n')[0] ?? "", /^rows.csv:2:1 CSV_SYNTAX a cell without quotes/);
  });

  it("show the place of each mistake, across lines that break inside quotes", () => {
    const csv = 'Store,Note,Seats\n"a\nb","x, ""y""\nz",many\nc,"1, 2",none\n';
    assert.deepEqual(
      parse(csv).problems.map(({ row, column, position }) => [row, column, position?.line, position?.column]),
      [
        [undefined, "Store", 2, 1],
        ["a\\u000ab", "Seats", 4, 4],
        ["c", "Seats", 5, 10],
      ],
    );
    assert.equal(parse(csv).problems[2]?.position?.source, 'c,"1, 2",none');
  });

  it("stand beside rows in the YAML file, and no key may stand in both", () => {
    const yaml = "rows:\n  - { Store: a, Note: x }\n  - { Store: b, Note: y }\n";
    assert.deepEqual(rows("Store,Note\nc,z\n", yaml)?.length, 3);
    assert.deepEqual(lines("Store,Note\nb,z\n", yaml), [
      "rows.csv:2:1 DUPLICATE_ROW a row with this key is already in table.yaml, line 12.",
    ]);
  });

  it("load in time that grows with their number, not with its square", () => {
    const csv = (count: number) =>
      `Store,Note,Seats\n${Array.from({ length: count }, (_, index) => `s${index},"x, ${index}",${index % 2 ? 1 : "bad"}`).join("\n")}`;
    const best = (count: number) => {
      const text = csv(count);
      const times = [1, 2, 3, 4, 5].map(() => {
        const start = process.cpuUsage();
        assert.ok(countOf(parse(text).problems) >= count / 2);
        return process.cpuUsage(start).user;
      });
      return Math.min(...times);
    };
    best(2_000);
    const ratio = best(20_000) / best(2_000);
    // Time that grows with the square would be 100 times as long; a busy machine makes even good code look like 20 times.
    assert.ok(ratio < 50, `10 times the rows took ${ratio.toFixed(1)} times as long`);
  }).timeout(60_000);
});

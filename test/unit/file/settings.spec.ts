import assert from "node:assert/strict";
import { writeYaml } from "../../../src/file/write/yaml";
import { parseTableText, problemLines } from "./parse-table-text";

const lines = (text: string) => problemLines(parseTableText(text));

describe("a table file", () => {
  it("declares a table and its values", () => {
    const { table, problems } = parseTableText(`
name: StoreHours
description: Opening hours
timeZone: Europe/Berlin
lockLevel: VALUE
tags: { team: cc }
columns:
  Store: { type: TEXT, primary: true, description: The store }
  Opens: TEXT
  Seats: { type: NUMBER, validation: { minimum: 0, maximum: 50 }, renamedFrom: Places }
  Kind: { type: TEXT, validation: { enum: { strict: true, values: [shop, 1] } } }
  Fax: null
allowAttributeRemoval: [Telex]
adopt: true
exported: { at: 2026-11-24T09:00:00.250Z, from: i-1/t-1 }
ownership: exclusive
onConflict: overwrite
ignore: { rows: ["TEST-*"], columns: [Note] }
sensitive: [Kind]
moved: [{ from: { Store: Muenchen }, to: { Store: München } }]
guard: { maxDeletePercent: 50, allowEmpty: true }
valueQuota: 2000
defaults: { Opens: "08:00" }
rows:
  - { Store: München, Opens: "09:00", Seats: 12 }
`);
    assert.deepEqual(problems, []);
    assert.deepEqual(table, {
      table: {
        name: "StoreHours",
        timeZone: "Europe/Berlin",
        attributes: {
          Store: { type: "TEXT", primary: true, description: "The store" },
          Opens: { type: "TEXT" },
          Seats: { type: "NUMBER", validation: { minimum: 0, maximum: 50 }, renamedFrom: "Places" },
          Kind: { type: "TEXT", validation: { enum: { strict: true, values: ["shop", "1"] } } },
          Fax: null,
        },
        description: "Opening hours",
        lockLevel: "VALUE",
        tags: { team: "cc" },
        allowAttributeRemoval: ["Telex"],
        adopt: true,
      },
      values: {
        primaryAttributes: ["Store"],
        rows: [{ Store: "München", Opens: "09:00", Seats: 12 }],
        defaults: { Opens: "08:00" },
        ownership: "exclusive",
        onConflict: "overwrite",
        exported: { at: "2026-11-24T09:00:00.250Z", from: "i-1/t-1" },
        ignore: { rows: ["TEST-*"], columns: ["Note"] },
        sensitive: ["Kind"],
        moved: [{ from: { Store: "Muenchen" }, to: { Store: "München" } }],
        guard: { maxDeletePercent: 50, allowEmpty: true },
        valueQuota: 2000,
        renamed: { Places: "Seats" },
      },
    });
  });

  it("written anew says the same", () => {
    const text = `name: T
timeZone: UTC
columns: { K: { type: TEXT, primary: true }, A: { type: TEXT, renamedFrom: B }, C: null }
allowAttributeRemoval: [D]
adopt: false
ownership: exclusive
onConflict: fail
ignore: { rows: ["TEST-*"] }
sensitive: [A]
moved: [{ from: { K: a }, to: { K: b } }]
guard: false
valueQuota: 5
rows: [{ K: b, A: x }]
`;
    const { table } = parseTableText(text);
    assert.ok(table);
    assert.deepEqual(parseTableText(writeYaml(table)).table, table);
  });

  it("needs a name and columns, and nothing else", () => {
    assert.deepEqual(parseTableText("name: T\ncolumns: { A: TEXT }\n").table, {
      table: { name: "T", timeZone: "UTC", attributes: { A: { type: "TEXT" } } },
      values: { primaryAttributes: [], rows: [], defaults: {} },
    });
    assert.deepEqual(lines("timeZone: UTC\n"), [
      '1:1 MISSING_SETTING the setting "name" is missing.',
      '1:1 MISSING_SETTING the setting "columns" is missing.',
    ]);
  });

  it("can switch the guard off", () => {
    assert.equal(parseTableText("name: T\ncolumns: { A: TEXT }\nguard: false\n").table?.values.guard, false);
    assert.match(
      lines("name: T\ncolumns: { A: TEXT }\nguard: true\n")[0] ?? "",
      /^3:8 INVALID_SETTING guard is "true"/,
    );
  });

  it("says what is wrong with each setting, at its place", () => {
    assert.deepEqual(
      lines(`name: T
columns:
  A: { type: TEXT, primary: yes, validation: { maxLength: 1001, minValues: 1.5 } }
  B: { validation: { multipleOf: 0 } }
  C: { type: TEXT, size: 3 }
  D: [TEXT]
  E:
valueQuota: "10"
ignore: [A]
sensitive: A
moved: [{ from: { A: x } }]
guard: { maxUpdatePercent: 101 }
tags:
  aws:x: y
rowsFrom: /etc/passwd
csv: { separator: "#" }
exported: { at: 2026-13-24T09:00:00Z, from: "arn:aws:connect:x:1:instance/i/data-table/t", to: x }
`),
      [
        '3:29 INVALID_SETTING primary is "yes".',
        "3:59 INVALID_RULE maxLength is 1001.",
        "3:76 INVALID_RULE minValues is 1.5.",
        '4:6 MISSING_SETTING the setting "type" is missing.',
        "4:34 INVALID_RULE multipleOf is 0.",
        '5:20 UNKNOWN_SETTING there is no setting "size" here.',
        "6:6 INVALID_SETTING D is a list.",
        '7:3 EMPTY_ENTRY "E" has no value.',
        '8:13 INVALID_SETTING valueQuota is "10".',
        "9:9 INVALID_SETTING ignore is a list.",
        '10:12 INVALID_SETTING sensitive is "A".',
        '11:9 MISSING_SETTING the setting "to" is missing.',
        "12:28 INVALID_SETTING maxUpdatePercent is 101.",
        '14:3 INVALID_TAG the name "aws:x" is not allowed here.',
        '15:11 INVALID_SETTING rowsFrom is "/etc/passwd".',
        '16:19 INVALID_SETTING separator is "#".',
        '17:17 INVALID_SETTING exported.at is "2026-13-24T09:00:00Z".',
        '17:45 INVALID_SETTING exported.from is "arn:aws:connect:x:1:instance/i/data-table/t".',
        '17:92 UNKNOWN_SETTING there is no setting "to" here.',
      ],
    );
  });

  it("is bound to the table that was exported: `exportedAt` alone is refused, with what to write", () => {
    const head = "name: T\ncolumns: { A: TEXT }\n";
    const { problems } = parseTableText(`${head}exportedAt: "2026-11-24T09:00:00Z"\n`);
    assert.deepEqual(
      problems.map(({ code, message, hint, position }) => [position?.line, code, message, hint]),
      [
        [
          3,
          "INVALID_SETTING",
          "`exportedAt` does not say which table was exported; `exported` replaces it.",
          'Export the table again, or, if these values were exported from this very table, write: exported: { at: "2026-11-24T09:00:00Z", from: "<instance id>/<table id>" }',
        ],
      ],
    );
    assert.deepEqual(lines(`${head}exported: 2026-11-24T09:00:00Z\n`), [
      '3:11 INVALID_SETTING exported is "2026-11-24T09:00:00Z".',
    ]);
    assert.deepEqual(lines(`${head}exported: { at: 2026-11-24T09:00:00Z }\n`), [
      '3:11 MISSING_SETTING the setting "from" is missing.',
    ]);
    for (const from of ["a", "a/", "/b", "a/b/c", "a b/c"]) {
      const [only] = lines(`${head}exported: { at: 2026-11-24T09:00:00Z, from: "${from}" }\n`);
      assert.match(only ?? "", /INVALID_SETTING exported.from is/, from);
    }
  });

  it("is checked as the resource DataTable is: counts, names that differ in case only, rules, renames", () => {
    const many = Array.from({ length: 101 }, (_, index) => `  C${index}: TEXT\n`).join("");
    assert.deepEqual(lines(`name: T\ncolumns:\n${many}`), [
      "3:3 TOO_MANY_COLUMNS there are 101 columns; the service allows 100.",
    ]);
    const keys = Array.from({ length: 6 }, (_, index) => `  C${index}: { type: TEXT, primary: true }\n`).join("");
    assert.deepEqual(lines(`name: T\ncolumns:\n${keys}`), [
      "3:3 TOO_MANY_COLUMNS there are 6 key columns; the service allows 5.",
    ]);
    assert.deepEqual(
      lines(`name: T
columns:
  Store: { type: TEXT_LIST, primary: true }
  store: TEXT
  A: { type: NUMBER, validation: { minimum: 2, maximum: 1 } }
  B: { type: TEXT, renamedFrom: A }
`).map((line) => line.replace(/ the .*| minimum .*| a column.*| renamed.*/, "")),
      ["3:38 INVALID_SETTING", "4:10 DUPLICATE_COLUMN", "5:45 CONTRADICTING_RULES", "6:33 INVALID_RENAME"],
    );
  });

  it("whose columns are wrong does not call their values wrong as well", () => {
    assert.deepEqual(
      lines("name: T\ncolumns: { K: { type: TEXT, primary: true }, A: TEKST }\nrows: [{ K: a, A: 1 }]\n"),
      ['2:49 INVALID_SETTING A is "TEKST".'],
    );
    assert.deepEqual(
      lines(
        "name: T\ncolumns: { K: { type: TEKST, primary: true }, A: TEXT }\nrows: [{ K: a, A: b }, { K: a, A: c }]\n",
      ),
      ['2:23 INVALID_SETTING type is "TEKST".'],
    );
  });

  it("has rows that the key columns tell apart", () => {
    assert.deepEqual(lines("name: T\ncolumns: { A: TEXT }\nrows: [{ A: x }]\n"), [
      "3:7 MISSING_KEY the table has no key column, so its rows cannot be told apart.",
    ]);
    const columns =
      "name: T\ncolumns: { N: { type: NUMBER, primary: true }, F: { type: BOOLEAN, primary: true }, A: TEXT }\n";
    assert.deepEqual(
      lines(
        `${columns}rows:\n  - { N: 1, F: true, A: x }\n  - { N: 1.0, F: true, A: y }\n  - { N: 1e0, F: false, A: z }\n`,
      ),
      ["5:5 DUPLICATE_ROW a row with this key is already in line 4."],
    );
    assert.deepEqual(
      lines(`${columns}rows:\n  - { N: one, F: [true], A: x }\n  - { N: { expression: "=1" }, F: null, A: x }\n`),
      [
        '4:10 NOT_A_NUMBER the string "one" is not a decimal number, but the column is of type NUMBER.',
        "4:18 INVALID_KEY a list is not a valid key.",
        "5:10 INVALID_KEY an expression is not a valid key.",
        "5:35 INVALID_KEY null is not a valid key.",
      ],
    );
  });

  it("has keys of at most 1,000 characters, none of which begins with =", () => {
    const columns = "name: T\ncolumns: { K: { type: TEXT, primary: true }, A: TEXT }\n";
    assert.match(lines(`${columns}rows: [{ K: "=x", A: a }]\n`)[0] ?? "", /^3:13 LITERAL_EXPRESSION/);
    assert.match(lines(`${columns}rows: [{ K: ${"x".repeat(1001)}, A: a }]\n`)[0] ?? "", /^3:13 INVALID_KEY/);
  });

  it("warns above the quota, which can be raised", () => {
    const columns = "name: T\nvalueQuota: 3\ncolumns: { K: { type: TEXT, primary: true }, A: TEXT, B: TEXT }\n";
    const two = `${columns}defaults: { A: d }\nrows: [{ K: a, A: b, B: null }, { K: b, A: c }]\n`;
    assert.deepEqual(lines(two), []);
    assert.deepEqual(lines(two.replace("null", "x")), ["~5:7 OVER_QUOTA the table has 4 cells, but its quota is 3."]);
  });

  it("cannot declare what it ignores", () => {
    const columns = "name: T\ncolumns: { K: { type: TEXT, primary: true }, A: TEXT, B: TEXT }\n";
    const rows = "rows: [{ K: TEST-1, A: x }, { K: b, B: y }, { K: TEST-2, A: null }]\n";
    assert.deepEqual(lines(`${columns}ignore: { rows: ["TEST-*"], columns: [B] }\n${rows}`), [
      "4:24 IGNORED_AND_DECLARED the cell is declared, but `ignore` matches it, so it is never written.",
      "4:40 IGNORED_AND_DECLARED the cell is declared, but `ignore` matches it, so it is never written.",
    ]);
  });

  it("moves rows from keys that it does not declare any more, one after the other", () => {
    const columns = "name: T\ncolumns: { K: { type: TEXT, primary: true }, A: TEXT }\nrows: [{ K: a, A: x }]\n";
    assert.deepEqual(lines(`${columns}moved: [{ from: { K: b }, to: { K: a } }]\n`), []);
    assert.deepEqual(lines(`${columns}moved: [{ from: { K: a }, to: { K: c } }, { from: { J: x }, to: { K: y } }]\n`), [
      '4:17 IMPOSSIBLE_MOVE the row "a" moves to another key but is still declared under the old one.',
      '4:51 IMPOSSIBLE_MOVE the key lacks "K" and names "J", which is not a key column.',
    ]);
    assert.match(
      lines(`${columns}moved: [{ from: { K: b }, to: { K: c } }, { from: { K: c }, to: { K: b } }]\n`)[0] ?? "",
      /cycle/,
    );
  });
});

describe("the values of a sensitive column", () => {
  const columns =
    "name: T\ncolumns: { K: { type: TEXT, primary: true }, ApiKey: { type: TEXT, validation: { maxLength: 3 } }, N: NUMBER }\n";

  it("appear in no message and in no line that is shown", () => {
    const file = `${columns}sensitive: [ApiKey]\nrows:\n  - { K: a, ApiKey: hush-hush, N: x }\n  - { K: b, ApiKey: 007, ApiKey: hush }\n  - { K: c, N: hush: }\n`;
    const { problems } = parseTableText(file);
    assert.ok(problems.length >= 2);
    assert.doesNotMatch(JSON.stringify(problems), /hush|007/);
    assert.equal(
      problems.some(({ position }) => position?.source !== undefined),
      false,
    );
  });

  it("nor in those about a CSV file", () => {
    const file = `${columns}sensitive: [ApiKey]\nrowsFrom: rows.csv\n`;
    const { problems } = parseTableText(file, { "rows.csv": 'K,ApiKey,N\na,hush-hush,x\nb,"hush" hush,1\n' });
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["TEXT_TOO_LONG", "NOT_A_NUMBER", "CSV_SYNTAX"],
    );
    assert.doesNotMatch(JSON.stringify(problems), /hush/);
  });

  it("belong to a column that exists and is no key", () => {
    assert.deepEqual(lines(`${columns}sensitive: [K, ApiKy]\n`), [
      '3:13 INVALID_SETTING the key column "K" cannot be sensitive: a row is named by its key.',
      '3:16 UNKNOWN_COLUMN "ApiKy" is not a column of the table.',
    ]);
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { parseTableText, problemLines, renderedProblems } from "./parse-table-text";

const columns = `name: T
columns:
  Store: { type: TEXT, primary: true }
  Pin: { type: TEXT, validation: { maxLength: 4 } }
  Seats: NUMBER
  Note: { type: TEXT, validation: { maxLength: 8 } }
`;
const head = `${columns}sensitive: [Pin]\n`;
const row = (text: string) => `${head}rows:\n  - { Store: Berlin, Pin: a, Seats: 1 }\n  - ${text}\n`;
const block = (...lines: string[]) =>
  `${head}rows:\n  - Store: Berlin\n${lines.map((line) => `    ${line}\n`).join("")}`;

/** What is wrong → a YAML file in which `hunter2…` is the value of Pin, or a part of it. */
const yaml: Record<string, string> = {
  "too long": row("{ Store: Paris, Pin: hunter2 }"),
  "an expression": row('{ Store: Paris, Pin: "=hunter2" }'),
  "not the type": row("{ Store: Paris, Pin: [hunter2] }"),
  "a mapping": row("{ Store: Paris, Pin: { hunter2: x, hunter2: y } }"),
  "an extra comma": row("{ Store: Paris, Pin: a, hunter2 }"),
  "an extra comma, and a colon": row("{ Store: Paris, Pin: a, hunter2: b }"),
  "the same part twice": row("{ Store: Paris, Pin: a, hunter2, hunter2 }"),
  "no space after the colon": row("{ Store: Paris, Pin:hunter2 }"),
  "no comma": row("{ Store: Paris, Pin: hunter2 Seats: 1 }"),
  "a column of another name": row("{ Store: Paris, Pins: hunter2 }"),
  "a duplicate key": row("{ Store: Paris, Pin: hunter2, Pin: hunter2 }"),
  "a duplicate row": row("{ Store: Berlin, Pin: hunter2 }"),
  "no key column": row("{ Pin: hunter2 }"),
  "an alias without an anchor": row("{ Store: Paris, Pin: *hunter2 }"),
  "an alias inside its own anchor": row("{ Store: Paris, Pin: &hunter2 [*hunter2] }"),
  "an alias of the value in another column": row("{ Store: Paris, Pin: &a hunter2hunter, Note: *a, Seats: *a }"),
  "an alias of the value as a key": row("{ Store: Paris, Pin: &a hunter2 }\n  - { Store: *a, Seats: x }"),
  "a tag": row("{ Store: Paris, Pin: !hunter2 hunter2 }"),
  "a merge key": row("{ Store: Paris, <<: { Pin: hunter2 }, Seats: x }"),
  "an anchor": row("{ Store: Paris, Pin: &hunter2 }"),
  "a row that is a text": row("hunter2"),
  "a row that is a list": row("[Paris, hunter2]"),
  "rows that are a text": `${head}rows: hunter2\n`,
  "rows under another name": `${head}row:\n  - { Store: Paris, Pin: hunter2 }\n`,
  "rows as a mapping": `${head}rows:\n  hunter2: { Seats: 1 }\n`,
  "defaults that are a text": `${head}defaults: hunter2\n`,
  "a default at the top": `${head}Pin: hunter2\nhunter2:\n`,
  "a value among the columns":
    columns.replace("{ type: TEXT, validation: { maxLength: 4 } }", "hunter2") + "sensitive: [Pin]\n",
  "a value in an enum":
    columns.replace("maxLength: 4", "enum: { values: [[hunter2], { hunter2: x }], hunter2: x, strict: hunter2 }") +
    "sensitive: [Pin]\n",
  "a default among those it does not fit":
    columns.replace("maxLength: 4", "enum: { values: [hunter2], strict: true }, minLength: 9, maxLength: 2") +
    "sensitive: [Pin]\n",
  "a quote that is not closed": block('Pin: "hunter2', "Seats: x"),
  "a single quote that is not closed": block("Pin: 'hunter2", "Seats: x"),
  "a quote of the key that is closed too late": block("Pin: hunter2", 'Note: "x"', "Seats: x").replace(
    "Berlin\n",
    '"Berlin\n',
  ),
  "a quote of the key that closes in its row": row('{ Store: "Paris, Pin: hunter2", Seats: x }'),
  "a quote of a text that is closed too late": block('Note: "x', "Pin: hunter2", 'Seats: "1"'),
  "a quote of a text that closes in its row": row('{ Store: Paris, Note: "x, Pin: hunter2, Seats: 1" }'),
  "a quote of the table's name":
    head.replace("name: T", 'name: "T').replace("[Pin]", '["Pin"]') + "rows: [{ Store: a, Pin: hunter2 }]\n",
  "a quote of the CSV file's name": `${head}rowsFrom: "x.csv\nrows:\n  - { Store: a, Pin: hunter2, Note: "x" }\n`,
  "a bad escape": block('Pin: "\\hunter2"'),
  "a reserved first character": block("Pin: @hunter2", "Seats: x"),
  "a block without a line break": block("Pin: |hunter2", "Seats: x"),
  "a directive in the middle": `${row("{ Store: Paris, Pin: hunter2 }")}---\n%hunter2\n`,
  "a second document": `${row("{ Store: Paris, Pin: hunter2 }")}---\nPin: hunter2\n`,
  "a tab as indentation": block("\tPin: hunter2"),
  "wrong indentation": block(" Pin: hunter2"),
  "two colons": block("Pin: hunter2: x"),
  "a colon in the key's line": block("Pin: x").replace("Berlin", "Berlin Pin: hunter2"),
  "no colon after rows": `${head}rows\n  - { Store: Paris, Pin: hunter2 }\n`,
  "a bracket too many": row("{ Store: Paris, Pin: hunter2 } }"),
  "a bracket too few": row("{ Store: Paris, Pin: hunter2"),
  "brackets of the wrong kind": row("{ Store: Paris, Pin: hunter2 ]"),
  "nested too deep": row(`{ Store: Paris, Pin: ${"[".repeat(60)}hunter2${"]".repeat(60)} }`),
  "no space before a comment": row('{ Store: Paris, Pin: "hunter2"#hunter2 }'),
  "the word is misspelt": `${columns}sensitve: [Pin]\nrows: [{ Store: Paris, Pin: hunter2 }]\n`,
  "the word has a capital": `${columns}Sensitive: [Pin]\nrows: [{ Store: Paris, Pin: hunter2 }]\n`,
  "the setting is in the wrong place": `${columns}  sensitive: [Pin]\nrows: [{ Store: Paris, Pin: hunter2 }]\n`,
  "the setting appears twice": `${columns}sensitive: [Note]\nsensitive: [Pin]\nrows: [{ Store: Paris, Pin: hunter2 }]\n`,
  "the setting names another column": `${columns}sensitive: [PIN]\nrows: [{ Store: Paris, Pin: hunter2 }]\n`,
  "the setting is a text": `${columns}sensitive: Pin\nrows: [{ Store: Paris, Pin: hunter2 }]\n`,
  "the setting is a mapping": `${columns}sensitive: { Pin: true }\nrows: [{ Store: Paris, Pin: hunter2 }]\n`,
  "the setting is in quotes, with an escape": `${columns}"sens\\u0069tive": [Pin]\nrows: [{ Store: Paris, Pin: hunter2 }]\n`,
  "the setting comes last, behind what cannot be read": `${columns}rows: [{ Store: Paris, Pin: "hunter2 }]\nsensitive: [Pin]\n`,
  "the rest is not YAML": `${columns}rows:\n  - { Store: Paris, Pin: hunter2 }\n]: {\nsensitive: [Pin]\n`,
};

const from = `${head}rowsFrom: rows.csv\n`;

/** What is wrong → [YAML, CSV]. */
const csv: Record<string, readonly [string, string]> = {
  "no first line of names": [from, "Berlin,hunter2,1,x\nParis,hunter22,2,y\n"],
  "a first line that is a row with a column's name": [from, "Note,hunter2,1,x\nParis,hunter22,2,y\n"],
  "a first line with a value twice": [from, "Store,hunter2,hunter2\nParis,hunter22,2\n"],
  "another separator": [from, "Store;Pin;Seats\nParis;hunter2;1\n"],
  "no first line, another separator": [from, "Paris;hunter2;1\n"],
  "a name misspelt": [from, "Store,Pn,Seats,Note\nParis,hunter2,x,y\n"],
  "a name twice": [from, "Store,Seats,Seats,Note\nParis,1,hunter2,y\n"],
  "too many cells": [from, "Store,Pin,Seats\nParis,a,hunter2,1\n"],
  "too few cells": [from, "Store,Pin,Seats\nhunter2\n"],
  "a separator in the value": [from, "Store,Pin,Seats,Note\nParis,a,hunter2,\n"],
  "a separator in the value, before the key": [from, "Pin,Store,Seats\na,hunter2,x\n"],
  "too long": [from, "Store,Pin\nParis,hunter2\n"],
  "an expression": [from, "Store,Pin\nParis,=hunter2\n"],
  "half an expression": [from, 'Store,Pin\nParis,"{""expression"": hunter2}"\n'],
  "a quote that is not closed": [from, 'Store,Pin,Seats\nParis,"hunter2,1\nRome,hunter2,1\n'],
  "a quote in the middle": [from, 'Store,Pin,Seats\nParis,hun"hunter2,1\n'],
  "text after a quote": [from, 'Store,Pin,Seats\nParis,"a"hunter2,1\n'],
  "a quote of the key that is closed too late": [from, 'Store,Pin,Seats\n"Paris,hunter2,1\nRome",x,y\n'],
  "a quote of the key that closes in its line": [from, 'Store,Pin,Seats\n"Paris,hunter2",x,y\n'],
  "a duplicate row": [from, "Store,Pin\nParis,hunter2\nParis,hunter2\n"],
  "the setting names another column": [from.replace("[Pin]", "[PIN]"), "Store,Pin,Seats\nParis,hunter2,hunter2\n"],
};

describe("the values of a sensitive column are in no message, whatever is wrong with the CSV file:", () => {
  for (const [mistake, [text, rows]] of Object.entries(csv)) {
    it(mistake, () => {
      const parsed = parseTableText(text, { "rows.csv": rows });
      assert.notEqual(problemLines(parsed).length, 0);
      assert.doesNotMatch(renderedProblems(parsed), /hunter/);
      assert.doesNotMatch(JSON.stringify(parsed.problems), /hunter/);
    });
  }
});

describe("the values of a sensitive column are in no message, whatever is wrong with the file:", () => {
  for (const [mistake, text] of Object.entries(yaml)) {
    it(mistake, () => {
      const parsed = parseTableText(text);
      const shown = renderedProblems(parsed);
      assert.notEqual(shown, "", text);
      assert.doesNotMatch(shown, /hunter/);
      assert.doesNotMatch(JSON.stringify(parsed.problems), /hunter/);
    });
  }
});

describe("a file with sensitive columns", () => {
  it("still shows what is not in doubt: rows, columns, and the values of other columns", () => {
    const { problems } = parseTableText(
      `${head}timeZone: Europe/Berln\nrows:\n  - { Store: Paris, Pin: hunter2, Seats: many, Note: much too long }\n`,
    );
    assert.deepEqual(
      problems.map(({ code, row: label, column, message, position }) => [code, label, column, message, position?.line]),
      [
        ["INVALID_SETTING", undefined, undefined, 'the time zone is "Europe/Berln".', 8],
        ["TEXT_TOO_LONG", "Paris", "Pin", "A string is longer than the service or the column allows.", 10],
        [
          "NOT_A_NUMBER",
          "Paris",
          "Seats",
          'the string "many" is not a decimal number, but the column is of type NUMBER.',
          10,
        ],
        [
          "TEXT_TOO_LONG",
          "Paris",
          "Note",
          'the string "much too long" has 13 characters; the column allows at most 8.',
          10,
        ],
      ],
    );
    assert.equal(
      problems.some(({ position }) => position?.source !== undefined),
      false,
    );
  });

  it("still says which name was meant", () => {
    const [problem] = parseTableText(row("{ Store: Paris, Seets: 1, Pin: a }")).problems;
    assert.deepEqual([problem?.message, problem?.hint], ["the table has no such column.", 'Did you mean "Seats"?']);
  });

  it("is any file that says so: a file that only mentions the word shows its lines", () => {
    const { problems } = parseTableText(`${columns}rows: [{ Store: a, Note: not sensitive }]\n`);
    assert.match(problems[0]?.position?.source ?? "", /not sensitive/);
    const named = `${columns.replace("Seats", "Sensitive")}rows: [{ Store: a, Sensitive: x }]\n`;
    assert.match(parseTableText(named).problems[0]?.position?.source ?? "", /Sensitive: x/);
  });

  it("that was damaged keeps them as well (2,000 files)", () => {
    const [before, after] = [
      `${columns}csv: { separator: "," }\ndefaults: { Note: x }\nrows:\n  - { Store: Berlin, Pin: `,
      `, Seats: 12, Note: "y" }\n  - Store: Paris\n    Seats: 1\n    Pin: `,
    ];
    const last = '\n    Note: "z"\nrowsFrom: rows.csv\nsensitive: [Pin]\n';
    const secret = fc.constantFrom(
      "zq7xk",
      '"zq7xk"',
      "'zq7xk'",
      "a, zq7xk",
      "*zq7xk",
      "&zq7xk",
      "zq7xk: zq7xk",
      "[zq7xk",
      "!zq7xk zq7xk",
      "|zq7xk",
    );
    const put = fc.constantFrom(
      "",
      "{",
      "}",
      "[",
      "]",
      ":",
      ": ",
      "- ",
      "\n",
      "  ",
      '"',
      "'",
      ",",
      ", ",
      "? ",
      "#",
      "|",
      ">",
      "*a",
      "&a ",
      "!x ",
      "<<: ",
      "\t",
      ";",
      "\r",
    );
    const edits = fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(2), put }), {
      maxLength: 3,
    });
    const edited = (text: string, changes: readonly { at: number; cut: number; put: string }[]) =>
      changes.reduce((now, one) => {
        const at = Math.floor(one.at * now.length);
        // Neither the secret nor what names its column may be what is damaged: then it would not be one any more.
        const touches = /zq7xk|Pin|sensitive/.exec(now.slice(Math.max(0, at - 9), at + one.cut + 9));
        return touches ? now : now.slice(0, at) + one.put + now.slice(at + one.cut);
      }, text);
    fc.assert(
      fc.property(secret, secret, edits, edits, (one, two, changes, csvChanges) => {
        const rows = `Store,Seats,Pin,Note\nRome,1,zq7xk,n\n"Wi""en",2,"zq7xk",\n`;
        const { problems } = parseTableText(edited(before + one + after + two + last, changes), {
          "rows.csv": edited(rows, csvChanges),
        });
        assert.doesNotMatch(JSON.stringify(problems), /zq7xk/);
      }),
      { numRuns: 2000 },
    );
  }).timeout(60_000);
});

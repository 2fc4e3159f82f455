import assert from "node:assert/strict";
import { countOf } from "../../../src/file/format/group-problems";
import { parseTableText, problemLines } from "./parse-table-text";

const head =
  "name: Hours\ntimeZone: Europe/Berlin\ncolumns:\n  Store: { type: TEXT, primary: true }\n  Opens: TEXT\nrows:\n";

function first(text: string) {
  const [problem, ...more] = parseTableText(text).problems;
  return { code: problem?.code, hint: problem?.hint, more: more.length };
}

describe("a mistake in the YAML has a hint that fits:", () => {
  const quotes = 'Put a value that contains ": " in quotes.';
  const sameColumn =
    "Begin the line below in the same column as this one: what belongs to one row or one setting is indented alike.";
  for (const [mistake, rows, hint] of [
    [
      "a line that is indented too far",
      '  - Store: Berlin\n    Opens: "09:00"\n  - Store: Paris\n     Opens: "10:00"\n',
      sameColumn,
    ],
    [
      "a dash without its space",
      '  -Store: Berlin\n   Opens: "09:00"\n',
      "Put a space after the dash that begins a row: `- `.",
    ],
    ["a colon without its space", "  - Store:{ a: b, c: d }\n", "Put a space after the colon: `name: { … }`."],
    [
      "a no-break space as indentation",
      "  - Store: Berlin\n   \u00a0Opens: x\n",
      "Indent with plain spaces: line 8 begins with a character that only looks like one.",
    ],
    ["a colon in a value", "  - Store: Berlin: Mitte\n    Opens: x\n", quotes],
    [
      "a variable without quotes in a flow map",
      "  - { Store: ${store}, Opens: x }\n",
      'Put a value with a variable in quotes: "${name}".',
    ],
  ] as const) {
    it(mistake, () => {
      const found = first(head + rows);
      assert.deepEqual([found.code, found.hint], ["YAML_SYNTAX", hint]);
    });
  }

  it("a value that begins with a star", () => {
    assert.deepEqual(first(`${head}  - Store: Berlin\n    Opens: *67\n`), {
      code: "YAML_UNSUPPORTED",
      hint: 'Put a string that begins with * in quotes: "*67".',
      more: 0,
    });
  });

  it("a merge key, which is one problem", () => {
    const rows = "  - &a { Store: a, Opens: x }\n  - { <<: *a, Store: b }\n  - { <<: *a, Opens: b }\n";
    assert.deepEqual(
      parseTableText(head + rows).problems.map(({ code }) => code),
      ["YAML_UNSUPPORTED", "YAML_UNSUPPORTED"],
    );
  });
});

describe("a file with CR line ends", () => {
  it("is read as one with LF", () => {
    const text = `${head}  - Store: Berlin\n    Opens: "09:00"\n`;
    const parsed = parseTableText(text.replaceAll("\n", "\r"));
    assert.deepEqual(problemLines(parsed), []);
    assert.deepEqual(parsed.table, parseTableText(text).table);
  });
});

describe("many problems of one kind", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => `s${index},many,${index % 2}`).join("\n");
  const yaml =
    "name: T\ncolumns: { K: { type: TEXT, primary: true }, N: NUMBER, M: BOOLEAN }\nrowsFrom: r.csv\nvalueQuota: 100000\n";

  it("are the first places and a count", () => {
    const parsed = parseTableText(yaml, { "r.csv": `K,N,M\n${rows(20_000)}\n` });
    assert.equal(countOf(parsed.problems), 40_000);
    const lines = problemLines(parsed);
    assert.equal(lines.length, 12);
    assert.deepEqual(
      lines.filter((line) => line.includes("more of this kind")),
      ["NOT_A_NUMBER", "WRONG_TYPE"].map(
        (code, index) =>
          `r.csv:7:${index === 0 ? 4 : 9} ${code} 19995 more of this kind, in lines 7, 8, 9, 10, 11 and 19990 more.`,
      ),
    );
  });

  it("are all shown when they are six", () => {
    assert.equal(parseTableText(yaml, { "r.csv": `K,N\n${rows(6).replaceAll(/,\d$/gm, "")}\n` }).problems.length, 6);
  });
});

describe("keys and texts with characters that nobody sees", () => {
  const csv = 'Store,Opens\nBerlin,09:00\nBerlin\u00a0,09:30\n"Paris ",10:00\nPa\u200bris,10:30\n';
  const yaml = `${head.replace("rows:\n", "")}rowsFrom: r.csv\n`;

  it("are warnings that name them", () => {
    assert.deepEqual(problemLines(parseTableText(yaml, { "r.csv": csv })), [
      '~r.csv:3:1 UNSEEN_CHARACTERS the key "Berlin\\u00a0" has leading or trailing white space or invisible characters. The same applies in line 4.',
      '~r.csv:5:1 UNSEEN_CHARACTERS the key "Pa\\u200bris" has invisible or control characters in it.',
    ]);
  });

  it("are cut at the ends with csv.trim, so that a key that is there twice is found", () => {
    assert.deepEqual(problemLines(parseTableText(`${yaml}csv: { trim: true }\n`, { "r.csv": csv })), [
      "r.csv:3:1 DUPLICATE_ROW a row with this key is already in line 2.",
      '~r.csv:5:1 UNSEEN_CHARACTERS the key "Pa\\u200bris" has invisible or control characters in it.',
    ]);
  });

  it("in YAML are told unless quotes or escapes say that they are meant", () => {
    const rows = '  - { Store: " a ", Opens: "b\\u00a0" }\n  - { Store: "c\u00a0", Opens: "d\u200b" }\n';
    assert.deepEqual(problemLines(parseTableText(head + rows)), [
      '~8:14 UNSEEN_CHARACTERS the key "c\\u00a0" has leading or trailing white space or invisible characters.',
      '~8:27 UNSEEN_CHARACTERS the value "d\\u200b" has leading or trailing white space or invisible characters.',
    ]);
  });

  it("are not told of line breaks, no-break spaces inside a text, and joined emoji", () => {
    const text = 'Store,Opens\na,"one\ntwo"\nb,"8\u00a0h"\nc,👩\u200d💻\n';
    assert.deepEqual(problemLines(parseTableText(yaml, { "r.csv": text })), []);
  });

  it("are not shown where the file has sensitive columns", () => {
    const lines = problemLines(parseTableText(`${yaml}sensitive: [Opens]\n`, { "r.csv": "Store,Opens\na,hunter2 \n" }));
    assert.deepEqual(lines, [
      "~r.csv:2:3 UNSEEN_CHARACTERS a value has leading or trailing white space or invisible characters.",
    ]);
  });
});

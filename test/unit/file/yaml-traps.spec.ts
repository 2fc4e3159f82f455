import assert from "node:assert/strict";
import { parseTableText, problemLines } from "./parse-table-text";

const head = `name: T
columns:
  K: { type: TEXT, primary: true }
  Text: TEXT
  Number: NUMBER
  Flag: BOOLEAN
  Texts: TEXT_LIST
  Numbers: NUMBER_LIST
rows:
`;

/** One row with the given cells, which begin in line 10, column 15. */
function row(cells: string) {
  return parseTableText(`${head}  - { K: "1", ${cells} }\n`);
}

function cell(column: string, written: string): unknown {
  const parsed = row(`${column}: ${written}`);
  assert.deepEqual(
    problemLines(parsed).filter((line) => !line.startsWith("~")),
    [],
  );
  return parsed.table?.values.rows[0]?.[column];
}

describe("a value in a YAML file", () => {
  describe("of a TEXT column is the text that is written, whatever it looks like, and a warning says who reads it otherwise:", () => {
    for (const [written, takenFor] of [
      ["no", "a boolean"],
      ["Yes", "a boolean"],
      ["on", "a boolean"],
      ["true", "a boolean"],
      ["09:30", "a base-60 number"],
      ["1.0", "a number"],
      ["1e3", "a number"],
      ["0x10", "a number"],
      ["0o17", "a number"],
      ["1_000", "a number"],
      ["007", "a number"],
      ["12345678901234567890", "a number"],
      [".inf", "a number"],
      [".NaN", "a number"],
      ["2024-01-31", "a date"],
    ] as const) {
      it(`${written} is ${takenFor} elsewhere`, () => {
        assert.equal(cell("Text", written), written);
        const [warning, ...more] = problemLines(row(`Text: ${written}`));
        assert.equal(more.length, 0);
        assert.ok(warning?.startsWith(`~10:21 YAML_AMBIGUOUS unquoted ${written} is ${takenFor} to`), warning);
      });
    }

    it("quotes, and texts that only look like texts, need no warning", () => {
      for (const written of ['"no"', "'09:30'", '"1.0"', "none", "v1.0", "10 o'clock", '""', '" a "', '"\\u00fc"']) {
        assert.deepEqual(problemLines(row(`Text: ${written}`)), [], written);
      }
      assert.equal(cell("Text", '""'), "");
      assert.equal(cell("Text", '" a "'), " a ");
    });

    it("a column says it once, with the number of its cells", () => {
      const rows = ["01:00", "02:00", "03:00"].map((text, index) => `  - { K: "${index}", Text: ${text} }\n`);
      const lines = problemLines(parseTableText(head + rows.join("")));
      assert.deepEqual(lines, [
        "~10:21 YAML_AMBIGUOUS unquoted 01:00 is a base-60 number to many YAML tools; here it is read exactly as written. The same applies to 2 more in this column.",
      ]);
    });
  });

  it("null releases the cell; where a text may have been meant, a warning says so", () => {
    for (const written of ["null", "~", "Null", "NULL"]) {
      assert.equal(cell("Text", written), null);
      assert.deepEqual(problemLines(row(`Number: ${written}`)), []);
      if (written === "null") assert.deepEqual(problemLines(row("Text: null")), []);
      else
        assert.match(
          problemLines(row(`Text: ${written}`))[0] ?? "",
          /^~10:21 YAML_AMBIGUOUS .* here it releases the cell/,
        );
    }
    assert.equal(cell("Text", '"null"'), "null");
  });

  it("that is not there is neither an empty text nor null", () => {
    for (const written of ["", "!!str"]) {
      const lines = problemLines(row(`Text: ${written}`));
      if (written === "") assert.deepEqual(lines, ["10:15 EMPTY_ENTRY the column has no value."]);
      else assert.deepEqual(lines, []);
    }
  });

  it("of a NUMBER column keeps every digit", () => {
    assert.equal(cell("Number", "12"), 12);
    assert.equal(cell("Number", "12345678901234567890"), "12345678901234567890");
    assert.equal(cell("Number", "0.1000000000000000055511151231257827"), "0.1000000000000000055511151231257827");
    assert.equal(cell("Number", '"12.50"'), 12.5);
    assert.equal(cell("Number", "1e3"), 1000);
    assert.deepEqual(cell("Numbers", "[1, 2.5]"), [1, 2.5]);
    assert.deepEqual(cell("Numbers", "[1, 12345678901234567890]"), ["1", "12345678901234567890"]);
  });

  it("of a NUMBER column that other tools read in base 8 is decimal, with a warning", () => {
    assert.equal(cell("Number", "010"), 10);
    assert.match(problemLines(row("Number: 010"))[0] ?? "", /^~10:23 YAML_AMBIGUOUS unquoted 010 is an octal number/);
  });

  it("of a NUMBER column that is not a decimal number is refused", () => {
    for (const written of ["09:30", "0x10", "1_000", ".inf", ".nan", '"1,5"', "no", "2024-01-31"]) {
      assert.match(problemLines(row(`Number: ${written}`))[0] ?? "", /^10:23 NOT_A_NUMBER /, written);
    }
  });

  it("of a BOOLEAN column is true or false, and neither yes nor a text", () => {
    assert.equal(cell("Flag", "True"), true);
    assert.equal(cell("Flag", "false"), false);
    for (const written of ["yes", "on", "1", '"true"']) {
      assert.match(problemLines(row(`Flag: ${written}`))[0] ?? "", /^10:21 WRONG_TYPE /, written);
    }
  });

  it("of a list column is a list of plain values", () => {
    assert.deepEqual(cell("Texts", '[VOICE, "no", "1"]'), ["VOICE", "no", "1"]);
    assert.deepEqual(cell("Texts", "[]"), []);
    assert.match(problemLines(row("Texts: VOICE"))[0] ?? "", /WRONG_TYPE/);
    assert.match(problemLines(row("Texts: [a, [b]]"))[0] ?? "", /^10:26 INVALID_VALUE a list contains a list/);
    assert.match(problemLines(row("Texts: [a, ~]"))[0] ?? "", /^10:26 INVALID_VALUE a list contains nothing/);
    assert.match(problemLines(row("Numbers: [1, x]"))[0] ?? "", /NOT_A_NUMBER/);
  });

  it("of a list column shows where another tool reads an item otherwise", () => {
    assert.match(problemLines(row("Texts: [a, no]"))[0] ?? "", /^~10:26 YAML_AMBIGUOUS/);
  });

  it("is an expression only when it says so", () => {
    assert.deepEqual(cell("Text", '{ expression: "=HOOP(a)" }'), { expression: "=HOOP(a)" });
    assert.match(problemLines(row("Text: =HOOP(a)"))[0] ?? "", /^10:21 LITERAL_EXPRESSION/);
    assert.match(problemLines(row("Text: { expression: HOOP }"))[0] ?? "", /^10:21 INVALID_EXPRESSION/);
    assert.match(problemLines(row('Texts: { expression: "=1" }'))[0] ?? "", /^10:22 INVALID_EXPRESSION/);
    for (const written of ["{ a: 1 }", '{ expression: "=1", b: 2 }', "{ expression: [a] }", "{}"]) {
      assert.match(
        problemLines(row(`Text: ${written}`))[0] ?? "",
        /^10:21 INVALID_VALUE a mapping is not a valid/,
        written,
      );
    }
  });

  it("may be a block of several lines", () => {
    const { table } = parseTableText(
      `${head}  - K: "1"\n    Text: |\n      one\n      two\n    Number: >-\n      12\n`,
    );
    assert.deepEqual(table?.values.rows, [{ K: "1", Text: "one\ntwo\n", Number: 12 }]);
  });

  it("may stand elsewhere in the file, by an alias", () => {
    const { table } = parseTableText(`${head}  - { K: "1", Texts: &all [a, b] }\n  - { K: "2", Texts: *all }\n`);
    assert.deepEqual(table?.values.rows[1], { K: "2", Texts: ["a", "b"] });
  });
});

describe("a YAML file", () => {
  const lines = (text: string) => problemLines(parseTableText(text));

  it("names nothing twice in one place", () => {
    assert.deepEqual(lines("name: T\ncolumns: { A: TEXT, A: NUMBER }\nname: U\n"), [
      '2:21 DUPLICATE_ENTRY "A" appears here twice.',
      '3:1 DUPLICATE_ENTRY "name" appears here twice.',
    ]);
  });

  it("takes no merge key, no tag, no list as a name and no second document", () => {
    assert.deepEqual(lines("name: T\ncolumns: { A: TEXT }\n<<: { adopt: true }\n"), [
      "3:1 YAML_UNSUPPORTED merge keys (<<) are not supported in a table file.",
    ]);
    assert.match(lines("name: !!binary T\ncolumns: { A: TEXT }\n")[0] ?? "", /^1:7 YAML_UNSUPPORTED YAML tags/);
    assert.match(
      lines("name: T\ncolumns: { [A]: TEXT }\n")[0] ?? "",
      /^2:12 YAML_UNSUPPORTED this is a list or a mapping/,
    );
    assert.match(
      lines("name: T\ncolumns: { A: TEXT }\n---\nname: U\n")[0] ?? "",
      /^3:1 YAML_UNSUPPORTED .* more than one/,
    );
  });

  it("with tabs, open quotes or a colon too many says where, and keeps the findings above it", () => {
    assert.deepEqual(lines("name: T\nowner: me\ncolumns:\n\tA: TEXT\n"), [
      '2:1 UNKNOWN_SETTING there is no setting "owner" here.',
      "4:1 YAML_SYNTAX this is not valid YAML: tabs are not allowed as indentation.",
    ]);
    assert.match(lines('name: "T\ncolumns: { A: TEXT }\n').at(-1) ?? "", /YAML_SYNTAX/);
    assert.match(lines("name: a: b\ncolumns: { A: TEXT }\n")[0] ?? "", /^1:7 YAML_SYNTAX/);
  });

  it("that is empty, a text or a list says what it should be", () => {
    assert.deepEqual(lines(""), ["1:1 MISSING_SETTING the file is empty."]);
    assert.deepEqual(lines("# nothing yet\n"), ["1:1 MISSING_SETTING the file is empty."]);
    assert.match(lines("hello")[0] ?? "", /^1:1 INVALID_SETTING the file is "hello"/);
    assert.match(lines("- a\n")[0] ?? "", /^1:1 INVALID_SETTING the file is a list/);
  });

  it("whose aliases multiply is refused before anything is built of it", () => {
    const level = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(of).join(", ")}]\n`;
    const names = [..."abcdefghij"];
    const bomb = names.map((name, index) => level(name, index === 0 ? "x" : `*${names[index - 1]}`)).join("");
    assert.deepEqual(lines(bomb), ["1:1 YAML_UNSUPPORTED the aliases of the file expand to more than 100000 values."]);
    assert.match(lines("a: &a [*a]\n")[0] ?? "", /^1:8 YAML_UNSUPPORTED the alias \*a is inside its own anchor/);
    assert.match(
      lines("a: *a\n")[0] ?? "",
      /^1:4 YAML_UNSUPPORTED a value that begins with \* is an alias, but there is no anchor &a/,
    );
  });

  it("nested a hundred thousand deep is refused, not a crash", () => {
    for (const opening of ["[", "{a: ", "- ", "? "]) {
      assert.match(lines(opening.repeat(100_000))[0] ?? "", /YAML_UNSUPPORTED .* more than 50 levels deep/);
    }
  });

  it("cannot reach a prototype by a name", () => {
    assert.match(lines("name: T\ncolumns: { __proto__: TEXT }\n")[0] ?? "", /^2:12 INVALID_NAME/);
    const { problems } = parseTableText(`${head}  - { K: a, __proto__: { polluted: x }, constructor: 1 }\n`);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["UNKNOWN_COLUMN", "UNKNOWN_COLUMN"],
    );
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });
});

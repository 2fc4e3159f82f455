import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { parse } from "yaml";
import { publishedSchemas } from "../../../src/cli/files/published-schemas";
import { tableFileSchema } from "../../../src/file/format/json-schema";
import { parseTableText, problemLines } from "./parse-table-text";

const validate = new Ajv({ allowUnionTypes: true }).compile(tableFileSchema());

/** Whether an editor finds nothing wrong with a text. */
function editorAccepts(text: string): boolean {
  return validate(parse(text, { logLevel: "silent" }));
}

const head = "name: T\ncolumns: { K: { type: TEXT, primary: true }, A: TEXT, N: NUMBER }\n";

describe("the JSON Schema of a table file", () => {
  it("is in the package as the code describes it (`npm run schema`)", () => {
    for (const [name, schema] of Object.entries(publishedSchemas)) {
      const path = `${__dirname}/../../../schema/${name}`;
      assert.deepEqual(JSON.parse(readFileSync(path, "utf8")), JSON.parse(JSON.stringify(schema)), name);
    }
  });

  it("accepts what the loader accepts without a word", () => {
    for (const text of [
      "name: T\ncolumns: { A: TEXT }\n",
      `${head}rows: [{ K: a, A: "x", N: 1 }, { K: 1.5e3x, N: "12345678901234567890" }]\n`,
      `${head}rows:\n  - { K: a, A: { expression: "=NOW()" }, N: null }\ndefaults: { A: "" }\n`,
      `${head}guard: false\nmoved: [{ from: { K: 1 }, to: { K: b } }]\nignore: { rows: ["x*"] }\n`,
      `${head}guard: { maxUpdatePercent: 12.5 }\nownership: exclusive\nkeyOnlyRows: warning\n`,
      `${head}csv: { separator: "\\t", emptyCells: text, listSeparator: "|" }\n`,
      "name: T\ncolumns: { A: { type: NUMBER, validation: { enum: { values: [1, 2] }, multipleOf: 0.5 } }, B: ~ }\n",
      "name: Öffnungs zeiten_1.2:3=4@5'6|7\ncolumns: {}\n",
    ]) {
      assert.deepEqual(problemLines(parseTableText(text)), [], text);
      assert.ok(editorAccepts(text), `${text}\n${JSON.stringify(validate.errors)}`);
    }
  });

  describe("refuses what the loader refuses:", () => {
    for (const [title, text] of Object.entries({
      "a setting that does not exist": `${head}row: []\n`,
      "a missing name": "columns: { A: TEXT }\n",
      "a type that does not exist": "name: T\ncolumns: { A: STRING }\n",
      "a name with a character that is not allowed": "name: a/b\ncolumns: { A: TEXT }\n",
      "a name that begins with aws:": "name: AWS:x\ncolumns: { A: TEXT }\n",
      "a column name that is too long": `name: T\ncolumns: { ${"x".repeat(128)}: TEXT }\n`,
      "a rule beyond the service's limits":
        "name: T\ncolumns: { A: { type: TEXT, validation: { maxLength: 1001 } } }\n",
      "a word that makes no sense": `${head}ownership: mine\n`,
      "a plain text that begins with =": `${head}rows: [{ K: a, A: =NOW() }]\n`,
      "a text that is too long": `${head}rows: [{ K: a, A: ${"x".repeat(5001)} }]\n`,
      "a list that is too long": `${head}rows: [{ K: a, A: [${"x,".repeat(101)}] }]\n`,
      "a mapping that is no expression": `${head}rows: [{ K: a, A: { formula: "=1" } }]\n`,
      "a row that is a list": `${head}rows: [[a]]\n`,
      "more tags than the service allows": `${head}tags: { ${Array.from({ length: 51 }, (_, i) => `t${i}: x`).join(", ")} }\n`,
      "an absolute path": `${head}rowsFrom: /tmp/rows.csv\n`,
    })) {
      it(title, () => {
        assert.equal(editorAccepts(text), false);
        assert.ok(parseTableText(text).problems.some(({ severity }) => severity === "error"));
      });
    }
  });

  /** What an editor cannot know, each with the reason. */
  const onlyTheLoader: Record<string, readonly [reason: string, text: string]> = {
    "a value of the wrong type": ["a schema cannot look up the column's type", `${head}rows: [{ K: a, N: many }]\n`],
    "a value that breaks a rule": [
      "a schema cannot look up the column's rules",
      "name: T\ncolumns: { K: { type: TEXT, primary: true }, A: { type: TEXT, validation: { maxLength: 1 } } }\nrows: [{ K: a, A: xy }]\n",
    ],
    "a column that is not declared": ["column names are the user's own", `${head}rows: [{ K: a, B: x }]\n`],
    "a missing key": ["key columns are the user's own", `${head}rows: [{ A: x }]\n`],
    "a row with keys only": ["key columns are the user's own", `${head}rows: [{ K: a }]\n`],
    "two rows with one key": ["a schema compares whole rows only", `${head}rows: [{ K: a, A: x }, { K: a, A: y }]\n`],
    "a key in the default record": ["key columns are the user's own", `${head}defaults: { K: a }\n`],
    "a key that is a list": ["key columns are the user's own", `${head}rows: [{ K: [a], A: x }]\n`],
    "contradicting rules": [
      "a schema cannot compare two numbers",
      "name: T\ncolumns: { A: { type: TEXT, validation: { minLength: 2, maxLength: 1 } } }\n",
    ],
    "a rule of another type": [
      "would need a form of each rule for each type, and says nothing helpful in an editor",
      "name: T\ncolumns: { A: { type: TEXT, validation: { minimum: 1 } } }\n",
    ],
    "too many columns": [
      "the loader has a better message than a bare count",
      `name: T\ncolumns: { ${Array.from({ length: 101 }, (_, i) => `C${i}: TEXT`).join(", ")} }\n`,
    ],
    "too many key columns": [
      "a schema cannot count entries with a property",
      `name: T\ncolumns: { ${Array.from({ length: 6 }, (_, i) => `C${i}: { type: TEXT, primary: true }`).join(", ")} }\n`,
    ],
    "two columns whose names differ in case": ["a schema cannot fold case", "name: T\ncolumns: { A: TEXT, a: TEXT }\n"],
    "a rename from a column that is declared": [
      "a schema cannot look up names",
      "name: T\ncolumns: { A: TEXT, B: { type: TEXT, renamedFrom: A } }\n",
    ],
    "a time zone that does not exist": ["the list of zones changes with the year", `${head}timeZone: Europe/Berln\n`],
    "a sensitive column that does not exist": ["a schema cannot look up names", `${head}sensitive: [B]\n`],
    "a declared cell that is ignored": [
      "a schema cannot match globs against rows",
      `${head}ignore: { columns: [A] }\nrows: [{ K: a, A: x }]\n`,
    ],
    "a move in a circle": [
      "a schema cannot follow references",
      `${head}moved: [{ from: { K: a }, to: { K: b } }, { from: { K: b }, to: { K: a } }]\n`,
    ],
    "nothing behind a column": ["an editor reads nothing as null, which releases", `${head}rows: [{ K: a, A: }]\n`],
  };

  describe("accepts, and the loader refuses:", () => {
    for (const [title, [reason, text]] of Object.entries(onlyTheLoader)) {
      it(`${title} (${reason})`, () => {
        assert.ok(editorAccepts(text), JSON.stringify(validate.errors));
        assert.ok(parseTableText(text).problems.some(({ severity }) => severity === "error"));
      });
    }
  });

  it("and the loader at least warns where an editor sees another type than a text", () => {
    const text = `name: 2024\ncolumns: { A: TEXT }\n`;
    assert.equal(editorAccepts(text), false);
    assert.match(problemLines(parseTableText(text))[0] ?? "", /^~1:7 YAML_AMBIGUOUS/);
  });
});

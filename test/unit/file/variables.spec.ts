import assert from "node:assert/strict";
import fc from "fast-check";
import { escapeText, fillCell, fillText, variablesIn } from "../../../src/core/cells/template";
import { parseTableFile } from "../../../src/file/read/parse-table-file";
import { parseVariables } from "../../../src/file/read/parse-variables";
import type { VariableInputs } from "../../../src/file/read/variables";
import { useVariables } from "../../../src/file/write/use-variables";
import { writeYaml } from "../../../src/file/write/yaml";
import { problemLines } from "./parse-table-text";

const head = `name: T
variables:
  queue: { description: The queue }
  seats: {}
columns:
  K: { type: TEXT, primary: true }
  Text: TEXT
  Size: NUMBER
  Open: BOOLEAN
  List: TEXT_LIST
`;

const values = { queue: "arn:q", seats: "12" };
const parse = (text: string, inputs?: VariableInputs, csv = "") =>
  parseTableFile(text, "table.yaml", (path) => ({ file: path, text: csv }), inputs);
const rows = `rows:
  - { K: "k \${queue}", Text: "a \${queue} $\${b}", Size: "\${seats}", List: ["x", "\${queue}"] }
  - { K: b, Text: { expression: '=A("\${queue}")' } }
`;

describe("variables of a table file", () => {
  it("are replaced in values, list items, expressions and keys, and the result has its column's type", () => {
    const parsed = parse(head + rows, { values });
    assert.deepEqual(problemLines(parsed), []);
    assert.deepEqual(parsed.table?.values.rows, [
      { K: "k arn:q", Text: "a arn:q ${b}", Size: 12, List: ["x", "arn:q"] },
      { K: "b", Text: { expression: '=A("arn:q")' } },
    ]);
    assert.equal(parsed.table?.open, undefined);
  });

  it("are replaced in CSV, whose cells need no escaping beyond CSV's own", () => {
    const csv = 'K,Text,Size,List\n${queue},"a ""${queue}""",${seats},"[""${queue}""]"\n';
    assert.deepEqual(parse(`${head}rowsFrom: r.csv\n`, { values }, csv).table?.values.rows, [
      { K: "arn:q", Text: 'a "arn:q"', Size: 12, List: ["arn:q"] },
    ]);
  });

  it("without values stay templates, and every other text is escaped as one", () => {
    const parsed = parse(head + rows, { values: { queue: "arn:q" }, open: ["seats"] });
    assert.deepEqual(parsed.table?.open, ["seats"]);
    const [first] = parsed.table?.values.rows ?? [];
    assert.deepEqual(first, { K: "k arn:q", Text: "a arn:q $${b}", Size: "${seats}", List: ["x", "arn:q"] });
    assert.equal(fillCell(first?.Size ?? "", "NUMBER", new Map([["seats", "12"]])), 12);
  });

  it("that are missing, unknown or unused are named at their place", () => {
    assert.deepEqual(problemLines(parse(head + rows, { values: { queues: "x" } })), [
      '3:3 MISSING_VARIABLE the variable "queue" has no value.',
      '4:3 MISSING_VARIABLE the variable "seats" has no value.',
    ]);
    assert.equal(parse(head + rows, { values: { queues: "x" } }).problems[0]?.hint?.includes('"queues"'), true);
    assert.deepEqual(problemLines(parse(head + rows.replace("${queue} $", "${queu} $"), { values })), [
      '12:30 UNKNOWN_VARIABLE there is no variable "queu".',
    ]);
    assert.deepEqual(problemLines(parse(head + rows.replace('"${seats}"', "5"), { values })), [
      '4:3 UNUSED_VARIABLE nothing uses the variable "seats".',
    ]);
    assert.match(
      problemLines(parse(head + rows.replace("$${b}", "${"), { values }))[0] ?? "",
      /UNKNOWN_VARIABLE `\$\{` begins a variable/,
    );
  });

  it("are plain text where the file declares none", () => {
    const plain = 'name: T\ncolumns: { A: TEXT }\ndefaults: { A: "${x} $${y}" }\n';
    assert.deepEqual(parse(plain, { values }).table?.values.defaults, { A: "${x} $${y}" });
  });

  it("with a value that begins with = do not turn into code", () => {
    assert.match(
      problemLines(
        parse(head + rows.replace('Text: "a ${queue} $${b}"', 'Text: "${queue}"'), {
          values: { queue: "=NOW()", seats: "1" },
        }),
      )[0] ?? "",
      /LITERAL_EXPRESSION/,
    );
  });

  it("escape and fill are inverse for every text", () => {
    const text = fc.array(fc.constantFrom("$", "{", "}", "a", "${a}", "$${")).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (one) => {
        assert.deepEqual(variablesIn(escapeText(one)), []);
        assert.equal(fillText(escapeText(one), new Map([["a", "x"]])), one);
      }),
    );
  });

  it("are put into an export in the place of their values: whole ones, items and keys, and long ones inside texts; reading it gives the same table", () => {
    const known = { queue: "arn:aws:connect:1:queue/q", longer: "arn:aws:connect:1:queue/q/2", five: "5" };
    const source = { ...parse(head + rows, { values }).table } as NonNullable<ReturnType<typeof parse>["table"]>;
    const table = {
      ...source,
      values: {
        ...source.values,
        rows: [
          {
            K: known.queue,
            Text: `x ${known.longer} ${known.queue} $${known.queue} 5`,
            Size: 5,
            List: ["5", "55", known.queue],
          },
        ],
      },
    };
    const written = useVariables(table, known);
    assert.deepEqual(written.values.rows, [
      {
        K: "${queue}",
        Text: `x \${longer} \${queue} $${known.queue} 5`,
        Size: "${five}",
        List: ["${five}", "55", "${queue}"],
      },
    ]);
    const back = parse(writeYaml(written), { values: known });
    assert.deepEqual(problemLines(back), []);
    assert.deepEqual(back.table?.values.rows, table.values.rows);
  });
});

describe("a file with values of variables", () => {
  it("may be the configuration of a stack, whose encrypted values are no values here", () => {
    const stack =
      "encryptionsalt: v1\nconfig:\n  p:instanceId: x\n  p:variables: { a: 007, pin: { secure: v1:abc }, b: x }\n";
    assert.deepEqual(parseVariables(stack, "Pulumi.dev.yaml"), { values: { a: "007", b: "x" }, problems: [] });
    assert.deepEqual(parseVariables("config: { p:region: x }\n", "Pulumi.dev.yaml"), { values: {}, problems: [] });
    const wrong = parseVariables("config:\n  p:variables:\n    a: [hunter2]\n", "Pulumi.dev.yaml");
    assert.deepEqual(
      wrong.problems.map(({ code, position }) => [code, position?.line]),
      [["INVALID_SETTING", 3]],
    );
  });

  it("is a mapping of names and texts; no value is ever shown", () => {
    assert.deepEqual(parseVariables('a: 007\nb: "x"\n', "v.yaml").values, { a: "007", b: "x" });
    const { problems } = parseVariables("a: [hunter2]\nhunter 2: x\nc:\n", "v.yaml");
    assert.deepEqual(
      problems.map(({ code, position }) => [code, position?.line]),
      [
        ["INVALID_SETTING", 1],
        ["INVALID_SETTING", 2],
        ["INVALID_SETTING", 3],
      ],
    );
    assert.doesNotMatch(JSON.stringify(problems), /hunter/);
  });
});

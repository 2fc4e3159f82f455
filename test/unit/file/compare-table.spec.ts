import assert from "node:assert/strict";
import type { Attribute, LiveCell, ValueType } from "../../../src/core/model";
import { rowKey } from "../../../src/core/cells/row-key";
import type { ObservedTable } from "../../../src/core/schema/declaration";
import { compareTable } from "../../../src/file/compare/table";
import { reportSteps } from "../../../src/report/from-steps";
import { exportTable } from "../../../src/file/write/export-table";
import { writeYaml } from "../../../src/file/write/yaml";
import { parseTableText, problemLines } from "./parse-table-text";

const column = (name: string, valueType: ValueType, rest: Partial<Attribute> = {}): Attribute => ({
  name,
  valueType,
  primary: false,
  ...rest,
});

const observed: ObservedTable = {
  dataTableId: "t-1",
  arn: "arn",
  name: "StoreHours",
  description: "Hours",
  timeZone: "UTC",
  lockLevel: "VALUE",
  tags: { team: "cc", "connect-data-tables:owner": "p/s/n", "aws:x": "y" },
  lockVersion: {},
  attributes: [
    column("Store", "TEXT", { primary: true, validation: { ignoreCase: true } }),
    column("Opens", "TEXT", { validation: { maxLength: 5 } }),
    column("Seats", "NUMBER"),
    column("Note", "TEXT"),
  ],
};

const cell = (store: string | undefined, attribute: string, value: string): LiveCell => {
  const primaryValues: Record<string, string> = store === undefined ? {} : { Store: store };
  const valueType = observed.attributes.find(({ name }) => name === attribute)?.valueType ?? "TEXT";
  return { rowKey: rowKey(primaryValues), attribute, primaryValues, valueType, value, lockVersion: {} };
};

const live = [
  cell(undefined, "Opens", "08:00"),
  cell("Berlin", "Opens", "09:00"),
  cell("Berlin", "Seats", "12.0"),
  cell("Rome", "Opens", "10:00"),
  cell("Rome", "Note", "keep"),
];

const head = `name: StoreHours
description: Hours
columns:
  Store: { type: TEXT, primary: true, validation: { ignoreCase: true } }
  Opens: { type: TEXT, validation: { maxLength: 5 } }
  Seats: NUMBER
  Note: TEXT
`;

function changes(text: string): string[] {
  const parsed = parseTableText(text);
  assert.ok(parsed.table, problemLines(parsed).join("\n"));
  const { plan, schema } = compareTable(parsed.table, observed, live);
  assert.deepEqual([plan.conflicts, plan.drift], [[], []]);
  return [
    ...reportSteps(schema.steps, observed).map(
      ({ kind, path, before, after }) => `${kind} ${path} ${JSON.stringify([before, after])}`,
    ),
    ...plan.moves.map(({ from, to }) => `move ${from} ${to}`),
    ...plan.changes.map(
      ({ kind, rowKey: row, attribute, before, after }) => `${kind} ${row}/${attribute} ${before ?? ""}>${after ?? ""}`,
    ),
  ];
}

describe("a file compared with the live table", () => {
  it("has no difference in an `initial` column but where there is no value", () => {
    const rows = "rows:\n  - { Store: Berlin, Opens: 09:00, Seats: 99 }\n  - { Store: Oslo, Seats: 5 }\n";
    assert.deepEqual(changes(`${head}initial: [Seats]\ndefaults: { Opens: 08:00 }\n${rows}`), ["create Oslo/Seats >5"]);
    const parsed = parseTableText(`${head}initial: [Seats]\n${rows}`);
    assert.ok(parsed.table);
    assert.deepEqual(parsed.table.values.initial, ["Seats"]);
    const { plan } = compareTable(parsed.table, observed, live);
    assert.deepEqual(
      plan.kept.map(({ rowKey: row, by }) => [row, by]),
      [["Berlin", "initial"]],
    );
    assert.match(writeYaml(parsed.table), /^initial: \[Seats\]$/m);
  });

  it("refuses key columns, unknown and ignored columns in `initial`", () => {
    const text = `${head}initial: [Store, Saets, Note]\nignore: { columns: [No*] }\n`;
    assert.deepEqual(
      problemLines(parseTableText(text)).map((line) => line.replace(/^\d+:\d+ /, "")),
      [
        'INVALID_SETTING the key column "Store" cannot be initial: a key always has a value.',
        'UNKNOWN_COLUMN "Saets" is not a column of the table.',
        'INVALID_SETTING "Note" is `initial`, but `ignore` matches it, so it is never written.',
      ],
    );
  });

  it("by meaning: a number is a number, a key folds case where its column says so", () => {
    assert.deepEqual(changes(`${head}rows:\n  - { Store: BERLIN, Opens: "09:00", Seats: 12 }\n`), []);
  });

  it("shows what would be created and updated, and leaves alone what it does not name", () => {
    assert.deepEqual(
      changes(`${head}defaults: { Opens: "07:00" }\nrows:\n  - { Store: Berlin, Opens: "09:30", Note: "" }\n`),
      ["update \\default/Opens 08:00>07:00", "create Berlin/Note >", "update Berlin/Opens 09:00>09:30"],
    );
  });

  it("in exclusive mode also what nobody declares, except what is ignored or released", () => {
    const file = `${head}ownership: exclusive\nignore: { columns: [Note] }\nrows:\n  - { Store: Berlin, Opens: null }\n`;
    assert.deepEqual(changes(file), [
      "delete \\default/Opens 08:00>",
      "delete Berlin/Seats 12.0>",
      "delete Rome/Opens 10:00>",
    ]);
  });

  it("takes a moved row for one that keeps its values", () => {
    const file = `${head}moved: [{ from: { Store: Rome }, to: { Store: Roma } }]\nrows:\n  - { Store: Roma, Opens: "10:00", Seats: 1 }\n`;
    assert.deepEqual(changes(file), ["move Rome Roma", "create Roma/Seats >1"]);
  });

  it("takes a renamed column for one that keeps its values", () => {
    const file = `${head.replace("Seats: NUMBER", "Places: { type: NUMBER, renamedFrom: Seats }")}rows:\n  - { Store: Berlin, Places: 12 }\n`;
    assert.deepEqual(changes(file), ['update attributes.Places.name ["Seats","Places"]']);
  });

  it("shows what differs in the table itself, and leaves other columns, tags and the lock level alone", () => {
    const file = `name: Hours
timeZone: Europe/Berlin
tags: { team: ops, cost: "7" }
columns:
  Store: { type: TEXT, primary: true }
  Opens: { type: TEXT, validation: { maxLength: 5, minLength: 0 } }
  Phone: { type: TEXT, description: Number }
allowAttributeRemoval: [note]
`;
    assert.deepEqual(changes(file), [
      'delete description ["Hours",null]',
      'update name ["StoreHours","Hours"]',
      'update timeZone ["UTC","Europe/Berlin"]',
      'create tags.cost [null,"7"]',
      'update tags.team ["cc","ops"]',
      'delete attributes.Store.validation [{"ignoreCase":true},null]',
      'create attributes.Phone [null,{"type":"TEXT","description":"Number"}]',
      'delete attributes.Note [{"type":"TEXT"},null]',
    ]);
  });

  it("survives live values that do not fit their column", () => {
    const parsed = parseTableText(
      `${head.replace("Note: TEXT", "Note: TEXT_LIST")}rows:\n  - { Store: Rome, Note: [hello] }\n`,
    );
    assert.ok(parsed.table);
    const lists = {
      ...observed,
      attributes: observed.attributes.map((one) =>
        one.name === "Note" ? { ...one, valueType: "NUMBER_LIST" as const } : one,
      ),
    };
    const { plan } = compareTable(parsed.table, lists, [
      cell("Rome", "Note", '["hello", "there"]'),
      cell("Rome", "Seats", "hello"),
    ]);
    assert.deepEqual(
      plan.changes.map(({ kind, after }) => [kind, after]),
      [["update", '["hello"]']],
    );
  });
});

describe("an export", () => {
  it("is a file that people read: settings, columns, the default record, rows in order", () => {
    const { file, problems } = exportTable(observed, [...live].reverse(), "i-1");
    assert.deepEqual(problems, []);
    assert.equal(
      writeYaml(file, { comments: ["exported"] }),
      `# exported
name: StoreHours
description: Hours
timeZone: UTC
lockLevel: VALUE
tags:
  team: cc
adopt: true
columns:
  Store: { type: TEXT, primary: true, validation: { ignoreCase: true } }
  Opens: { type: TEXT, validation: { maxLength: 5 } }
  Seats: NUMBER
  Note: TEXT
defaults:
  Opens: "08:00"
rows:
  - { Store: Berlin, Opens: "09:00", Seats: 12 }
  - { Store: Rome, Opens: "10:00", Note: keep }
`,
    );
  });

  it("writes texts of several lines as blocks, and long rows on several lines", () => {
    const note = "first line\n\nthird line\n";
    const { file } = exportTable(
      observed,
      [cell("Berlin", "Note", note), cell("Rome", "Note", "x".repeat(200))],
      "i-1",
    );
    const text = writeYaml(file);
    assert.match(
      text,
      / {2}- Store: Berlin\n {4}Note: \|\n {6}first line\n\n {6}third line\n {2}- Store: Rome\n {4}Note: x{200}\n/,
    );
    assert.equal(parseTableText(text).table?.values.rows[0]?.Note, note);
  });

  it("writes a key of several lines in quotes, so that reading it warns of nothing", () => {
    const key = "Berlin\u00a0Mitte\nÄgypten";
    const { file } = exportTable(observed, [cell(key, "Note", "a\nb")], "i-1");
    const text = writeYaml(file);
    assert.match(text, / {2}- Store: "Berlin\\u00a0Mitte\\nÄgypten"\n {4}Note: \|-\n {6}a\n {6}b\n/);
    const parsed = parseTableText(text);
    assert.deepEqual([parsed.problems, parsed.table?.values.rows[0]?.Store], [[], key]);
  });

  it("leaves out what no file can declare, and says so", () => {
    const odd: ObservedTable = {
      ...observed,
      attributes: [
        ...observed.attributes,
        column("Both", "NUMBER", { validation: { minimum: 1, exclusiveMinimum: 1 } }),
        column("__proto__", "TEXT"),
      ],
    };
    const cells = [
      cell("Berlin", "Opens", "09:00:00"),
      cell("Berlin", "Seats", "many"),
      cell("Berlin", "Note", "="),
      cell("Rome", "Note", "x"),
    ];
    const { file, problems } = exportTable(odd, cells, "i-1");
    assert.deepEqual(
      problems.map(({ code, severity, row, column: name }) => [code, severity, row, name]),
      [
        ["INVALID_NAME", "warning", undefined, "__proto__"],
        ["CONTRADICTING_RULES", "warning", undefined, "Both"],
        ["INVALID_EXPRESSION", "warning", "Berlin", "Note"],
        ["TEXT_TOO_LONG", "warning", "Berlin", "Opens"],
        ["NOT_A_NUMBER", "warning", "Berlin", "Seats"],
      ],
    );
    assert.deepEqual(file.values.rows, [{ Store: "Rome", Note: "x" }]);
    const parsed = parseTableText(writeYaml(file));
    assert.deepEqual(parsed.problems, []);
    assert.ok(parsed.table);
    assert.deepEqual(compareTable(parsed.table, odd, cells).plan.changes, []);
  });
});

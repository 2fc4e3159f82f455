import assert from "node:assert/strict";
import { validateTable } from "../../../../src/core/schema/validate/table";

const good = {
  name: "StoreHours",
  timeZone: "Europe/Berlin",
  lockLevel: "VALUE",
  description: "Opening hours",
  tags: { team: "cc" },
  attributes: {
    Store: { type: "TEXT", primary: true, validation: { ignoreCase: true, maxLength: 50 } },
    Opens: { type: "TEXT", validation: { maxLength: 5 } },
    Seats: { type: "NUMBER", validation: { minimum: 0, maximum: 500, multipleOf: 1 }, renamedFrom: "Places" },
    Channels: {
      type: "TEXT_LIST",
      validation: { minValues: 1, maxValues: 3, enum: { strict: true, values: ["VOICE", "CHAT"] } },
    },
  },
};

/** Each problem on one line: code, path, what is wrong. */
function problems(change: Record<string, unknown>, isUnknown?: (value: unknown) => boolean): string[] {
  return validateTable({ ...good, ...change }, isUnknown).map(
    ({ code, path, message }) => `${code} ${path.join("/")}: ${message}`,
  );
}

const column = (settings: unknown) => problems({ attributes: { C: settings } });

describe("validateTable", () => {
  it("finds nothing wrong with a table that the service takes", () => {
    assert.deepEqual(problems({}), []);
    assert.deepEqual(problems({ attributes: {} }), []);
    assert.deepEqual(problems({ lockLevel: undefined, tags: undefined, description: "" }), []);
  });

  it("reports everything at once, each with where it stands", () => {
    const found = problems({
      name: " aws:x#",
      timeZone: "Berlin",
      lockLevel: "ROW",
      tags: { "aws:x": 1 },
      attributes: { Store: { type: "STRING", primary: 1, colour: "red" }, store: { type: "TEXT" } },
      adopt: "yes",
    });
    assert.deepEqual(found, [
      'INVALID_NAME name: name is " aws:x#".',
      'INVALID_SETTING lockLevel: lockLevel is "ROW".',
      'INVALID_TAG tags/aws:x: the name "aws:x" is not allowed here.',
      'INVALID_SETTING attributes/Store/type: attributes.Store.type is "STRING".',
      "INVALID_SETTING attributes/Store/primary: attributes.Store.primary is 1.",
      'UNKNOWN_SETTING attributes/Store/colour: attributes.Store has no property "colour".',
      'INVALID_SETTING adopt: adopt is "yes".',
      'INVALID_SETTING timeZone: the time zone is "Berlin".',
      'DUPLICATE_COLUMN attributes/store: the columns "Store" and "store" have the same name: the service ignores case and surrounding spaces.',
    ]);
  });

  it("holds names to 127 characters of the allowed kinds, counting a character outside the basic plane once", () => {
    assert.deepEqual(problems({ name: "x".repeat(127) }), []);
    assert.deepEqual(problems({ name: "𝒳".repeat(127) }), []);
    assert.deepEqual(problems({ name: "Öffnungszeiten – 日本" }), [
      'INVALID_NAME name: name is "Öffnungszeiten – 日本".',
    ]);
    assert.match(problems({ name: "x".repeat(128) })[0] ?? "", /name has 128 characters/);
    assert.match(problems({ name: "" })[0] ?? "", /INVALID_NAME name: name is empty/);
    assert.match(problems({ name: "Connect:me" })[0] ?? "", /INVALID_NAME name: name is "Connect:me"/);
    assert.match(problems({ name: undefined })[0] ?? "", /MISSING_SETTING name: the argument name is missing/);
  });

  it("wants an IANA time zone in its own spelling", () => {
    for (const zone of ["UTC", "Asia/Kolkata", "America/Argentina/Buenos_Aires"])
      assert.deepEqual(problems({ timeZone: zone }), []);
    assert.equal(validateTable({ ...good, timeZone: "europe/berlin" })[0]?.hint, 'Write it "Europe/Berlin".');
    assert.match(
      problems({ timeZone: undefined })[0] ?? "",
      /MISSING_SETTING timeZone: the argument timeZone is missing/,
    );
    for (const zone of ["+02:00", undefined, 7, ""]) assert.equal(problems({ timeZone: zone }).length, 1);
  });

  it("counts columns, key columns and tags", () => {
    const many = (count: number, column: unknown) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`C${index}`, column]));
    assert.deepEqual(problems({ attributes: many(100, { type: "TEXT" }) }), []);
    assert.match(problems({ attributes: many(101, { type: "TEXT" }) })[0] ?? "", /101 columns; the service allows 100/);
    assert.deepEqual(problems({ attributes: { ...many(100, { type: "TEXT" }), Gone: null } }), []);
    assert.match(
      problems({ attributes: many(6, { type: "TEXT", primary: true }) })[0] ?? "",
      /TOO_MANY_COLUMNS.* 6 key columns/,
    );
    assert.deepEqual(problems({ tags: many(50, "x") }), []);
    assert.match(problems({ tags: many(51, "x") })[0] ?? "", /tags has 51 entries; at most 50 are allowed/);
    assert.match(problems({ tags: { "connect-data-tables:owner": "me" } })[0] ?? "", /owner" is not allowed here/);
  });

  it("refuses a list as a key column", () => {
    assert.deepEqual(column({ type: "TEXT_LIST", primary: true }), [
      "INVALID_SETTING attributes/C/primary: a column of type TEXT_LIST cannot be part of a key.",
    ]);
  });

  it("refuses rules that the service does not have or whose value makes no sense", () => {
    assert.deepEqual(column({ type: "TEXT", validation: { maxlength: 5 } }), [
      'INVALID_RULE attributes/C/validation/maxlength: attributes.C.validation has no property "maxlength".',
    ]);
    for (const [rule, values] of Object.entries({
      minLength: [-1, 1001, 1.5, "5", null],
      maxValues: [101],
      minimum: [NaN, Infinity, "0"],
      multipleOf: [0, -2],
      ignoreCase: ["yes"],
      enum: [
        [],
        { values: [] },
        { values: [1] },
        { values: ["a", "a"] },
        { values: ["a"], strict: 1 },
        { value: ["a"] },
      ],
    })) {
      for (const value of values) {
        const found = column({ type: "TEXT", validation: { [rule]: value } });
        assert.equal(found.length, 1, `${rule}: ${JSON.stringify(value)}`);
        assert.match(found[0] ?? "", new RegExp(`^(INVALID_RULE|DUPLICATE_ENTRY) attributes/C/validation/${rule}`));
      }
    }
  });

  it("refuses rules that do not apply to the type of the column", () => {
    const wrong: [string, Record<string, unknown>][] = [
      ["NUMBER", { maxLength: 5 }],
      ["TEXT", { minimum: 0 }],
      ["TEXT", { minValues: 1 }],
      ["BOOLEAN", { multipleOf: 2 }],
      ["TEXT", { ignoreCase: true }],
      ["NUMBER_LIST", { ignoreCase: true }],
    ];
    for (const [type, validation] of wrong)
      assert.match(column({ type, validation })[0] ?? "", /^RULE_NOT_APPLICABLE /, type);
    assert.deepEqual(column({ type: "NUMBER_LIST", validation: { minimum: 0, maxValues: 3 } }), []);
    assert.deepEqual(column({ type: "TEXT", primary: true, validation: { ignoreCase: true } }), []);
  });

  it("refuses rules that contradict each other", () => {
    const contradiction = (type: string, validation: Record<string, unknown>) => column({ type, validation })[0] ?? "";
    assert.match(
      contradiction("TEXT", { minLength: 5, maxLength: 4 }),
      /minLength and maxLength contradict.*5 is above 4/,
    );
    assert.match(contradiction("TEXT_LIST", { minValues: 5, maxValues: 4 }), /^CONTRADICTING_RULES/);
    assert.match(contradiction("NUMBER", { minimum: 1, exclusiveMaximum: 1 }), /are both 1/);
    assert.match(contradiction("NUMBER", { exclusiveMinimum: 1, maximum: 1 }), /are both 1/);
    assert.match(contradiction("NUMBER", { exclusiveMinimum: 3, exclusiveMaximum: 2 }), /contradict/);
    assert.match(contradiction("NUMBER", { minimum: 1, exclusiveMinimum: 0 }), /are both set/);
    assert.deepEqual(column({ type: "NUMBER", validation: { minimum: 1, maximum: 1 } }), []);
    assert.deepEqual(column({ type: "NUMBER", validation: { maximum: 9, exclusiveMaximum: 9 } }), []);
  });

  it("refuses enum values that no cell could hold", () => {
    const values = (type: string, list: string[], others = {}) =>
      column({ type, validation: { ...others, enum: { strict: true, values: list } } });
    assert.match(values("NUMBER", ["1", "two"])[0] ?? "", /"two" is not a number/);
    assert.match(values("BOOLEAN", ["true", "no"])[0] ?? "", /"no" is neither true nor false/);
    assert.match(values("TEXT", ["abcdef"], { maxLength: 5 })[0] ?? "", /"abcdef" violates maxLength 5/);
    assert.match(values("NUMBER_LIST", ["7"], { minimum: 8 })[0] ?? "", /"7" violates minimum 8/);
    assert.deepEqual(values("NUMBER", ["1", "2.50", "1e3"]), []);
    assert.deepEqual(column({ type: "TEXT", validation: { maxLength: 1, enum: { values: ["long"] } } }), []);
  });

  it("takes a chain of renames, and refuses circles, two columns from one, and a source that is declared", () => {
    const renames = (attributes: Record<string, string | undefined>) =>
      problems({
        attributes: Object.fromEntries(
          Object.entries(attributes).map(([name, renamedFrom]) => [name, { type: "TEXT", renamedFrom }]),
        ),
      });
    assert.deepEqual(renames({ B: "A", C: "B", D: "C" }), []);
    assert.deepEqual(renames({ Seats: "SEATS" }), []);
    assert.match(renames({ A: "B", B: "A" })[0] ?? "", /^INVALID_RENAME .*form a cycle/);
    assert.equal(renames({ A: "C", B: "A", C: "B" }).length, 3);
    assert.match(renames({ B: "A", C: "a" })[0] ?? "", /"A" is renamed twice/);
    assert.match(renames({ A: undefined, B: "A" })[0] ?? "", /"A", which is still declared as a column/);
    assert.match(renames({ A: "A" })[0] ?? "", /names the column itself/);
    assert.match(renames({ A: "" })[0] ?? "", /renamedFrom is empty/);
  });

  it("refuses a column that is declared and allowed to be removed", () => {
    const found = validateTable({ ...good, allowAttributeRemoval: ["Fax", "seats"] });
    assert.deepEqual(
      found.map(({ code, column: name }) => [code, name]),
      [["INVALID_SETTING", "seats"]],
    );
    assert.match(problems({ allowAttributeRemoval: "Fax" })[0] ?? "", /INVALID_SETTING allowAttributeRemoval/);
  });

  it("passes over what a preview does not know yet, at any depth", () => {
    const unknown = "unknown";
    const isUnknown = (value: unknown) => value === unknown;
    const all = {
      name: unknown,
      timeZone: unknown,
      lockLevel: unknown,
      tags: { team: unknown },
      description: unknown,
      allowAttributeRemoval: [unknown],
      adopt: unknown,
    };
    const columns = {
      A: unknown,
      B: { type: unknown, primary: unknown, description: unknown, validation: unknown, renamedFrom: unknown },
      C: {
        type: "NUMBER",
        validation: { minimum: unknown, maximum: 1, enum: { values: ["1", unknown], strict: unknown } },
      },
      D: { type: unknown, validation: { minLength: 3 } },
    };
    assert.deepEqual(problems({ ...all, attributes: columns }, isUnknown), []);
    assert.deepEqual(problems({ attributes: unknown, tags: unknown }, isUnknown), []);
  });
});

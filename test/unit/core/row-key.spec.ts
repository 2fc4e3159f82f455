import { strict as assert } from "node:assert";
import fc from "fast-check";
import { defaultRowKey, emptyRowKey, foldRow, parseRowKey, rowKey, rowLabel } from "../../../src/core/cells/row-key";
import { ignoreMatcher } from "../../../src/core/values/intent";
import type { Attribute } from "../../../src/core/model";

/** Key texts that are made of what a row key is put together with, and any other text. */
const keyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(" ", "|", "\\", "_", "a", "\n", "d") }),
  fc.string({ unit: "binary" }),
  fc.constantFrom("__proto__", "constructor", "toString", "", " | ", "\\default", "__", "a | b"),
);
const names = fc.uniqueArray(fc.constantFrom("Store", "Country", "a", "constructor", "__proto__", "Z"), {
  minLength: 1,
  maxLength: 5,
});
const keyed = names.chain((columns) =>
  fc.tuple(fc.constant(columns), fc.array(keyText, { minLength: columns.length, maxLength: columns.length })),
);
const valuesOf = (columns: readonly string[], texts: readonly string[]) =>
  Object.fromEntries(columns.map((name, index) => [name, texts[index] ?? ""]));

describe("row keys", () => {
  it("parse back to what they were made of (2,000 runs)", () => {
    fc.assert(
      fc.property(keyed, ([columns, texts]) => {
        const values = valuesOf(columns, texts);
        assert.deepEqual(parseRowKey(rowKey(values), [...columns].reverse()), values);
      }),
      { numRuns: 2000 },
    );
  });

  it("never collide, and never look like the default record or a name of the engine's (2,000 runs)", () => {
    const pair = names.chain((columns) => {
      const texts = fc.array(keyText, { minLength: columns.length, maxLength: columns.length });
      return fc.tuple(fc.constant(columns), texts, texts);
    });
    fc.assert(
      fc.property(pair, ([columns, a, b]) => {
        const [first, second] = [rowKey(valuesOf(columns, a)), rowKey(valuesOf(columns, b))];
        assert.equal(first === second, JSON.stringify(a) === JSON.stringify(b));
        assert.notEqual(first, defaultRowKey);
        assert.ok(!first.startsWith("__"));
      }),
      { numRuns: 2000 },
    );
  });

  it("are readable, and the same in whatever order the columns come", () => {
    assert.equal(rowKey({ Store: "Berlin" }), "Berlin");
    assert.equal(rowKey({ Store: "Berlin", Country: "DE" }), "DE | Berlin");
    assert.equal(rowKey({ Country: "DE", Store: "Berlin" }), "DE | Berlin");
    assert.equal(rowKey({ A: "a | b", B: "c\\" }), "a \\| b | c\\\\");
    assert.equal(rowKey({ Store: "" }), emptyRowKey);
    assert.equal(rowKey({ A: "", B: "" }), " | ");
    assert.deepEqual([rowLabel(emptyRowKey), parseRowKey("", ["Store"])], ["(empty string)", { Store: "" }]);
    assert.equal(rowKey({}), defaultRowKey);
    assert.equal(rowLabel(defaultRowKey), "(default record)");
  });

  it("do not parse for another number of columns", () => {
    assert.equal(parseRowKey("Berlin", ["Country", "Store"]), undefined);
    assert.equal(parseRowKey("DE | Berlin", ["Store"]), undefined);
    assert.deepEqual(parseRowKey(defaultRowKey, ["Store"]), {});
  });
});

describe("rows that the service takes for one", () => {
  const column = (name: string, more: Partial<Attribute>): [string, Attribute] => [
    name,
    { name, valueType: "TEXT", primary: true, ...more },
  ];
  const fold = foldRow(
    new Map([column("N", { valueType: "NUMBER" }), column("T", {}), column("I", { validation: { ignoreCase: true } })]),
  );

  it("differ in case only under IgnoreCase, and in spelling only as numbers", () => {
    const same = (a: Record<string, string>, b: Record<string, string>) => fold(a) === fold(b);
    assert.ok(same({ I: "Berlin" }, { I: "bERLIN" }));
    assert.ok(!same({ T: "Berlin" }, { T: "berlin" }));
    for (const other of ["1.0", "01", "+1", " 1 ", "1e0", "1."]) assert.ok(same({ N: "1" }, { N: other }), other);
    assert.ok(same({ N: "1e3" }, { N: "1000" }));
    assert.ok(!same({ N: "12345678901234567890" }, { N: "12345678901234567891" }));
    assert.ok(!same({ N: "x" }, { N: "X" }));
    assert.ok(!same({ T: "1" }, { T: "1.0" }));
    assert.ok(same({ T: "a", I: "B" }, { I: "b", T: "a" }));
    assert.ok(!same({ T: "a" }, { I: "a" }));
  });
});

describe("ignore", () => {
  const matches = (rows: string[], rowKeyText: string) =>
    ignoreMatcher({ rows })({ rowKey: rowKeyText, attribute: "X" });

  it("knows * and ? and takes everything else as it stands", () => {
    assert.ok(matches(["TEST-*"], "TEST-"));
    assert.ok(matches(["TEST-?"], "TEST-1"));
    assert.ok(!matches(["TEST-?"], "TEST-12"));
    assert.ok(matches(["* | DE"], "Berlin | DE"));
    assert.ok(matches(["a\\*b"], "a*b") && !matches(["a\\*b"], "axb"));
    for (const plain of ["(a|b)", "[ab]", "{a,b}", "!a", "a.b", "^$", "+"]) {
      assert.ok(matches([plain], plain), plain);
      assert.ok(!matches([plain], "a"), plain);
    }
    assert.ok(matches(["*"], "two\nlines"));
    assert.ok(matches(["a*", "b*"], "bc") && !matches([], "a"));
  });

  it("reaches the default record by columns only", () => {
    const isIgnored = ignoreMatcher({ rows: ["*"], columns: ["Note*"] });
    assert.ok(!isIgnored({ rowKey: defaultRowKey, attribute: "Opens" }));
    assert.ok(isIgnored({ rowKey: defaultRowKey, attribute: "Notes" }));
    assert.ok(isIgnored({ rowKey: "", attribute: "Opens" }));
  });
});

import { strict as assert } from "node:assert";
import fc from "fast-check";
import { decodeValue, encodeValue, isExpression, sameValue } from "../../../src/core/cells/cell-value";
import { canonicalDecimal, decimalText, fromDecimalText, isDecimal, sameDecimal } from "../../../src/core/decimal";
import { valueTypes, type ValueType } from "../../../src/core/model";

/** Spellings of numbers, close to each other, so that pairs are often equal. */
const digits = fc.string({ unit: fc.constantFrom("0", "1", "9"), minLength: 1, maxLength: 22 });
const numberText = fc
  .record({
    sign: fc.constantFrom("", "-", "+"),
    whole: digits,
    fraction: fc.oneof(fc.constant(undefined), fc.string({ unit: fc.constantFrom("0", "5"), maxLength: 4 })),
    exponent: fc.constantFrom("", "e0", "e1", "E-1", "e+2"),
  })
  .map(
    ({ sign, whole, fraction, exponent }) =>
      `${sign}${whole}${fraction === undefined ? "" : `.${fraction}`}${exponent}`,
  );

/** The same number as an exact fraction, worked out without the package: an integer and a power of ten. */
function exact(text: string): string | undefined {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim());
  if (!parts || `${parts[2]}${parts[3] ?? ""}` === "") return undefined;
  const shift = Number(parts[4] ?? 0) - (parts[3]?.length ?? 0);
  let number = BigInt(`${parts[2]}${parts[3] ?? ""}`) * (parts[1] === "-" ? -1n : 1n);
  if (number === 0n) return "0";
  let power = shift;
  while (number % 10n === 0n) {
    number /= 10n;
    power++;
  }
  return `${number}e${power}`;
}

/** What a stored text means, worked out without the package. */
function meaning(text: string, type: ValueType): unknown {
  if (type === "NUMBER") return exact(text) ?? text;
  if (type === "BOOLEAN") return /^(true|false)$/i.test(text) ? text.toLowerCase() : text;
  if (type === "TEXT") return text;
  try {
    const items = JSON.parse(
      text.replace(/"(?:[^"\\]|\\.)*"|[^\s,[\]"]+/g, (token) => (token[0] === '"' ? token : JSON.stringify(token))),
    ) as string[];
    return JSON.stringify(items.map((item) => (type === "NUMBER_LIST" ? (exact(item) ?? item) : item)));
  } catch {
    return text;
  }
}

const numberList = fc
  .array(
    numberText.filter((text) => /^-?\d/.test(text) && !/\.$|\.e/i.test(text)),
    { maxLength: 3 },
  )
  .chain((items) => fc.constantFrom(`[${items.join(",")}]`, `[ ${items.join(" , ")} ]`));
const textList = fc
  .array(fc.constantFrom("a", "A", "", "1", 'say "hi"', "b,c", "[", "\\"), { maxLength: 3 })
  .chain((items) => fc.constantFrom(JSON.stringify(items), JSON.stringify(items, undefined, 1)));
const stored: Record<ValueType, fc.Arbitrary<string>> = {
  TEXT: fc.oneof(fc.constantFrom("a", "A", " a", "", "1", "1.0"), fc.string()),
  NUMBER: fc.oneof(numberText, fc.constantFrom("=NOW()", "", "1")),
  BOOLEAN: fc.constantFrom("true", "TRUE", "false", "=AND()", "True", "yes"),
  TEXT_LIST: textList,
  NUMBER_LIST: numberList,
};

describe("values compared by meaning", () => {
  for (const type of valueTypes) {
    it(`${type}: an equivalence that agrees with an oracle of its own (3,000 runs)`, () => {
      fc.assert(
        fc.property(stored[type], stored[type], stored[type], (a, b, c) => {
          assert.ok(sameValue(a, a, type));
          assert.equal(sameValue(a, b, type), sameValue(b, a, type));
          if (sameValue(a, b, type) && sameValue(b, c, type)) assert.ok(sameValue(a, c, type));
          assert.equal(sameValue(a, b, type), meaning(a, type) === meaning(b, type), `${a} and ${b}`);
        }),
        { numRuns: 3000 },
      );
    });
  }

  it("finds 1, 1.0 and 1.00 equal, and 20 digits exact", () => {
    for (const text of ["1", "1.0", "1.00", "+1", "01", "1e0", " 1 ", "1."])
      assert.ok(sameValue(text, "1", "NUMBER"), text);
    assert.ok(!sameValue("12345678901234567890", "12345678901234567891", "NUMBER"));
    assert.ok(!sameValue("1", "1.0", "TEXT"));
    assert.ok(sameValue("[1,2.50]", "[ 1.0, 2.5 ]", "NUMBER_LIST"));
    assert.ok(!sameValue('["a","b"]', '["b","a"]', "TEXT_LIST"));
  });
});

describe("numbers as text", () => {
  it("are written as JSON writes them, without an exponent and without loss (2,000 runs)", () => {
    fc.assert(
      fc.property(numberText, (text) => {
        assert.ok(isDecimal(text));
        const written = decimalText(text);
        assert.match(written, /^-?(0|[1-9]\d*)(\.\d+)?$/);
        assert.ok(sameDecimal(written, text));
        assert.equal(decimalText(written), written);
        assert.equal(canonicalDecimal(text), canonicalDecimal(written));
      }),
      { numRuns: 2000 },
    );
  });

  it("keep their spelling where every service takes it", () => {
    for (const text of ["1.50", "0.5", "-3", "0", "12345678901234567890.10"]) assert.equal(decimalText(text), text);
    assert.deepEqual(["+1", ".5", "5.", "007", "1e3", " 2 "].map(decimalText), ["1", "0.5", "5", "7", "1000", "2"]);
    assert.deepEqual([1e21, 1e-7, -0, 0.1].map(decimalText), ["1000000000000000000000", "0.0000001", "0", "0.1"]);
    assert.equal(decimalText("seven"), "seven");
  });

  it("come back as numbers where that loses nothing", () => {
    assert.deepEqual(["1.50", "12345678901234567890", "x", ""].map(fromDecimalText), [
      1.5,
      "12345678901234567890",
      "x",
      "",
    ]);
  });
});

describe("declared and stored form", () => {
  it("go into each other (1,000 runs)", () => {
    const declared = fc.oneof(
      fc.tuple(
        fc.string().filter((text) => !text.startsWith("=")),
        fc.constant<ValueType>("TEXT"),
      ),
      fc.tuple(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((n) => n || 0),
        fc.constant<ValueType>("NUMBER"),
      ),
      fc.tuple(fc.boolean(), fc.constant<ValueType>("BOOLEAN")),
      fc.tuple(fc.array(fc.string()), fc.constant<ValueType>("TEXT_LIST")),
      fc.tuple(fc.array(fc.integer()), fc.constant<ValueType>("NUMBER_LIST")),
      fc.tuple(
        fc.string().map((text) => ({ expression: `=${text}` })),
        fc.constantFrom<ValueType>("TEXT", "NUMBER", "BOOLEAN"),
      ),
    );
    fc.assert(
      fc.property(declared, ([value, type]) => {
        const text = encodeValue(value, type);
        assert.deepEqual(decodeValue(text, type), value);
        assert.ok(sameValue(encodeValue(decodeValue(text, type), type), text, type));
      }),
      { numRuns: 1000 },
    );
  });

  it("tells an expression from everything else", () => {
    assert.ok(isExpression({ expression: "=1" }));
    for (const other of [null, "=1", ["=1"], {}, { expression: 1 }, { expression: "=1", more: 1 }])
      assert.ok(!isExpression(other));
  });
});

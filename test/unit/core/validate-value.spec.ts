import { strict as assert } from "node:assert";
import type { Validation, ValueType } from "../../../src/core/model";
import { validateValue } from "../../../src/core/cells/validate-value";

const codes = (value: unknown, valueType?: ValueType, validation?: Validation) =>
  validateValue(value, valueType && { valueType, validation }).map(({ code }) => code);

describe("values that a service would not take", () => {
  it("by kind, without a column", () => {
    for (const value of ["", "a", 0, true, [], ["a"], [1], { expression: "=1" }]) assert.deepEqual(codes(value), []);
    for (const value of [
      undefined,
      null,
      {},
      { expression: 1 },
      { expression: "=1", more: 1 },
      () => 1,
      1n,
      Symbol("x"),
    ]) {
      assert.deepEqual(codes(value), ["INVALID_VALUE"]);
    }
    assert.deepEqual(codes([null, {}, true]), ["INVALID_VALUE", "INVALID_VALUE", "INVALID_VALUE"]);
    for (const value of [NaN, Infinity, [NaN]]) assert.deepEqual(codes(value), ["NOT_A_NUMBER"]);
    assert.deepEqual(codes("=1+1"), ["LITERAL_EXPRESSION"]);
    assert.deepEqual(
      [codes({ expression: "1" }), codes({ expression: "=" })],
      [["INVALID_EXPRESSION"], ["INVALID_EXPRESSION"]],
    );
    assert.deepEqual([codes("x".repeat(5000)), codes("x".repeat(5001))], [[], ["TEXT_TOO_LONG"]]);
    assert.deepEqual(codes("\u{1F600}".repeat(5000)), [], "characters, not code units");
    assert.deepEqual([codes(Array(100).fill("a")), codes(Array(101).fill("a"))], [[], ["TOO_MANY_ITEMS"]]);
    assert.deepEqual(codes(["x".repeat(1001)]), ["TEXT_TOO_LONG"]);
  });

  it("by the type of the column", () => {
    const fits: [ValueType, unknown[]][] = [
      ["TEXT", ["a", "", { expression: "=1" }]],
      ["NUMBER", [1, "1.50", "12345678901234567890", { expression: "=1" }]],
      ["BOOLEAN", [true, { expression: "=AND()" }]],
      ["TEXT_LIST", [[], ["a"]]],
      ["NUMBER_LIST", [[], [1], ["1.5"]]],
    ];
    for (const [type, values] of fits)
      for (const value of values) assert.deepEqual(codes(value, type), [], `${type} ${JSON.stringify(value)}`);
    const wrong: [ValueType, unknown, string][] = [
      ["TEXT", 1, "WRONG_TYPE"],
      ["TEXT", ["a"], "WRONG_TYPE"],
      ["NUMBER", "one", "NOT_A_NUMBER"],
      ["NUMBER", true, "WRONG_TYPE"],
      ["BOOLEAN", "true", "WRONG_TYPE"],
      ["TEXT_LIST", [1], "WRONG_TYPE"],
      ["NUMBER_LIST", ["one"], "NOT_A_NUMBER"],
      ["NUMBER_LIST", 1, "WRONG_TYPE"],
      ["TEXT_LIST", { expression: "=1" }, "INVALID_EXPRESSION"],
    ];
    for (const [type, value, code] of wrong)
      assert.deepEqual(codes(value, type), [code], `${type} ${JSON.stringify(value)}`);
  });

  it("by the rules of the column; expressions are not worked out", () => {
    const cases: [unknown, ValueType, Validation, string[]][] = [
      ["abc", "TEXT", { maxLength: 2 }, ["TEXT_TOO_LONG"]],
      ["", "TEXT", { minLength: 1 }, ["TEXT_TOO_SHORT"]],
      [["abc"], "TEXT_LIST", { maxLength: 2, minValues: 2 }, ["TOO_FEW_ITEMS", "TEXT_TOO_LONG"]],
      [[1, 2], "NUMBER_LIST", { maxValues: 1, maximum: 1 }, ["TOO_MANY_ITEMS", "OUT_OF_RANGE"]],
      [1, "NUMBER", { minimum: 1, maximum: 1 }, []],
      [1, "NUMBER", { exclusiveMinimum: 1 }, ["OUT_OF_RANGE"]],
      [1, "NUMBER", { exclusiveMaximum: 1 }, ["OUT_OF_RANGE"]],
      [0.3, "NUMBER", { multipleOf: 0.1 }, []],
      [0.35, "NUMBER", { multipleOf: 0.1 }, ["OUT_OF_RANGE"]],
      ["12345678901234567891", "NUMBER", { maximum: 1e19 }, ["OUT_OF_RANGE"]],
      ["a", "TEXT", { enum: { values: ["b"] } }, []],
      ["a", "TEXT", { enum: { strict: true, values: ["b"] } }, ["NOT_IN_ENUM"]],
      ["A", "TEXT", { enum: { strict: true, values: ["a"] } }, ["NOT_IN_ENUM"]],
      [["A"], "TEXT_LIST", { ignoreCase: true, enum: { strict: true, values: ["a"] } }, []],
      ["1.0", "NUMBER", { enum: { strict: true, values: ["1"] } }, []],
      [{ expression: "=1" }, "NUMBER", { minimum: 5 }, []],
    ];
    for (const [value, type, rules, expected] of cases) {
      assert.deepEqual(codes(value, type, rules), expected, `${JSON.stringify(value)} ${JSON.stringify(rules)}`);
    }
  });
});

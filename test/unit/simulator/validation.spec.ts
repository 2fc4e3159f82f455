import assert from "node:assert/strict";
import type { DataTableAttributeValueType, Validation } from "@aws-sdk/client-connect";
import { Bench, cell, outcome } from "./bench";

type Case = readonly [type: DataTableAttributeValueType, value: string, accepted: boolean, rules?: Validation];

const many = (count: number, item: string): string => `[${Array.from({ length: count }, () => item).join(",")}]`;

const cases: readonly Case[] = [
  ["TEXT", "", true],
  ["TEXT", "x".repeat(5000), true],
  ["TEXT", "x".repeat(5001), false],
  ["TEXT", "𝄞".repeat(5000), true],
  ["TEXT", '=CONCAT("a", 1)', true],
  ["NUMBER", "15000.50", true],
  ["NUMBER", "-0.5e3", true],
  ["NUMBER", "", false],
  ["NUMBER", "12,5", false],
  ["NUMBER", "0x10", false],
  ["NUMBER", "Infinity", false],
  ["NUMBER", "=ADD(1,2)", true],
  ["BOOLEAN", "true", true],
  ["BOOLEAN", "TRUE", false],
  ["BOOLEAN", "1", false],
  ["BOOLEAN", "=NOT(true)", true],
  ["TEXT_LIST", "[]", true],
  ["TEXT_LIST", '["a", "b"]', true],
  ["TEXT_LIST", many(100, '"x"'), true],
  ["TEXT_LIST", many(101, '"x"'), false],
  ["TEXT_LIST", `["${"x".repeat(1001)}"]`, false],
  ["TEXT_LIST", "a,b", false],
  ["TEXT_LIST", "[1]", false],
  ["TEXT_LIST", '{"a":1}', false],
  ["TEXT_LIST", "=SPLIT(1)", false],
  ["NUMBER_LIST", "[1, 2.50]", true],
  ["NUMBER_LIST", '["1"]', false],
  ["TEXT", "ab", false, { MinLength: 3 }],
  ["TEXT", "abc", true, { MinLength: 3, MaxLength: 3 }],
  ["TEXT", "abcd", false, { MaxLength: 3 }],
  ["TEXT", "=NOW()", true, { MaxLength: 3 }],
  ["TEXT_LIST", '["abcd"]', false, { MaxLength: 3 }],
  ["TEXT_LIST", "[]", false, { MinValues: 1 }],
  ["NUMBER_LIST", "[1,2]", false, { MaxValues: 1 }],
  ["NUMBER", "1", true, { Minimum: 1 }],
  ["NUMBER", "1", false, { ExclusiveMinimum: 1 }],
  ["NUMBER", "9", true, { Maximum: 9 }],
  ["NUMBER", "9", false, { ExclusiveMaximum: 9 }],
  ["NUMBER", "0.3", true, { MultipleOf: 0.1 }],
  ["NUMBER", "0.35", false, { MultipleOf: 0.1 }],
  ["NUMBER_LIST", "[0, -1]", false, { Minimum: 0 }],
  ["TEXT", "c", true, { Enum: { Values: ["a", "b"] } }],
  ["TEXT", "c", false, { Enum: { Strict: true, Values: ["a", "b"] } }],
  ["TEXT_LIST", '["a","B"]', false, { Enum: { Strict: true, Values: ["a", "b"] } }],
  ["TEXT_LIST", '["a","B"]', true, { IgnoreCase: true, Enum: { Strict: true, Values: ["a", "b"] } }],
  ["NUMBER_LIST", "[1]", true, { Enum: { Strict: true, Values: ["1"] } }],
];

describe("the simulator's check of a value", () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench.stop());

  for (const [index, [type, value, accepted, rules]] of cases.entries()) {
    const shown = value.length > 30 ? `${value.length} characters` : JSON.stringify(value);
    it(`${accepted ? "takes" : "refuses"} ${shown} as ${type}${rules ? ` under ${JSON.stringify(rules)}` : ""}`, async () => {
      const place = await bench.table(`V${index}`, "NONE", { C: { ValueType: type, Validation: rules } });
      const [succeeded, message] = outcome(await bench.create(place, cell(null, value, undefined, "C")));
      assert.equal(succeeded, accepted ? 1 : 0);
      if (!accepted) assert.match(message ?? "", /^Invalid value: ./);
      if (accepted) assert.equal((await bench.list(place)).Values?.[0]?.Value, value);
    });
  }
});

/**
 * The rules of a column (`validation`), held against the service's own limits, against the column's type and against each other.
 * Source: API, Validation; where its texts contradict each other (`minimum` beside `exclusiveMinimum`) the stricter one counts.
 * How many values an `enum` may have is not documented, so it is not checked.
 */
import { isRecord } from "../../record";
import { isDecimal } from "../../decimal";
import { limits } from "../../limits";
import type { ValueType } from "../../model";
import { listOf } from "../../text";
import { quote, tableProblem, type IsUnknown, type TableProblem } from "./problem";

/** What the check of a rule needs to know of its column. */
export interface RuledColumn {
  readonly type: ValueType;
  readonly primary: boolean;
}

type Rules = Record<string, unknown>;

const texts = ["TEXT", "TEXT_LIST"];
const lists = ["TEXT_LIST", "NUMBER_LIST"];
const numbers = ["NUMBER", "NUMBER_LIST"];
const appliesTo: Record<string, readonly string[]> = {
  minLength: texts,
  maxLength: texts,
  minValues: lists,
  maxValues: lists,
  ignoreCase: texts,
  minimum: numbers,
  maximum: numbers,
  exclusiveMinimum: numbers,
  exclusiveMaximum: numbers,
  multipleOf: numbers,
  enum: ["TEXT", "NUMBER", "BOOLEAN", ...lists],
};

/**
 * How the rules of a column go with its type and with each other; their form was judged before. `undefined` as column: its type is wrong or
 * not known yet.
 */
export function validateRuleSettings(
  validation: unknown,
  column: RuledColumn | undefined,
  path: readonly string[],
  isUnknown: IsUnknown,
): TableProblem[] {
  if (!isRecord(validation)) return [];
  const rules = Object.entries(validation).filter(([name, rule]) => {
    return Object.hasOwn(appliesTo, name) && rule !== undefined && !isUnknown(rule);
  });
  const problems = column ? rules.flatMap(([name]) => validateFit(name, column, [...path, name])) : [];
  if (problems.length > 0) return problems;
  const known = Object.fromEntries(rules);
  return [...contradictions(known, path), ...validateEnum(known, column?.type, [...path, "enum"], isUnknown)];
}

function validateFit(name: string, { type, primary }: RuledColumn, path: readonly string[]): TableProblem[] {
  const types = appliesTo[name] ?? [];
  const wrong = (message: string, hint: string) => [tableProblem("RULE_NOT_APPLICABLE", path, message, hint)];
  if (!types.includes(type)) {
    const message = `the rule ${name} does not apply to a column of type ${type}.`;
    return wrong(message, `It applies to ${listOf(types)}; remove it or change the type.`);
  }
  if (name === "ignoreCase" && type === "TEXT" && !primary) {
    return wrong(
      "the rule ignoreCase does not apply to a TEXT column that is not a key column.",
      "It applies to key columns and TEXT_LIST.",
    );
  }
  return [];
}

/** [lower rule, upper rule, whether they may be equal]. */
const pairs = [
  ["minLength", "maxLength", true],
  ["minValues", "maxValues", true],
  ["minimum", "maximum", true],
  ["minimum", "exclusiveMaximum", false],
  ["exclusiveMinimum", "maximum", false],
  ["exclusiveMinimum", "exclusiveMaximum", false],
] as const;

function contradictions(rules: Rules, path: readonly string[]): TableProblem[] {
  const wrong = (rule: string, message: string, hint: string) =>
    tableProblem("CONTRADICTING_RULES", [...path, rule], message, hint);
  const problems = pairs.flatMap(([lower, upper, mayBeEqual]) => {
    const [least, most] = [rules[lower], rules[upper]];
    if (typeof least !== "number" || typeof most !== "number") return [];
    if (least < most || (mayBeEqual && least === most)) return [];
    const relation = least === most ? `are both ${least}` : `contradict each other: ${least} is above ${most}`;
    return [wrong(lower, `${lower} and ${upper} ${relation}, so no value fits.`, "Change one of them.")];
  });
  if (rules.minimum !== undefined && rules.exclusiveMinimum !== undefined) {
    const message = "minimum and exclusiveMinimum are both set, which the service may reject.";
    problems.push(wrong("exclusiveMinimum", message, "Keep only the stricter of the two."));
  }
  return problems;
}

function validateEnum(
  rules: Rules,
  type: ValueType | undefined,
  path: readonly string[],
  isUnknown: IsUnknown,
): TableProblem[] {
  const { values, strict } = isRecord(rules.enum) ? rules.enum : {};
  if (!Array.isArray(values)) return [];
  const known = values.filter((value): value is string => typeof value === "string" && !isUnknown(value));
  if (type === undefined) return [];
  return known.flatMap((value): TableProblem[] => {
    const reason = misfit(value, type) ?? (strict === true ? brokenRule(value, type, rules) : undefined);
    if (!reason) return [];
    return [tableProblem("INVALID_RULE", path, `the enum value ${quote(value)} ${reason}.`, "Change or remove it.")];
  });
}

function misfit(value: string, type: ValueType): string | undefined {
  if (numbers.includes(type) && !isDecimal(value)) return `is not a number, but the column is of type ${type}`;
  if (type === "BOOLEAN" && value !== "true" && value !== "false") return "is neither true nor false";
  const longest = type === "TEXT_LIST" ? limits.listItemLength : limits.textLength;
  return [...value].length > longest ? `is longer than the ${longest} characters that the service stores` : undefined;
}

function brokenRule(value: string, type: ValueType, rules: Rules): string | undefined {
  const size = texts.includes(type) ? [...value].length : Number(value);
  const limit = (name: string) => (typeof rules[name] === "number" ? rules[name] : undefined);
  const [least, most] = texts.includes(type)
    ? [limit("minLength"), limit("maxLength")]
    : [limit("minimum"), limit("maximum")];
  if (type === "BOOLEAN") return undefined;
  if (least !== undefined && size < least) return `violates ${texts.includes(type) ? "minLength" : "minimum"} ${least}`;
  if (most !== undefined && size > most) return `violates ${texts.includes(type) ? "maxLength" : "maximum"} ${most}`;
  return undefined;
}

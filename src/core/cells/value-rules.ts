/** A value against the rules of its column. */
import type { CellValue } from "../model";
import { sameDecimal } from "../decimal";
import { quoteText } from "../describe-kind";
import type { Column, ValueProblem } from "./validate-value";

/** What is wrong with a value of the right type; empty when nothing is. */
export function validateRules(value: CellValue, column: Column): ValueProblem[] {
  const { valueType, validation: rules } = column;
  if (!rules) return [];
  const items = (Array.isArray(value) ? value : [value]) as readonly (string | number | boolean)[];
  const problems = Array.isArray(value) ? validateCount(items.length, rules) : [];
  if (valueType === "TEXT" || valueType === "TEXT_LIST")
    items.forEach((item) => problems.push(...validateLength(String(item), rules)));
  if (valueType === "NUMBER" || valueType === "NUMBER_LIST")
    items.forEach((item) => problems.push(...validateRange(Number(item), rules)));
  if (rules.enum?.strict) items.forEach((item) => problems.push(...validateEnum(String(item), rules)));
  return problems;
}

type Rules = NonNullable<Column["validation"]>;

function validateCount(count: number, { minValues, maxValues }: Rules): ValueProblem[] {
  if (maxValues !== undefined && count > maxValues) {
    return [
      {
        code: "TOO_MANY_ITEMS",
        message: `the list has ${count} items; the column allows at most ${maxValues}.`,
        hint: "Shorten the list.",
      },
    ];
  }
  if (minValues !== undefined && count < minValues) {
    return [
      {
        code: "TOO_FEW_ITEMS",
        message: `the list has ${count} items; the column requires at least ${minValues}.`,
        hint: "Add items.",
      },
    ];
  }
  return [];
}

function validateLength(text: string, { minLength, maxLength }: Rules): ValueProblem[] {
  const length = [...text].length;
  if (maxLength !== undefined && length > maxLength) {
    const message = `the string ${quoteText(text)} has ${length} characters; the column allows at most ${maxLength}.`;
    return [{ code: "TEXT_TOO_LONG", message, hint: "Shorten it, or raise maxLength of the column." }];
  }
  if (minLength !== undefined && length < minLength) {
    const message = `the string ${quoteText(text)} has ${length} characters; the column requires at least ${minLength}.`;
    return [{ code: "TEXT_TOO_SHORT", message, hint: "Lengthen it, or lower minLength of the column." }];
  }
  return [];
}

function validateRange(number: number, rules: Rules): ValueProblem[] {
  const broken = [
    rules.minimum !== undefined && number < rules.minimum && `at least ${rules.minimum}`,
    rules.maximum !== undefined && number > rules.maximum && `at most ${rules.maximum}`,
    rules.exclusiveMinimum !== undefined && number <= rules.exclusiveMinimum && `more than ${rules.exclusiveMinimum}`,
    rules.exclusiveMaximum !== undefined && number >= rules.exclusiveMaximum && `less than ${rules.exclusiveMaximum}`,
    rules.multipleOf !== undefined && !isMultiple(number, rules.multipleOf) && `a multiple of ${rules.multipleOf}`,
  ].filter((rule): rule is string => typeof rule === "string");
  return broken.map((rule) => ({
    code: "OUT_OF_RANGE",
    message: `${number} violates a rule of the column: it must be ${rule}.`,
    hint: "Change the value, or the rule of the column.",
  }));
}

/** Binary fractions make 0.3 % 0.1 meaningless, so the quotient is rounded to what a double can tell apart. */
function isMultiple(number: number, step: number): boolean {
  const quotient = number / step;
  return Math.abs(quotient - Math.round(quotient)) < 1e-9 * Math.max(1, Math.abs(quotient));
}

/** Whether the service compares numbers as numbers here is not known: what may be meant is let through. */
function validateEnum(text: string, rules: Rules): ValueProblem[] {
  const values = rules.enum?.values ?? [];
  const fold = (item: string) => (rules.ignoreCase ? item.toLowerCase() : item);
  if (values.some((item) => fold(item) === fold(text) || sameDecimal(item, text))) return [];
  return [
    {
      code: "NOT_IN_ENUM",
      message: `${quoteText(text)} is not among the values that the column allows.`,
      hint: `Allowed: ${values.map(quoteText).join(", ")}.`,
    },
  ];
}

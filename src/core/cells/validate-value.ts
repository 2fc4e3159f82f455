import { isExpression } from "./cell-value";
import { isDecimal, sameDecimal } from "../decimal";
import { describeKind, quoteText } from "../describe-kind";
import { limits } from "../limits";
import type { Attribute, CellValue, ValueType } from "../model";
import type { Problem } from "../problem";

/** What is wrong with one value, without where: the caller knows the row and the column. */
export type ValueProblem = Pick<Problem, "code" | "message" | "hint">;

/** What `validateValue` needs to know of a column. Without it only what holds for every column is checked. */
export type Column = Pick<Attribute, "valueType" | "validation">;

/** All that is wrong with a declared value; empty when nothing is. `undefined` as column: the table is not known yet. */
export function validateValue(value: unknown, column?: Column): ValueProblem[] {
  const kind = validateKind(value);
  if (kind.length > 0 || !column) return kind;
  const fits = validateType(value as CellValue, column.valueType);
  if (fits.length > 0) return fits;
  return isExpression(value) ? [] : validateRules(value as CellValue, column);
}

function validateKind(value: unknown): ValueProblem[] {
  switch (typeof value) {
    case "boolean":
      return [];
    case "number":
      return Number.isFinite(value)
        ? []
        : [
            {
              code: "NOT_A_NUMBER",
              message: `${value} is not a number that the service can store.`,
              hint: "Use a finite number.",
            },
          ];
    case "string":
      return validateText(value, limits.textLength);
    default:
      if (Array.isArray(value)) return validateList(value);
      if (isExpression(value)) return validateExpression(value.expression);
      return [
        {
          code: "INVALID_VALUE",
          message: `${describeKind(value)} is not a valid data table value.`,
          hint: 'Use a string, a number, a boolean, a list of strings or numbers, or { expression: "=…" }.',
        },
      ];
  }
}

function validateText(text: string, longest: number): ValueProblem[] {
  if (text.startsWith("=")) {
    return [
      {
        code: "LITERAL_EXPRESSION",
        message: `the string ${quoteText(text)} begins with "=", and the service would evaluate it as an expression.`,
        hint: 'If that is intended, write { expression: "=…" }; otherwise begin the string with another character.',
      },
    ];
  }
  const length = [...text].length;
  if (length <= longest) return [];
  const message = `the string has ${length} characters; the service stores at most ${longest}.`;
  return [{ code: "TEXT_TOO_LONG", message, hint: "Shorten it." }];
}

function validateExpression(text: string): ValueProblem[] {
  if (!text.startsWith("=") || text.length < 2) {
    return [
      {
        code: "INVALID_EXPRESSION",
        message: `the expression ${quoteText(text)} does not begin with "=".`,
        hint: 'Write { expression: "=…" }.',
      },
    ];
  }
  return validateText(text.slice(1).replace(/^=+/, ""), limits.textLength - 1);
}

function validateList(items: unknown[]): ValueProblem[] {
  const problems: ValueProblem[] = [];
  if (items.length > limits.listItems) {
    const message = `the list has ${items.length} items; the service stores at most ${limits.listItems}.`;
    problems.push({ code: "TOO_MANY_ITEMS", message, hint: "Shorten the list, or split it over several rows." });
  }
  items.forEach((item, index) => {
    const at = `item ${index + 1} of the list`;
    if (typeof item === "string") {
      const length = [...item].length;
      if (length > limits.listItemLength) {
        const message = `${at} has ${length} characters; the service stores at most ${limits.listItemLength}.`;
        problems.push({ code: "TEXT_TOO_LONG", message, hint: "Shorten it." });
      }
    } else if (typeof item !== "number") {
      problems.push({
        code: "INVALID_VALUE",
        message: `${at} is ${describeKind(item)}.`,
        hint: "Use a list of strings or a list of numbers.",
      });
    } else if (!Number.isFinite(item)) {
      problems.push({ code: "NOT_A_NUMBER", message: `${at} is ${item}.`, hint: "Use finite numbers." });
    }
  });
  return problems;
}

function validateType(value: CellValue, type: ValueType): ValueProblem[] {
  if (isExpression(value)) {
    if (type === "TEXT" || type === "NUMBER" || type === "BOOLEAN") return [];
    return [
      {
        code: "INVALID_EXPRESSION",
        message: `a column of type ${type} does not accept an expression.`,
        hint: "Use a list.",
      },
    ];
  }
  if (Array.isArray(value)) return validateListType(value as readonly unknown[], type);
  if (type === "TEXT" && typeof value === "string") return [];
  if (type === "BOOLEAN" && typeof value === "boolean") return [];
  if (type === "NUMBER" && typeof value === "number") return [];
  if (type === "NUMBER" && typeof value === "string") {
    if (isDecimal(value)) return [];
    return [
      {
        code: "NOT_A_NUMBER",
        message: `the string ${quoteText(value)} is not a decimal number, but the column is of type NUMBER.`,
        hint: "Use a number.",
      },
    ];
  }
  return [wrongType(value, type)];
}

function validateListType(items: readonly unknown[], type: ValueType): ValueProblem[] {
  if (type !== "TEXT_LIST" && type !== "NUMBER_LIST") return [wrongType(items, type)];
  return items.flatMap((item, index): ValueProblem[] => {
    const at = `item ${index + 1} of the list`;
    if (type === "TEXT_LIST" && typeof item !== "string") {
      return [
        {
          code: "WRONG_TYPE",
          message: `${at} is ${describeKind(item)}, but the column is of type TEXT_LIST.`,
          hint: "Use strings.",
        },
      ];
    }
    if (type === "NUMBER_LIST" && typeof item === "string" && !isDecimal(item)) {
      return [
        { code: "NOT_A_NUMBER", message: `${at}, ${quoteText(item)}, is not a decimal number.`, hint: "Use numbers." },
      ];
    }
    return [];
  });
}

function wrongType(value: unknown, type: ValueType): ValueProblem {
  const wanted = {
    TEXT: "a string",
    NUMBER: "a number",
    BOOLEAN: "true or false",
    TEXT_LIST: "a list of strings",
    NUMBER_LIST: "a list of numbers",
  }[type];
  return {
    code: "WRONG_TYPE",
    message: `${describeKind(value)} does not fit a column of type ${type}.`,
    hint: `Use ${wanted}.`,
  };
}

/** What is wrong with a value of the right type; empty when nothing is. */
function validateRules(value: CellValue, column: Column): ValueProblem[] {
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

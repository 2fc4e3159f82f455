import { ItemError } from "../answers/item-error";
import type { ParsedValue } from "../values/parse-value";
import type { Validation } from "../store/state";

const length = (text: string): number => [...text].length;
const fails = (detail: string): never => {
  throw new ItemError("invalid", detail);
};

/**
 * Holds a value against the rules of its attribute. Expressions are not checked, because their result is not known yet.
 * @throws ItemError `invalid`. Source: Validation of the API model; rules are checked only when a value is written.
 */
export function checkRules(value: ParsedValue, stored: string, rules: Validation = {}): void {
  if (value.kind === "expression") return;
  checkEnum(value, stored, rules);
  if (value.kind === "text") checkText(value.text, rules);
  if (value.kind === "number") checkNumber(value.number, rules);
  if (value.kind === "texts" || value.kind === "numbers") checkSize(value.items.length, rules);
  if (value.kind === "texts") for (const item of value.items) checkText(item, rules);
  if (value.kind === "numbers") for (const item of value.items) checkNumber(item, rules);
}

function checkText(text: string, rules: Validation): void {
  if (rules.MinLength !== undefined && length(text) < rules.MinLength) fails(`shorter than ${rules.MinLength}`);
  if (rules.MaxLength !== undefined && length(text) > rules.MaxLength) fails(`longer than ${rules.MaxLength}`);
}

/** Whether the quotient is whole, with the slack that decimal fractions need in binary. */
function isMultiple(number: number, of: number): boolean {
  const quotient = number / of;
  return Math.abs(quotient - Math.round(quotient)) < 1e-9;
}

function checkNumber(number: number, rules: Validation): void {
  if (rules.Minimum !== undefined && number < rules.Minimum) fails(`less than ${rules.Minimum}`);
  if (rules.Maximum !== undefined && number > rules.Maximum) fails(`more than ${rules.Maximum}`);
  if (rules.ExclusiveMinimum !== undefined && number <= rules.ExclusiveMinimum)
    fails(`not above ${rules.ExclusiveMinimum}`);
  if (rules.ExclusiveMaximum !== undefined && number >= rules.ExclusiveMaximum)
    fails(`not below ${rules.ExclusiveMaximum}`);
  if (rules.MultipleOf !== undefined && !isMultiple(number, rules.MultipleOf))
    fails(`no multiple of ${rules.MultipleOf}`);
}

function checkSize(size: number, rules: Validation): void {
  if (rules.MinValues !== undefined && size < rules.MinValues) fails(`fewer than ${rules.MinValues} items`);
  if (rules.MaxValues !== undefined && size > rules.MaxValues) fails(`more than ${rules.MaxValues} items`);
}

/** The values that a strict Enum is held against: the value itself, or each item of a list. */
function spellings(value: ParsedValue, stored: string): string[] {
  if (value.kind === "texts") return [...value.items];
  if (value.kind === "numbers") return value.items.map(String);
  return [stored];
}

function checkEnum(value: ParsedValue, stored: string, rules: Validation): void {
  if (!rules.Enum?.Strict) return;
  const fold = (text: string): string => (rules.IgnoreCase ? text.toLowerCase() : text);
  const allowed = (rules.Enum.Values ?? []).map(fold);
  for (const text of spellings(value, stored)) if (!allowed.includes(fold(text))) fails("not among the allowed values");
}

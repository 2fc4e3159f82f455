import Big from "big.js";

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;

/** Whether a string is a decimal number that the service can store: digits, at most one point, at most a short exponent. */
export function isDecimal(text: string): boolean {
  return decimal.test(text.trim());
}

/** Whether two texts are the same number, however many digits they have: `1`, `1.0` and `1.00` are. Texts that are no numbers never are. */
export function sameDecimal(a: string, b: string): boolean {
  return isDecimal(a) && isDecimal(b) && parse(a).eq(parse(b));
}

/** The spelling that JSON has for numbers, without an exponent: what every service takes. */
const plainNumber = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/**
 * A number without an exponent, as the service writes numbers. A string keeps its spelling where that is one of JSON's: `1.50`, not `+1.5`.
 * What is not a number is handed on as it is: a preview compares it before validation names it.
 */
export function decimalText(value: number | string): string {
  const text = String(value).trim();
  return plainNumber.test(text) || !isDecimal(text) ? text : parse(text).toFixed();
}

/** The one spelling of a decimal number that all its spellings share. */
export function canonicalDecimal(text: string): string {
  return parse(text).toFixed();
}

function parse(text: string): Big {
  return new Big(text.trim().replace(/^\+/, ""));
}

/** A JavaScript number where that loses nothing, otherwise the text. */
export function fromDecimalText(text: string): number | string {
  const number = Number(text);
  return isDecimal(text) && Number.isFinite(number) && sameDecimal(String(number), text) ? number : text;
}

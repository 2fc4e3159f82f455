import Big from "big.js";

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;

/** Whether a text is a decimal number that the service can store: digits, at most one point, at most a short exponent. */
export function isDecimal(text: string): boolean {
  return decimal.test(text.trim());
}

/** Whether two texts are the same number, however many digits they have: `1`, `1.0` and `1.00` are. Texts that are no numbers never are. */
export function sameDecimal(a: string, b: string): boolean {
  return isDecimal(a) && isDecimal(b) && new Big(a.trim()).eq(b.trim());
}

/** A number without an exponent, as the service writes numbers. A text keeps its own spelling unless it has an exponent. */
export function decimalText(value: number | string): string {
  if (typeof value === "string" && !/e/i.test(value)) return value.trim();
  return new Big(value).toFixed();
}

/** A JavaScript number where that loses nothing, otherwise the text. */
export function fromDecimalText(text: string): number | string {
  const number = Number(text);
  return isDecimal(text) && Number.isFinite(number) && sameDecimal(String(number), text) ? number : text;
}

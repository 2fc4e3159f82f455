import { isAwaited } from "./awaited";

/**
 * The same object, which the SDK can print: it makes a string of every input for its debug log, and fails on one that has a member named
 * `toString`, as a row or a column may be called.
 */
export function printable<T>(value: T): T {
  if (typeof value !== "object" || value === null || isAwaited(value)) return value;
  return Object.defineProperty(value, Symbol.toPrimitive, { value: () => "[object Object]", enumerable: false });
}

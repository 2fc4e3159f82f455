/** Values as the engine hands them over and wants them back: unknown, secret, and without `undefined`. */

/** What the engine puts in place of a value that is not known yet in a preview. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value, or a part of it at any depth, is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === unknownValue;
  return Object.values(value).some(hasUnknown);
}

/** The names, among some, of members that are not known yet. */
export function unknownNames<T extends object, Name extends keyof T>(values: T, names: readonly Name[]): Name[] {
  return names.filter((name) => values[name] !== undefined && hasUnknown(values[name]));
}

/** The engine's mark of a secret: a provider that wraps a value in it gets the value stored encrypted, and plain again later. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** A value that is encrypted in state and hidden in every display. */
export function wrapSecret(value: unknown): unknown {
  return { [signatureKey]: secretSignature, value };
}

/** The same data without `undefined`, which the engine's protocol cannot carry. */
export function plainJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

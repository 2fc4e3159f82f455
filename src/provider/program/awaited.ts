import * as pulumi from "@pulumi/pulumi";

/** Whether a value of a program is known only later. */
export function isAwaited(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** Whether nothing in a value is known only later. */
export function isPlain(value: unknown): boolean {
  if (isAwaited(value)) return false;
  return typeof value !== "object" || value === null || Object.values(value).every(isPlain);
}

import { limits, type Limits } from "./limits";

/**
 * Limits as they are to be.
 * @throws Error that names a limit that does not exist, or that is not a number.
 */
export function checkLimits(changes: Readonly<Record<string, unknown>> = {}): Partial<Limits> {
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(limits, name)) throw new Error(`There is no limit "${name}".`);
    if (typeof value !== "number") throw new Error(`Limit "${name}" takes a number.`);
  }
  return changes;
}

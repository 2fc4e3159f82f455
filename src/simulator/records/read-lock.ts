import type { Fields } from "../http/fields";
import type { LockVersion } from "../store/state";

/** Reads a LockVersion member; undefined when it is absent. */
export function readLock(fields: Fields): LockVersion | undefined {
  if (fields.optionalObject("LockVersion") === undefined) return undefined;
  const lock = fields.nested("LockVersion");
  const parts = ["DataTable", "Attribute", "PrimaryValues", "Value"] as const;
  return Object.fromEntries(
    parts.flatMap((part) => {
      const value = lock.optionalText(part);
      return value === undefined ? [] : [[part, value]];
    }),
  );
}

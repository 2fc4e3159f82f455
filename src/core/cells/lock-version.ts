/** Which part of a lock version says what: the one that a lock level compares, and the one that changes with a cell's value. */
import type { LockLevel, LockPart, LockVersion } from "../model";

const levelParts = {
  NONE: undefined,
  VALUE: "Value",
  ATTRIBUTE: "Attribute",
  PRIMARY_VALUE: "PrimaryValues",
  DATA_TABLE: "DataTable",
} as const satisfies Record<LockLevel, LockPart | undefined>;

/** The part that a lock level compares; `undefined` for `NONE` and for a level that is not known. */
export function levelPart(level: LockLevel | undefined): LockPart | undefined {
  return level && levelParts[level];
}

/** The part of a cell's lock version that changes with its value, and names it: the cell's own, else the one that the lock level compares. */
export function valueVersion(version: LockVersion, level: LockLevel | undefined): string | undefined {
  const part = version.Value !== undefined ? "Value" : levelPart(level);
  const text = part && version[part];
  return text === undefined ? undefined : `${part} ${text}`;
}

import { ItemError } from "../answers/item-error";
import { levelPart } from "./lock-version";
import type { LockLevel, LockVersion } from "../store/state";
import type { Switches } from "../world/switches";

/** What a batch does to a cell. */
export type Verb = "create" | "update" | "delete";

/**
 * Holds the lock version of an item against the live one. A part that has no live counterpart (the record of a first value) is
 * not demanded. A create is never held to a Value part, because there is no value yet.
 * @throws ItemError `stale`, or `invalid` when a lock version is demanded and missing.
 */
export function checkLock(
  verb: Verb,
  level: LockLevel,
  sent: LockVersion | undefined,
  live: LockVersion,
  switches: Switches,
): void {
  if (level === "NONE") {
    const demanded = verb !== "create" && switches.lockAtNone === "required";
    if (demanded && isEmpty(sent)) throw new ItemError("invalid", "LockVersion is required");
    return;
  }
  const own = levelPart[level];
  const needed = isRequired(verb, level, switches) && live[own] !== undefined;
  if (needed && sent?.[own] === undefined) throw new ItemError("invalid", `LockVersion.${own} is required`);
  for (const part of comparedParts(level, switches)) {
    if (verb === "create" && part === "Value") continue;
    if (sent?.[part] !== undefined && sent[part] !== live[part]) throw new ItemError("stale");
  }
}

/** The part that goes by the level; where the table's part never moves, level DATA_TABLE can only hold the cell's own. */
function decidingParts(level: Exclude<LockLevel, "NONE">, switches: Switches): (keyof LockVersion)[] {
  const part = levelPart[level];
  return part === "DataTable" && switches.tablePartMoves === "never" ? ["DataTable", "Value"] : [part];
}

function comparedParts(level: Exclude<LockLevel, "NONE">, switches: Switches): (keyof LockVersion)[] {
  if (switches.checkedParts === "sent") return ["DataTable", "Attribute", "PrimaryValues", "Value"];
  const parts = decidingParts(level, switches);
  return switches.checkedParts === "level-and-value" ? [...parts, "Value"] : parts;
}

function isRequired(verb: Verb, level: Exclude<LockLevel, "NONE">, switches: Switches): boolean {
  if (verb !== "create") return switches.lockOnUpdate === "required";
  if (switches.lockOnCreate === "coarse") return level !== "VALUE";
  return switches.lockOnCreate === "data-table" && level === "DATA_TABLE";
}

function isEmpty(lock: LockVersion | undefined): boolean {
  return Object.values(lock ?? {}).every((part) => part === undefined);
}

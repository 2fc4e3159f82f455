import { sameButForNormalisation } from "../cells/cell-value";
import type { LiveCell, LockLevel } from "../model";
import type { RecordedCell } from "./cells";

/**
 * Whether the live value is what the service made of the one that state records: the lock version is still the one that our write was
 * answered with. Only a part that moves with the cell's value can tell; where none is recorded, a likely normalisation is taken for one.
 */
export function wasRewritten(
  recorded: RecordedCell | undefined,
  live: LiveCell | undefined,
  level: LockLevel | undefined,
): boolean {
  if (!recorded || !live) return false;
  const { lockVersion: before } = recorded;
  const { lockVersion: now } = live;
  if (Object.keys(before).length === 0) return sameButForNormalisation(recorded.text, live.value);
  if (before.Value !== undefined || now.Value !== undefined) return before.Value === now.Value;
  if (level === "ATTRIBUTE") return before.Attribute !== undefined && before.Attribute === now.Attribute;
  if (level === "PRIMARY_VALUE")
    return before.PrimaryValues !== undefined && before.PrimaryValues === now.PrimaryValues;
  return level === "DATA_TABLE" && before.DataTable !== undefined && before.DataTable === now.DataTable;
}

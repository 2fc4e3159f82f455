import { valueVersion } from "../cells/lock-version";
import { sameButForNormalisation } from "../cells/cell-value";
import type { CellAddress } from "../cells/cell-map";
import type { LiveCell, LockLevel, ValueType } from "../model";
import type { DeclaredCell, OwnedCell } from "./cells";

/** One cell of the three, with the service's texts of what is recorded and declared. */
export interface CellInQuestion extends CellAddress {
  readonly valueType: ValueType;
  readonly recorded?: OwnedCell;
  readonly live?: LiveCell;
  readonly desired?: DeclaredCell;
  readonly before?: string;
  readonly after?: string;
}

/**
 * Whether the live value is what the service made of the one that state records: the lock version is still the one that our write was
 * answered with. Only a part that moves with the cell's value can tell; where none is recorded, a likely normalisation is taken for one.
 */
export function wasRewritten(
  { recorded, live, before: text = "" }: CellInQuestion,
  level: LockLevel | undefined,
): boolean {
  if (!recorded || !live) return false;
  const { lockVersion: before } = recorded;
  if (Object.keys(before).length === 0) return sameButForNormalisation(text, live.value);
  const version = valueVersion(before, level);
  return version !== undefined && version === valueVersion(live.lockVersion, level);
}

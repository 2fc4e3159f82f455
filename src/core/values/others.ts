/** The rules for cells that others own: those of `initial` columns once they have a value, and those that an earlier run was told to leave. */
import { sameButForNormalisation, sameValue } from "../cells/cell-value";
import type { LockLevel } from "../model";
import { lockText } from "./resolve";
import { wasRewritten, type CellInQuestion } from "./rewritten";

/**
 * `stays`: nothing to write and nothing to tell; `initial`, `left`: state follows what others have; `drift`: as left earlier; `exclusive`: no
 * one declares it, and it goes; `conflict`: no longer as it was left.
 */
export type OthersRule = "stays" | "initial" | "left" | "drift" | "exclusive" | "conflict";

/** One cell. */
interface OthersCell extends CellInQuestion {
  /** No one declares the cell, and exclusive mode removes what no one declares. */
  readonly isRemovable: boolean;
  readonly lockLevel?: LockLevel;
}

type Same = (a: string | undefined, b: string | undefined) => boolean;

/** The rule for a cell; `undefined` where the four rules hold. */
export function ruleOfOthers(cell: OthersCell, same: Same): OthersRule | undefined {
  const { recorded, desired } = cell;
  const isInitial = desired ? desired.initial : recorded?.initial;
  if (isInitial) return desired ? ruleOfDeclared(cell, same) : ruleOfGoing(cell, same);
  return recorded?.left ? ruleOfLeft(cell, same) : undefined;
}

/** A declared initial cell: once recorded it is left alone, and one that is there before is not replaced. */
function ruleOfDeclared({ recorded, live, after }: OthersCell, same: Same): OthersRule | undefined {
  if (recorded) return "stays";
  if (!live || after === undefined || same(live.value, after)) return undefined;
  return sameButForNormalisation(live.value, after) ? undefined : "initial";
}

/** An initial cell that is declared no longer: deleted if it has the value that we wrote. */
function ruleOfGoing(cell: OthersCell, same: Same): OthersRule | undefined {
  const { recorded, live, before, isRemovable, lockLevel } = cell;
  if (!live || !recorded) return undefined;
  const isOurs = !recorded.left && (same(live.value, before) || wasRewritten(cell, lockLevel));
  if (isOurs) return undefined;
  return isRemovable ? "exclusive" : "initial";
}

/** A cell that was left: as long as neither the program nor the live value changes, it still is. Dropping it leaves it too. */
function ruleOfLeft(cell: OthersCell, same: Same): OthersRule | undefined {
  const { live, desired, before, after, isRemovable } = cell;
  if (same(live?.value, after)) return undefined;
  if (!desired && isRemovable) return "exclusive";
  if (!isAsLeft(cell)) return "conflict";
  if (!desired) return "left";
  return same(after, before) ? "drift" : "conflict";
}

/** Whether what is live is still what was left. */
export function isAsLeft({ recorded, live, valueType }: Left): boolean {
  const { left, lockVersion = {} } = recorded ?? {};
  if (!left) return false;
  if (left.byLock) {
    const lock = lockText(lockVersion);
    return lock !== undefined && live !== undefined && lockText(live.lockVersion) === lock;
  }
  if (left.text === undefined || live === undefined) return left.text === live?.value;
  return sameValue(left.text, live.value, valueType);
}

type Left = Pick<CellInQuestion, "recorded" | "live" | "valueType">;

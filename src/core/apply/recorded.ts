import { cellMap, type CellAddress, type Cells } from "../cells/cell-map";
import type { Attributes, LockLevel, LockVersion } from "../model";
import type { DeclaredCell, OwnedCell } from "../values/cells";
import { textOf } from "../cells/cell-value";
import type { Kept, Settled } from "../values/plan";
import type { LockChain } from "./lock-chain";

/** A write that the service confirmed; `value` is absent for a delete. */
export interface Written extends CellAddress {
  readonly value?: string;
  readonly lockVersion?: LockVersion;
}

/** What happened to the cells of a run. */
export interface Outcome {
  readonly attributes: Attributes;
  readonly settled: readonly Settled[];
  readonly written: readonly Written[];
  /** Cells that are left to others. */
  readonly kept?: readonly Kept[];
  readonly chain: LockChain;
  readonly lockLevel?: LockLevel;
  /** Whether a cell that was not recorded before was there before us. */
  readonly isFound: (cell: CellAddress) => boolean;
}

/** Whether the service stores two values of one cell as one string. */
function isSame(one: DeclaredCell, other: DeclaredCell, attributes: Attributes): boolean {
  return one.value === other.value || textOf(one, attributes) === textOf(other, attributes);
}

/**
 * What state records after a run: `before`, with what was found settled and what was written; the rest stays as it was. A value that is the
 * desired one is spelled as the program spells it. Lock versions are brought forward along the chain, so this comes after the last write.
 */
export function recordOutcome(
  before: Cells<OwnedCell>,
  desired: Cells<DeclaredCell>,
  { attributes, settled, written, kept = [], chain, lockLevel, isFound }: Outcome,
): Cells<OwnedCell> {
  const after = cellMap(before);
  for (const { rowKey, attribute, value, lockVersion = {} } of [...settled, ...written]) {
    const cell = desired.get({ rowKey, attribute });
    const recorded = before.get({ rowKey, attribute });
    if (value === undefined || !cell) after.delete({ rowKey, attribute });
    else after.set({ ...cell, lockVersion, found: recorded ? recorded.found : isFound(cell) });
  }
  for (const { rowKey, attribute, live, lockVersion = {} } of kept) {
    const cell = desired.get({ rowKey, attribute });
    const { found } = before.get({ rowKey, attribute }) ?? { found: true };
    if (cell) after.set({ ...cell, lockVersion, found, left: { text: live } });
    else after.delete({ rowKey, attribute });
  }
  return after.map((cell) => {
    const { rowKey, attribute, primaryValues, taken, found, initial, left } = cell;
    const wanted = desired.get(cell);
    const isDesired = wanted !== undefined && isSame(wanted, cell, attributes);
    // Left because its column was `initial`, which it is no longer: what is live is drift like any other, and no version of ours.
    const isTakenBack = left !== undefined && initial === true && wanted !== undefined && !wanted.initial;
    return {
      ...{ rowKey, attribute, primaryValues, value: isDesired ? wanted.value : cell.value },
      lockVersion: isTakenBack ? {} : chain.latest(cell, cell.lockVersion, lockLevel),
      ...(initial && { initial }),
      ...(found && { found }),
      ...(left && !isTakenBack && { left }),
      ...(taken && !isDesired && { taken }),
    };
  });
}

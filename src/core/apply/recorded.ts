import { cellMap, type CellAddress, type Cells } from "../cells/cell-map";
import type { LockChain } from "./lock-chain";
import type { LockLevel, LockVersion } from "../model";
import type { RecordedCell, Settled } from "../values/plan";
import { viewCells } from "../cells/view-cells";

/** A write that the service confirmed; `value` is absent for a delete. */
export interface Written extends CellAddress {
  readonly value?: string;
  readonly lockVersion?: LockVersion;
}

/**
 * What state records after a run: `before`, with what was found settled and what was written; the rest stays as it was. Lock versions are
 * brought forward along the chain when they are read, so it is to be read after the last write.
 */
export function recordOutcome(
  before: Cells<RecordedCell>,
  outcome: {
    readonly settled: readonly Settled[];
    readonly written: readonly Written[];
    readonly chain: LockChain;
    readonly lockLevel?: LockLevel;
    /** Whether a cell was there before us, for one that was not recorded before, or of which that is not known. */
    readonly isFound: (cell: CellAddress) => boolean;
  },
): Cells<RecordedCell> {
  const after = cellMap(before);
  for (const { rowKey, attribute, value, lockVersion = {} } of [...outcome.settled, ...outcome.written]) {
    const { found = false, uncertain = false } = before.get({ rowKey, attribute }) ?? { uncertain: true };
    if (value === undefined) after.delete({ rowKey, attribute });
    else after.set({ rowKey, attribute, value, lockVersion, ...(found && { found }), ...(uncertain && { uncertain }) });
  }
  const { chain, lockLevel } = outcome;
  return viewCells(after, ({ uncertain, found: known, ...cell }) => {
    const { version } = chain.forward(cell, cell.lockVersion);
    const found = uncertain ? outcome.isFound(cell) : known;
    return { ...cell, lockVersion: chain.latest(cell, version, lockLevel), ...(found && { found }) };
  });
}

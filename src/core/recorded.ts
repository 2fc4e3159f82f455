import { cellKey, type CellAddress, type CellMap } from "./cell-map";
import type { LockChain } from "./lock-chain";
import type { LockLevel, LockVersion } from "./model";
import type { RecordedCell, Settled } from "./plan";

/** A write that the service confirmed; `value` is absent for a delete. */
export interface Written extends CellAddress {
  readonly value?: string;
  readonly lockVersion?: LockVersion;
}

/** What state records after a run: `before`, with what was found settled and what was written. Copies; the rest stays as it was. */
export function recordOutcome(
  before: CellMap<RecordedCell>,
  outcome: {
    readonly settled: readonly Settled[];
    readonly written: readonly Written[];
    readonly chain: LockChain;
    readonly lockLevel?: LockLevel;
  },
): CellMap<RecordedCell> {
  const after: CellMap<RecordedCell> = new Map(before);
  for (const cell of [...outcome.settled, ...outcome.written]) {
    const { rowKey, attribute, value, lockVersion = {} } = cell;
    if (value === undefined) after.delete(cellKey(cell));
    else after.set(cellKey(cell), { rowKey, attribute, value, lockVersion });
  }
  for (const [key, cell] of after) {
    const { version } = outcome.chain.forward(cell, cell.lockVersion);
    after.set(key, { ...cell, lockVersion: outcome.chain.latest(cell, version, outcome.lockLevel) });
  }
  return after;
}

/** The reading half of a reconciliation: what is in question is observed and planned. Nothing is written. */
import { cellMap, type CellAddress, type Cells } from "../../core/cells/cell-map";
import type { Attributes, LiveCell, LockLevel, PrimaryValues } from "../../core/model";
import {
  cellsToRead,
  intendedCells,
  pagesOf,
  planTable,
  renamedIntent,
  respelledIntent,
  type IntendedCells,
  type TableIntent,
  type TablePlan,
} from "../../core/values/plan-table";
import { parseRowKey } from "../../core/cells/row-key";
import { keepCells } from "../../core/cells/view-cells";
import type { WriteMemory } from "../../core/apply/write-memory";
import type { CellTarget, TableGateway } from "../ports";
import { observeAll, observeAttributes, observeCells } from "./observe";

/** What was seen and what follows from it. */
export interface Prepared {
  readonly attributes: Attributes;
  readonly cells: IntendedCells;
  readonly live: Cells<LiveCell>;
  /** The cells that were looked at, which the plan is about; absent where `live` is the whole table. */
  readonly asked?: Cells<CellAddress>;
  readonly plan: TablePlan;
}

/** What is needed to read. */
export interface PrepareInput extends TableIntent {
  readonly gateway: TableGateway;
  readonly primaryAttributes: readonly string[];
  readonly batchSize: number;
  /** The columns, when they were read in this process before. */
  readonly attributes?: Attributes;
  /** The lock level that state records; absent when none is recorded. */
  readonly lockLevel?: LockLevel;
  readonly memory: WriteMemory;
  /** Whether this run has removed a cell: a read that lags behind may still show it. Default: it has removed none. */
  readonly wasRemoved?: (cell: CellAddress) => boolean;
}

/** Observes what is in question and plans it. A conflict is looked at twice, because a read may lag behind a write. */
export async function prepare(given: PrepareInput): Promise<Prepared> {
  const { gateway, batchSize, memory } = given;
  const attributes = given.attributes ?? (await observeAttributes(gateway));
  const input = respelledIntent(renamedIntent(given), attributes);
  const cells = intendedCells(input, attributes);
  const asked = cellsToRead(input, cells, batchSize);
  const rows = knownRows(input);
  const options = { attributes, rows, batchSize, memory, pages: pagesOf(input) };
  const targetsOf = (addresses: Iterable<CellAddress>) => toTargets(addresses, input.primaryAttributes);
  const { wasRemoved } = given;
  const seen = asked
    ? await observeCells(gateway, targetsOf(asked), options)
    : await observeAll(gateway, attributes, rows);
  const live = wasRemoved ? keepCells(seen, (cell) => !wasRemoved(cell)) : seen;
  const planOptions = { asked, lockLevel: input.lockLevel };
  const plan = planTable(input, cells, live, planOptions);
  const prepared = { attributes, cells, live, asked, plan };
  if (plan.conflicts.length === 0) return prepared;
  const again = targetsOf(plan.conflicts);
  const current = cellMap(live);
  again.forEach((cell) => current.delete(cell));
  for (const cell of await observeCells(gateway, again, { ...options, pages: Infinity })) {
    if (!wasRemoved?.(cell)) current.set(cell);
  }
  return { ...prepared, live: current, plan: planTable(input, cells, current, planOptions) };
}

/** Every row that the program or state names, with its key; rows of which every cell is released included. */
export function knownRows(
  input: Pick<PrepareInput, "owned" | "declared" | "named" | "primaryAttributes">,
): ReadonlyMap<string, PrimaryValues> {
  const rows = new Map<string, PrimaryValues>();
  for (const cells of [input.owned, input.declared]) {
    for (const rowKey of cells.rowKeys()) {
      const [cell] = cells.row(rowKey);
      if (cell) rows.set(rowKey, cell.primaryValues);
    }
  }
  const released = new Map<string, PrimaryValues>();
  for (const rowKey of input.named?.rows() ?? []) {
    const primaryValues = rows.has(rowKey) ? undefined : parseRowKey(rowKey, input.primaryAttributes);
    if (primaryValues) released.set(rowKey, primaryValues);
  }
  // Where two spellings mean one row, the later one counts: that of a row with cells.
  return released.size === 0 ? rows : new Map([...released, ...rows]);
}

function toTargets(cells: Iterable<CellAddress>, primaryAttributes: readonly string[]): CellTarget[] {
  return [...cells].flatMap((cell) => {
    const primaryValues = parseRowKey(cell.rowKey, primaryAttributes);
    return primaryValues ? [{ ...cell, primaryValues }] : [];
  });
}

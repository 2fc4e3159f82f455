/** The reading half of a reconciliation: what is in question is observed and planned. Nothing is written. */
import type { WriteMemory } from "../../core/apply/batch";
import { cellMap, cellsAt, type CellAddress, type Cells } from "../../core/cells/cell-map";
import { parseRowKey } from "../../core/cells/row-key";
import type { Attributes, LiveCell, LockLevel, PrimaryValues } from "../../core/model";
import type { TableIntent } from "../../core/values/intent";
import {
  planTable,
  cellsToRead,
  joinTable,
  pagesOf,
  type TablePlan,
  type TableRows,
} from "../../core/values/table-rows";
import type { CellTarget, TableGateway } from "../ports";
import { observeAll, observeAttributes, observeCells, type KnownRows, type ReadOptions } from "./observe";

/** What was seen and what follows from it. */
export interface Prepared {
  readonly attributes: Attributes;
  readonly rows: TableRows;
  /** How cells are read. */
  readonly reading: ReadOptions;
  readonly live: Cells<LiveCell>;
  /** The cells that were looked at, which the plan is about; absent where `live` is the whole table. */
  readonly asked?: Cells<CellAddress>;
  readonly plan: TablePlan;
}

/** Live cells that were read, and which were asked for: all of them where `asked` is absent. */
export type Seen = Pick<Prepared, "asked" | "live">;

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
  /** What this process has read before. It is read again unless each value has a lock version of its own, which then guards its write. */
  readonly seen?: Seen;
  /** Whether this run has removed a cell: a read that lags behind may still show it. Default: it has removed none. */
  readonly wasRemoved?: (cell: CellAddress) => boolean;
}

/** Observes what is in question and plans it. A conflict is looked at twice, because a read may lag behind a write. */
export async function prepare(input: PrepareInput): Promise<Prepared> {
  const { gateway, batchSize, memory, primaryAttributes, lockLevel, wasRemoved } = input;
  const attributes = input.attributes ?? (await observeAttributes(gateway));
  const rows = joinTable(input, attributes);
  const asked = cellsToRead(rows, batchSize);
  const known = { attributes, rows: knownRows(rows, primaryAttributes), recorded: rows.owned.rows };
  const reading = { ...known, batchSize, memory, pages: pagesOf(rows) };
  const targetsOf = (addresses: Iterable<CellAddress>) => toTargets(addresses, primaryAttributes);
  const current =
    seenBefore(input, rows, asked) ??
    (asked ? await observeCells(gateway, targetsOf(asked), reading) : await observeAll(gateway, reading));
  const live = wasRemoved ? current.filter((cell) => !wasRemoved(cell)) : current;
  const plan = planTable(rows, live, { asked, lockLevel });
  const prepared = { attributes, rows, reading, live, asked, plan };
  if (plan.conflicts.length === 0) return prepared;
  const doubtful = targetsOf(plan.conflicts);
  const again = cellMap(live);
  doubtful.forEach((cell) => again.delete(cell));
  for (const cell of await observeCells(gateway, doubtful, { ...reading, pages: Infinity })) {
    if (!wasRemoved?.(cell)) again.set(cell);
  }
  return { ...prepared, live: again, plan: planTable(rows, again, { asked, lockLevel }) };
}

/**
 * What was read before, where that is enough: no row moves, and a write of what another writer changed since is refused. Where the whole table
 * would be read again, only one change may go without: a refused one must find nothing written before it.
 */
function seenBefore(
  { seen, lockLevel, ownership, suspects }: PrepareInput,
  rows: TableRows,
  asked: Cells<CellAddress> | undefined,
): Cells<LiveCell> | undefined {
  if (!seen || lockLevel !== "VALUE" || rows.moves.length > 0) return undefined;
  const { asked: before, live } = seen;
  if (!asked) {
    const differences = rows.differences[Symbol.iterator]();
    const { value: change } = differences.next();
    const isGuarded = change && change.kind !== "create" && live.get(change)?.lockVersion.Value !== undefined;
    const isOnly = isGuarded && differences.next().done === true && (suspects?.length ?? 0) === 0;
    return isOnly && ownership === "declared" && !before ? live : undefined;
  }
  if (before && [...asked].some((cell) => !before.has(cell))) return undefined;
  return cellsAt(live, asked);
}

/** Every row that the program or state names, with its key; rows of which every cell is released included. */
export function knownRows(
  {
    owned,
    intent: { declared, named },
  }: { readonly owned: TableRows["owned"]; readonly intent: Pick<TableIntent, "declared" | "named"> },
  primaryAttributes: readonly string[],
): KnownRows {
  const rows = new Map<string, PrimaryValues>();
  for (const cells of [owned, declared]) {
    for (const [rowKey, [cell]] of cells.rows) if (cell) rows.set(rowKey, cell.primaryValues);
  }
  const released = new Map<string, PrimaryValues>();
  for (const rowKey of named?.rows ?? []) {
    const primaryValues = rows.has(rowKey) ? undefined : parseRowKey(rowKey, primaryAttributes);
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

/** The reading half of a reconciliation: what is in question is observed and planned. Nothing is written. */
import { cellKey, type CellAddress, type CellMap } from "../core/cell-map";
import { limits } from "../core/limits";
import type { Attributes, LiveCell, LockLevel, PrimaryValues } from "../core/model";
import {
  cellsInQuestion,
  intendedCells,
  planTable,
  renamedIntent,
  respelledIntent,
  type IntendedCells,
  type TableIntent,
  type TablePlan,
} from "../core/plan-table";
import { parseRowKey } from "../core/row-key";
import type { WriteMemory } from "../core/write-memory";
import type { CellTarget, TableGateway } from "./gateway";
import { observeAll, observeAttributes, observeCells } from "./observe";

/** What was seen and what follows from it. */
export interface Prepared {
  readonly attributes: Attributes;
  readonly cells: IntendedCells;
  readonly live: CellMap<LiveCell>;
  /** Whether `live` is the whole table. */
  readonly complete: boolean;
  /** Whether a cell was looked at; the plan is about these. */
  readonly seen: (cell: CellAddress) => boolean;
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
}

/** Observes what is in question and plans it. A conflict is looked at twice, because a read may lag behind a write. */
export async function prepare(given: PrepareInput): Promise<Prepared> {
  const { gateway, batchSize, memory } = given;
  const attributes = given.attributes ?? (await observeAttributes(gateway));
  const input = respelledIntent(renamedIntent(given), attributes);
  const cells = intendedCells(input, attributes);
  const targets = toTargets(cellsInQuestion(cells), input.primaryAttributes);
  const pages = Math.max(1, Math.ceil(cells.recorded.size / limits.pageSize));
  const rows = knownRows(input);
  const described = Math.ceil(targets.length / batchSize);
  const complete = input.ownership === "exclusive" || (described >= pages && targets.length > 0);
  const options = { attributes, rows, batchSize, memory, pages };
  const live = complete ? await observeAll(gateway, attributes, rows) : await observeCells(gateway, targets, options);
  const asked = new Set(targets.map(cellKey));
  const seen = (cell: CellAddress) => complete || asked.has(cellKey(cell));
  const plan = planTable(input, cells, live, { seen, lockLevel: input.lockLevel });
  const prepared = { attributes, cells, live, complete, seen, plan };
  if (plan.conflicts.length === 0) return prepared;
  const again = toTargets(plan.conflicts, input.primaryAttributes);
  const current = new Map(live);
  again.forEach((cell) => current.delete(cellKey(cell)));
  for (const [key, cell] of await observeCells(gateway, again, { ...options, pages: Infinity })) current.set(key, cell);
  return { ...prepared, live: current, plan: planTable(input, cells, current, { seen, lockLevel: input.lockLevel }) };
}

/** Every row that the program or state names, with its key; rows of which every cell is released included. */
export function knownRows(
  input: Pick<PrepareInput, "owned" | "declared" | "named" | "primaryAttributes">,
): ReadonlyMap<string, PrimaryValues> {
  const rows = new Map<string, PrimaryValues>();
  for (const cells of [input.owned, input.declared] as const)
    for (const { rowKey, primaryValues } of cells) rows.set(rowKey, primaryValues);
  const released = new Map<string, PrimaryValues>();
  for (const rowKey of input.named?.rows ?? []) {
    const primaryValues = rows.has(rowKey) ? undefined : parseRowKey(rowKey, input.primaryAttributes);
    if (primaryValues) released.set(rowKey, primaryValues);
  }
  // Where two spellings mean one row, the later one counts: that of a row with cells.
  return released.size === 0 ? rows : new Map([...released, ...rows]);
}

function toTargets(cells: readonly CellAddress[], primaryAttributes: readonly string[]): CellTarget[] {
  return cells.flatMap((cell) => {
    const primaryValues = parseRowKey(cell.rowKey, primaryAttributes);
    return primaryValues ? [{ ...cell, primaryValues }] : [];
  });
}

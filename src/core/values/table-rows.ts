/**
 * The join: what state records and what the program declares of one table, brought once under the same names, keys and texts. What differs,
 * what to read, the plan, the guard and what is recorded in the end are all asked of these rows. Pure.
 */
import { cellKey, CellMap, cellMap, columnsOf, rowsOf, type CellAddress, type Cells } from "../cells/cell-map";
import { foldRow, parseRowKey } from "../cells/row-key";
import { limits } from "../limits";
import type { Attributes } from "../model";
import { desiredCell, recordedCell, sameMeaning, type DesiredCell, type OwnedCell, type RecordedCell } from "./cells";
import type { TableIntent } from "./intent";
import { activeMoves, moveCells, type Move } from "./moves";
import { renameCells } from "./renames";

/** Both sides of a table. */
export interface TableRows {
  readonly intent: TableIntent;
  /** All that state records, under the names of today's columns and the program's spelling of keys. */
  readonly owned: Cells<OwnedCell>;
  /** The same with the service's texts, without the cells that are released. */
  readonly recorded: Cells<RecordedCell>;
  readonly desired: Cells<DesiredCell>;
  /** Moves of rows that state records, in the order in which they can run. */
  readonly moves: readonly Move[];
  /** Whether a column that state records has another name now. */
  readonly isRenamed: boolean;
  /** Where the program differs from state; compared once. */
  readonly differences: Differences;
}

/** Cells of which the program does not say what state records, by what happens to them. A recorded cell of an `initial` column is not updated. */
export interface Differences {
  readonly created: readonly DesiredCell[];
  readonly updated: readonly DesiredCell[];
  readonly deleted: readonly RecordedCell[];
}

/** Joins what an intent records and declares. `attributes`: the columns as far as they are known. */
export function joinTable(intent: TableIntent, attributes: Attributes): TableRows {
  const renamed = renamedCells(intent);
  const owned = respelledCells(renamed ?? intent.owned, intent, attributes);
  const kept = owned.filter((cell) => !intent.isReleased(cell));
  const recorded = kept.map((cell) => recordedCell(cell, attributes));
  const desired = intent.declared.map((cell) => desiredCell(cell, attributes));
  const moves = intent.moves.length === 0 ? [] : activeMoves(intent.moves, rowsOf(kept), namedRows(intent));
  const rows = { intent, owned, recorded, desired, moves, isRenamed: renamed !== undefined };
  return { ...rows, differences: differencesOf(rows) };
}

/** The recorded cells under the names that their columns have now; `undefined` where no name changes. */
function renamedCells({ owned, declared, named, renamed }: TableIntent): Cells<OwnedCell> | undefined {
  if (Object.keys(renamed).length === 0) return undefined;
  const before = [...owned];
  const after = renameCells(before, renamed, [...columnsOf(declared), ...(named?.columns ?? [])]);
  return after.some((cell, index) => cellKey(cell) !== cellKey(before[index] ?? cell)) ? cellMap(after) : undefined;
}

/**
 * The recorded cells under the keys that the program has for the same rows: `Berlin` or `berlin` where a key column ignores case, `1` or
 * `1.0` where it holds numbers. A row that moves is left to its move.
 */
function respelledCells(owned: Cells<OwnedCell>, intent: TableIntent, attributes: Attributes): Cells<OwnedCell> {
  const keys = [...attributes.values()].filter((attribute) => attribute.primary);
  if (!keys.some((attribute) => attribute.valueType === "NUMBER" || attribute.validation?.ignoreCase)) return owned;
  const fold = foldRow(attributes);
  const recorded = rowsOf(owned);
  const declared = namedRows(intent);
  const moving = new Set(intent.moves.map((move) => move.from));
  const names = keys.map(({ name }) => name);
  const spelling = new Map<string, Pick<OwnedCell, "rowKey" | "primaryValues">>();
  for (const rowKey of declared) {
    const primaryValues = recorded.has(rowKey) ? undefined : parseRowKey(rowKey, names);
    if (primaryValues) spelling.set(fold(primaryValues), { rowKey, primaryValues });
  }
  const respelled = new CellMap<OwnedCell>();
  for (const cell of owned) {
    const isNamed = declared.has(cell.rowKey) || moving.has(cell.rowKey);
    const { rowKey, primaryValues } = (isNamed ? undefined : spelling.get(fold(cell.primaryValues))) ?? cell;
    respelled.set({ ...cell, rowKey, primaryValues });
  }
  return respelled;
}

function namedRows({ declared, named }: TableIntent): ReadonlySet<string> {
  return new Set([...rowsOf(declared), ...(named?.rows ?? [])]);
}

/** Where the program differs from state; a row that moves counts under its new key. The one comparison of the two. */
function differencesOf({ intent, recorded, desired, moves }: Omit<TableRows, "differences">): Differences {
  const moved = moveCells(recorded, moves);
  const before = moved === recorded ? recorded : moved.filter((cell) => !intent.isReleased(cell));
  const created: DesiredCell[] = [];
  const updated: DesiredCell[] = [];
  for (const cell of desired) {
    const old = before.get(cell);
    if (!old) created.push(cell);
    else if (!cell.initial && !sameMeaning(old, cell)) updated.push(cell);
  }
  return { created, updated, deleted: [...before].filter((cell) => !desired.has(cell)) };
}

/** Whether the program asks for nothing that state does not record. */
export function isSettled({ moves, isRenamed, differences: { created, updated, deleted } }: TableRows): boolean {
  return created.length + updated.length + deleted.length + moves.length === 0 && !isRenamed;
}

/**
 * The cells to read before a plan, or `undefined` for the whole table: in exclusive mode, and where naming the cells would take no fewer
 * requests than listing them all.
 */
export function cellsToRead(rows: TableRows, batchSize: number): Cells<CellAddress> | undefined {
  const { intent, moves, recorded, differences } = rows;
  if (intent.ownership === "exclusive") return undefined;
  const { created, updated, deleted } = differences;
  const left = [...recorded].filter((cell) => cell.left && !cell.initial);
  const ends = moves.flatMap(({ from, to }) => recorded.row(from).flatMap((cell) => [cell, { ...cell, rowKey: to }]));
  const asked = new CellMap<CellAddress>();
  for (const { rowKey, attribute } of [
    ...(intent.suspects ?? []),
    ...created,
    ...updated,
    ...deleted,
    ...left,
    ...ends,
  ]) {
    asked.set({ rowKey, attribute });
  }
  return asked.size > batchSize * (pagesOf(rows) - 1) ? undefined : asked;
}

/** Requests that listing the whole table takes, as far as state tells. */
export function pagesOf({ owned }: Pick<TableRows, "owned">): number {
  return Math.max(1, Math.ceil(owned.size / limits.pageSize));
}

import { cellMap, cellsAt, type Cells } from "../../core/cells/cell-map";
import type { Attributes, LiveCell, PrimaryValues } from "../../core/model";
import { cellLabel, foldRow, looseFold } from "../../core/cells/row-key";
import { groupBy } from "../../core/group";
import type { WriteMemory } from "../../core/apply/batch";
import type { CellTarget, TableGateway } from "../ports";
import { isServiceError, ServiceError } from "../service-error";

/** The columns by name, in one request. */
export async function observeAttributes(gateway: TableGateway): Promise<Attributes> {
  return new Map((await gateway.listAttributes()).map((attribute) => [attribute.name, attribute]));
}

/** The rows that a program or state names: the spelling in which live rows are to be reported. */
export type KnownRows = ReadonlyMap<string, PrimaryValues>;

/** Which columns and rows are known before a read. */
interface KnownTable {
  readonly attributes: Attributes;
  readonly rows: KnownRows;
  /** Rows that were written before: a key that differs as the service may store it is theirs. Default: none. */
  readonly recorded?: Pick<ReadonlySet<string>, "has">;
}

/** Every live cell of the table. */
export async function observeAll(gateway: TableGateway, known: KnownTable): Promise<Cells<LiveCell>> {
  return cellMap(adopt(await gateway.listValues(), known));
}

/** How `observeCells` reads. */
export interface ReadOptions extends KnownTable {
  readonly batchSize: number;
  readonly memory: WriteMemory;
  /** Requests that reading the whole table takes, as far as known. */
  readonly pages: number;
  /** Takes a cell that may not be read while others may; without it such a cell is an error. */
  readonly onDenied?: (cell: CellTarget, error: ServiceError) => void;
}

/** The named cells, read by BatchDescribe where that takes fewer requests than the whole table, otherwise with the whole table. */
export async function observeCells(
  gateway: TableGateway,
  cells: readonly CellTarget[],
  options: ReadOptions,
): Promise<Cells<LiveCell>> {
  const existing = cells.filter((cell) => options.attributes.has(cell.attribute));
  if (existing.length === 0) return cellMap([]);
  const fewer = Math.ceil(existing.length / options.batchSize) < options.pages && !options.memory.listsOnly;
  const described = fewer ? await describeAll(gateway, existing, options) : undefined;
  // What was asked for by the program's spelling is answered about the program's row.
  if (described) return cellMap(adopt(described, { ...options, recorded: options.rows }));
  return cellsAt(await observeAll(gateway, options), cellMap(existing));
}

/** What several describes have answered so far, and which cells were refused alone. */
interface Described {
  readonly live: LiveCell[];
  readonly denied: { readonly cell: CellTarget; readonly error: ServiceError }[];
  answered: boolean;
}

/** Refused cells, without one answer, after which the operation itself is taken to be forbidden. */
const enoughDenied = 3;

/** The cells by BatchDescribe; `undefined` where it is forbidden, so that only a list can tell. */
async function describeAll(
  gateway: TableGateway,
  cells: readonly CellTarget[],
  { batchSize, memory, onDenied }: ReadOptions,
): Promise<LiveCell[] | undefined> {
  const described: Described = { live: [], denied: [], answered: false };
  for (let rest = cells; rest.length > 0;) {
    const batch = rest.slice(0, Math.min(batchSize, memory.maxReadItems ?? Infinity));
    try {
      await describe(gateway, batch, described);
      rest = rest.slice(batch.length);
    } catch (error) {
      if (batch.length < 2 || !isServiceError(error, "invalid")) throw error;
      memory.maxReadItems = Math.ceil(batch.length / 2);
    }
    memory.listsOnly ||= isForbidden(described);
    if (memory.listsOnly) return undefined;
  }
  if (described.denied.length > 0 && !described.answered) return undefined;
  for (const { cell, error } of described.denied) {
    if (!onDenied) throw error;
    onDenied(cell, error);
  }
  return described.live;
}

function isForbidden({ answered, denied }: Described): boolean {
  return !answered && denied.length >= enoughDenied;
}

/** A describe in which one item is forbidden is asked again in halves; what is forbidden is named. */
async function describe(gateway: TableGateway, cells: readonly CellTarget[], described: Described): Promise<void> {
  try {
    described.live.push(...(await gateway.describeValues(cells)));
    described.answered = true;
  } catch (error) {
    if (!isServiceError(error, "access-denied")) throw error;
    const [first] = cells;
    if (first && cells.length === 1) {
      const message = `${cellLabel(first)}: ${error.message}`;
      described.denied.push({
        cell: first,
        error: new ServiceError(error.kind, error.operation, message, error.details),
      });
      return;
    }
    const middle = Math.ceil(cells.length / 2);
    for (const half of [cells.slice(0, middle), cells.slice(middle)]) {
      if (!isForbidden(described)) await describe(gateway, half, described);
    }
  }
}

/** Live cells under the row keys of the program, with the type of their column; what is listed of key columns is not a cell. Requests go on naming a row as the service answered it. */
function adopt(live: readonly LiveCell[], known: KnownTable): LiveCell[] {
  const { attributes } = known;
  const cells = live.filter(({ attribute }) => !attributes.get(attribute)?.primary);
  const liveRows = new Map(cells.map(({ rowKey, primaryValues }) => [rowKey, primaryValues]));
  const names = nameRows(liveRows, known);
  return cells.map((cell) => {
    const valueType = attributes.get(cell.attribute)?.valueType ?? cell.valueType;
    return { ...cell, rowKey: names.get(cell.rowKey) ?? cell.rowKey, valueType };
  });
}

/**
 * What the program calls the live rows that it spells otherwise. A row that is live in the very spelling of the program is that row, and no
 * other one is. What differs only as a service may trim or compose a key is one row where it was written before, and no other row looks like
 * it, live or named: a row that was never written may be another writer's, whose key the service keeps as it is.
 */
function nameRows(live: KnownRows, { attributes, rows, recorded }: KnownTable): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const strangers = [...live].filter(([key]) => !rows.has(key));
  const missing = new Set([...rows.keys()].filter((key) => !live.has(key)));
  const take = (key: string, name: string | undefined) => {
    if (name !== undefined && missing.delete(name)) names.set(key, name);
  };
  if (strangers.length === 0 || missing.size === 0) return names;
  const fold = foldRow(attributes);
  const spelling = new Map([...missing].map((key) => [fold(rows.get(key) ?? {}), key]));
  for (const [key, values] of strangers) take(key, spelling.get(fold(values)));
  const loose = looseFold(fold);
  const [known, found] = [rows, live].map((some) => groupBy(some, ([, values]) => loose(values)));
  for (const [key, values] of strangers) {
    const [[name] = [], ...more] = known?.get(loose(values)) ?? [];
    const isOnly = more.length === 0 && found?.get(loose(values))?.length === 1;
    if (!names.has(key) && isOnly && name !== undefined && recorded?.has(name)) take(key, name);
  }
  return names;
}

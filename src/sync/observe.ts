import { cellKey, cellMap, type CellMap } from "../core/cell-map";
import { foldRow } from "../core/fold-row";
import type { Attributes, LiveCell, PrimaryValues } from "../core/model";
import { rowLabel } from "../core/row-key";
import type { WriteMemory } from "../core/write-memory";
import type { CellTarget, TableGateway } from "./gateway";
import { isServiceError, ServiceError } from "./service-error";

/** The columns by name, in one request. */
export async function observeAttributes(gateway: TableGateway): Promise<Attributes> {
  return new Map((await gateway.listAttributes()).map((attribute) => [attribute.name, attribute]));
}

/** The rows that a program or state names: the spelling in which live rows are to be reported. */
export type KnownRows = ReadonlyMap<string, PrimaryValues>;

/** Every live cell of the table. */
export async function observeAll(
  gateway: TableGateway,
  attributes: Attributes,
  rows: KnownRows,
): Promise<CellMap<LiveCell>> {
  return cellMap(adopt(await gateway.listValues(), attributes, rows));
}

/** How `observeCells` reads. */
export interface ReadOptions {
  readonly attributes: Attributes;
  readonly rows: KnownRows;
  readonly batchSize: number;
  readonly memory: WriteMemory;
  /** Requests that reading the whole table takes, as far as known. */
  readonly pages: number;
}

/** The named cells, read by BatchDescribe where that takes fewer requests than the whole table, otherwise with the whole table. */
export async function observeCells(
  gateway: TableGateway,
  cells: readonly CellTarget[],
  options: ReadOptions,
): Promise<CellMap<LiveCell>> {
  const existing = cells.filter((cell) => options.attributes.has(cell.attribute));
  if (existing.length === 0) return new Map();
  if (Math.ceil(existing.length / options.batchSize) >= options.pages) {
    const wanted = new Set(existing.map(cellKey));
    const all = await observeAll(gateway, options.attributes, options.rows);
    return new Map([...all].filter(([key]) => wanted.has(key)));
  }
  const live: LiveCell[] = [];
  for (let rest = existing; rest.length > 0;) {
    const batch = rest.slice(0, Math.min(options.batchSize, options.memory.maxReadItems ?? Infinity));
    try {
      live.push(...(await describe(gateway, batch)));
      rest = rest.slice(batch.length);
    } catch (error) {
      if (batch.length < 2 || !isServiceError(error, "invalid")) throw error;
      options.memory.maxReadItems = Math.ceil(batch.length / 2);
    }
  }
  return cellMap(adopt(live, options.attributes, options.rows));
}

/** A describe in which one item is forbidden is asked again in halves; what is forbidden is named. */
async function describe(gateway: TableGateway, cells: readonly CellTarget[]): Promise<LiveCell[]> {
  try {
    return await gateway.describeValues(cells);
  } catch (error) {
    if (!isServiceError(error, "access-denied")) throw error;
    const [first] = cells;
    if (first && cells.length === 1) {
      const message = `row "${rowLabel(first.rowKey)}", column "${first.attribute}": ${error.message}`;
      throw new ServiceError(error.kind, error.operation, message, error.details);
    }
    const middle = Math.ceil(cells.length / 2);
    return [...(await describe(gateway, cells.slice(0, middle))), ...(await describe(gateway, cells.slice(middle)))];
  }
}

/**
 * Live cells under the row keys of the program, with the type of their column; what is listed of key columns is no cell. Requests go on
 * naming a row as the service answered it. A row that is live in the very spelling of the program is that row, and no other one is.
 */
function adopt(live: readonly LiveCell[], attributes: Attributes, rows: KnownRows): LiveCell[] {
  const fold = foldRow(attributes);
  const exact = new Set(live.map((cell) => cell.rowKey).filter((key) => rows.has(key)));
  const spelling = new Map([...rows].filter(([key]) => !exact.has(key)).map(([key, values]) => [fold(values), key]));
  const liveRowOf = new Map<string, string>();
  return live.flatMap((cell) => {
    const attribute = attributes.get(cell.attribute);
    if (attribute?.primary) return [];
    const named = exact.has(cell.rowKey) ? undefined : spelling.get(fold(cell.primaryValues));
    if (named !== undefined && !liveRowOf.has(named)) liveRowOf.set(named, cell.rowKey);
    const rowKey = named !== undefined && liveRowOf.get(named) === cell.rowKey ? named : cell.rowKey;
    return [{ ...cell, rowKey, valueType: attribute?.valueType ?? cell.valueType }];
  });
}

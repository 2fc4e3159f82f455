import { cellKey, cellMap, type CellAddress, type CellMap } from "../core/cell-map";
import { foldRow } from "../core/fold-row";
import type { Attributes, LiveCell, PrimaryValues } from "../core/model";
import type { CellTarget, TableGateway } from "./gateway";
import { isServiceError } from "./service-error";

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

/** The named cells, read by BatchDescribe where that takes fewer requests than the whole table, otherwise with the whole table. */
export async function observeCells(
  gateway: TableGateway,
  cells: readonly CellTarget[],
  options: {
    readonly attributes: Attributes;
    readonly rows: KnownRows;
    readonly batchSize: number;
    /** Requests that reading the whole table takes, as far as known. */
    readonly pages: number;
  },
): Promise<CellMap<LiveCell>> {
  const existing = cells.filter((cell) => options.attributes.has(cell.attribute));
  if (existing.length === 0) return new Map();
  if (Math.ceil(existing.length / options.batchSize) >= options.pages) {
    const wanted = new Set(existing.map(cellKey));
    const all = await observeAll(gateway, options.attributes, options.rows);
    return new Map([...all].filter(([key]) => wanted.has(key)));
  }
  const live: LiveCell[] = [];
  for (let start = 0; start < existing.length; start += options.batchSize) {
    live.push(...(await describe(gateway, existing.slice(start, start + options.batchSize))));
  }
  return cellMap(adopt(live, options.attributes, options.rows));
}

/** A describe that the service finds too large, or in which one item is forbidden, is asked again in halves. */
async function describe(gateway: TableGateway, cells: readonly CellTarget[]): Promise<LiveCell[]> {
  try {
    return await gateway.describeValues(cells);
  } catch (error) {
    if (cells.length < 2 || !(isServiceError(error, "invalid") || isServiceError(error, "access-denied"))) throw error;
    const middle = Math.ceil(cells.length / 2);
    return [...(await describe(gateway, cells.slice(0, middle))), ...(await describe(gateway, cells.slice(middle)))];
  }
}

/** Live cells under the row keys of the program, with the type of their column; what is listed of key columns is no cell. */
function adopt(live: readonly LiveCell[], attributes: Attributes, rows: KnownRows): LiveCell[] {
  const fold = foldRow(attributes);
  const spelling = new Map(
    [...rows].map(([key, primaryValues]) => [fold(primaryValues), { rowKey: key, primaryValues }]),
  );
  return live.flatMap((cell) => {
    const attribute = attributes.get(cell.attribute);
    if (attribute?.primary) return [];
    return [{ ...cell, ...spelling.get(fold(cell.primaryValues)), valueType: attribute?.valueType ?? cell.valueType }];
  });
}

/** Whether two addresses are the same cell. */
export function isSameCell(a: CellAddress, b: CellAddress): boolean {
  return a.rowKey === b.rowKey && a.attribute === b.attribute;
}

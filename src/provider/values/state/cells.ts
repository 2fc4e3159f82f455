import { cellKey, CellMap, type CellAddress, type CellKey, type Cells } from "../../../core/cells/cell-map";
import type { DeclaredCell } from "../../../core/values/cells";
import { ignoreMatcher, type Named } from "../../../core/values/intent";
import { oncePerObject } from "../../../core/once";
import { defaultRowKey, emptyRowKey, parseRowKey } from "../../../core/cells/row-key";
import { compareText } from "../../../core/text";
import type { Claim } from "../../host/claims";
import type { RowInputs, ValuesInputs } from "./inputs";
import { hasUnknown } from "../../host/engine-values";

type TableInputs = Pick<ValuesInputs, "primaryAttributes" | "rows" | "defaults" | "initial">;

/** What inputs or outputs say of cells; unknown and `null` ones are told apart. */
export interface InputCells {
  readonly declared: Cells<DeclaredCell>;
  readonly released: ReadonlySet<CellKey>;
  /** Whether the value of a cell is not known yet: its own, or its whole row, or all rows. */
  readonly isUnknown: (cell: CellAddress) => boolean;
  /** Whether whole rows, or the whole table, are not known yet. */
  readonly partly: boolean;
  /** Whether every cell is known. */
  readonly isKnown: boolean;
  /** Every row and every column that is named, whatever its cells are; key columns included. */
  readonly named: Named & { readonly columns: ReadonlySet<string> };
}

/** The cells of inputs or outputs, decoded once for each of them. */
export const inputCells = oncePerObject(decodeCells);

function decodeCells(inputs: TableInputs): InputCells {
  const { primaryAttributes = [], initial = [] } = inputs;
  const rows = inputRows(inputs);
  const columns = new Set(primaryAttributes);
  const declared = new CellMap<DeclaredCell>();
  const [released, unknown] = [new Set<CellKey>(), new Set<CellKey>()];
  const unknownRows = new Set<string>();
  for (const [rowKey, cells] of rows) {
    if (!isKnownRow(cells)) {
      unknownRows.add(rowKey);
      continue;
    }
    const primaryValues = parseRowKey(rowKey, primaryAttributes) ?? {};
    const row: DeclaredCell[] = [];
    for (const attribute of Object.keys(cells)) {
      columns.add(attribute);
      const value = cells[attribute];
      if (value === null) released.add(cellKey({ rowKey, attribute }));
      else if (hasUnknown(value)) unknown.add(cellKey({ rowKey, attribute }));
      else if (value !== undefined) {
        const cell = { rowKey, attribute, primaryValues, value };
        row.push(initial.includes(attribute) ? { ...cell, initial: true } : cell);
      }
    }
    declared.addRow(rowKey, row);
  }
  const noRow = typeof inputs.rows === "string";
  return {
    declared,
    released,
    isUnknown: (cell) =>
      (unknown.size > 0 && unknown.has(cellKey(cell))) ||
      unknownRows.has(cell.rowKey) ||
      (noRow && cell.rowKey !== defaultRowKey),
    partly: noRow || unknownRows.size > 0,
    isKnown: !noRow && unknownRows.size + unknown.size === 0,
    named: { rows: new Set(rows.keys()), columns },
  };
}

function isKnownRow(cells: RowInputs | string | null | undefined): cells is RowInputs {
  return typeof cells === "object" && cells !== null;
}

/** Rows as they stand, the default record under its own key. A row that is not known yet is a string. */
export function inputRows({ rows, defaults }: TableInputs): ReadonlyMap<string, RowInputs | string> {
  const all = new Map<string, RowInputs | string>();
  if (defaults !== undefined) all.set(defaultRowKey, defaults);
  if (typeof rows !== "object" || rows === null) return all;
  for (const [key, cells = {}] of Object.entries(rows)) {
    // The first release called the row of an empty text by that text.
    const rowKey = key === "" ? emptyRowKey : key;
    const before = all.get(rowKey);
    all.set(rowKey, before && isKnownRow(before) && isKnownRow(cells) ? { ...before, ...cells } : cells);
  }
  return all;
}

/** Which cells a run leaves alone and forgets: `null`, ignored, or declared by another resource of this run. */
export function releasedBy(
  inputs: Pick<ValuesInputs, "ignore">,
  cells: InputCells,
  declaredByOthers: (cell: CellAddress) => boolean,
): (cell: CellAddress) => boolean {
  const ignored = ignoreMatcher(inputs.ignore);
  const { released } = cells;
  return (cell) => (released.size > 0 && released.has(cellKey(cell))) || ignored(cell) || declaredByOthers(cell);
}

/** What a resource claims of a table in this run. */
export function claimOf(inputs: ValuesInputs, cells: InputCells, table: string): Claim {
  return {
    urn: inputs.__urn ?? "",
    table,
    exclusive: inputs.ownership === "exclusive",
    cells: cells.declared,
    isReleased: releasedBy(inputs, cells, () => false),
    isNull: (cell) => cells.released.size > 0 && cells.released.has(cellKey(cell)),
    inputs,
  };
}

/** Cells as `rows` and `defaults`, sorted, so that equal tables make equal state. `released` cells come back as `null`. */
export function toTableInputs(
  cells: Iterable<CellAddress & { readonly value: unknown }>,
  released: ReadonlySet<CellKey> = new Set(),
): { rows: Record<string, RowInputs>; defaults: RowInputs | undefined } {
  const rows = new Map<string, Map<string, unknown>>();
  const add = (rowKey: string, attribute: string, value: unknown) => {
    const row = rows.get(rowKey) ?? new Map<string, unknown>();
    rows.set(rowKey, row.set(attribute, value));
  };
  for (const key of released) {
    const [attribute = "", ...rowKey] = key.split("\n");
    add(rowKey.join("\n"), attribute, null);
  }
  for (const { rowKey, attribute, value } of cells) add(rowKey, attribute, value);
  const entries = sorted(rows).map(([rowKey, row]) => [rowKey, Object.fromEntries(sorted(row)) as RowInputs] as const);
  return {
    rows: Object.fromEntries(entries.filter(([rowKey]) => rowKey !== defaultRowKey)),
    defaults: entries.find(([rowKey]) => rowKey === defaultRowKey)?.[1],
  };
}

function sorted<T>(members: ReadonlyMap<string, T>): [string, T][] {
  return [...members].sort(([a], [b]) => compareText(a, b));
}

/**
 * What state keeps beside the inputs. `__lockVersions` is stored small: the table's version once, a column's once, a row's once, a cell's
 * once; a cell whose version differs from that of its table, column or row carries its own. The schema version is part of it: state
 * written by any earlier version can be read for ever, state written by a newer one is refused.
 */
import { cellKey, CellMap, type CellAddress, type Cells } from "../../../core/cells/cell-map";
import type { Problem } from "../../../core/problem";
import { tableLabel } from "../../connection/table-label";
import { newerState } from "../../host/newer-state";
import type { OwnedCell } from "../../../core/values/cells";
import type { LockLevel, LockPart, LockVersion, ValueType } from "../../../core/model";
import { viewCells } from "../../../core/cells/view-cells";
import { decodeRowLocks, encodeRowLocks } from "./row-locks";
import { inputCells } from "./cells";
import type { ValuesInputs } from "./inputs";

/** The schema version that this release writes. Versions 1 and 2 have no marks. */
export const stateVersion = 3;

/** Lock versions by scope. */
export interface LockVersionState {
  readonly schemaVersion: number;
  readonly table?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly rows?: Readonly<Record<string, string>>;
  /**
   * Row key → all versions of the row as one text (`row-locks.ts`), or column → the cell's own part, or all its parts where the shared ones are
   * not its. Version 1 has no texts, and keeps each row's version in `rows`.
   */
  readonly cells?: Readonly<Record<string, string | Readonly<Record<string, string | LockVersion>>>>;
  /** The type of each column that holds a recorded cell, so that `diff` compares by meaning without a request. */
  readonly types?: Readonly<Record<string, ValueType>>;
  /** Live cells in exclusive mode that nobody declared, as the last refresh saw them. */
  readonly foreignCells?: number;
  /** Whether the service was seen to keep no empty text; absent while that is not known. */
  readonly emptyIsAbsent?: boolean;
  /** Recorded cells that were live before this resource first recorded them, in a table that this stack did not make. */
  readonly found?: CellMarks;
  /** Recorded cells whose value a refresh took from another writer. */
  readonly taken?: CellMarks;
}

/** A set of recorded cells: row key → its columns, or `true` for all that are recorded of the row. */
export type CellMarks = Readonly<Record<string, true | readonly string[]>>;

/** The resource's outputs as the engine hands them back. */
export interface ValuesOutputs extends ValuesInputs {
  readonly region: string;
  readonly cellCount: number;
  readonly lockLevel?: LockLevel;
  readonly __lockVersions: LockVersionState;
}

/** State that a newer release of this package wrote. */
export function stateProblem(outputs: Partial<ValuesOutputs>): Problem | undefined {
  return newerState(tableLabel(outputs), outputs.__lockVersions?.schemaVersion, stateVersion);
}

/** The cells that state records as ours, each with its whole lock version. Early versions of state do not tell which of them were there first. */
export function ownedCells(outputs: Partial<ValuesOutputs>): Cells<OwnedCell> {
  const { declared } = inputCells(outputs);
  const locks = outputs.__lockVersions;
  const uncertain = locks !== undefined && !recordsMarks(outputs);
  const owned = new CellMap<OwnedCell>();
  for (const rowKey of declared.rowKeys()) {
    const row = declared.row(rowKey);
    const { version, versions } = rowLocks(locks, rowKey, row);
    const [found, taken] = [at(locks?.found, rowKey), at(locks?.taken, rowKey)];
    const cells = row.map(({ attribute, primaryValues, value }, index) => {
      const lockVersion = lockOf(locks, attribute, version, versions[index]);
      const cell: { -readonly [Name in keyof OwnedCell]: OwnedCell[Name] } = {
        rowKey,
        attribute,
        primaryValues,
        value,
        lockVersion,
      };
      if (isMarked(found, attribute)) cell.found = true;
      if (isMarked(taken, attribute)) cell.taken = true;
      if (uncertain) cell.uncertain = true;
      return cell;
    });
    owned.setRow(rowKey, cells);
  }
  return owned;
}

function isMarked(marks: CellMarks[string] | undefined, attribute: string): boolean {
  return marks === true || marks?.includes(attribute) === true;
}

/** The marked ones of all recorded cells, in their small form; `undefined` when none is. */
export function encodeMarks(
  cells: readonly OwnedCell[],
  isMarked: (cell: OwnedCell) => boolean | undefined,
): CellMarks | undefined {
  const marked = new Map<string, string[]>();
  const counts = new Map<string, number>();
  for (const cell of cells) {
    counts.set(cell.rowKey, (counts.get(cell.rowKey) ?? 0) + 1);
    if (isMarked(cell)) marked.set(cell.rowKey, [...(marked.get(cell.rowKey) ?? []), cell.attribute]);
  }
  if (marked.size === 0) return undefined;
  return Object.fromEntries(
    [...marked].map(([rowKey, columns]) => [rowKey, columns.length === counts.get(rowKey) ? true : columns.sort()]),
  );
}

/** What a copy of a resource records, for the copy that replaces it. Inputs alone, all that the engine may hand over of it, hold no marks. */
export function cellsOfCopy(copy: Partial<ValuesOutputs>): Cells<OwnedCell> {
  return recordsMarks(copy) ? ownedCells(copy) : viewCells(ownedCells(copy), (cell) => ({ ...cell, uncertain: true }));
}

/** Whether these are outputs that mark the cells that were there before us, and not inputs, or outputs of an early version. */
export function recordsMarks({ __lockVersions: locks }: Partial<ValuesOutputs>): boolean {
  return (locks?.schemaVersion ?? 0) >= 3;
}

/** What state says of the versions of one row: its own, and those of the given cells. */
function rowLocks(
  locks: LockVersionState | undefined,
  rowKey: string,
  row: readonly CellAddress[],
): { readonly version?: string; readonly versions: readonly (string | LockVersion | undefined)[] } {
  const own = at(locks?.cells, rowKey);
  if (typeof own !== "string") {
    return { version: at(locks?.rows, rowKey), versions: row.map(({ attribute }) => at(own, attribute)) };
  }
  const columns = row.map(({ attribute }) => attribute);
  const { row: version, cells } = decodeRowLocks(own, columns);
  return { version, versions: columns.map((column) => cells.get(column)) };
}

function lockOf(
  locks: LockVersionState | undefined,
  column: string,
  row: string | undefined,
  own: string | LockVersion | undefined,
): LockVersion {
  if (typeof own === "object") return own;
  const version: Partial<Record<LockPart, string>> = {};
  const attribute = at(locks?.attributes, column);
  if (locks?.table !== undefined) version.DataTable = locks.table;
  if (attribute !== undefined) version.Attribute = attribute;
  if (row !== undefined) version.PrimaryValues = row;
  if (own !== undefined) version.Value = own;
  return version;
}

/** Lock versions of cells in their small form. */
export function encodeLockVersions(
  cells: readonly OwnedCell[],
): Pick<LockVersionState, "table" | "attributes" | "rows" | "cells"> {
  const table = commonest(cells, "DataTable", () => "");
  const attributes = commonest(cells, "Attribute", (cell) => cell.attribute);
  const rows = commonest(cells, "PrimaryValues", (cell) => cell.rowKey);
  const own = new Map<string, Map<string, string | LockVersion | undefined>>();
  for (const cell of cells) {
    const { lockVersion: lock } = cell;
    const shared =
      lock.DataTable === table.get("") &&
      lock.Attribute === attributes.get(cell.attribute) &&
      lock.PrimaryValues === rows.get(cell.rowKey);
    const row = own.get(cell.rowKey) ?? new Map<string, string | LockVersion | undefined>();
    own.set(cell.rowKey, row.set(cell.attribute, shared ? lock.Value : lock));
  }
  const texts = new Map([...own].map(([rowKey, row]) => [rowKey, encodeRow(rows.get(rowKey), row)]));
  return {
    table: table.get(""),
    attributes: Object.fromEntries(attributes),
    rows: Object.fromEntries([...rows].filter(([rowKey]) => typeof texts.get(rowKey) !== "string")),
    cells: Object.fromEntries(texts),
  };
}

function encodeRow(
  row: string | undefined,
  cells: ReadonlyMap<string, string | LockVersion | undefined>,
): string | Record<string, string | LockVersion> {
  const isPlain = [...cells.values()].every((version) => typeof version !== "object");
  const text = isPlain ? encodeRowLocks(row, cells as ReadonlyMap<string, string | undefined>) : undefined;
  const known = [...cells].filter((cell): cell is [string, string | LockVersion] => cell[1] !== undefined);
  return text ?? Object.fromEntries(known);
}

/** For each scope the version that most of its cells carry. */
function commonest(
  cells: readonly OwnedCell[],
  part: LockPart,
  scopeOf: (cell: CellAddress) => string,
): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const cell of cells) {
    const version = cell.lockVersion[part];
    if (version === undefined) continue;
    const scope = counts.get(scopeOf(cell)) ?? new Map<string, number>();
    counts.set(scopeOf(cell), scope.set(version, (scope.get(version) ?? 0) + 1));
  }
  const best = (scope: Map<string, number>) => [...scope].reduce((most, next) => (next[1] > most[1] ? next : most))[0];
  return new Map([...counts].map(([scope, versions]) => [scope, best(versions)]));
}

function at<T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return map && Object.hasOwn(map, key) ? map[key] : undefined;
}

/** The types of the columns that hold the given cells. */
export function columnTypes(
  cells: readonly CellAddress[],
  typeOf: (attribute: string) => ValueType | undefined,
): Record<string, ValueType> {
  const names = [...new Set(cells.map((cell) => cell.attribute))].sort();
  return Object.fromEntries(
    names.flatMap((name) => (typeOf(name) ? [[name, typeOf(name)]] : [])) as [string, ValueType][],
  );
}

/** The keys of the cells that are secrets: those of `__secretCells` and those of sensitive columns. */
export function secretCells(...all: readonly Partial<ValuesInputs>[]): (cell: CellAddress) => boolean {
  const keys = new Set(all.flatMap((inputs) => inputs.__secretCells ?? []));
  const columns = new Set(all.flatMap((inputs) => inputs.sensitive ?? []));
  return (cell) => columns.has(cell.attribute) || keys.has(cellKey(cell));
}

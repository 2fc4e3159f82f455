/**
 * What state keeps beside the inputs. `__lockVersions` is stored small: the table's version once, a column's once, a row's once, a cell's
 * once; a cell whose version differs from that of its table, column or row carries its own. The schema version is part of it: state
 * written by any earlier version can be read for ever, state written by a newer one is refused.
 */
import { cellKey, type CellAddress } from "../core/cell-map";
import type { OwnedCell } from "../core/declared";
import type { LockLevel, LockPart, LockVersion, ValueType } from "../core/model";
import { inputCells } from "./values-cells";
import type { ValuesInputs } from "./values-inputs";

/** The schema version that this release writes. */
export const stateVersion = 1;

/** Lock versions by scope. */
export interface LockVersionState {
  readonly schemaVersion: number;
  readonly table?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly rows?: Readonly<Record<string, string>>;
  /** Row key → column → the cell's own part, or all its parts where the shared ones are not its. */
  readonly cells?: Readonly<Record<string, Readonly<Record<string, string | LockVersion>>>>;
  /** The type of each column that holds a recorded cell, so that `diff` compares by meaning without a request. */
  readonly types?: Readonly<Record<string, ValueType>>;
  /** Live cells in exclusive mode that nobody declared, as the last refresh saw them. */
  readonly foreignCells?: number;
  /** Whether the service was seen to keep no empty text; absent while that is not known. */
  readonly emptyIsAbsent?: boolean;
}

/** The resource's outputs as the engine hands them back. */
export interface ValuesOutputs extends ValuesInputs {
  readonly region: string;
  readonly cellCount: number;
  readonly lockLevel?: LockLevel;
  readonly __lockVersions: LockVersionState;
}

/** State that a newer release of this package wrote. */
export function stateProblem(outputs: Partial<ValuesOutputs>): string | undefined {
  const version = outputs.__lockVersions?.schemaVersion;
  if (version === undefined || version <= stateVersion) return undefined;
  return (
    `the state of this resource was written by a newer release of pulumi-connect-data-tables (schema ${version}, this release reads up to ${stateVersion}). ` +
    "Update the package: npm install pulumi-connect-data-tables@latest."
  );
}

/** The cells that state records as ours, each with its whole lock version. */
export function ownedCells(outputs: Partial<ValuesOutputs>): OwnedCell[] {
  const locks = outputs.__lockVersions;
  return inputCells(outputs).declared.map(({ rowKey, attribute, primaryValues, value }) => ({
    rowKey,
    attribute,
    primaryValues,
    value,
    lockVersion: lockOf(locks, rowKey, attribute),
  }));
}

function lockOf(locks: LockVersionState | undefined, rowKey: string, column: string): LockVersion {
  const own = at(at(locks?.cells, rowKey), column);
  if (typeof own === "object") return own;
  const version: Partial<Record<LockPart, string>> = {};
  const [attribute, row] = [at(locks?.attributes, column), at(locks?.rows, rowKey)];
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
  const own = new Map<string, Map<string, string | LockVersion>>();
  for (const cell of cells) {
    const { lockVersion: lock } = cell;
    const shared =
      lock.DataTable === table.get("") &&
      lock.Attribute === attributes.get(cell.attribute) &&
      lock.PrimaryValues === rows.get(cell.rowKey);
    const version = shared ? lock.Value : lock;
    if (version === undefined) continue;
    const row = own.get(cell.rowKey) ?? new Map<string, string | LockVersion>();
    own.set(cell.rowKey, row.set(cell.attribute, version));
  }
  return {
    table: table.get(""),
    attributes: Object.fromEntries(attributes),
    rows: Object.fromEntries(rows),
    cells: Object.fromEntries([...own].map(([rowKey, row]) => [rowKey, Object.fromEntries(row)])),
  };
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

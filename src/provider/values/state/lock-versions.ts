/**
 * Lock versions in state, both ways. They are stored small: the table's version once, a column's once, a row's once, a cell's once; a cell
 * whose version differs from that of its table, column or row carries its own.
 *
 * The versions of one row are one text: the row's own version, then those of its cells in the order of their columns' names, separated by
 * blanks; a missing one is empty. The engine handles and stores one property for each row instead of one for each cell.
 */
import type { CellAddress } from "../../../core/cells/cell-map";
import { groupBy } from "../../../core/group";
import { ownMember } from "../../../core/record";
import type { LockPart, LockVersion, ValueType } from "../../../core/model";
import type { OwnedCell } from "../../../core/values/cells";

/** Lock versions by scope. */
export interface LockVersionState {
  readonly schemaVersion: number;
  readonly table?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly rows?: Readonly<Record<string, string>>;
  /**
   * Row key → all versions of the row as one text (`encodeRowLocks`), or column → the cell's own part, or all its parts where the shared ones are
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
  /** Recorded cells that hold another writer's value, which a run was told to leave. */
  readonly left?: LeftMarks;
}

/** Row key → column → what was left: the service's text, `false` for no value, `true` where the cell's lock version stands for a secret. */
export type LeftMarks = Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;

/** A set of recorded cells: row key → its columns, or `true` for all that are recorded of the row. */
export type CellMarks = Readonly<Record<string, true | readonly string[]>>;

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

/** The way back: tells the whole lock versions of the cells of a row, in the order of `columns`. */
export function decodeLockVersions(
  locks: LockVersionState | undefined,
): (rowKey: string, columns: readonly string[]) => LockVersion[] {
  const { table: DataTable, attributes = {}, rows, cells } = locks ?? {};
  const ofColumns = new Map(Object.entries(attributes));
  if (!locks) return (_rowKey, columns) => columns.map(() => ({}));
  return (rowKey, columns) => {
    const own = ownMember(cells, rowKey) ?? {};
    const { row, versions } =
      typeof own === "string"
        ? decodeRowLocks(own, columns)
        : { row: ownMember(rows, rowKey), versions: columns.map((column) => ownMember(own, column)) };
    return columns.map((column, index) => {
      const version = versions[index];
      if (typeof version === "object") return version;
      const whole: Partial<Record<LockPart, string>> = {};
      const Attribute = ofColumns.get(column);
      if (DataTable !== undefined) whole.DataTable = DataTable;
      if (Attribute !== undefined) whole.Attribute = Attribute;
      if (row !== undefined) whole.PrimaryValues = row;
      if (version !== undefined) whole.Value = version;
      return whole;
    });
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
  const scopes = groupBy(
    cells.filter(({ lockVersion }) => lockVersion[part] !== undefined),
    scopeOf,
  );
  const best = (versions: readonly string[]) =>
    [...groupBy(versions, String)].reduce((most, next) => (next[1].length > most[1].length ? next : most))[0];
  return new Map([...scopes].map(([scope, of]) => [scope, best(of.map((cell) => cell.lockVersion[part] ?? ""))]));
}

/** The text, or `undefined` where a version cannot stand in one. */
export function encodeRowLocks(
  row: string | undefined,
  cells: ReadonlyMap<string, string | undefined>,
): string | undefined {
  const columns = [...cells.keys()].sort();
  const versions = [row, ...columns.map((column) => cells.get(column))];
  if (versions.some((version) => version === "" || version?.includes(" "))) return undefined;
  return versions.map((version) => version ?? "").join(" ");
}

/** The way back, in the order of `columns`: those of the row's recorded cells. A string with another number of versions tells nothing. */
export function decodeRowLocks(
  text: string,
  columns: readonly string[],
): { readonly row?: string; readonly versions: readonly (string | undefined)[] } {
  const [row, ...versions] = text.split(" ");
  if (versions.length !== columns.length) return { versions: [] };
  const sorted = [...columns].sort();
  return { row: row || undefined, versions: columns.map((column) => versions[sorted.indexOf(column)] || undefined) };
}

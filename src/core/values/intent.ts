/** What a table is to be: the cells that a program declares, what it leaves alone, and what it consents to. */
import type { CellAddress, Cells } from "../cells/cell-map";
import type { DeclaredCell, OwnedCell } from "./cells";
import type { Move } from "./moves";
import wildcardMatch from "wildcard-match";
import { defaultRowKey } from "../cells/row-key";

/** Rows and columns that the program names, those of released and of unknown cells and the key columns included. */
export interface Named {
  readonly rows: Iterable<string>;
  readonly columns: Iterable<string>;
}

/** What a table is to be, and what state says of it. */
export interface TableIntent {
  readonly owned: Cells<OwnedCell>;
  readonly declared: Cells<DeclaredCell>;
  readonly named?: Named;
  /** Cells that are forgotten without a write: declared as `null`, or ignored. */
  readonly isReleased: (cell: CellAddress) => boolean;
  readonly ownership: "declared" | "exclusive";
  readonly onConflict: "fail" | "overwrite";
  /** When the declared values were exported, as an ISO time; absent when they were not. */
  readonly exportedAt?: string;
  readonly moves: readonly Move[];
  /** Columns that got another name: old → new. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Set when the service was seen to keep no empty text. */
  readonly emptyIsAbsent?: boolean;
  /** Cells that the refresh of this very run found changed: they are read, so that drift is told although nothing is to be written. */
  readonly suspects?: readonly CellAddress[];
  /** Set when a new copy of the resource replaces the recorded one: what is declared and missing is created. */
  readonly createsMissing?: boolean;
}

/** Consent to change what an export has read: in which table, and up to when. */
export interface Exported {
  /** The latest LastModifiedTime of the exported cells (ISO 8601). A live value that was modified later is a conflict. */
  readonly at: string;
  /** `<instance id>/<table id>` of the table that was read. For any other table it has no effect. */
  readonly from: string;
}

/** The form of `from`: two ids, neither of them an ARN, separated by one slash. */
export const exportedFrom = "^[^\\s/:]+/[^\\s/:]+$";

/** The time up to which the author has seen the values of this very table; `undefined` for any other table. Both ids are plain, no ARNs. */
export function consentTime(
  exported: Exported | undefined,
  table: { readonly instanceId: string; readonly dataTableId: string },
): string | undefined {
  return exported?.from === `${table.instanceId}/${table.dataTableId}` ? exported.at : undefined;
}

/**
 * Rows and columns whose cells are never written, never drift and are never deleted. Patterns are globs: `*` matches any characters, `?` one
 * character, and `\` escapes.
 */
export interface Ignore {
  /** Globs that match row keys. They do not match the default record, which has no key. Default: none. */
  readonly rows?: readonly string[];
  /** Globs that match column names. Default: none. */
  readonly columns?: readonly string[];
}

/** Tells whether a cell is ignored. Row globs do not reach the default record, which has no key. */
export function ignoreMatcher(ignore: Ignore | undefined): (cell: CellAddress) => boolean {
  if (!ignore) return () => false;
  const [row, column] = [matcher(ignore.rows), matcher(ignore.columns)];
  return (cell) => column(cell.attribute) || (cell.rowKey !== defaultRowKey && row(cell.rowKey));
}

function matcher(globs: readonly string[] | undefined): (text: string) => boolean {
  return globs && globs.length > 0 ? wildcardMatch([...globs], { separator: false, flags: "s" }) : () => false;
}

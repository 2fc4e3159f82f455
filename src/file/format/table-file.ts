import type { Exported, Ignore } from "../../core/values/intent";
import type { Guard } from "../../core/values/guard";
import type { CellValue } from "../../core/model";
import type { TableDeclaration } from "../../core/schema/declaration";

/** One row (or the default record): column name → value. `null` releases the cell; an absent column has no value. */
export type FileRow = Readonly<Record<string, CellValue | null>>;

/** The contents: what a `DataTableValues` resource takes. */
export interface FileValues {
  /** The key columns, in the order of the file; empty for a table that has only its default record. */
  readonly primaryAttributes: readonly string[];
  readonly rows: readonly FileRow[];
  readonly defaults: FileRow;
  readonly ownership?: "declared" | "exclusive";
  readonly onConflict?: "fail" | "overwrite";
  /** The table that the values were exported from, and when. */
  readonly exported?: Exported;
  readonly ignore?: Ignore;
  /** Columns whose value is written only where there is none. */
  readonly initial?: readonly string[];
  readonly sensitive?: readonly string[];
  readonly moved?: readonly { readonly from: FileKey; readonly to: FileKey }[];
  /** Old name → new name, from the columns' `renamedFrom`. */
  readonly renamed?: Readonly<Record<string, string>>;
  readonly guard?: false | Guard;
  readonly valueQuota?: number;
}

/** A row's key as a file writes it. */
export type FileKey = Readonly<Record<string, string | number | boolean>>;

/** One table as its file describes it, checked. */
export interface TableFile {
  /** The table itself: what a `DataTable` resource takes. */
  readonly table: TableDeclaration;
  readonly values: FileValues;
  /**
   * Variables without a value. Where there is one, every string in `rows` and `defaults` is a template (`core/cells/template.ts`); otherwise
   * none is.
   */
  readonly open?: readonly string[];
}

/** A table as people see it: what a page shows, whoever made it. All strings are text, not markup. */
import type { Kind } from "./kinds";

/** A table with all that is shown of it. */
export interface Grid {
  /** Unique on the page; letters, digits and hyphens. */
  readonly id: string;
  /** What a screen reader calls the table. */
  readonly label: string;
  /** Key columns first. */
  readonly columns: readonly GridColumn[];
  readonly rows: readonly GridRow[];
  /** Whether rows say what becomes of them, and those without a change can be folded away. Default: false. */
  readonly showsChanges?: boolean;
  /** How many more unchanged rows the table has. Default: 0. */
  readonly omitted?: number;
}

/** One column. */
export interface GridColumn {
  readonly name: string;
  readonly isKey: boolean;
  /** A second line, such as its type. */
  readonly detail?: string;
}

/** One row. */
export interface GridRow {
  /** A value for each key column, or the row's name where it has none. */
  readonly keys: readonly string[] | string;
  /** What becomes of the whole row; absent where cells speak for themselves. */
  readonly kind?: Kind;
  /** More about that, such as the earlier key. */
  readonly note?: string;
  /** A cell for each column that is not a key. */
  readonly cells: readonly GridCell[];
  readonly data?: Readonly<Record<string, string>>;
}

/** One cell: what is in it, and what happens to it. */
export interface GridCell {
  /** The value that is there and stays; absent where there is none. */
  readonly value?: string;
  readonly marks?: readonly GridMark[];
  /** Lines below the value. */
  readonly notes?: readonly string[];
  readonly data?: Readonly<Record<string, string>>;
}

/** One thing that happens to a cell. */
export interface GridMark {
  readonly kind: Kind;
  /** More words about the kind. */
  readonly note?: string;
  readonly before?: string;
  readonly after?: string;
  /** Values by name, instead of before and after: a conflict has three. */
  readonly values?: readonly (readonly [name: string, value: string])[];
}

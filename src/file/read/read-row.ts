import type { CellValue } from "../../core/model";
import type { RowPlace } from "../format/table-source";
import type { Position } from "../../core/problem";

/** One row (or the default record) as it was read, from whichever file. */
export interface ReadRow {
  /** Column → value. `null`: released. `undefined`: there, but of no use; the problem is reported already. */
  readonly cells: ReadonlyMap<string, CellValue | null | undefined>;
  /** Whether the row comes from a CSV file, where an expression is written as JSON. */
  readonly isCsv?: boolean;
  /** Whether the row has cells of columns that are not known. */
  readonly isPartial?: boolean;
  /** Whether a column's text may be shown as far as its place goes: in a CSV line a separator too many shifts what follows. Absent: it may. */
  readonly isInPlace?: (column: string) => boolean;
  /** Where the row stands, for an editor of the file. */
  readonly place: RowPlace;
  /** Columns whose values are templates: a variable in them has no value yet. */
  readonly open?: ReadonlySet<string>;
  /** Where the row stands, or the name or the value of one of its cells. */
  readonly where: (column?: string, part?: "name" | "value") => Position;
}

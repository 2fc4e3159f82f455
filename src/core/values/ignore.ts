import wildcardMatch from "wildcard-match";
import type { CellAddress } from "../cells/cell-map";
import { defaultRowKey } from "../cells/row-key";

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

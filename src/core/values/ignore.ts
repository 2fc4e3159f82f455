import wildcardMatch from "wildcard-match";
import type { CellAddress } from "../cells/cell-map";
import { defaultRowKey } from "../cells/row-key";

/** What is never written, never drift and never deleted: globs (`*`, `?`, `\` to escape) over row keys and over column names. */
export interface Ignore {
  readonly rows?: readonly string[];
  readonly columns?: readonly string[];
}

/** Tells whether a cell is ignored. Row globs do not reach the default record, which has no key. */
export function ignoreMatcher(ignore: Ignore | undefined): (cell: CellAddress) => boolean {
  const row = matcher(ignore?.rows);
  const column = matcher(ignore?.columns);
  return (cell) => column(cell.attribute) || (cell.rowKey !== defaultRowKey && row(cell.rowKey));
}

function matcher(globs: readonly string[] | undefined): (text: string) => boolean {
  return globs && globs.length > 0 ? wildcardMatch([...globs], { separator: false, flags: "s" }) : () => false;
}

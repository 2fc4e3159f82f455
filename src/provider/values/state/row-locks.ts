/**
 * The lock versions of one row as one text: the row's own version, then those of its cells in the order of their columns' names, separated
 * by blanks; a missing one is empty. The engine handles and stores one property for each row instead of one for each cell.
 */
import { compareText } from "../../../core/cells/row-key";

/** The text, or `undefined` where a version cannot stand in one. */
export function encodeRowLocks(
  row: string | undefined,
  cells: ReadonlyMap<string, string | undefined>,
): string | undefined {
  const columns = [...cells.keys()].sort(compareText);
  const versions = [row, ...columns.map((column) => cells.get(column))];
  if (versions.some((version) => version === "" || version?.includes(" "))) return undefined;
  return versions.map((version) => version ?? "").join(" ");
}

/** The way back. `columns`: those of the row's recorded cells. A text with another number of versions tells nothing. */
export function decodeRowLocks(
  text: string,
  columns: readonly string[],
): { readonly row?: string; readonly cells: ReadonlyMap<string, string> } {
  const [row, ...versions] = text.split(" ");
  const cells = new Map<string, string>();
  if (versions.length !== columns.length) return { cells };
  [...columns].sort(compareText).forEach((column, index) => {
    if (versions[index]) cells.set(column, versions[index]);
  });
  return { row: row || undefined, cells };
}

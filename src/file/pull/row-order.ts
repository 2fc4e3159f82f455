import { compareText } from "../../core/text";
import type { CellValue } from "../../core/model";
import type { FileRow } from "../format/table-file";

type Compare = (a: FileRow, b: FileRow) => number;

/**
 * Where new rows go: behind which of the file's rows each belongs (-1: before the first), by the order in which the file has its rows. Where it
 * has none, they go to the end, in the order of their keys.
 */
export function placesOfNewRows(
  rows: readonly FileRow[],
  newRows: readonly FileRow[],
  keys: readonly string[],
): Map<number, FileRow[]> {
  const order = orderOf(rows, keys);
  const sorted = [...newRows].sort(order ?? byText(keys));
  const places = new Map<number, FileRow[]>();
  for (const row of sorted) {
    const after = order ? lastIndex(rows, (known) => order(known, row) <= 0) : rows.length - 1;
    places.set(after, [...(places.get(after) ?? []), row]);
  }
  return places;
}

function orderOf(rows: readonly FileRow[], keys: readonly string[]): Compare | undefined {
  const sortedKeys = [...keys].sort();
  const orders = [keys, sortedKeys].flatMap((names) => [byText(names), byNumber(names), byCase(names)]);
  const both = [
    ...orders,
    ...orders.map(
      (order): Compare =>
        (a, b) =>
          -order(a, b),
    ),
  ];
  return rows.length === 0
    ? undefined
    : both.find((order) => rows.every((row, index) => index === 0 || order(rows[index - 1] ?? row, row) <= 0));
}

const byText = (keys: readonly string[]): Compare => by(keys, (a, b) => compareText(keyText(a), keyText(b)));

const byNumber = (keys: readonly string[]): Compare =>
  by(keys, (a, b) => Number(keyText(a)) - Number(keyText(b)) || compareText(keyText(a), keyText(b)));

const byCase = (keys: readonly string[]): Compare =>
  by(keys, (a, b) => compareText(keyText(a).toLowerCase(), keyText(b).toLowerCase()));

function by(keys: readonly string[], compare: (a: CellValue, b: CellValue) => number): Compare {
  return (a, b) => {
    for (const key of keys) {
      const found = compare(a[key] ?? "", b[key] ?? "");
      if (found !== 0) return found;
    }
    return 0;
  };
}

function lastIndex(rows: readonly FileRow[], holds: (row: FileRow) => boolean): number {
  let index = rows.length - 1;
  while (index >= 0 && !holds(rows[index] as FileRow)) index--;
  return index;
}

/** A key is a string, a number or a boolean. */
function keyText(value: CellValue): string {
  return typeof value === "object" ? "" : String(value);
}

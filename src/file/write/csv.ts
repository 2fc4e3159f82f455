import { stringify } from "csv-stringify/sync";
import { encodeValue, isExpression } from "../../core/cells/cell-value";
import type { CellValue, ValueType } from "../../core/model";
import type { FileRow, TableFile } from "../format/table-file";
import { ownMember } from "../../core/record";

/** A table's rows as CSV, and those that CSV cannot hold. */
interface CsvRows {
  readonly text: string;
  readonly others: readonly FileRow[];
}

/** The rows of a table as CSV, as `csv:` reads them by default: an absent cell is empty, an empty text is `""`, a list is JSON. */
export function writeCsv({ table, values }: TableFile): CsvRows {
  const columns = Object.keys(table.attributes).filter((name) => table.attributes[name]);
  const typeOf = (name: string) => table.attributes[name]?.type ?? "TEXT";
  const [rows, others] = [values.rows.filter(fitsCsv), values.rows.filter((row) => !fitsCsv(row))];
  const records = rows.map((row) => columns.map((name) => cellText(ownMember(row, name), typeOf(name))));
  const text = stringify([columns, ...records], { quoted_match: emptyOrSpaced });
  return { text, others };
}

/** A string that looks like an expression of the CSV form would be read as one, and a released cell has no form. */
function fitsCsv(row: FileRow): boolean {
  return Object.values(row).every((value) => value !== null && !(typeof value === "string" && value.startsWith("{")));
}

/** An empty text is told from an absent cell by its quotes; outer spaces are kept by every reader when they stand in quotes. */
const emptyOrSpaced = /^$|^\s|\s$/;

function cellText(value: CellValue | null | undefined, type: ValueType): string | undefined {
  if (value === undefined || value === null) return undefined;
  return isExpression(value) ? JSON.stringify(value) : encodeValue(value, type);
}

import { fileCells } from "../file/read/declared-cells";
import type { TableFile } from "../file/format/table-file";
import { plural } from "../core/text";

/** `5 columns, 12 rows, 48 cells`. */
export function tableSummary(file: TableFile): string {
  const columns = Object.keys(file.table.attributes).length;
  return [
    plural(columns, "column"),
    plural(file.values.rows.length, "row"),
    plural(fileCells(file).declared.size, "cell"),
  ].join(", ");
}

/** How a CSV file is written: the setting `csv` of its table file. */
export interface CsvSettings {
  /** The character between cells; a `sep=` line of the file counts before it. Default: a comma. */
  readonly separator?: string;
  /** What an empty cell is. Default: `absent`. */
  readonly emptyCells?: "absent" | "text";
  /** The text between the items of a list. Default: lists are JSON. */
  readonly listSeparator?: string;
  /** Whether numbers have a decimal comma. Default: false. */
  readonly decimalComma?: boolean;
  /** Words for true and false beside `true` and `false`; case does not matter. */
  readonly trueWords?: readonly string[];
  readonly falseWords?: readonly string[];
  /** Headers of columns that are not read. */
  readonly omitColumns?: readonly string[];
  /** Header → the column of the table that it names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Lines before the one that names the columns; a `sep=` line does not count. Default: 0. */
  readonly skipLines?: number;
  /** Whether white space and zero-width characters at the ends of a cell are cut. Default: false. */
  readonly trim?: boolean;
}

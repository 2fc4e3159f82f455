import { nearestName } from "../../core/arguments/nearest-name";
import type { Position } from "../../core/problem";
import { listOf } from "../../core/text";
import type { FileColumns } from "../read/file-columns";
import type { Problems } from "../format/problems";
import type { CsvTable } from "./parse";
import type { CsvSettings } from "./settings";

/** What the first line of a CSV file says. */
export interface CsvHeader {
  /** The table's column for each cell; `undefined`: left out, or not known (that is reported). */
  readonly columns: readonly (string | undefined)[];
  /** Whether a cell is left out on purpose, because a setting says so or it is empty. */
  readonly isOmitted: readonly boolean[];
  /** Whether every cell is either a column of the table or left out on purpose. */
  readonly isWhole: boolean;
}

/** Reads and checks the first line; `undefined` when it names no column. */
export function readHeader(
  table: CsvTable,
  columns: FileColumns,
  settings: CsvSettings,
  problems: Problems,
): CsvHeader | undefined {
  return new HeaderReader(table, columns, settings, problems).read();
}

class HeaderReader {
  private readonly names: readonly string[];

  constructor(
    private readonly table: CsvTable,
    private readonly columns: FileColumns,
    private readonly settings: CsvSettings,
    private readonly problems: Problems,
  ) {
    const { headers = {} } = settings;
    let width = table.header.length;
    while (width > 0 && table.header[width - 1] === "") width--;
    this.names = table.header
      .slice(0, width)
      .map((name) => (Object.hasOwn(headers, name) ? (headers[name] ?? name) : name));
  }

  read(): CsvHeader | undefined {
    const { names } = this.columns;
    if (this.names.length === 0) return this.refuseAbsent();
    const isOmitted = this.names.map((name, cell) => this.isOmitted(name, cell));
    const unknown = this.names.filter((name, cell) => !isOmitted[cell] && !names.has(name));
    const isForeign = unknown.length === isOmitted.filter((omitted) => !omitted).length;
    if (isForeign && !this.areMisspelt(unknown)) return this.refuseForeign();
    this.names.forEach((name, cell) => {
      if (!isOmitted[cell]) this.checkName(name, cell);
    });
    this.checkKeys();
    const columns = this.names.map((name, cell) => (!isOmitted[cell] && names.has(name) ? name : undefined));
    return { columns, isOmitted, isWhole: columns.every((column, cell) => column !== undefined || isOmitted[cell]) };
  }

  /** A cell that names nothing over a column that holds nothing is one of those that spreadsheets leave behind. */
  private isOmitted(name: string, cell: number): boolean {
    const written = this.table.header[cell] ?? "";
    if (this.settings.omitColumns?.includes(written)) return true;
    return name === "" && this.table.records.every((record) => (record[cell] ?? "").trim() === "");
  }

  private refuseAbsent(): undefined {
    const hint = `Begin the file with a header line: ${[...this.columns.names].join(this.table.separator)}`;
    const at = this.columns.disclosure.at(this.table.source, this.table.layout.recordAt(0));
    this.problems.add("CSV_HEADER", at, "the file has no header line.", hint);
    return undefined;
  }

  private refuseForeign(): undefined {
    const [only = ""] = this.table.header;
    const { header } = this.table;
    const separator = [",", ";", "\t", "|"].find((one) => header.length === 1 && only.includes(one));
    const advice = separator
      ? `If cells are separated by ${JSON.stringify(separator)}, set csv.separator to it.`
      : `Columns: ${listOf([...this.columns.names], "and")}. If other lines come before the header line, set csv.skipLines; \`csv.headers\` maps other names.`;
    this.problems.add("CSV_HEADER", this.at(0), "the first line names no column of the table.", advice);
    return undefined;
  }

  /** Whether most of the unknown names are columns but for case or a letter: then each of them is named. */
  private areMisspelt(unknown: readonly string[]): boolean {
    const known = [...this.columns.names];
    const near = unknown.filter((name) => nearestName(name, known) !== undefined);
    return near.length > 0 && near.length * 2 >= unknown.length;
  }

  private checkName(name: string, cell: number): void {
    if (!this.columns.names.has(name)) this.reportUnknown(name, cell);
    else if (this.names.indexOf(name) < cell) {
      const message = `the column ${JSON.stringify(name)} appears twice in the first line.`;
      this.problems.add("DUPLICATE_ENTRY", this.at(cell), message, "Remove or rename one of them.");
    }
  }

  /** In place of a name there may be a value, if the line of names is missing. */
  private reportUnknown(name: string, cell: number): void {
    const meant = nearestName(name, [...this.columns.names]);
    const hint = meant
      ? `Did you mean ${JSON.stringify(meant)}?`
      : "Declare it under `columns`, leave it out with `csv.omitColumns`, or name its column under `csv.headers`.";
    const isShown = name !== "" && this.columns.disclosure.showsName(name);
    const message = isShown ? "the table has no such column." : `cell ${cell + 1} of the first line names no column.`;
    this.problems.add("UNKNOWN_COLUMN", this.at(cell), message, hint, isShown ? { column: name } : {});
  }

  private checkKeys(): void {
    const { keys, keysAreKnown } = this.columns;
    const missing = keys.filter((name) => !this.names.some((one) => one === name || nearestName(one, [name])));
    const rows = this.table.records.length;
    if (missing.length === 0 || rows === 0 || !keysAreKnown) return;
    const plural = missing.length > 1;
    const message = `the first line lacks the key column${plural ? "s" : ""} ${listOf(missing.map((name) => JSON.stringify(name)))}, so none of the ${rows} rows has a key.`;
    const hint = "Add the column to the file; if it has another name there, set `csv.headers`.";
    this.problems.add("MISSING_KEY", this.at(0), message, hint, plural ? {} : { column: missing[0] });
  }

  private at(cell: number): Position {
    return this.columns.disclosure.at(this.table.source, this.table.layout.cellAt(0, cell));
  }
}

import { decodeValue, isExpression } from "../../core/cells/cell-value";
import { fromDecimalText, isDecimal } from "../../core/decimal";
import type { CellValue, ValueType } from "../../core/model";
import type { Position } from "../../core/problem";
import { listOf } from "../../core/text";
import type { FileColumns } from "./file-columns";
import { nearestName } from "../../core/arguments/nearest-name";
import { parseCsv, type CsvTable } from "./parse-csv";
import type { Problems } from "../format/problems";
import { numberList } from "./read-yaml-rows";
import type { ReadRow } from "./read-row";

/** How a CSV file is written. */
export interface CsvSettings {
  readonly separator?: string;
  readonly emptyCells?: "absent" | "text";
  readonly listSeparator?: string;
}

/** Reads the rows of a CSV file. The type of a value is its column's; an expression is written as `{"expression":"=…"}`. */
export class CsvRowReader {
  constructor(
    private readonly columns: FileColumns,
    private readonly settings: CsvSettings,
    private readonly problems: Problems,
  ) {}

  /** The rows of a CSV text whose first line names the columns. */
  readRows(text: string, file: string): ReadRow[] {
    const table = parseCsv(text, file, this.settings.separator ?? ",", this.columns.disclosure, this.problems);
    if (!this.checkHeader(table)) return [];
    return table.records.flatMap((_, index) => this.readRow(table, index) ?? []);
  }

  private checkHeader({ header, source, layout }: CsvTable): boolean {
    const at = (cell: number) => this.columns.disclosure.at(source, layout.cellAt(0, cell));
    if (header.length === 0 || header.every((name) => name === "")) {
      const hint = `Begin the file with a line that names the columns: ${[...this.columns.names].join(this.settings.separator ?? ",")}`;
      this.problems.add(
        "CSV_HEADER",
        this.columns.disclosure.at(source, 0),
        "the file has no first line that names the columns.",
        hint,
      );
      return false;
    }
    const unknown = header.filter((name) => !this.columns.names.has(name));
    if (unknown.length === header.length) {
      this.problems.add("CSV_HEADER", at(0), "the first line names no column of the table.", this.headerHint(header));
      return false;
    }
    header.forEach((name, index) => {
      if (!this.columns.names.has(name)) this.reportUnknown(name, index, at(index));
      else if (header.indexOf(name) < index) {
        const message = `the column ${JSON.stringify(name)} appears twice in the first line.`;
        this.problems.add("DUPLICATE_ENTRY", at(index), message, "Remove or rename one of them.");
      }
    });
    return true;
  }

  /** What stands where a name should may be a value: the first line of names may be missing. */
  private reportUnknown(name: string, index: number, at: Position): void {
    const meant = nearestName(name, [...this.columns.names]);
    const hint = meant ? `Did you mean ${JSON.stringify(meant)}?` : "Declare it under `columns`, or remove it here.";
    const isShown = this.columns.disclosure.showsName(name);
    const message = isShown ? "the table has no such column." : `cell ${index + 1} of the first line names no column.`;
    this.problems.add("UNKNOWN_COLUMN", at, message, hint, isShown ? { column: name } : {});
  }

  private headerHint(header: readonly string[]): string {
    const [only = ""] = header;
    const separator = [",", ";", "\t", "|"].find((one) => header.length === 1 && only.includes(one));
    if (separator) return `If ${JSON.stringify(separator)} separates the cells, set csv.separator to it.`;
    return `Columns: ${listOf([...this.columns.names], "and")}.`;
  }

  private readRow(table: CsvTable, index: number): ReadRow | undefined {
    const { header, source, layout } = table;
    const texts = table.records[index] ?? [];
    const record = index + 1;
    const where = (column?: string): Position => {
      const cell = column === undefined ? -1 : header.indexOf(column);
      const offset = cell < 0 ? layout.recordAt(record) : layout.cellAt(record, cell);
      return this.columns.disclosure.at(source, offset);
    };
    const quoted = texts.includes("") ? layout.quoted(record) : undefined;
    if (texts.every((text, cell) => text === "" && !quoted?.[cell])) return undefined;
    if (texts.length !== header.length) {
      const message = `the line has ${texts.length} cells, but the first line names ${header.length} columns.`;
      const hint = "Quote a cell that contains the separator; an empty cell still needs its separator.";
      this.problems.add("CSV_CELL_COUNT", where(), message, hint);
      return undefined;
    }
    const cells = new Map<string, CellValue | null | undefined>();
    header.forEach((name, cell) => {
      const column = this.columns.attributes.get(name);
      const text = texts[cell] ?? "";
      const isText = column?.valueType === "TEXT" && this.settings.emptyCells === "text";
      if (!column || (text === "" && !quoted?.[cell] && !isText)) return;
      cells.set(name, this.readCell(text, column.valueType, name, where));
    });
    const isPartial = header.some((name) => !this.columns.attributes.has(name));
    return { cells, where, isPartial, isCsv: true, isInPlace: (column) => this.isInPlace(header, texts, column) };
  }

  /** Whether a cell stands before every cell whose place is in doubt, and holds no separator itself: it is what its column says. */
  private isInPlace(header: readonly string[], texts: readonly string[], column: string): boolean {
    const { disclosure, names } = this.columns;
    const doubtful = header.findIndex(
      (name, cell) => disclosure.isSensitive(name) || !names.has(name) || header.indexOf(name, cell + 1) >= 0,
    );
    const cell = header.indexOf(column);
    const text = texts[cell] ?? "";
    const isWhole = !text.includes(this.settings.separator ?? ",") && !/[\r\n"]/.test(text);
    return isWhole && (doubtful < 0 || cell < doubtful);
  }

  private readCell(text: string, type: ValueType, column: string, where: (column: string) => Position) {
    const expression = readExpression(text);
    if (expression) return expression;
    if (looksLikeExpression.test(text)) {
      const message = "the cell looks like an expression, but is not the JSON of one.";
      this.problems.add("INVALID_EXPRESSION", where(column), message, csvExpression, { column });
      return undefined;
    }
    switch (type) {
      case "TEXT":
        return text;
      case "NUMBER":
        return isDecimal(text) ? fromDecimalText(text.trim()) : text;
      case "BOOLEAN":
        return /^\s*(true|false)\s*$/i.test(text) ? text.trim().toLowerCase() === "true" : text;
      case "TEXT_LIST":
      case "NUMBER_LIST":
        return this.readList(text, type) ?? this.noList(type, where(column), column);
    }
  }

  private readList(text: string, type: ValueType): CellValue | undefined {
    const { listSeparator } = this.settings;
    const list = decodeValue(text, type);
    if (Array.isArray(list)) return list as CellValue;
    if (listSeparator === undefined || text.startsWith("[")) return undefined;
    if (text === "") return [];
    const items = text.split(listSeparator);
    return type === "NUMBER_LIST" ? numberList(items.map((item) => item.trim())) : items;
  }

  private noList(type: ValueType, position: Position, column: string): undefined {
    const example = type === "NUMBER_LIST" ? "[1,2]" : '["a","b"]';
    const { listSeparator } = this.settings;
    const hint = listSeparator
      ? `Separate the items with ${JSON.stringify(listSeparator)}, or write the list as JSON: ${example}.`
      : `Write the list as JSON: ${example} (in quotes, with the inner quotes doubled), or set csv.listSeparator.`;
    this.problems.add("WRONG_TYPE", position, `the cell is not a list, but the column is of type ${type}.`, hint, {
      column,
    });
  }
}

/** How to write an expression in a CSV file. */
export const csvExpression =
  'If an expression is meant, write it as JSON, in quotes with the inner quotes doubled: "{""expression"":""=…""}"; otherwise begin the cell with another character.';

/** What was meant to be an expression, in the spelling of YAML or TypeScript. An export writes no text that begins with `{` (`write-csv.ts`). */
const looksLikeExpression = /^\{\s*["']?expression["']?\s*:/;

/** An expression as a cell holds it. Not as a bare `=…`: what comes from a spreadsheet must not turn into code. */
function readExpression(text: string): CellValue | undefined {
  if (!text.startsWith("{") || !text.includes('"expression"')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isExpression(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

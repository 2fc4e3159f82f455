import type { CellValue, ValueType } from "../../core/model";
import type { Position } from "../../core/problem";
import { isPlain, trimUnseen, type UnseenCharacters } from "../check/unseen";
import type { Problems } from "../format/problems";
import type { CsvSource } from "../format/table-source";
import type { FileColumns } from "../read/file-columns";
import type { ReadRow } from "../read/read-row";
import type { FileVariables } from "../read/variables";
import { readHeader, type CsvHeader } from "./header";
import { parseCsv, type CsvTable } from "./parse";
import { csvExpression, CsvCellReader, type CellMistake } from "./read-cell";
import type { CsvSettings } from "./settings";

/** A column that is read, and the cell in which it stands. */
interface UsedColumn {
  readonly cell: number;
  readonly name: string;
  readonly type: ValueType;
  readonly isKey: boolean;
}

/** What the rows of one file share. */
interface Sheet extends CsvHeader {
  readonly table: CsvTable;
  readonly used: readonly UsedColumn[];
  /** Key columns that the first line lacks: reported once, not for every row. */
  readonly missing: readonly string[];
}

/** Reads the rows of a CSV file. The type of a value is its column's; an expression is written as `{"expression":"=…"}`. */
export class CsvRowReader {
  /** The file as it was read; absent while none was, or it names no column. */
  source: CsvSource | undefined;
  private readonly cells: CsvCellReader;

  constructor(
    private readonly columns: FileColumns,
    private readonly settings: CsvSettings,
    private readonly problems: Problems,
    private readonly variables: FileVariables,
    private readonly unseen: UnseenCharacters,
  ) {
    this.cells = new CsvCellReader(settings);
  }

  /** The rows of a CSV text whose first line names the columns. */
  readRows(text: string, file: string): ReadRow[] {
    const table = parseCsv(text, file, this.settings, this.columns.disclosure, this.problems);
    const header = readHeader(table, this.columns, this.settings, this.problems);
    if (!header) return [];
    const used = header.columns.flatMap((name, cell): UsedColumn[] => {
      const column = name === undefined ? undefined : this.columns.attributes.get(name);
      return column ? [{ cell, name: column.name, type: column.valueType, isKey: column.primary }] : [];
    });
    const missing = this.columns.keys.filter((name) => !header.columns.includes(name));
    const sheet = { ...header, table, used, missing };
    this.source = { file, table, settings: this.settings, columns: header.columns };
    return table.records.flatMap((_, index) => this.readRow(sheet, index) ?? []);
  }

  private readRow(sheet: Sheet, index: number): ReadRow | undefined {
    const { columns: header, table, used, missing } = sheet;
    const texts = table.records[index] ?? [];
    const record = index + 1;
    const where = (column?: string): Position => {
      const cell = column === undefined ? -1 : header.indexOf(column);
      const offset = cell < 0 ? table.layout.recordAt(record) : table.layout.cellAt(record, cell);
      return this.columns.disclosure.at(table.source, offset);
    };
    const quoted = texts.includes("") ? table.layout.quoted(record) : undefined;
    if (texts.every((text) => text.trim() === "") && !(quoted ?? table.layout.quoted(record)).includes(true))
      return undefined;
    if (!this.fits(sheet, texts, where)) return undefined;
    const cells = new Map<string, CellValue | null | undefined>(missing.map((name) => [name, undefined]));
    const filled = this.variables.areDeclared ? { cells, open: new Set<string>() } : undefined;
    for (const column of used) {
      const { cell, name, type } = column;
      const text = this.settings.trim ? trimUnseen(texts[cell] ?? "") : (texts[cell] ?? "");
      const isText = type === "TEXT" && this.settings.emptyCells === "text";
      if (text === "" && !isText && !(quoted ?? table.layout.quoted(record))[cell]) continue;
      const value = this.readCell(text, column, where);
      if (filled) this.variables.put(filled, name, value, type, () => where(name));
      else cells.set(name, value);
    }
    const isInPlace = this.columns.disclosure.isOpen
      ? undefined
      : (column: string) => this.isInPlace(sheet, texts, column);
    const open = filled?.open;
    return { cells, where, place: { record }, isPartial: !sheet.isWhole, isCsv: true, isInPlace, open };
  }

  /** Whether a line has as many cells as the first one. Empty cells too many are those that spreadsheets leave behind. */
  private fits({ columns }: Sheet, texts: readonly string[], where: () => Position): boolean {
    const isFilled = (text: string) => text.trim() !== "";
    if (texts.length === columns.length) return true;
    if (texts.length > columns.length && !texts.slice(columns.length).some(isFilled)) return true;
    const message = `the line has ${texts.length} cells, but the first line names ${columns.length} columns.`;
    const hint = "Quote a cell that contains the separator; an empty cell still needs its separator.";
    this.problems.add("CSV_CELL_COUNT", where(), message, hint);
    return false;
  }

  /** Whether a cell stands before every cell whose place is in doubt, and holds no separator itself: it is what its column says. */
  private isInPlace({ columns: header, isOmitted, table }: Sheet, texts: readonly string[], column: string): boolean {
    const { disclosure } = this.columns;
    const doubtful = header.findIndex((name, cell) =>
      name === undefined ? !isOmitted[cell] : disclosure.isSensitive(name) || header.indexOf(name, cell + 1) >= 0,
    );
    const cell = header.indexOf(column);
    const text = texts[cell] ?? "";
    const isWhole = !text.includes(table.separator) && !/[\r\n"]/.test(text);
    return isWhole && (doubtful < 0 || cell < doubtful);
  }

  private readCell(text: string, { name, type, isKey }: UsedColumn, where: (column: string) => Position) {
    if ((isKey || type === "TEXT" || type === "TEXT_LIST") && !isPlain(text)) {
      this.unseen.note(text, name, isKey, { csv: true }, () => where(name));
    }
    const read = this.cells.read(text, type);
    return "value" in read ? read.value : this.refuse(read.mistake, type, where(name), name);
  }

  private refuse(mistake: CellMistake, type: ValueType, at: Position, column: string): undefined {
    if (mistake === "expression") {
      const message = "the cell looks like an expression, but is not valid JSON for one.";
      this.problems.add("INVALID_EXPRESSION", at, message, csvExpression, { column });
      return undefined;
    }
    if (mistake === "number") {
      const { decimalComma } = this.settings;
      const message = "the number is ambiguous: its points and commas could be decimal or thousands separators.";
      const hint = decimalComma
        ? "With csv.decimalComma, the comma is the decimal separator, and points only separate groups of three digits."
        : "Use a decimal point; if the file has decimal commas, set csv.decimalComma.";
      this.problems.add("NOT_A_NUMBER", at, message, hint, { column });
      return undefined;
    }
    const example = type === "NUMBER_LIST" ? "[1,2]" : '["a","b"]';
    const { listSeparator } = this.settings;
    const hint = listSeparator
      ? `Separate the items with ${JSON.stringify(listSeparator)}, or write the list as JSON: ${example}.`
      : `Write the list as JSON: ${example} (in quotes, with the inner quotes doubled), or set csv.listSeparator.`;
    this.problems.add("WRONG_TYPE", at, `the cell is not a list, but the column is of type ${type}.`, hint, { column });
    return undefined;
  }
}

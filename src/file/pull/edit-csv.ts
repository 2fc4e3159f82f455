/** Edits of a CSV file: cells are changed and lines added and removed in the manner of the file; every other line stays byte for byte. */
import { encodeValue, isExpression } from "../../core/cells/cell-value";
import type { CellValue, ValueType } from "../../core/model";
import type { CsvSource } from "../format/table-source";
import type { FileRow } from "../format/table-file";
import { lineBreak, nextLine, type TextEdit } from "./text-edit";

/** Collects the edits of one CSV text. A change that the file has no place for answers false. */
export class CsvEditor {
  readonly edits: TextEdit[] = [];
  private readonly text: string;

  constructor(
    private readonly csv: CsvSource,
    private readonly typeOf: (column: string) => ValueType,
  ) {
    this.text = csv.table.source.text;
  }

  /** Gives a cell of a line another value; `undefined` empties it. */
  setCell(record: number, column: string, value: CellValue | undefined): boolean {
    const cell = this.csv.columns.indexOf(column);
    if (cell < 0) return false;
    const { layout } = this.csv.table;
    const start = layout.cellAt(record, cell);
    const isQuoted = this.text[start] === '"';
    this.edits.push({ start, end: layout.cellEnd(start), text: this.cellText(value, column, isQuoted) });
    return true;
  }

  /** Takes a line out. */
  removeRow(record: number): void {
    const { layout } = this.csv.table;
    const start = layout.recordAt(record);
    this.edits.push({ start, end: nextLine(this.text, layout.recordEnd(record)), text: "" });
  }

  /** Adds lines behind a record; record 0 is the header. */
  addRows(after: number, rows: readonly FileRow[]): boolean {
    const { columns, table } = this.csv;
    if (!rows.every((row) => Object.keys(row).every((name) => columns.includes(name)))) return false;
    const end = lineBreak(this.text);
    const at = nextLine(this.text, table.layout.recordEnd(after));
    const width = Math.max(columns.length, table.header.length);
    const lines = rows.map((row) => {
      const cells = columns.map((name) =>
        name === undefined ? "" : this.cellText(row[name] ?? undefined, name, this.areQuoted(name)),
      );
      return [...cells, ...Array<string>(width - columns.length).fill("")].join(table.separator);
    });
    const isOpen = at > 0 && !/[\r\n]/.test(this.text[at - 1] ?? "");
    this.edits.push({ start: at, end: at, text: isOpen ? end + lines.join(end) : lines.join(end) + end });
    return true;
  }

  /** Whether the file puts the cells of a column in quotes, as its first line shows. */
  private areQuoted(column: string): boolean {
    const { layout, records } = this.csv.table;
    return records.length > 0 && this.text[layout.cellAt(1, this.csv.columns.indexOf(column))] === '"';
  }

  private cellText(value: CellValue | undefined, column: string, isQuoted: boolean): string {
    if (value === undefined) return "";
    const text = this.plainText(value, column);
    const isText = this.csv.settings.emptyCells === "text";
    const isUnsafe =
      text.includes(this.csv.table.separator) || /["\r\n]|^\s|\s$/.test(text) || (text === "" && !isText);
    const keepsQuotes = isQuoted && (typeof value !== "number" || /[^\d.,+-]/.test(text));
    return isUnsafe || keepsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
  }

  private plainText(value: CellValue, column: string): string {
    const type = this.typeOf(column);
    if (isExpression(value)) return JSON.stringify(value);
    if (typeof value === "boolean") return this.word(value, column);
    if (Array.isArray(value)) return this.listText(value as readonly (string | number)[], type);
    const text = encodeValue(value, type);
    return type === "NUMBER" ? this.numberText(text) : text;
  }

  private numberText(text: string): string {
    return this.csv.settings.decimalComma ? text.replace(".", ",") : text;
  }

  private listText(items: readonly (string | number)[], type: ValueType): string {
    const json = encodeValue(items as CellValue, type);
    const { listSeparator: separator } = this.csv.settings;
    const texts = items.map((item) =>
      type === "NUMBER_LIST" ? this.numberText(encodeValue(item, "NUMBER")) : String(item),
    );
    const isPlain =
      separator !== undefined &&
      texts.every((text) => text !== "" && text.trim() === text && !text.includes(separator));
    if (!isPlain || texts.length === 0 || texts[0]?.startsWith("[") || texts[0]?.startsWith("{")) return json;
    return texts.join(separator);
  }

  /** The word for true or false that the column uses, or the one that goes with the word for the opposite. */
  private word(value: boolean, column: string): string {
    const { trueWords = [], falseWords = [] } = this.csv.settings;
    const cell = this.csv.columns.indexOf(column);
    const used = [...new Set(this.csv.table.records.map((record) => (record[cell] ?? "").trim()))].filter(
      (word) => word !== "",
    );
    const isWord = (words: readonly string[]) => (word: string) =>
      words.some((one) => one.toLowerCase() === word.toLowerCase());
    const [own, other] = value ? [trueWords, falseWords] : [falseWords, trueWords];
    const known = used.find(isWord([String(value), ...own]));
    if (known !== undefined) return known;
    const opposite = used.find(isWord([String(!value)]));
    if (opposite === undefined)
      return used.some(isWord(other)) || used.length === 0 ? (own[0] ?? String(value)) : String(value);
    if (opposite === opposite.toUpperCase()) return String(value).toUpperCase();
    return opposite[0] === opposite[0]?.toUpperCase()
      ? String(value)[0]?.toUpperCase() + String(value).slice(1)
      : String(value);
  }
}

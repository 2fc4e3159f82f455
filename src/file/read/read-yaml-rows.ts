import { isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from "yaml";
import { fromDecimalText, isDecimal } from "../../core/decimal";
import type { CellValue, ValueType } from "../../core/model";
import type { ProblemCode } from "../../core/problem";
import { invisible } from "../../core/text";
import type { Ambiguities } from "../check/ambiguities";
import type { FileColumns } from "./file-columns";
import type { UnseenCharacters } from "../check/unseen";
import type { FileVariables } from "./variables";
import { misread } from "../check/misread";
import { isPlain, kindOf, offsetOf, readEntries, textOf, type Entry, type Reading } from "./read-entries";
import type { ReadRow } from "./read-row";

/** ASCII without control characters but line breaks and tabs. */
const isAscii = /^[\t\n\r -~]*$/;

/** Reads rows and the default record from YAML. The type of a value is its column's, whatever the value looks like. */
export class YamlRowReader {
  constructor(
    private readonly reading: Reading,
    private readonly columns: FileColumns,
    private readonly ambiguities: Ambiguities,
    private readonly variables: FileVariables,
    private readonly unseen: UnseenCharacters,
  ) {}

  /** The rows of a list of mappings. */
  readRows(node: Node): ReadRow[] {
    if (!isSeq(node)) {
      this.report(
        "INVALID_SETTING",
        node,
        `${this.kindOf(node)} is not a list of rows.`,
        "Use a list of rows: `- { … }`.",
      );
      return [];
    }
    return (node.items as Node[]).flatMap((item) => this.readRow(item) ?? []);
  }

  /** One row: a mapping of columns. */
  readRow(item: Node): ReadRow | undefined {
    const node = this.reading.file.resolve(item);
    if (!isMap(node)) {
      this.report(
        "INVALID_VALUE",
        item,
        `${this.kindOf(node)} is not a row.`,
        "Use a mapping: `{ <column>: <value>, … }`.",
      );
      return undefined;
    }
    const cells = new Map<string, CellValue | null | undefined>();
    const open = new Set<string>();
    const entries = readEntries(node, this.reading);
    for (const entry of entries) {
      const type = this.columns.attributes.get(entry.name)?.valueType ?? "TEXT";
      const at = () => this.reading.at(offsetOf(entry.value) ?? entry.offset);
      this.variables.put({ cells, open }, entry.name, this.readCell(entry), type, at);
    }
    const isPartial = entries.length < node.items.length;
    return {
      cells,
      open,
      isPartial,
      place: { item, map: node },
      where: (column, part) => this.locate(item, node, column, part),
    };
  }

  private readCell({ name, offset, value }: Entry): CellValue | null | undefined {
    const column = this.columns.attributes.get(name);
    if (!column) return undefined;
    if (!value) {
      const hint = 'Write "" for an empty string, null to release the cell, or remove the column from the row.';
      const message = "the column has no value.";
      this.reading.problems.add("EMPTY_ENTRY", this.reading.at(offset), message, hint, { column: name });
      return undefined;
    }
    if (isScalar(value)) {
      this.noteUnseen(value, name, column.primary);
      return this.readScalar(value, name, column.valueType);
    }
    return isSeq(value)
      ? this.readList(value.items as Node[], name, column.valueType)
      : this.readExpression(value, name);
  }

  private readScalar(scalar: Scalar, column: string, type: ValueType): CellValue | null {
    const text = textOf(scalar);
    const plain = isPlain(scalar);
    if (plain && misread(text) === "null") {
      if (type === "TEXT" && text !== "null") this.noteText(scalar, column, text);
      return null;
    }
    if (type === "NUMBER" && isDecimal(text)) {
      if (plain && /^[-+]?0\d/.test(text)) this.note(scalar, column, "an octal number", text);
      return fromDecimalText(text);
    }
    if (type === "BOOLEAN" && plain && /^(true|True|TRUE|false|False|FALSE)$/.test(text)) return /^true$/i.test(text);
    if (type === "TEXT" && plain) this.noteText(scalar, column, text);
    return text;
  }

  private readList(items: readonly Node[], column: string, type: ValueType): CellValue | undefined {
    const texts = items.map((item) => {
      const node = this.reading.file.resolve(item);
      const text = isScalar(node) ? textOf(node) : undefined;
      if (text === undefined || (isScalar(node) && isPlain(node) && (text === "" || misread(text) === "null"))) {
        const what = text === undefined ? this.kindOf(node) : "nothing";
        this.report(
          "INVALID_VALUE",
          item,
          `a list contains ${what}.`,
          'Use strings or numbers; write an empty string as "".',
          column,
        );
        return undefined;
      }
      if (isScalar(node)) this.noteUnseen(node, column, false);
      if (type === "TEXT_LIST" && isScalar(node) && isPlain(node)) this.noteText(node, column, text);
      return text;
    });
    const list = texts.filter((text) => text !== undefined);
    if (list.length < texts.length) return undefined;
    return type === "NUMBER_LIST" ? numberList(list) : list;
  }

  private readExpression(node: Node, column: string): CellValue | undefined {
    const entries = isMap(node) ? readEntries(node, this.reading, { column }) : [];
    const [entry] = entries;
    if (entries.length === 1 && entry?.name === "expression" && isScalar(entry.value)) {
      return { expression: textOf(entry.value) };
    }
    const hint = 'A mapping as a value is an expression: { expression: "=…" }.';
    this.report("INVALID_VALUE", node, "a mapping is not a valid data table value.", hint, column);
    return undefined;
  }

  private locate(item: Node, row: YAMLMap, column?: string, part: "name" | "value" = "value") {
    const pair = (row.items as Pair<Node, Node | null>[]).find((one) => {
      const key = this.reading.file.resolve(one.key);
      return isScalar(key) && textOf(key) === column;
    });
    const node = pair && part === "value" ? (pair.value ?? pair.key) : pair?.key;
    return this.reading.at(offsetOf(node) ?? offsetOf(item) ?? 0);
  }

  /** White space in quotes, lines of a block and characters that are written as escapes are meant. */
  private noteUnseen(scalar: Scalar, column: string, isKey: boolean): void {
    const [start = 0, end = 0] = scalar.range ?? [];
    const written = this.reading.file.source.text.slice(start, end);
    if (isAscii.test(written)) return;
    const text = textOf(scalar);
    const bare = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
    if (!invisible.test(written.replace(/\r?\n/g, ""))) return;
    this.unseen.note(bare, column, isKey, { csv: false }, () => this.reading.at(start));
  }

  private noteText(scalar: Scalar, column: string, text: string): void {
    const takenFor = misread(text);
    if (takenFor !== undefined) this.note(scalar, column, takenFor, text);
  }

  private note(node: Node, column: string, takenFor: string, text: string): void {
    this.ambiguities.note(column, takenFor, text, () => this.reading.at(offsetOf(node) ?? 0));
  }

  /** What stands where a row or an item should may be a value of any column. */
  private kindOf(node: Node): string {
    return kindOf(node, (text) => this.reading.file.disclosure.quoteName(text));
  }

  private report(code: ProblemCode, node: Node, message: string, hint: string, column?: string): void {
    this.reading.problems.add(code, this.reading.at(offsetOf(node) ?? 0), message, hint, { column });
  }
}

/** Numbers where all of them keep their digits, otherwise texts: a list is one or the other. */
export function numberList(texts: readonly string[]): CellValue {
  const numbers = texts.map((text) => (isDecimal(text) ? fromDecimalText(text) : text));
  return numbers.every((number) => typeof number === "number") ? numbers : texts;
}

import { encodeValue } from "../../core/cells/cell-value";
import { escapeText, mapTexts, variablesIn, textsOf } from "../../core/cells/template";
import type { CellValue, ValueType } from "../../core/model";
import type { FileRow, TableFile } from "../format/table-file";

/** Inside longer text only values are replaced that are hardly there by chance. */
const longEnough = 20;

/** Puts variables in the place of the values that they have. */
export class VariableWriter {
  private readonly whole: ReadonlyMap<string, string>;
  /** Longest first, so that none hides a longer one. */
  private readonly parts: readonly (readonly [string, string])[];

  /** `values`: name → value; where two have one value, the first counts. */
  constructor(values: Readonly<Record<string, string>>) {
    const entries = Object.entries(values).filter(([, value]) => value !== "");
    this.whole = new Map(entries.reverse().map(([name, value]) => [value, name]));
    this.parts = [...this.whole]
      .filter(([value]) => value.length >= longEnough || value.startsWith("arn:"))
      .sort(([a], [b]) => b.length - a.length);
  }

  /** A cell's value as a template. */
  write(value: CellValue, type: ValueType): CellValue {
    if (typeof value === "number" || typeof value === "boolean") {
      const name = this.whole.get(encodeValue(value, type));
      return name === undefined ? value : `\${${name}}`;
    }
    if (!Array.isArray(value)) return mapTexts<CellValue>(value, (text) => this.writeText(text));
    const items = (value as readonly (string | number)[]).map((item) =>
      typeof item === "string" || this.whole.has(String(item)) ? this.writeText(String(item)) : item,
    );
    return items.some((item) => typeof item === "string") ? items.map(String) : (value as readonly number[]);
  }

  private writeText(text: string): string {
    const name = this.whole.get(text);
    if (name !== undefined) return `\${${name}}`;
    const found = this.parts.find(([value]) => partAt(text, value) >= 0);
    if (!found) return escapeText(text);
    const [value, part] = found;
    const at = partAt(text, value);
    return `${this.writeText(text.slice(0, at))}\${${part}}${this.writeText(text.slice(at + value.length))}`;
  }
}

/** Where a value occurs in a string, but not behind a `$`, which would turn the placeholder into plain text. */
function partAt(text: string, value: string): number {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) if (text[at - 1] !== "$") return at;
  return -1;
}

/** A table as a file with variables: those that it uses are declared. A file that uses none stays as it is. */
export function useVariables(file: TableFile, values: Readonly<Record<string, string>>): TableFile {
  const writer = new VariableWriter(values);
  const typeOf = (name: string) => file.table.attributes[name]?.type ?? "TEXT";
  const write = (row: FileRow): FileRow =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, value === null ? value : writer.write(value, typeOf(name))]),
    );
  const [rows, defaults] = [file.values.rows.map(write), write(file.values.defaults)];
  const used = new Set(
    [...rows, defaults]
      .flatMap((row) => Object.values(row))
      .flatMap((value) => textsOf(value ?? ""))
      .flatMap(variablesIn),
  );
  const open = Object.keys(values).filter((name) => used.has(name));
  return open.length === 0 ? file : { ...file, values: { ...file.values, rows, defaults }, open };
}

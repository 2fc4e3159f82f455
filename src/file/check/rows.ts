import { encodeValue, isExpression } from "../../core/cells/cell-value";
import { escapeText, mapTexts } from "../../core/cells/template";
import { ignoreMatcher, type Ignore } from "../../core/values/intent";
import { limits } from "../../core/limits";
import type { CellValue, PrimaryValues } from "../../core/model";
import { problemCatalogue, type Position, type ProblemCode } from "../../core/problem";
import { defaultRowKey, foldRow, rowKey, rowLabel, type FoldRow } from "../../core/cells/row-key";
import { validateValue, type ValueProblem } from "../../core/cells/validate-value";
import type { FileColumns } from "../read/file-columns";
import { nearestName } from "../../core/arguments/nearest-name";
import type { Problems, Subject } from "../format/problems";
import { csvExpression } from "../csv/read-cell";
import type { ReadRow } from "../read/read-row";
import type { FileRow } from "../format/table-file";

/** What a check of rows goes by, beside the columns. */
interface RowRules {
  readonly ignore?: Ignore;
  readonly keyOnlyRows?: "error" | "warning";
  /** Whether the strings of the resulting rows are templates. */
  readonly areTemplates?: boolean;
}

/** Checks rows against the columns, one after the other, and remembers their keys; what passes comes out as flat records. */
export class RowChecker {
  private readonly seen = new Map<string, ReadRow>();
  private readonly fold: FoldRow;
  private readonly isIgnored: ReturnType<typeof ignoreMatcher>;
  private declared = 0;

  constructor(
    private readonly columns: FileColumns,
    private readonly rules: RowRules,
    private readonly problems: Problems,
  ) {
    this.fold = foldRow(columns.attributes);
    this.isIgnored = ignoreMatcher(rules.ignore);
  }

  /** How many cells were declared so far; a released cell is none, nor is a key. */
  get cellCount(): number {
    return this.declared;
  }

  /** One row; `undefined` when it is of no use. `ordinal` names it while its key is not known. */
  checkRow(row: ReadRow, ordinal: number): FileRow | undefined {
    const key = this.readKey(row, `#${ordinal}`);
    const isOpenKey = row.open !== undefined && this.columns.keys.some((name) => row.open?.has(name));
    const known = key && rowKey(key);
    const isShown = known !== undefined && this.columns.keys.every((name) => this.shows(row, name));
    const label = isShown ? rowLabel(known) : `#${ordinal}`;
    if (key && this.columns.keysAreKnown) this.checkTwice(key, label, row);
    if ((key || isOpenKey) && this.isKeyOnly(row)) {
      this.reportKeyOnly(row, label);
      return undefined;
    }
    for (const [name, value] of row.cells) {
      if (!this.columns.attributes.get(name)?.primary) this.checkCell(row, name, value, known, label);
    }
    return this.recordOf(row);
  }

  /** The default record. */
  checkDefaults(row: ReadRow): FileRow {
    const label = rowLabel(defaultRowKey);
    for (const [name, value] of row.cells) {
      if (this.columns.attributes.get(name)?.primary) {
        const hint = "Remove it: the default record has no key.";
        this.add("KEY_IN_DEFAULTS", row.where(name, "name"), "a key column has no default.", hint, { column: name });
      } else this.checkCell(row, name, value, defaultRowKey, label);
    }
    return this.recordOf(row);
  }

  private isKeyOnly(row: ReadRow): boolean {
    return row.cells.size === this.columns.keys.length && !row.isPartial && this.columns.keysAreKnown;
  }

  private reportKeyOnly(row: ReadRow, label: string): void {
    const isError = this.rules.keyOnlyRows !== "warning";
    const message = `the row has key columns only${isError ? "; the service cannot create such a row." : " and is skipped."}`;
    const hint = isError ? "Give it a value, or remove it; `keyOnlyRows: warning` skips such rows." : undefined;
    this.add("ROW_WITHOUT_VALUES", row.where(), message, hint, { row: label, severity: isError ? "error" : "warning" });
  }

  private readKey(row: ReadRow, label: string): PrimaryValues | undefined {
    const parts = this.columns.keys.map((name): [string, string | undefined] => {
      if (row.cells.has(name)) return [name, this.readKeyPart(row, name, label)];
      if (row.isPartial && !row.isCsv) return [name, undefined];
      const message = `the row lacks the key column ${JSON.stringify(name)}.`;
      this.add("MISSING_KEY", row.where(), message, "Give it a value.", { row: label, column: name });
      return [name, undefined];
    });
    const complete = parts.filter((part): part is [string, string] => part[1] !== undefined);
    return complete.length === parts.length && parts.length > 0 ? Object.fromEntries(complete) : undefined;
  }

  private readKeyPart(row: ReadRow, name: string, label: string): string | undefined {
    const value = row.cells.get(name);
    const column = this.columns.attributes.get(name);
    if (value === undefined || !column || row.open?.has(name)) return undefined;
    const about = { row: label, column: name };
    if (value === null || typeof value === "object") {
      const what = value === null ? "null" : isExpression(value) ? "an expression" : "a list";
      this.add(
        "INVALID_KEY",
        row.where(name),
        `${what} is not a valid key.`,
        "Use a string, a number or a boolean.",
        about,
      );
      return undefined;
    }
    const [wrong] = validateValue(value, column);
    if (wrong) {
      this.addValue(row, wrong, about);
      return undefined;
    }
    const key = encodeValue(value, column.valueType);
    const length = [...key].length;
    if (length <= limits.keyLength) return key;
    const message = `the key has ${length} characters; the service stores at most ${limits.keyLength}.`;
    this.add("INVALID_KEY", row.where(name), message, "Shorten it.", about);
    return undefined;
  }

  private checkTwice(key: PrimaryValues, label: string, row: ReadRow): void {
    const folded = this.fold(key);
    const known = this.seen.get(folded);
    if (!known) {
      this.seen.set(folded, row);
      return;
    }
    const [first, position] = [known.where(), row.where()];
    const file = first.file === position.file ? "" : `${first.file}, `;
    const message = `a row with this key is already in ${file}line ${first.line}.`;
    this.add("DUPLICATE_ROW", position, message, "Keep one of the two.", { row: label });
  }

  private checkCell(
    row: ReadRow,
    column: string,
    value: CellValue | null | undefined,
    key: string | undefined,
    label: string,
  ) {
    const attribute = this.columns.attributes.get(column);
    const about = { row: label, column };
    if (!attribute) {
      if (this.columns.names.has(column)) return;
      const meant = nearestName(column, [...this.columns.names]);
      const mayBeValue = !this.columns.disclosure.showsName(column);
      const advice = mayBeValue
        ? "If it is part of a value, put the value in quotes; otherwise declare the column under `columns`."
        : "Declare it under `columns`, or remove it here.";
      const hint = meant ? `Did you mean ${JSON.stringify(meant)}?` : advice;
      this.add("UNKNOWN_COLUMN", row.where(column, "name"), "the table has no such column.", hint, about);
      return;
    }
    if (value === undefined || value === null) return;
    this.declared++;
    if (key !== undefined && this.isIgnored({ rowKey: key, attribute: column })) {
      const hint = "Remove it here, or change `ignore`.";
      this.add(
        "IGNORED_AND_DECLARED",
        row.where(column),
        "the cell is declared, but `ignore` matches it, so it is never written.",
        hint,
        about,
      );
    }
    if (row.open?.has(column)) return;
    for (const problem of validateValue(value, attribute)) {
      const isExpression = problem.code === "LITERAL_EXPRESSION" || problem.code === "INVALID_EXPRESSION";
      this.addValue(row, row.isCsv && isExpression ? { ...problem, hint: csvExpression } : problem, about);
    }
  }

  /** Whether a value may be shown: its column is not sensitive, and neither its place nor its text is in doubt. */
  private shows({ cells, isInPlace }: ReadRow, column: string): boolean {
    const { disclosure } = this.columns;
    if (disclosure.isOpen) return true;
    const isCertain = !disclosure.isSensitive(column) && (isInPlace?.(column) ?? true);
    return isCertain && disclosure.showsValue(cells.get(column));
  }

  /** What is wrong with a value. The message quotes it; where it must not be shown the sentence of the catalogue stands for it. */
  private addValue(
    row: ReadRow,
    problem: ValueProblem,
    about: { readonly row: string; readonly column: string },
  ): void {
    const { code, message, hint } = problem;
    const isSecret = this.columns.disclosure.isSensitive(about.column);
    const why = isSecret ? "the column is sensitive" : "the file has sensitive columns";
    if (this.shows(row, about.column)) this.add(code, row.where(about.column), message, hint, about);
    else this.add(code, row.where(about.column), problemCatalogue[code], `The value is not shown: ${why}.`, about);
  }

  /**
   * A row as a program would write it. `defineProperty` semantics, so that no column name can reach a prototype. While variables of the file
   * are open, every text is a template.
   */
  private recordOf({ cells, open }: ReadRow): FileRow {
    const known = new Map<string, CellValue | null>();
    for (const [name, value] of cells) {
      if (value === undefined) continue;
      known.set(name, this.rules.areTemplates && !open?.has(name) ? mapTexts(value, escapeText) : value);
    }
    return Object.fromEntries(known);
  }

  private add(code: ProblemCode, position: Position, message: string, hint?: string, about: Subject = {}): void {
    const { column, ...others } = about;
    const isShown = column !== undefined && this.columns.disclosure.showsName(column);
    this.problems.add(code, position, message, hint, isShown ? about : others);
  }
}

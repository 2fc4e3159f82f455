import { cellKey, type CellAddress, type CellKey } from "../../core/cells/cell-map";
import { encodeValue } from "../../core/cells/cell-value";
import { defaultRowKey } from "../../core/cells/row-key";
import { textsOf, variablesIn } from "../../core/cells/template";
import type { CellValue, ValueType } from "../../core/model";
import { isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import type { RowPlace, TableSource } from "../format/table-source";
import type { FileRow, TableFile } from "../format/table-file";
import { fileCells, rowsByKey } from "../read/declared-cells";
import type { ParsedTableFile } from "../read/parse-table-file";
import { VariableWriter } from "../write/use-variables";
import { canonicalText, type TableBase } from "./base";
import { CsvEditor } from "./edit-csv";
import { YamlEditor } from "./edit-yaml";
import { planPull, type PulledCell, type PullInput, type PullPlan } from "./plan";
import { placesOfNewRows } from "./row-order";
import { applyEdits } from "./text-edit";
import { pairOf } from "./yaml-layout";

/** The contents of a table's files. */
export interface FileTexts {
  readonly yaml: string;
  readonly csv?: string;
}

/** What a pull needs beside the live table. */
export interface PullFileInput extends Omit<PullInput, "file"> {
  readonly texts: FileTexts;
  /** Reads the table from such texts, with the values of its variables. */
  readonly read: (texts: FileTexts, isOpen?: boolean) => ParsedTableFile;
  readonly variables: Readonly<Record<string, string>>;
  /** The table that is pulled: `<instance id>/<table id>`. */
  readonly from: string;
}

/** A file after its pull. */
export interface PulledFile {
  readonly texts: FileTexts;
  readonly plan: PullPlan;
  /** Cells that are left as they are, each with the reason. */
  readonly left: readonly PulledCell[];
  /** Cells that changed in the file. */
  readonly pulled: readonly PulledCell[];
  readonly lostComments: readonly string[];
  readonly base: TableBase;
}

/** Brings the live values of a table into its files. Pure; `table` and `source` are what `read` found in `texts`. */
export function pullFile(table: TableFile, source: TableSource, input: PullFileInput): PulledFile {
  const plan = planPull({ ...input, file: table });
  const changes = plan.cells.filter(({ kind }) => kind === "set" || kind === "remove");
  const unwritten = new Set<CellKey>();
  const edit = () => new Edit(table, source, input, plan, unwritten).run();
  let edited = edit();
  for (let tries = 0; tries < 5; tries++) {
    const before = unwritten.size;
    for (const cell of unlike(changes, table, input, edited.texts, unwritten)) unwritten.add(cell);
    if (unwritten.size === before) break;
    edited = edit();
  }
  const isWritten = (cell: CellAddress) => !unwritten.has(cellKey(cell));
  const left = plan.cells.flatMap((cell): PulledCell[] => {
    if (cell.kind === "left") return [cell];
    return cell.kind === "mine" || isWritten(cell) ? [] : [{ ...cell, kind: "left", why: "unwritable" }];
  });
  return { ...edited, plan, left, pulled: changes.filter(isWritten), base: plan.baseAfter(unwritten) };
}

/** The cells that the edited texts do not hold as they should: those are not written at all. */
function unlike(
  changes: readonly PulledCell[],
  before: TableFile,
  { read }: PullFileInput,
  texts: FileTexts,
  unwritten: ReadonlySet<CellKey>,
): CellKey[] {
  const wanted = changes.filter((cell) => !unwritten.has(cellKey(cell)));
  const { table } = read(texts);
  if (!table) return wanted.map(cellKey);
  const typeOf = (name: string): ValueType => before.table.attributes[name]?.type ?? "TEXT";
  const text = (value: CellValue | undefined, column: string) =>
    value === undefined ? undefined : canonicalText(encodeValue(value, typeOf(column)), typeOf(column));
  const found = fileCells(table).declared;
  const isRight = (cell: PulledCell) =>
    text(found.get(cell)?.value, cell.attribute) ===
    (cell.kind === "set" ? text(cell.live, cell.attribute) : undefined);
  return wanted.filter((cell) => !isRight(cell)).map(cellKey);
}

/** One attempt to write a plan into the texts; what it cannot write goes to `unwritten`. */
class Edit {
  private readonly yaml: YamlEditor;
  private readonly csv: CsvEditor | undefined;
  private readonly rows: Map<string, FileRow>;
  private readonly places: ReadonlyMap<FileRow, RowPlace>;
  private readonly list: YAMLSeq | undefined;

  constructor(
    private readonly table: TableFile,
    private readonly source: TableSource,
    private readonly input: PullFileInput,
    private readonly plan: PullPlan,
    private readonly unwritten: Set<CellKey>,
  ) {
    const root = source.yaml.root as YAMLMap;
    const columns = Object.keys(table.table.attributes);
    this.yaml = new YamlEditor(input.texts.yaml, root, columns, table.values.primaryAttributes);
    this.csv = source.csv && new CsvEditor(source.csv, (name) => this.typeOf(name));
    this.rows = new Map([...rowsByKey(table)].map(([key, { row }]) => [key, row]));
    this.places = new Map(
      table.values.rows.flatMap((row, index): [FileRow, RowPlace][] => {
        const place = source.places[index];
        return place ? [[row, place]] : [];
      }),
    );
    const list = pairOf(root, "rows")?.value;
    this.list = isSeq(list) ? list : undefined;
  }

  run(): Pick<PulledFile, "texts" | "lostComments"> {
    for (const cell of this.plan.cells) this.changeCell(cell);
    for (const key of this.plan.goneRows) this.removeRow(key);
    this.addRows();
    this.addDefaults();
    this.renewExport();
    this.yaml.finish();
    const { texts } = this.input;
    const yaml = applyEdits(texts.yaml, this.yaml.edits);
    const csv = texts.csv === undefined ? {} : { csv: applyEdits(texts.csv, this.csv?.edits ?? []) };
    return { texts: { yaml, ...csv }, lostComments: this.yaml.lostComments };
  }

  private changeCell(cell: PulledCell): void {
    const isChange = cell.kind === "set" || cell.kind === "remove";
    const row = this.rows.get(cell.rowKey);
    const isDefault = cell.rowKey === defaultRowKey && this.source.defaults !== undefined;
    if (!isChange || this.unwritten.has(cellKey(cell)) || this.plan.goneRows.has(cell.rowKey) || (!row && !isDefault))
      return;
    const place: RowPlace | undefined = row
      ? this.places.get(row)
      : this.source.defaults && { map: this.source.defaults, item: this.source.defaults };
    if (!place || !this.writeCell(place, cell)) this.unwritten.add(cellKey(cell));
  }

  private writeCell(place: RowPlace, { kind, attribute, live }: PulledCell): boolean {
    const value = kind === "set" && live !== undefined ? this.template(live, attribute) : undefined;
    if ("record" in place) return this.csv?.setCell(place.record, attribute, value) ?? false;
    if (place.item !== place.map) return false;
    return value === undefined
      ? this.yaml.removeCell(place.map, attribute)
      : this.yaml.setCell(place.map, attribute, value);
  }

  private removeRow(key: string): void {
    const row = this.rows.get(key);
    const place = row && this.places.get(row);
    const cells = Object.keys(row ?? {}).map((attribute) => cellKey({ rowKey: key, attribute }));
    if (!place || cells.some((cell) => this.unwritten.has(cell))) return;
    if ("record" in place) this.csv?.removeRow(place.record);
    else if (!this.list || !this.yaml.removeRow(this.list, place.item))
      cells.forEach((cell) => this.unwritten.add(cell));
  }

  private addRows(): void {
    const written = this.newRows();
    const isCsv = this.csv !== undefined;
    const home = [...this.rows].filter(([, row]) => "record" in (this.places.get(row) ?? {}) === isCsv);
    const homeRows = home.map(([, row]) => row);
    const places = placesOfNewRows(homeRows, [...written.keys()], this.table.values.primaryAttributes);
    for (const [after, rows] of [...places].sort(([a], [b]) => a - b)) {
      const lines = rows.map((row) => written.get(row) ?? row);
      if (!this.insertRows(homeRows[after], lines, home.length)) this.refuseRows(rows);
    }
    const isEmptied = home.length > 0 && written.size === 0 && home.every(([key]) => this.plan.goneRows.has(key));
    if (!isCsv && isEmptied && this.list) this.yaml.emptyRows(this.list);
  }

  /** The new rows that can be written, with the templates that are written for them. */
  private newRows(): Map<FileRow, FileRow> {
    const written = new Map<FileRow, FileRow>();
    for (const [key, row] of this.plan.newRows) {
      const cells = Object.entries(row).filter(
        ([attribute]) => !this.unwritten.has(cellKey({ rowKey: key, attribute })),
      );
      if (cells.length <= this.table.values.primaryAttributes.length) continue;
      const templates = cells.map(([name, value]) => [name, value === null ? value : this.template(value, name)]);
      written.set(Object.fromEntries(cells), Object.fromEntries(templates) as FileRow);
    }
    return written;
  }

  /** Inserts lines behind a row of the file that new rows go to; `undefined`: before its first one. */
  private insertRows(after: FileRow | undefined, lines: readonly FileRow[], count: number): boolean {
    const place = after && this.places.get(after);
    if (this.csv) return this.csv.addRows(place && "record" in place ? place.record : 0, lines);
    return this.yaml.addRows(place && "item" in place ? place.item : undefined, lines, count);
  }

  private refuseRows(rows: readonly FileRow[]): void {
    for (const [key, row] of this.plan.newRows) {
      const isRefused = rows.some((one) =>
        this.table.values.primaryAttributes.every((name) => one[name] === row[name]),
      );
      if (isRefused) for (const attribute of Object.keys(row)) this.unwritten.add(cellKey({ rowKey: key, attribute }));
    }
  }

  private addDefaults(): void {
    if (this.source.defaults) return;
    const cells = this.plan.cells.filter(
      (cell) => cell.rowKey === defaultRowKey && cell.kind === "set" && !this.unwritten.has(cellKey(cell)),
    );
    if (cells.length === 0) return;
    const record = Object.fromEntries(
      cells.flatMap(({ attribute, live }) => (live === undefined ? [] : [[attribute, this.template(live, attribute)]])),
    );
    if (!this.yaml.addDefaults(record)) for (const cell of cells) this.unwritten.add(cellKey(cell));
  }

  /** Once file and table agree on all that changed, the consent of the file counts up to now. */
  private renewExport(): void {
    const { exported } = this.table.values;
    const isSettled = this.unwritten.size === 0 && this.plan.cells.every(({ kind }) => kind !== "left");
    const times = this.input.live.flatMap(({ lastModifiedTime }) => lastModifiedTime ?? []);
    const latest = times.reduce((last, time) => (time > last ? time : last), "");
    if (exported?.from !== this.input.from || !isSettled || latest <= exported.at) return;
    this.yaml.setScalar(["exported", "at"], latest);
  }

  private typeOf(column: string): ValueType {
    return this.table.table.attributes[column]?.type ?? "TEXT";
  }

  /** A value as the file writes it: where it has variables, those that the column uses, and those that stand for long texts. */
  private template(value: CellValue, column: string): CellValue {
    const writer = this.writers.get(column) ?? this.writerFor(column);
    return writer ? writer.write(value, this.typeOf(column)) : value;
  }

  private readonly writers = new Map<string, VariableWriter>();
  private templates: TableFile | undefined;

  private writerFor(column: string): VariableWriter | undefined {
    this.templates ??= this.input.read(this.input.texts, true).table;
    const { values, open } = this.templates ?? {};
    if (!values || !open) return undefined;
    const used = new Set(
      [...values.rows, values.defaults].flatMap((row) => textsOf(row[column] ?? "").flatMap(variablesIn)),
    );
    const isLong = (text: string) => text.length >= 20 || text.startsWith("arn:");
    const usable = Object.entries(this.input.variables).filter(
      ([name, text]) => open.includes(name) && (used.has(name) || isLong(text)),
    );
    const writer = new VariableWriter(Object.fromEntries(usable));
    this.writers.set(column, writer);
    return writer;
  }
}

import { given } from "../../core/record";
import type { Node, YAMLMap } from "yaml";
import { limits } from "../../core/limits";
import { ignoreMatcher } from "../../core/values/intent";
import { problemCatalogue, type Position, type Problem, type ProblemCode } from "../../core/problem";
import { validateDeclaration } from "../../core/schema/validate/table";
import type { TableDeclaration } from "../../core/schema/declaration";
import { Ambiguities } from "../check/ambiguities";
import { checkMoves } from "../check/moves";
import { RowChecker } from "../check/rows";
import { UnseenCharacters } from "../check/unseen";
import { declareColumns, fileColumns, isKey, type FileColumns } from "./file-columns";
import { plainKey } from "./declared-cells";
import type { Disclosure } from "./disclosure";
import { fileFormat } from "../format/format";
import { parseYaml, type YamlFile } from "./parse-yaml";
import { groupProblems } from "../format/group-problems";
import { Problems } from "../format/problems";
import type { CsvSource, RowPlace, TableSource } from "../format/table-source";
import { CsvRowReader } from "../csv/read-rows";
import { offsetOf, type Reading } from "./read-entries";
import { SettingsReader } from "./read-settings";
import { YamlRowReader } from "./read-yaml-rows";
import { FileVariables, type VariableInputs } from "./variables";
import { tableOf, valueSettingsOf, type Settings } from "../format/settings";
import type { FileKey, FileRow, FileValues, TableFile } from "../format/table-file";

/** What a file holds, and all that is wrong with it. `table` is absent when a problem is an error. */
export interface ParsedTableFile {
  readonly table?: TableFile;
  readonly problems: readonly Problem[];
  /** Where the table is in its files; absent when a problem is an error. */
  readonly source?: TableSource;
  /** The path of the CSV file with rows, as the disk has it; absent when there is none, or it cannot be read. */
  readonly rowsFrom?: string;
}

/** The text of the file that `rowsFrom` names, or what is wrong with it; `at` is where it is named. */
export type ReadCsv = (
  path: string,
  at: Position,
) => { readonly file: string; readonly text: string } | { readonly problem: Problem };

/**
 * A table from the text of its YAML file. Pure: the CSV file beside it comes in by `readCsv`. All problems are found in one go, each
 * with its position; nothing is thrown. Without `variables` the file is checked as it is, and its variables stay open.
 */
export function parseTableFile(
  text: string,
  file: string,
  readCsv: ReadCsv,
  variables: VariableInputs = { open: "all" },
): ParsedTableFile {
  const yaml = parseYaml(text, file);
  const parser = new TableFileParser(yaml, readCsv, variables);
  const table = yaml.root && parser.parse(yaml.resolve(yaml.root));
  const problems = parser.allProblems();
  const { rowsFrom } = parser;
  const isUsable = !problems.some(({ severity }) => severity === "error");
  return { ...(isUsable && { table, source: parser.source }), problems, ...(rowsFrom !== undefined && { rowsFrom }) };
}

/** What may be missing only because the file could not be read any further. */
const aboutAbsence: readonly ProblemCode[] = ["MISSING_SETTING", "EMPTY_ENTRY", "MISSING_KEY", "ROW_WITHOUT_VALUES"];

type Columns = TableDeclaration["attributes"];

class TableFileParser {
  /** The CSV file that was read. */
  rowsFrom: string | undefined;
  private csv: CsvSource | undefined;
  private defaults: YAMLMap | undefined;
  private readonly places: RowPlace[] = [];
  private readonly problems = new Problems();
  private readonly disclosure: Disclosure;
  private readonly reading: Reading;
  private readonly settings: SettingsReader;

  constructor(
    private readonly yaml: YamlFile,
    private readonly readCsv: ReadCsv,
    private readonly inputs: VariableInputs,
  ) {
    this.disclosure = yaml.disclosure;
    const at = (offset: number) => this.disclosure.at(yaml.source, offset);
    this.reading = { file: yaml, problems: this.problems, at };
    this.settings = new SettingsReader(this.reading);
  }

  parse(root: Node): TableFile {
    const place = { path: [], offset: offsetOf(root) ?? 0 };
    const settings = (this.settings.read(root, fileFormat, place) ?? {}) as Settings;
    const declared = declareColumns(settings.columns ?? {});
    const columns = this.columnsOf(settings, declared);
    const table = tableOf(settings, declared);
    this.checkTable(table);
    this.checkNamed("sensitive", "a row is named by its key", columns, settings);
    this.checkNamed("initial", "a key always has a value", columns, settings);
    const names = this.settings.has("variables") ? this.settings.namesUnder(["variables"]) : undefined;
    const variables = new FileVariables(names, this.inputs, this.problems, this.disclosure);
    const values = this.readValues(settings, columns, declared, variables);
    const at = (name: string) => this.reading.at(this.settings.nameOffsetOf(["variables", name]));
    variables.reportUnfit(at, !this.problems.hasErrors);
    return { table, values, ...(variables.open.length > 0 && { open: variables.open }) };
  }

  /** Where in the files what was read is. */
  get source(): TableSource {
    const { yaml, places, defaults, csv } = this;
    return { yaml, places, ...given({ defaults, csv }) };
  }

  /** Behind a place that was not understood nothing is said of what is missing there: it may just not have been read. */
  allProblems(): Problem[] {
    const { source, soundUntil, root, problems } = this.yaml;
    const soundLine = soundUntil > source.text.length ? Infinity : source.lineOf(soundUntil);
    if (!root && problems.length === 0) {
      const hint = "Begin with `name:` and `columns:`.";
      this.problems.add("MISSING_SETTING", this.reading.at(0), "the file is empty.", hint);
    }
    const all = new Problems();
    all.addAll(problems);
    const isSound = ({ code, position }: Problem) =>
      position?.file === source.file && position.line < soundLine && !aboutAbsence.includes(code);
    all.addAll(this.problems.sorted(source.file).filter((problem) => soundLine === Infinity || isSound(problem)));
    return groupProblems(all.sorted(source.file));
  }

  private columnsOf({ columns = {} }: Settings, declared: Columns): FileColumns {
    const names = this.settings.namesUnder(["columns"]);
    const written = new Map(Object.entries(columns));
    const isKnown = (name: string) =>
      written.has(name)
        ? !this.settings.wasRefused(["columns", name, "primary"])
        : this.settings.isScalar(["columns", name]);
    const keys = names.filter((name) => isKey(written.get(name)));
    return fileColumns({
      names,
      declared,
      keys,
      keysAreKnown: names.every(isKnown),
      disclosure: this.disclosure,
    });
  }

  private checkTable(table: TableDeclaration): void {
    for (const {
      path: [first = "", ...rest],
      code,
      message,
      hint,
      column,
      severity,
    } of validateDeclaration({ ...table })) {
      const path = [first === "attributes" ? "columns" : first, ...rest];
      if (this.settings.wasRefused(path)) continue;
      const at = this.reading.at(this.settings.offsetOf(path));
      const isShown =
        this.disclosure.shows(message) && !(this.disclosure.isSensitive(path[1] ?? "") && path.length > 2);
      const name = column !== undefined && this.disclosure.showsName(column) ? column : undefined;
      this.problems.add(code, at, isShown ? message : problemCatalogue[code], hint, { column: name, severity });
    }
  }

  /** A setting that names columns which hold values. */
  private checkNamed(setting: "sensitive" | "initial", why: string, columns: FileColumns, settings: Settings): void {
    (settings[setting] ?? []).forEach((name, index) => {
      const path = [setting, String(index)];
      const place = { path, offset: this.settings.offsetOf(path) };
      const quoted = () => this.disclosure.quoteName(name);
      if (!columns.names.has(name)) {
        const message = `${quoted()} is not a column of the table.`;
        this.settings.refuse(place, "UNKNOWN_COLUMN", message, "Name a column that is declared under `columns`.");
      } else if (columns.attributes.get(name)?.primary) {
        const message = `the key column ${quoted()} cannot be ${setting}: ${why}.`;
        this.settings.refuse(place, "INVALID_SETTING", message, "Remove it here.");
      } else if (setting === "initial" && this.isIgnored(settings, name)) {
        const message = `${quoted()} is \`initial\`, but \`ignore\` matches it, so it is never written.`;
        this.settings.refuse(place, "INVALID_SETTING", message, "Remove it here, or narrow `ignore`.");
      }
    });
  }

  private isIgnored({ ignore }: Settings, column: string): boolean {
    return ignoreMatcher({ columns: ignore?.columns })({ rowKey: "", attribute: column });
  }

  private readValues(
    settings: Settings,
    columns: FileColumns,
    declared: Columns,
    variables: FileVariables,
  ): FileValues {
    const checker = new RowChecker(columns, { ...settings, areTemplates: variables.open.length > 0 }, this.problems);
    const ambiguities = new Ambiguities(columns.disclosure);
    const unseen = new UnseenCharacters(columns.disclosure);
    const reader = new YamlRowReader(this.reading, columns, ambiguities, variables, unseen);
    const [defaultsNode, rowsNode] = [this.settings.deferredNode("defaults"), this.settings.deferredNode("rows")];
    const defaultRow = defaultsNode && reader.readRow(defaultsNode);
    const defaults = defaultRow ? checker.checkDefaults(defaultRow) : {};
    const read = [
      ...(rowsNode ? reader.readRows(rowsNode) : []),
      ...this.readCsvRows(settings, columns, variables, unseen),
    ];
    ambiguities.report(this.problems);
    unseen.report(this.problems);
    this.checkKeyColumns(columns, read.length);
    const rows = read.flatMap((row, index): FileRow[] => {
      const checked = checker.checkRow(row, index + 1);
      if (checked) this.places.push(row.place);
      return checked ? [checked] : [];
    });
    if (defaultRow && "map" in defaultRow.place) this.defaults = defaultRow.place.map;
    this.checkQuota(checker.cellCount, settings.valueQuota);
    const moved = this.filledMoves(settings, variables);
    checkMoves(columns.keysAreKnown ? (moved ?? []) : [], rows, columns, (path, message, hint) => {
      this.settings.refuse({ path, offset: this.settings.offsetOf(path) }, "IMPOSSIBLE_MOVE", message, hint);
    });
    const optional = { moved: moved && plainMoves(moved, columns), renamed: renamesOf(declared) };
    return { primaryAttributes: columns.keys, rows, defaults, ...valueSettingsOf(settings), ...given(optional) };
  }

  private filledMoves({ moved }: Settings, variables: FileVariables): FileValues["moved"] {
    const fill = (key: FileKey, path: string[]): FileKey =>
      Object.fromEntries(
        Object.entries(key).map(([name, value]) => {
          const at = [...path, name];
          const filled = variables.fillSetting(String(value), () => this.reading.at(this.settings.offsetOf(at)));
          return [name, filled ?? value];
        }),
      );
    return moved?.flatMap(({ from, to }: { from?: FileKey; to?: FileKey }, index) => {
      const path = ["moved", String(index)];
      return from && to ? [{ from: fill(from, [...path, "from"]), to: fill(to, [...path, "to"]) }] : [];
    });
  }

  private readCsvRows(
    { rowsFrom, csv = {} }: Settings,
    columns: FileColumns,
    variables: FileVariables,
    unseen: UnseenCharacters,
  ) {
    if (rowsFrom === undefined) return [];
    const read = this.readCsv(rowsFrom, this.reading.at(this.settings.offsetOf(["rowsFrom"])));
    if ("text" in read) {
      this.rowsFrom = read.file;
      const reader = new CsvRowReader(columns, csv, this.problems, variables, unseen);
      const rows = reader.readRows(read.text, read.file);
      this.csv = reader.source;
      return rows;
    }
    const { problem } = read;
    const isShown = this.disclosure.shows(rowsFrom);
    this.problems.addAll([isShown ? problem : { ...problem, message: problemCatalogue[problem.code] }]);
    return [];
  }

  private checkKeyColumns({ keys, keysAreKnown }: FileColumns, rows: number): void {
    if (rows === 0 || keys.length > 0 || !keysAreKnown) return;
    const hint = "Mark the columns that tell the rows apart with `primary: true`, or move the values to `defaults`.";
    const message = "the table has no key column, so its rows cannot be told apart.";
    this.problems.add("MISSING_KEY", this.reading.at(this.settings.offsetOf([this.placeOfRows()])), message, hint);
  }

  private placeOfRows(): string {
    return ["rows", "rowsFrom", "defaults"].find((name) => this.settings.has(name)) ?? "rows";
  }

  private checkQuota(cells: number, quota: number = limits.valuesPerTable): void {
    if (cells <= quota) return;
    const at = this.reading.at(this.settings.offsetOf([this.placeOfRows()]));
    const message = `the table has ${cells} cells, but its quota is ${quota}.`;
    const hint = "The quota of a table can be raised (L-735CD262); if it was, set `valueQuota`.";
    this.problems.add("OVER_QUOTA", at, message, hint, { severity: "warning" });
  }
}

/** Moves whose number keys have the same spelling as those of the rows. */
function plainMoves(moved: NonNullable<FileValues["moved"]>, { attributes }: FileColumns): FileValues["moved"] {
  const plain = (key: FileKey): FileKey =>
    Object.fromEntries(
      Object.entries(key).map(([name, value]) => [name, plainKey(value, attributes.get(name)?.valueType)]),
    );
  return moved.map(({ from, to }) => ({ from: plain(from), to: plain(to) }));
}

function renamesOf(declared: Columns): Record<string, string> | undefined {
  const renames = Object.entries(declared).flatMap(([name, column]): [string, string][] =>
    column?.renamedFrom === undefined ? [] : [[column.renamedFrom, name]],
  );
  return renames.length > 0 ? Object.fromEntries(renames) : undefined;
}

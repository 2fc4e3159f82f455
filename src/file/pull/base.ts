/**
 * What was live when a file and its table last agreed, cell by cell: the base of a three-way merge. It is kept in a file beside the tables, one
 * for each folder, and holds no values: a digest of each, and for a sensitive column only the time of the last modification and the lock
 * version, from which nothing can be guessed.
 */
import { valueVersion } from "../../core/cells/lock-version";
import { canonicalDecimal, isDecimal } from "../../core/decimal";
import { decodeValue, encodeValue } from "../../core/cells/cell-value";
import type { LiveCell, LockLevel, ValueType } from "../../core/model";
import { isRecord } from "../../core/record";
import { compareText } from "../../core/text";

/** The name of the file in a folder of tables. */
export const baseFileName = "connect-data-tables.lock.json";

/** A cell of the base: a digest; for a sensitive one `@`, its time and its lock version; or `?` where file and table never agreed. */
export type BaseCell = string;

/** The base of one table: row key → column → cell. An absent cell did not exist. */
export type TableBase = ReadonlyMap<string, ReadonlyMap<string, BaseCell>>;

/** The bases of a folder: `<instance id>/<table id>` → base. One file may serve several instances. */
export type Bases = ReadonlyMap<string, TableBase>;

/** The mark of a cell on which file and table never agreed. */
export const neverAgreed: BaseCell = "?";

/** A short string in place of a long one: a hash. */
export type Digest = (text: string) => string;

/** A live cell as the base keeps it, where its column is not sensitive. */
export function baseOf(cell: LiveCell, type: ValueType, digest: Digest): BaseCell {
  return digest(`${cell.rowKey}\n${cell.attribute}\n${canonicalText(cell.value, type)}`);
}

/** A live cell of a sensitive column as the base keeps it: when it was last modified, and the lock version that changes with its value. */
export function sensitiveBaseOf({ lockVersion, lastModifiedTime = "" }: LiveCell, level: LockLevel): BaseCell {
  const version = valueVersion(lockVersion, level);
  return version === undefined ? `@${lastModifiedTime}` : `@${lastModifiedTime} ${version}`;
}

/** Whether a cell of the base stands for a cell of a sensitive column. */
export function isSensitiveBase(base: BaseCell): boolean {
  return base.startsWith("@");
}

/**
 * Whether a live cell of a sensitive column still has the value that it had in the base. Its own lock version decides, where both have one. The
 * version of a row, a column or a table changes with other cells too: only an equal one tells something. Else the time decides.
 */
export function isUnchanged(base: BaseCell, cell: LiveCell, level: LockLevel): boolean {
  const [before, now] = [base, sensitiveBaseOf(cell, level)].map(partsOf);
  if (before?.part === "Value" && now?.part === "Value") return before.version === now.version;
  const isSameVersion = before?.part !== undefined && before.part === now?.part && before.version === now.version;
  return isSameVersion || (before?.time !== "" && before?.time === now?.time);
}

function partsOf(base: BaseCell): { readonly time: string; readonly part?: string; readonly version?: string } {
  const { time = "", part, version } = /^@(?<time>\S*)(?: (?<part>\w+) (?<version>.*))?$/s.exec(base)?.groups ?? {};
  return { time, ...(part !== undefined && { part, version: version ?? "" }) };
}

/** The base of a table whose file was just written from it. Such a file has no sensitive columns yet. */
export function baseOfTable(cells: readonly LiveCell[], digest: Digest): TableBase {
  const rows = new Map<string, Map<string, BaseCell>>();
  for (const cell of cells) {
    const row = rows.get(cell.rowKey) ?? new Map<string, BaseCell>();
    rows.set(cell.rowKey, row.set(cell.attribute, baseOf(cell, cell.valueType, digest)));
  }
  return rows;
}

/** A stored value in the one spelling that all spellings of the same value become. */
export function canonicalText(text: string, type: ValueType): string {
  if (type === "NUMBER") return isDecimal(text) ? canonicalDecimal(text) : text;
  if (type === "BOOLEAN") return /^(true|false)$/i.test(text) ? text.toLowerCase() : text;
  if (type === "TEXT") return text;
  const list = decodeValue(text, type);
  if (!Array.isArray(list)) return text;
  if (type === "TEXT_LIST") return encodeValue(list as string[], type);
  return JSON.stringify(
    list.map((item: string | number) => (isDecimal(String(item)) ? canonicalDecimal(String(item)) : item)),
  );
}

/** The bases in the content of their file; `undefined` when it holds something else. An absent file has none. */
export function readBases(text: string | undefined): Bases | undefined {
  if (text === undefined) return new Map();
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(read) || read.lockVersion !== 1 || !isRecord(read.tables)) return undefined;
  return new Map(
    Object.entries(read.tables).map(([table, rows]) => [table, isRecord(rows) ? readTable(rows) : new Map()]),
  );
}

function readTable(rows: Readonly<Record<string, unknown>>): TableBase {
  return new Map(
    Object.entries(rows).map(([key, cells]) => {
      const entries = Object.entries(isRecord(cells) ? cells : {});
      return [key, new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"))];
    }),
  );
}

/** The text of the file: a row on each line, in the order of keys, so that the same bases are the same bytes and changes merge in git. */
export function writeBases(bases: Bases): string {
  const tables = sorted(bases).map(([table, rows]) => {
    const lines = sorted(rows).map(([key, cells]) => {
      const members = sorted(cells).map(([column, cell]) => `${JSON.stringify(column)}: ${JSON.stringify(cell)}`);
      return `      ${JSON.stringify(key)}: { ${members.join(", ")} }`;
    });
    return `    ${JSON.stringify(table)}: {\n${lines.join(",\n")}\n    }`;
  });
  const about = "Written by connect-data-tables; keep it in version control beside the tables.";
  return `{\n  "about": ${JSON.stringify(about)},\n  "lockVersion": 1,\n  "tables": {\n${tables.join(",\n")}\n  }\n}\n`;
}

function sorted<T>(entries: ReadonlyMap<string, T>): [string, T][] {
  return [...entries].sort(([a], [b]) => compareText(a, b));
}

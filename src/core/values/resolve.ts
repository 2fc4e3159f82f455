/** Decisions about single conflicts, each bound to the live value that it was made about, so that none outlives it. Pure. */
import type { CellAddress } from "../cells/cell-map";
import type { LiveCell, LockVersion } from "../model";
import { visibleJson } from "../text";

/** `live`: the cell stays as it is; `program`: the program's value is written, or its removal carried out. */
type Way = "live" | "program";

/** One decision. */
export interface Resolution {
  /** The name of the `DataTableValues` resource. */
  readonly resource: string;
  /** The row's key as state writes it. */
  readonly row: string;
  readonly column: string;
  readonly way: Way;
  /** The live value's text; `null` where there is none. Absent for a secret. */
  readonly live?: string | null;
  /** The live value's lock version, for a secret. */
  readonly lockVersion?: string;
}

/** Which way an entry chooses for a conflict between the program and this live cell; `undefined` where none does. */
export type Resolve = (cell: CellAddress, live: LiveCell | undefined) => Way | undefined;

/** Whether an entry is about a cell, whatever its live value is. */
export function isAbout({ row, column }: Resolution, cell: CellAddress): boolean {
  return row === cell.rowKey && column === cell.attribute;
}

/** Whether an entry names what is live. A secret is named by its lock version only. */
export function namesLive(entry: Resolution, live: LiveCell | undefined, isSecret: boolean): boolean {
  if (live === undefined) return entry.live === null;
  if (isSecret) return entry.lockVersion !== undefined && entry.lockVersion === lockText(live.lockVersion);
  return entry.live === live.value;
}

/** The entry that decides a conflict; `undefined` where nothing names the live value: a secret without a lock version. */
export function resolutionFor(
  { resource, way }: Pick<Resolution, "resource" | "way">,
  cell: CellAddress,
  live: Pick<LiveCell, "value" | "lockVersion"> | undefined,
  isSecret: boolean,
): Resolution | undefined {
  const entry = { resource, row: cell.rowKey, column: cell.attribute, way };
  if (live === undefined) return { ...entry, live: null };
  if (!isSecret) return { ...entry, live: live.value };
  const lockVersion = lockText(live.lockVersion);
  return lockVersion === undefined ? undefined : { ...entry, lockVersion };
}

/** The part of a lock version that is closest to the cell. */
export function lockText({ Value, PrimaryValues, Attribute, DataTable }: LockVersion): string | undefined {
  return Value ?? PrimaryValues ?? Attribute ?? DataTable;
}

/** An entry on one line, without single quotes and without anything invisible: it may stand between single quotes of a shell. */
export function entryText(entry: Resolution): string {
  return visibleJson(JSON.stringify(entry)).replaceAll("'", "\\u0027");
}

/** What is read of a string with entries. */
interface ReadEntries {
  readonly entries: readonly Resolution[];
  /** What is wrong with the others, each a sentence. */
  readonly mistakes: readonly string[];
}

/** Reads entries: JSON objects with commas between them, and perhaps one after the last, or an array of them. */
export function readEntries(text: string): ReadEntries {
  const list = text.trim().replace(/,\s*$/, "");
  if (list === "") return { entries: [], mistakes: [] };
  let parsed: unknown;
  try {
    parsed = JSON.parse(list.startsWith("[") ? list : `[${list}]`);
  } catch {
    return { entries: [], mistakes: ["it is not a list of JSON objects separated by commas."] };
  }
  const all = parsed as readonly unknown[];
  const mistakes = all.flatMap((entry, index) => {
    const mistake = mistakeOf(entry);
    return mistake === undefined ? [] : [`entry ${index + 1} ${mistake}`];
  });
  return { entries: all.filter((entry): entry is Resolution => mistakeOf(entry) === undefined), mistakes };
}

const names = ["resource", "row", "column", "way", "live", "lockVersion"];

function mistakeOf(entry: unknown): string | undefined {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return "is not an object.";
  const members = entry as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(members).find((name) => !names.includes(name));
  if (unknown !== undefined) return `has an unknown member: ${JSON.stringify(unknown)}.`;
  const missing = ["resource", "row", "column"].find((name) => typeof members[name] !== "string");
  if (missing !== undefined) return `lacks "${missing}", a string.`;
  if (members.way !== "live" && members.way !== "program") return 'lacks "way": "live" or "program".';
  const { live, lockVersion } = members;
  const isNamed = typeof live === "string" || live === null;
  if (isNamed === (typeof lockVersion === "string"))
    return 'must name what is live: either "live", a string or null, or "lockVersion", a string.';
  return undefined;
}

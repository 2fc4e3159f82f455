import { visible, visibleLines } from "../../core/text";
import { conflictTitles } from "../conflict-titles";
import type {
  CellChange,
  CellConflict,
  CellDrift,
  Report,
  ReportCell,
  ReportValue,
  SettingChange,
  TableReport,
} from "../report";
import { thousands, totalsText } from "../totals-text";
import { clip, clipPair, jsonText, valueText } from "../value-text";

/** How a report is written as text. */
interface TextOptions {
  /** Whether the terminal shows colours. Default: false. */
  readonly color?: boolean;
}

/** Characters of a value that are shown; the JSON form has all of them. */
const longestValue = 200;

type Paint = (text: string, colour: keyof typeof codes) => string;

const codes = { green: 32, yellow: 33, red: 31, bold: 1 } as const;

/** A report for a terminal: numbered corrections in the order of the rows, old → new, then conflicts and what stays as others edited it. */
export function renderText(report: Report, { color = false }: TextOptions = {}): string {
  const paint: Paint = (text, colour) => (color ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text);
  const { tables, messages, totals } = report;
  const said = messages.map(({ severity, table, text }) => {
    const lines = visibleLines(text).replaceAll("\n", "\n  ");
    const first = `${severity}: ${table === undefined ? "" : `${visible(table)}: `}${lines}`;
    return severity === "error" ? paint(first, "red") : paint(first, "yellow");
  });
  const parts = [...said, ...tables.map((table) => tableText(table, paint))];
  const sum = tables.length > 1 ? [`${thousands(tables.length)} tables: ${totalsText(totals)}`] : [];
  const nothing = parts.length === 0 ? ["no changes"] : [];
  return `${[...parts, ...sum, ...nothing].join("\n\n")}\n`;
}

function tableText(table: TableReport, paint: Paint): string {
  const operation = {
    create: "is created; ",
    update: "",
    delete: "is deleted; ",
    replace: "is replaced; ",
    release: "is released and stays in the instance; ",
  }[table.operation];
  const width = String(table.changes.length).length;
  return [
    paint(`${visible(table.name)}: ${operation}${totalsText(table.totals)}`, "bold"),
    ...table.settings.map((setting) => settingText(setting, paint)),
    ...table.renames.map(({ from, to }) => `  RENAME  column ${quoted(from)} → column ${quoted(to)}`),
    ...table.moves.map(({ from, to }) => `  MOVE    row ${quoted(from)} → row ${quoted(to)}`),
    ...table.changes.map((change) => changeText(change, width, paint)),
    ...section("Taken over, live as declared, not written:", table.takenOver.map(cellText), paint),
    ...section("Unchanged, not written:", table.unchanged.map(cellText), paint),
    ...section("Conflicts, not written:", table.conflicts.map(conflictText), paint),
    ...section("Edited by others, left as it is:", table.drift.map(driftText), paint),
  ].join("\n");
}

function settingText({ kind, path, before, after }: SettingChange, paint: Paint): string {
  const [old, now] = clipPair(jsonText(before), jsonText(after), longestValue);
  return `  ${verb(kind, paint)} ${visible(path)}: ${arrow(before === undefined ? undefined : old, after === undefined ? undefined : now)}`;
}

function changeText(change: CellChange, width: number, paint: Paint): string {
  const [before, after] = shownPair(change, change.before, change.after);
  const force = change.overwrites ? ` (${conflictTitles[change.overwrites]}; overwritten)` : "";
  return `  ${String(change.number).padStart(width)}. ${verb(change.kind, paint)} ${cellText(change)}: ${arrow(before, after)}${force}`;
}

function conflictText(conflict: CellConflict): string {
  const { kind, type, recorded, live, desired, lastModifiedTime, lastModifiedRegion } = conflict;
  const when = [lastModifiedTime, lastModifiedRegion].filter((part) => part !== undefined).join(", ");
  const value = (one: ReportValue | undefined) => (one ? clip(valueText(one, type), longestValue) : "(none)");
  const values = `recorded ${value(recorded)}, live ${value(live)}${when ? ` (${when})` : ""}, desired ${value(desired)}`;
  return `${cellText(conflict)} ${conflictTitles[kind]}: ${values}`;
}

function driftText(drift: CellDrift): string {
  const [recorded, live] = shownPair(drift, drift.recorded, drift.live);
  return `${cellText(drift)}: recorded ${recorded ?? "(none)"}, live ${live ?? "(none)"}`;
}

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [`  ${paint(title, "yellow")}`, ...lines.map((line) => `    ${line}`)];
}

function shownPair({ type }: ReportCell, before?: ReportValue, after?: ReportValue): [string?, string?] {
  const texts = [before ? valueText(before, type) : "", after ? valueText(after, type) : ""] as const;
  const [old, now] = clipPair(...texts, longestValue);
  return [before && old, after && now];
}

function arrow(before: string | undefined, after: string | undefined): string {
  return before !== undefined && after !== undefined ? `${before} → ${after}` : (before ?? after ?? "");
}

function verb(kind: CellChange["kind"], paint: Paint): string {
  const colours = { create: "green", update: "yellow", delete: "red", release: "yellow" } as const;
  return paint(kind.toUpperCase(), colours[kind]);
}

function cellText({ row, column }: ReportCell): string {
  const where = row === "(default record)" ? "default record" : `row ${quoted(row)}`;
  return `${where}, column ${quoted(column)}`;
}

function quoted(text: string): string {
  return `"${visible(text)}"`;
}

import { visible } from "../../core/text";
import { conflictTitles } from "../conflict-titles";
import { codeText } from "./markdown-text";
import type { ReportCell, ReportValue, TableReport } from "../report";
import { clip, clipPair, jsonText, valueText } from "../value-text";

/** One Markdown table of a table's report. */
interface MarkdownGroup {
  /** Everything above the first row. */
  readonly heading: string;
  readonly rows: readonly string[];
}

/** Characters of a value that are shown. */
const longestValue = 100;

/** What is to be known of a table, the most important first: conflicts, settings, moved rows, changes, what others edited. */
export function markdownGroups(table: TableReport): MarkdownGroup[] {
  const groups = [
    group("**Conflicts, not written**", ["Row", "Column", "What", "Recorded", "Live", "Desired"], conflictRows(table)),
    group("**Settings**", ["", "Setting", "Old", "New"], settingRows(table)),
    group(
      "**Renamed columns**",
      ["Old name", "New name"],
      table.renames.map(({ from, to }) => [columnText(from), columnText(to)]),
    ),
    group("**Moved rows**", ["Old key", "New key"], moveRows(table)),
    group("", ["#", "", "Row", "Column", "Old", "New"], changeRows(table)),
    group("**Edited by others, left as it is**", ["Row", "Column", "Recorded", "Live"], driftRows(table)),
    group("**Taken over: live as declared, not written**", ["Row", "Column"], table.takenOver.map(cellOf)),
    group("**Unchanged: not written**", ["Row", "Column"], table.unchanged.map(cellOf)),
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

function group(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): MarkdownGroup {
  const lines = rows.map((cells) => `| ${cells.join(" | ")} |`);
  const head = [
    `| ${columns.join(" | ")} |`,
    `|${columns.map((column) => (column === "#" ? "--:|" : "---|")).join("")}`,
  ];
  return { heading: [...(title ? [title, ""] : []), ...head].join("\n"), rows: lines };
}

function changeRows({ changes }: TableReport): string[][] {
  return changes.map((change) => {
    const force = change.overwrites ? ` (${conflictTitles[change.overwrites]})` : "";
    return [
      String(change.number),
      `${change.kind}${force}`,
      ...cellOf(change),
      ...pairOf(change, change.before, change.after),
    ];
  });
}

function conflictRows({ conflicts }: TableReport): string[][] {
  return conflicts.map((conflict) => {
    const when = [conflict.lastModifiedTime, conflict.lastModifiedRegion].filter((part) => part !== undefined);
    const live =
      one(conflict, conflict.live) +
      (when.length > 0 ? ` (${when.map((part) => codeText(visible(part))).join(", ")})` : "");
    return [
      ...cellOf(conflict),
      conflictTitles[conflict.kind],
      one(conflict, conflict.recorded),
      live,
      one(conflict, conflict.desired),
    ];
  });
}

function settingRows({ settings }: TableReport): string[][] {
  return settings.map(({ kind, path, before, after }) => {
    const [old, now] = clipPair(jsonText(before), jsonText(after), longestValue);
    const values = [before === undefined ? "" : codeText(old), after === undefined ? "" : codeText(now)];
    return [kind, codeText(visible(path)), ...values];
  });
}

function moveRows({ moves }: TableReport): string[][] {
  return moves.map(({ from, to }) => [keyText(from), keyText(to)]);
}

function driftRows({ drift }: TableReport): string[][] {
  return drift.map((cell) => [...cellOf(cell), ...pairOf(cell, cell.recorded, cell.live)]);
}

function cellOf({ row, column }: ReportCell): string[] {
  return [keyText(row), columnText(column)];
}

function columnText(column: string): string {
  return codeText(clip(visible(column), longestValue));
}

function keyText(row: string): string {
  return row === "(default record)" ? row : codeText(clip(visible(row), longestValue));
}

function pairOf({ type }: ReportCell, before?: ReportValue, after?: ReportValue): string[] {
  const texts = [before ? valueText(before, type) : "", after ? valueText(after, type) : ""] as const;
  const [old, now] = clipPair(...texts, longestValue);
  return [before ? codeText(old) : "", after ? codeText(now) : ""];
}

function one({ type }: ReportCell, value: ReportValue | undefined): string {
  return value ? codeText(clip(valueText(value, type), longestValue)) : "";
}

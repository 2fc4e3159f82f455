import { visible, visibleLines } from "../../core/text";
import { markdownGroups } from "./markdown-groups";
import { byteLength, codeBlock, entities } from "./markdown-text";
import type { Report, TableReport, Totals } from "../report";
import { thousands, totalsText } from "../totals-text";
import { clip } from "../value-text";

/** How a report is written as Markdown. */
interface MarkdownOptions {
  /** The most bytes of the whole. Default: 65,000, just below what GitHub takes as a comment. */
  readonly maxBytes?: number;
  /** The heading. Default: "Data tables". */
  readonly title?: string;
}

/** Lets a workflow find its earlier comment and replace it. */
const marker = "<!-- connect-data-tables -->";

/** What is kept free for the notes that say how much was left out. */
const reserve = 600;

/** A report for a pull request: totals first, the details of each table folded, and never longer than GitHub takes. */
export function renderMarkdown(
  report: Report,
  { maxBytes = 65_000, title = "Data tables" }: MarkdownOptions = {},
): string {
  const { tables, messages, totals } = report;
  const failed = messages.some(({ severity }) => severity === "error");
  const says = failed ? `failed, so far ${totalsText(totals)}` : totalsText(totals);
  const heading = `${marker}\n### ${entities(visible(title))}: ${says}\n`;
  const said = messages.map(({ severity, table, text }) => {
    const of = table === undefined ? "" : ` (${entities(visible(table))})`;
    const body = codeBlock(clip(visibleLines(text), Math.floor(maxBytes / 4)));
    return `**${severity === "error" ? "Error" : "Warning"}**${of}\n\n${body}\n`;
  });
  const head = fit([heading, ...said], maxBytes * 0.3, (left) => `${thousands(left)} more messages are left out.\n`);
  const summary = tables.length === 0 ? [] : summaryTable(tables, maxBytes * 0.3);
  const parts = [...head, ...summary];
  let left = maxBytes - reserve - byteLength(parts.join("\n"));
  const details: string[] = [];
  tables.forEach((table, index) => {
    const detail = tableDetails(table, Math.floor(left / (tables.length - index)));
    details.push(detail);
    left -= byteLength(detail) + 1;
  });
  return `${[...parts, ...details.filter((detail) => detail !== "")].join("\n")}`;
}

/** The columns of the summary; the first three are always there. */
const titles: Readonly<Record<keyof Totals, string>> = {
  create: "Create",
  update: "Update",
  delete: "Delete",
  release: "Release",
  takeOver: "Take over",
  rename: "Rename",
  move: "Move",
  settings: "Settings",
  conflicts: "Conflicts",
  drift: "Edited by others",
  unchanged: "Unchanged",
};

function summaryTable(tables: readonly TableReport[], most: number): string[] {
  const shown = (Object.keys(titles) as (keyof Totals)[]).filter(
    (name, index) => index < 3 || tables.some(({ totals }) => totals[name] > 0),
  );
  const rows = tables.map(({ name, operation, totals }) => {
    const becomes = operation === "update" ? "" : ` (${operation})`;
    return `| ${entities(visible(name))}${becomes} | ${shown.map((one) => thousands(totals[one])).join(" | ")} |`;
  });
  const head = [
    `| Table | ${shown.map((one) => titles[one]).join(" | ")} |`,
    `|---|${shown.map(() => "--:|").join("")}`,
  ];
  const note = (left: number) => `| … ${thousands(left)} more |${shown.map(() => " |").join("")}`;
  return [...fit([...head, ...rows], most, note), ""];
}

/** One table, folded; empty when there is nothing to unfold or no room for it. */
function tableDetails(table: TableReport, most: number): string {
  const opening = `<details><summary><b>${entities(visible(table.name))}</b>: ${totalsText(table.totals)}</summary>\n`;
  const closing = "\n</details>\n";
  const groups = markdownGroups(table);
  let left = most - byteLength(opening) - byteLength(closing) - 200;
  const lines: string[] = [];
  let omitted = 0;
  for (const { heading, rows } of groups) {
    const room = left - byteLength(heading);
    const kept = room > 0 ? fit(rows, room) : [];
    omitted += rows.length - kept.length;
    if (kept.length === 0) continue;
    lines.push(heading, ...kept, "");
    left = room - byteLength(kept.join("\n")) - 2;
  }
  if (lines.length === 0) return "";
  const note =
    omitted > 0 ? [`… and ${thousands(omitted)} more. The text and the JSON form of this report have them all.`] : [];
  return [opening, ...lines, ...note].join("\n").replace(/\n+$/, "\n") + closing;
}

/** As many of the lines as fit, and a note about the others. */
function fit(lines: readonly string[], most: number, note?: (left: number) => string): string[] {
  let bytes = 0;
  const cut = lines.findIndex((line) => (bytes += byteLength(line) + 1) > most);
  if (cut < 0) return [...lines];
  return [...lines.slice(0, cut), ...(note ? [note(lines.length - cut)] : [])];
}

import { gridScript, gridStyle } from "../../../grid/assets";
import { contentPolicy, renderDocument } from "../../../grid/document";
import { markup, type Html } from "../../../grid/html";
import { kindNames, kinds, type Kind } from "../../../grid/kinds";
import { isUnchanged, kindLabel, renderGrid } from "../../../grid/render-grid";
import { visible, visibleLines } from "../../../core/text";
import type { ColumnRename, Report, ReportMessage, SettingChange, TableReport, Totals } from "../../report";
import { thousands, totalsText } from "../../totals-text";
import { clipPair, jsonText } from "../../value-text";
import { changeKinds, operationTexts, totalKinds } from "./kinds";
import { reportGrid } from "./to-grid";

/** Rows without a change on one page; beyond, a table only says how many more it has. */
const mostUnchanged = 2000;

/** Characters of a setting that are shown. */
const longestSetting = 2000;

/** A report as one page for people who know the table, not its program: it loads nothing, and is the same for the same report. */
export function renderHtml(report: Report, { title = "Data tables" }: { readonly title?: string } = {}): string {
  const assets = { styles: [gridStyle], scripts: [gridScript] };
  const { tables, messages, totals } = report;
  const failed = messages.some(({ severity }) => severity === "error");
  let left = mostUnchanged;
  const sections = tables.map((table, index) => {
    const grid = reportGrid(table, { id: `table-${index + 1}`, mostUnchanged: left });
    left -= grid.rows.filter(isUnchanged).length;
    return tableSection(table, grid.rows.length > 0 && renderGrid(grid));
  });
  const body = markup`<main>
<h1>${visible(title)}</h1>
<p>${failed && "There was an error; what is shown may be incomplete. "}${summary(tables)}</p>
${totalsList(totals)}${messages.map(messageOf)}${tools(totals)}
${sections}</main>`;
  return renderDocument({ title: `${visible(title)}: ${totalsText(totals)}`, body, ...assets }, contentPolicy(assets));
}

function summary(tables: readonly TableReport[]): string {
  if (tables.length === 0) return "No table changes.";
  const count = tables.length === 1 ? "1 table." : `${thousands(tables.length)} tables.`;
  // A preview knows the inputs of the resources; only `diff` reads the tables.
  const isPreview = tables.some(({ urn }) => urn !== undefined);
  return isPreview ? `${count} Shown are the values that the program manages; a table may hold others.` : count;
}

function totalsList(totals: Totals): Html | false {
  const names = (Object.keys(totalKinds) as (keyof Totals)[]).filter((name) => totals[name] > 0);
  if (names.length === 0) return false;
  const entries = names.map((name) => {
    const { kind, one, many } = totalKinds[name];
    const look = kind ? markup` class="${kinds[kind].tone}"` : "";
    const sign = kind && `${kinds[kind].sign} `;
    return markup`<li${look} data-total="${name}">${sign}${thousands(totals[name])} ${totals[name] === 1 ? one : many}</li>`;
  });
  return markup`<ul class="totals">${entries}</ul>\n`;
}

function messageOf({ severity, table, text }: ReportMessage): Html {
  const tone = severity === "error" ? "bad" : severity === "warning" ? "warn" : "info";
  const name = severity === "error" ? "Error" : severity === "warning" ? "Warning" : "Note";
  const of = table === undefined ? "" : ` (${visible(table)})`;
  return markup`<section class="message"><h2>${name}${of}</h2><pre class="${tone}">${visibleLines(text)}</pre></section>\n`;
}

/** What the script needs; hidden where there is none. */
function tools(totals: Totals): Html {
  const used = new Set<Kind>(
    (Object.keys(totalKinds) as (keyof Totals)[]).flatMap((name) =>
      totals[name] > 0 ? (totalKinds[name].kind ?? []) : [],
    ),
  );
  const boxes = kindNames
    .filter((kind) => used.has(kind))
    .map(
      (kind) => markup`<label><input type="checkbox" name="kind" value="${kind}" checked>${kindLabel(kind)}</label>`,
    );
  return markup`<form class="tools" hidden>
<label>Filter rows <input type="search" autocomplete="off"></label>
${boxes.length > 1 && markup`<fieldset><legend>Show</legend>${boxes}</fieldset>`}
<span><button type="button" name="jump" value="previous">Previous change</button> <button type="button" name="jump" value="next">Next change</button></span>
<span role="status"></span>
</form>`;
}

function tableSection(table: TableReport, grid: Html | false): Html {
  const operation = operationTexts[table.operation];
  const intro = operation !== "" && markup`<p>${operation}</p>\n`;
  return markup`<section data-table="${visible(table.name)}">
<h2>${visible(table.name)}</h2>
${intro}${totalsList(table.totals) || markup`<p>No changes.</p>\n`}${changesTable(table, settingsOf(table))}${changesTable(table, renamesOf(table))}${grid}
</section>
`;
}

/** What changes in a table beside its cells, as a table of its own: settings, renamed columns. */
function changesTable(
  { name }: TableReport,
  { title, heads, rows }: { readonly title: string; readonly heads: readonly string[]; readonly rows: readonly Html[] },
): Html | false {
  if (rows.length === 0) return false;
  return markup`<h3>${title}</h3>
<div class="scroll" tabindex="0" role="region" aria-label="${visible(name)}: ${title.toLowerCase()}"><table class="settings">
<thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>
`;
}

const settingsOf = ({ settings }: TableReport) => ({
  title: "Settings",
  heads: ["Change", "Setting", "Old", "New"],
  rows: settings.map(settingRow),
});

const renamesOf = ({ renames }: TableReport) => ({
  title: "Renamed columns",
  heads: ["Change", "Old name", "New name"],
  rows: renames.map(renameRow),
});

function settingRow({ kind, path, before, after }: SettingChange): Html {
  const [old, now] = clipPair(jsonText(before), jsonText(after), longestSetting);
  const shown = changeKinds[kind];
  const values = markup`<td>${before !== undefined && markup`<del>${old}</del>`}</td><td>${after !== undefined && markup`<ins>${now}</ins>`}</td>`;
  return markup`<tr><td class="${kinds[shown].tone}" data-setting="${shown}">${kindLabel(shown)}</td><th scope="row">${visible(path)}</th>${values}</tr>\n`;
}

function renameRow({ from, to }: ColumnRename): Html {
  const { tone } = kinds.renamed;
  return markup`<tr><td class="${tone}" data-rename>${kindLabel("renamed")}</td><td><del>${visible(from)}</del></td><td><ins>${visible(to)}</ins></td></tr>\n`;
}

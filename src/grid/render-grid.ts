import { dataAttributes, type Html, markup, shown } from "./html";
import { kindNames, kinds, type Kind, type KindLook } from "./kinds";
import type { Grid, GridCell, GridColumn, GridMark, GridRow } from "./model";

/** A grid as markup: a table that scrolls in a region of its own, rows without a change folded away. */
export function renderGrid(grid: Grid): Html {
  const keys = grid.columns.filter(({ isKey }) => isKey).length;
  const rows = grid.rows.map((row) => rowOf(row, keys, grid.showsChanges ?? false));
  return markup`<div class="grid">${grid.showsChanges && fold(grid)}
<div class="scroll" tabindex="0" role="region" aria-label="${shown(grid.label)}"><table>
<thead><tr>${grid.showsChanges && markup`<th scope="col">Change</th>`}${grid.columns.map(columnOf)}</tr></thead>
<tbody>
${rows}</tbody></table></div></div>`;
}

/** A kind as people read it: its sign and its word. */
export function kindLabel(kind: Kind): Html {
  const { sign, word } = kinds[kind];
  return markup`${sign} ${word}`;
}

/** Whether nothing happens to a row or any of its cells. */
export function isUnchanged({ kind, cells }: GridRow): boolean {
  return kind === undefined && cells.every(({ marks = [] }) => marks.length === 0);
}

function fold({ id, rows, omitted = 0 }: Grid): Html | undefined {
  const unchanged = rows.filter(isUnchanged).length;
  if (unchanged + omitted === 0) return undefined;
  const more = omitted > 0 && markup` <span class="dim">(${omitted} more are not on this page)</span>`;
  return markup`<input type="checkbox" class="fold" id="${id}-fold"><label for="${id}-fold">Show ${unchanged} unchanged ${
    unchanged === 1 ? "row" : "rows"
  }</label>${more}`;
}

/** The first key column stays in sight while the others scroll sideways. */
function keyClass(index: number): string {
  return index === 0 ? "key pin" : "key";
}

function columnOf({ name, isKey, detail }: GridColumn, index: number): Html {
  const more = detail !== undefined && markup`\n<small>${shown(detail)}</small>`;
  return markup`<th scope="col"${isKey && markup` class="${keyClass(index)}"`}>${shown(name)}${more}</th>`;
}

function rowOf(row: GridRow, keys: number, showsChanges: boolean): Html {
  const folds = showsChanges && isUnchanged(row) && markup` class="same"`;
  const status = showsChanges && statusOf(row);
  const head = headOf(row, keys);
  return markup`<tr${folds}${dataAttributes(row.data)}>${status}${head}${row.cells.map(cellOf)}</tr>
`;
}

/** What becomes of a row, in words: the cells of a table that is mostly updated have only signs. */
function statusOf({ kind, note, cells }: GridRow): Html {
  if (kind === undefined) {
    const marks = cells.flatMap((cell) => cell.marks ?? []);
    const counts = kindNames.flatMap((name) => countOf(name, marks.filter((mark) => mark.kind === name).length));
    return markup`<td>${counts.join("\n")}</td>`;
  }
  const more = note !== undefined && markup`\n<small>${shown(note)}</small>`;
  return markup`<td class="${kinds[kind].tone}" data-row="${kind}">${kindLabel(kind)}${more}</td>`;
}

function countOf(kind: Kind, count: number): string | readonly [] {
  const { word, many = word }: KindLook = kinds[kind];
  return count === 0 ? [] : `${count} ${count === 1 ? word : many}`;
}

function headOf({ keys }: GridRow, count: number): Html | Html[] {
  if (typeof keys !== "string")
    return keys.map(
      (key, index) => markup`<th scope="row" class="${keyClass(index)}${longClass(key)}">${shown(key)}</th>`,
    );
  return markup`<th scope="row" class="${keyClass(0)}"${count > 1 && markup` colspan="${count}"`}>${shown(keys)}</th>`;
}

function cellOf({ value, marks = [], notes = [], data }: GridCell): Html {
  const [first] = marks;
  const long = longClass(value, ...notes, ...marks.flatMap(textsOf));
  const look =
    first && markup` class="${kinds[first.kind].tone}${long}" data-kind="${marks.map(({ kind }) => kind).join(" ")}"`;
  const more = notes.map((note) => markup`\n<small>${shown(note)}</small>`);
  const broken = !first && long !== "" && markup` class="long"`;
  return markup`<td${look}${broken}${dataAttributes(data)}>${value !== undefined && shown(value)}${marks.map(markOf)}${more}</td>`;
}

/** Characters of a line that is never broken. A large table of which no line is measured for breaks is laid out in half the time. */
const longestLine = 32;

/** Added to the classes of a cell with a line that may be broken. */
function longClass(...texts: readonly (string | undefined)[]): string {
  const isLong = texts.some((text) => text?.split("\n").some((line) => widthOf(line) > longestLine));
  return isLong ? " long" : "";
}

/** Characters beyond the alphabets, such as Chinese ones, are as wide as two. */
function widthOf(text: string): number {
  return text.replace(/[^\0-\u10ff]/gu, "xx").length;
}

function textsOf({ note, before, after, values = [] }: GridMark): (string | undefined)[] {
  return [note, before, after, ...values.map(([, text]) => text)];
}

/** Kinds that old and new value and the sign tell, without the word. */
const bySign: ReadonlySet<Kind> = new Set<Kind>(["created", "updated", "deleted"]);

/** Lines, not blocks, and no more elements and lines than it takes. The style keeps line feeds, and sets the new value in bold. */
function markOf({ kind, note, before, after, values = [] }: GridMark, index: number): Html {
  const { sign, word } = kinds[kind];
  const list = values.map(([name, text]) => markup`<dt>${name}</dt><dd>${shown(text)}</dd>`);
  const all = list.length > 0 && markup`<dl>${list}</dl>`;
  const words = note === undefined ? word : `${word}: ${note}`;
  const label =
    note === undefined && bySign.has(kind) ? `${sign} ` : markup`<small>${sign} ${shown(words)}${!all && "\n"}</small>`;
  const old = before !== undefined && markup`<del>${shown(before)}</del>`;
  const between = before !== undefined && after !== undefined && (fitsOneLine(before, after) ? " → " : "\n");
  return markup`${index > 0 && "\n"}${label}${old}${between}${after !== undefined && shown(after)}${all}`;
}

function fitsOneLine(before: string, after: string): boolean {
  return !/\n/.test(before + after) && widthOf(before) + widthOf(after) <= longestLine;
}

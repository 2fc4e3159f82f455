import { dataAttributes, type Html, markup, shown } from "./html";
import { kinds, type Kind } from "./kinds";
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

function statusOf(row: GridRow): Html {
  const { kind, note, cells } = row;
  if (kind === undefined) {
    const count = cells.reduce((sum, { marks = [] }) => sum + marks.length, 0);
    return markup`<td>${count > 0 && `${count} ${count === 1 ? "cell" : "cells"}`}</td>`;
  }
  const more = note !== undefined && markup`\n<small>${shown(note)}</small>`;
  return markup`<td class="${kinds[kind].tone}" data-row="${kind}">${kindLabel(kind)}${more}</td>`;
}

function headOf({ keys }: GridRow, count: number): Html | Html[] {
  if (typeof keys !== "string")
    return keys.map((key, index) => markup`<th scope="row" class="${keyClass(index)}">${shown(key)}</th>`);
  return markup`<th scope="row" class="${keyClass(0)}"${count > 1 && markup` colspan="${count}"`}>${shown(keys)}</th>`;
}

function cellOf({ value, marks = [], notes = [], data }: GridCell): Html {
  const [first] = marks;
  const look =
    first && markup` class="${kinds[first.kind].tone}" data-kind="${marks.map(({ kind }) => kind).join(" ")}"`;
  const more = notes.map((note) => markup`\n<small>${shown(note)}</small>`);
  return markup`<td${look}${dataAttributes(data)}>${value !== undefined && shown(value)}${marks.map(markOf)}${more}</td>`;
}

/**
 * Lines, not blocks, and no more elements than it takes: a large table is laid out in half the time. The style keeps line feeds, and sets the new
 * value in bold.
 */
function markOf({ kind, note, before, after, values = [] }: GridMark, index: number): Html {
  const { sign, word } = kinds[kind];
  const label = note === undefined ? word : `${word}: ${note}`;
  const old = before !== undefined && markup`<del>${shown(before)}${after !== undefined && "\n"}</del>`;
  const list = values.map(([name, text]) => markup`<dt>${name}</dt><dd>${shown(text)}</dd>`);
  const all = list.length > 0 && markup`<dl>${list}</dl>`;
  return markup`${index > 0 && "\n"}<small>${sign} ${shown(label)}${!all && "\n"}</small>${old}${after !== undefined && shown(after)}${all}`;
}

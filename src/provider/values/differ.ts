/** What changed between recorded and declared inputs, by meaning. Pure; asks nobody. The only user of deep-diff. */
import { diff } from "deep-diff";
import { cellKey, cellMap, cellOf, rowsOf, type Cells } from "../../core/cells/cell-map";
import { encodeValue, sameValue } from "../../core/cells/cell-value";
import { sameDecimal } from "../../core/decimal";
import { typeOf, type DeclaredCell } from "../../core/values/declared";
import type { Extent } from "../../core/values/guard";
import { activeMoves, moveCells } from "../../core/values/moves";
import type { ValueType } from "../../core/model";
import { renameCells } from "../../core/values/renames";
import { keepCells } from "../../core/cells/view-cells";
import type { InputCells } from "./state/cells";
import type { RowInputs, ValuesInputs } from "./state/inputs";
import { hasUnknown } from "../host/unknown";

/** Inputs beside the cells that make another resource state when they change. Credentials, rates and policies for a run do not. */
const meaningful = [
  "primaryAttributes",
  "ownership",
  "ignore",
  "sensitive",
] as const satisfies readonly (keyof ValuesInputs)[];

/** Whether the arguments beside the cells differ in a way that state must follow. */
export function settingsDiffer(olds: Partial<ValuesInputs>, news: Partial<ValuesInputs>): boolean {
  return meaningful.some((name) => diff(withoutEmpty(olds[name]), withoutEmpty(news[name])) !== undefined);
}

function withoutEmpty(value: unknown): unknown {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0 ? undefined : value;
}

/** Cells that differ, as addresses by what happens to them. */
export interface CellDifferences {
  readonly created: readonly DeclaredCell[];
  readonly updated: readonly DeclaredCell[];
  readonly deleted: readonly DeclaredCell[];
}

/** Compares the cells of two states of the inputs: moved rows and renamed columns count under their new names, released cells not at all. */
export function diffCells(
  olds: InputCells,
  news: InputCells,
  options: {
    readonly inputs: Pick<ValuesInputs, "moved" | "renamed">;
    readonly isReleased: (cell: DeclaredCell) => boolean;
    readonly typeOf?: (attribute: string) => ValueType | undefined;
  },
): CellDifferences {
  const { moves, kept } = keptCells(olds, news, options.inputs);
  const isKept = (cell: DeclaredCell) => !options.isReleased(cell);
  const before = keepCells(moveCells(keepCells(kept, isKept), moves), isKept);
  const { declared: after, isUnknown } = news;
  const created: DeclaredCell[] = [];
  const updated: DeclaredCell[] = [];
  const deleted: DeclaredCell[] = [];
  for (const rowKey of new Set([...after.rowKeys(), ...before.rowKeys()])) {
    const [olds, news] = [before.row(rowKey), after.row(rowKey)];
    for (const cell of news) {
      const old = cellOf(olds, cell.attribute);
      if (!old) created.push(cell);
      else if (!sameCell(old, cell, options.typeOf?.(cell.attribute))) updated.push(cell);
    }
    deleted.push(...olds.filter((cell) => !cellOf(news, cell.attribute) && !isUnknown(cell)));
  }
  return { created, updated, deleted };
}

/** Whether a declared move or rename still has something to do: state knows the row or the column under its old name. */
export function hasMoves(olds: InputCells, news: InputCells, inputs: Pick<ValuesInputs, "moved" | "renamed">): boolean {
  const { moves, isRenamed } = keptCells(olds, news, inputs);
  return moves.length > 0 || isRenamed;
}

/** Recorded cells under the names of today's columns, and the moves of rows that still have something to do. */
function keptCells(
  olds: InputCells,
  news: InputCells,
  { moved = [], renamed = {} }: Pick<ValuesInputs, "moved" | "renamed">,
) {
  const after = renamedCells(olds.declared, renamed, news.named.columns);
  const kept = after ?? olds.declared;
  const moves = moved.length === 0 ? [] : activeMoves(moved, rowsOf(kept), new Set(news.named.rows()));
  return { kept, moves, isRenamed: after !== undefined };
}

/** The cells after the renames; `undefined` where none of them has anything to do. */
function renamedCells(
  cells: Cells<DeclaredCell>,
  renames: Readonly<Record<string, string>>,
  columns: ReadonlySet<string>,
): Cells<DeclaredCell> | undefined {
  if (Object.keys(renames).length === 0) return undefined;
  const before = [...cells];
  const after = renameCells(before, renames, columns);
  return after.some((cell, index) => cellKey(cell) !== cellKey(before[index] ?? cell)) ? cellMap(after) : undefined;
}

/** How many cells a run would update and delete. */
export function extentOf({ updated, deleted }: CellDifferences): Extent {
  return { updates: updated.length, deletes: deleted.length };
}

/**
 * Whether a program without moves and renames declares what is recorded: cells with values that mean the same, and the same ones released. It
 * is the answer of nearly every diff, so it makes no lists of cells. An unknown value is never the same.
 */
export function isRecorded(
  olds: Pick<ValuesInputs, "rows" | "defaults">,
  news: Pick<ValuesInputs, "rows" | "defaults">,
  typeOf: (attribute: string) => ValueType | undefined,
): boolean {
  const before = olds.rows ?? {};
  const after = news.rows ?? {};
  if (typeof after !== "object" || !isSameRow(olds.defaults, news.defaults, typeOf)) return false;
  for (const rowKey in after) if (!isSameRow(own(before, rowKey), after[rowKey], typeOf)) return false;
  for (const rowKey in before)
    if (!Object.hasOwn(after, rowKey) && !isSameRow(before[rowKey], {}, typeOf)) return false;
  return true;
}

function isSameRow(
  old: RowInputs = {},
  now: RowInputs = {},
  typeOf: (attribute: string) => ValueType | undefined,
): boolean {
  if (typeof now !== "object") return false;
  for (const attribute in now) {
    const [before, after] = [own(old, attribute), now[attribute]];
    if (before === after) continue;
    if (before === undefined || after === undefined || before === null || after === null) return false;
    if (hasUnknown(after) || !sameCell({ value: before }, { value: after }, typeOf(attribute))) return false;
  }
  for (const attribute in old) if (old[attribute] !== null && !Object.hasOwn(now, attribute)) return false;
  return true;
}

function own<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function sameCell(
  old: Pick<DeclaredCell, "value">,
  cell: Pick<DeclaredCell, "value">,
  type: ValueType | undefined,
): boolean {
  if (type) return sameValue(encodeValue(old.value, type), encodeValue(cell.value, type), type);
  const [before, after] = [encodeValue(old.value, typeOf(old.value)), encodeValue(cell.value, typeOf(cell.value))];
  if (typeof old.value === typeof cell.value && Array.isArray(old.value) === Array.isArray(cell.value)) {
    return sameValue(before, after, typeOf(cell.value));
  }
  return (typeof old.value === "number" || typeof cell.value === "number") && sameDecimal(before, after);
}

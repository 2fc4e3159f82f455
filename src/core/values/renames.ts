/** Columns that keep their values under another name: old name → new name. The service renames in place; here the recorded cells follow. */
import type { DeclaredCell } from "./cells";
import { orderMoves, renameColumns } from "./moves";
import { rowKey } from "../cells/row-key";

/** Old name → new name. */
export type Renames = Readonly<Record<string, string>>;

/** What is wrong with renames as such: a circle, or two columns that become one. */
export function renameProblems(renames: Renames): string[] {
  const moves = Object.entries(renames).map(([from, to]) => ({ from, to }));
  const targets = moves.map(({ to }) => to);
  const twice = targets.filter((to, index) => targets.indexOf(to) !== index);
  if (twice.length > 0) return [...new Set(twice)].map((to) => `two columns are renamed to "${to}".`);
  return orderMoves(moves).problems.length > 0 ? ["the renames form a cycle."] : [];
}

/**
 * The renames that still mean something: the old name is not declared any more, unless a rename that means something ends there. So a
 * program may keep its renames for ever, and use an old name again. A chain (a → b, b → c) leads to its end where b is not a column of ours.
 */
export function activeRenames(
  renames: Renames,
  recorded: ReadonlySet<string>,
  declared: ReadonlySet<string>,
): Map<string, string> {
  const active = new Map<string, string>();
  const targets = new Set<string>();
  if (renameProblems(renames).length > 0) return active;
  const moves = Object.entries(renames).map(([from, to]) => ({ from, to }));
  for (const { from, to } of orderMoves(moves).ordered.reverse()) {
    if (!recorded.has(from) || (declared.has(from) && !targets.has(from))) continue;
    let end = to;
    while (!declared.has(end) && !recorded.has(end) && Object.hasOwn(renames, end)) end = renames[end] ?? end;
    targets.add(end);
    active.set(from, end);
  }
  return active;
}

/** The renames that change how recorded cells are called: old name → new name. */
export function renamesOf(
  cells: readonly Pick<DeclaredCell, "attribute" | "primaryValues">[],
  renames: Renames,
  declared: Iterable<string>,
): ReadonlyMap<string, string> {
  if (Object.keys(renames).length === 0) return new Map();
  const keyColumns = cells.flatMap(({ primaryValues }) => Object.keys(primaryValues));
  const recorded = new Set([...keyColumns, ...cells.map(({ attribute }) => attribute)]);
  return activeRenames(renames, recorded, new Set(declared));
}

/**
 * Recorded cells as they are called after the renames, key columns included: the parts of a row key stand in the order of the column's
 * names, so another name of a key column can make another row key.
 */
export function renameCells<T extends DeclaredCell>(
  cells: readonly T[],
  renames: Renames,
  declared: Iterable<string>,
): T[] {
  const active = renamesOf(cells, renames, declared);
  if (active.size === 0) return [...cells];
  const keyColumns = new Set(cells.flatMap(({ primaryValues }) => Object.keys(primaryValues)));
  const renamed = renameColumns(cells, Object.fromEntries(active));
  if (![...active.keys()].some((name) => keyColumns.has(name))) return renamed;
  return renamed.map((cell) => {
    const entries = Object.entries(cell.primaryValues).map(([name, value]) => [active.get(name) ?? name, value]);
    const primaryValues = Object.fromEntries(entries) as Record<string, string>;
    return { ...cell, primaryValues, rowKey: rowKey(primaryValues) };
  });
}

/**
 * Renames that no one has carried out yet: the table still has the old name and lacks the new one, which the program names. `columns`: the
 * names of the live columns.
 */
export function pendingRenames(
  renames: Renames,
  columns: ReadonlySet<string>,
  declared: ReadonlySet<string>,
): Map<string, string> {
  const all = activeRenames(renames, columns, declared);
  return new Map([...all].filter(([, to]) => declared.has(to) && !columns.has(to)));
}

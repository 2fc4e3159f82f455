/**
 * Rows and columns that keep their values under another name, as in Terraform's `moved` block. A row is moved by the service in place, one row
 * a request; a chain (a → b, b → c) runs from its tail, so that each target is free when its turn comes.
 */
import { cellKey, CellMap, type CellAddress, type Cells } from "../cells/cell-map";
import { rowLabel, rowKey } from "../cells/row-key";
import type { DeclaredCell } from "./cells";

/** One move, both ends as row keys. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** Moves in the order in which they can run, or why they cannot: the rows of a circle, or a row that is named twice. */
export function orderMoves(moves: readonly Move[]): { readonly ordered: Move[]; readonly problems: string[] } {
  const problems = [...twice(moves, "from"), ...twice(moves, "to")];
  const byFrom = new Map(moves.map((move) => [move.from, move]));
  const ordered: Move[] = [];
  const state = new Map<Move, "open" | "done">();
  const visit = (move: Move): void => {
    if (state.get(move) === "done") return;
    if (state.get(move) === "open") {
      problems.push(
        `the moves form a cycle at row "${rowLabel(move.from)}"; first move one of the rows to an unused key, in an update of its own.`,
      );
      return;
    }
    state.set(move, "open");
    const next = byFrom.get(move.to);
    if (next) visit(next);
    state.set(move, "done");
    ordered.push(move);
  };
  moves.forEach(visit);
  return { ordered, problems };
}

function twice(moves: readonly Move[], end: "from" | "to"): string[] {
  const seen = new Set<string>();
  const again = moves.filter((move) => seen.size === seen.add(move[end]).size);
  return again.map((move) => `two moves have the same \`${end}\`, row "${rowLabel(move[end])}".`);
}

/** Which rows there are. */
type Names = Pick<ReadonlySet<string>, "has">;

/**
 * The moves that still mean something, in order: the source is recorded, and not declared any more unless a move that means something
 * ends there; the target is declared. So a program may keep its moves for ever, as Terraform's `moved` blocks are kept: a stack that
 * skipped a release goes the whole way of a chain (a → b, b → c, only a recorded) in one move.
 */
export function activeMoves(moves: readonly Move[], recordedRows: Names, declaredRows: Names): Move[] {
  const byFrom = new Map(moves.map((move) => [move.from, move]));
  const targets = new Set<string>();
  const active: Move[] = [];
  for (const { from, to: next } of orderMoves(moves).ordered.reverse()) {
    if (!recordedRows.has(from) || (declaredRows.has(from) && !targets.has(from))) continue;
    const to = endOfChain(next, (row) =>
      declaredRows.has(row) || recordedRows.has(row) ? undefined : byFrom.get(row),
    );
    if (!declaredRows.has(to) || targets.has(to) || active.some((move) => move.from === from)) continue;
    targets.add(to);
    active.push({ from, to });
  }
  return active.reverse();
}

function endOfChain(start: string, nextOf: (row: string) => Move | undefined): string {
  const visited = new Set<string>();
  let end = start;
  for (let next = nextOf(end); next && !visited.has(end); next = nextOf(end)) {
    visited.add(end);
    end = next.to;
  }
  return end;
}

/** The same cells under the keys that they have after the moves; the cells themselves when there are none. */
export function moveCells<T extends CellAddress>(cells: Cells<T>, ordered: readonly Move[]): Cells<T> {
  if (ordered.length === 0) return cells;
  const target = new Map(ordered.map((move) => [move.from, move.to]));
  const moved = new CellMap<T>();
  for (const cell of cells) moved.set({ ...cell, rowKey: target.get(cell.rowKey) ?? cell.rowKey });
  return moved;
}

/** The same cells under the names that their columns have after the renames; where both names are recorded, the old one stays. */
export function renameColumns<T extends CellAddress>(cells: readonly T[], renames: ActiveRenames): T[] {
  const nameOf = (name: string) => renames.get(name) ?? name;
  const staying = new Set(cells.filter(({ attribute }) => nameOf(attribute) === attribute).map(cellKey));
  return cells.map((cell) => {
    const at = { ...cell, attribute: nameOf(cell.attribute) };
    return at.attribute !== cell.attribute && staying.has(cellKey(at)) ? cell : at;
  });
}

/** Old name → new name, as a program says it. */
export type Renames = Readonly<Record<string, string>>;

/** Old name → new name, of the renames that still mean something. */
export type ActiveRenames = ReadonlyMap<string, string>;

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
): ActiveRenames {
  if (Object.keys(renames).length === 0) return new Map();
  const keyColumns = cells.flatMap(({ primaryValues }) => Object.keys(primaryValues));
  const recorded = new Set([...keyColumns, ...cells.map(({ attribute }) => attribute)]);
  return activeRenames(renames, recorded, new Set(declared));
}

/**
 * Recorded cells as they are called after the renames, key columns included: the parts of a row key stand in the order of the column's
 * names, so another name of a key column can make another row key.
 */
export function renameCells<T extends DeclaredCell>(cells: readonly T[], renames: ActiveRenames): readonly T[] {
  if (renames.size === 0) return cells;
  const keyColumns = new Set(cells.flatMap(({ primaryValues }) => Object.keys(primaryValues)));
  const renamed = renameColumns(cells, renames);
  if (![...renames.keys()].some((name) => keyColumns.has(name))) return renamed;
  return renamed.map((cell) => {
    const entries = Object.entries(cell.primaryValues).map(([name, value]) => [renames.get(name) ?? name, value]);
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
  if (Object.keys(renames).length === 0) return new Map();
  const all = activeRenames(renames, columns, declared);
  return new Map([...all].filter(([, to]) => declared.has(to) && !columns.has(to)));
}

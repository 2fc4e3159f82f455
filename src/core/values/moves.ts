/**
 * Rows that keep their values under another key, as in Terraform's `moved` block. A move is done by the service in place, one row a
 * request; a chain (a → b, b → c) runs from its tail, so that each target is free when its turn comes.
 */
import { cellKey, CellMap, type CellAddress, type Cells } from "../cells/cell-map";
import { rowLabel } from "../cells/row-key";

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

/**
 * The moves that still mean something, in order: the source is recorded, and not declared any more unless a move that means something
 * ends there; the target is declared. So a program may keep its moves for ever, as Terraform's `moved` blocks are kept: a stack that
 * skipped a release goes the whole way of a chain (a → b, b → c, only a recorded) in one move.
 */
export function activeMoves(
  moves: readonly Move[],
  recordedRows: ReadonlySet<string>,
  declaredRows: ReadonlySet<string>,
): Move[] {
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
export function renameColumns<T extends CellAddress>(
  cells: readonly T[],
  renames: Readonly<Record<string, string>>,
): T[] {
  const nameOf = (name: string) => (Object.hasOwn(renames, name) ? (renames[name] ?? name) : name);
  const staying = new Set(cells.filter(({ attribute }) => nameOf(attribute) === attribute).map(cellKey));
  return cells.map((cell) => {
    const at = { ...cell, attribute: nameOf(cell.attribute) };
    return at.attribute !== cell.attribute && staying.has(cellKey(at)) ? cell : at;
  });
}

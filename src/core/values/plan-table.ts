/**
 * The plan of one table out of its joined rows and what is live: moves come first, then the four rules of `plan.ts` on rows under their new
 * keys. Pure: the same for a preview, a comparison on the command line and an apply.
 */
import { cellsAt, rowsOf, type CellAddress, type Cells } from "../cells/cell-map";
import { parseRowKey, rowLabel } from "../cells/row-key";
import type { LiveCell, LockLevel } from "../model";
import type { OwnedCell } from "./cells";
import { moveCells, type Move } from "./moves";
import { planValues, type Plan } from "./plan";
import type { TableRows } from "./table-rows";

/** A plan with the moves to make first, and the moves that cannot be made. */
export interface TablePlan extends Plan {
  readonly moves: readonly Move[];
  readonly moveProblems: readonly string[];
  /** Moves that are made, now or before: what is recorded under `from` stands under `to`. */
  readonly effectiveMoves: readonly Move[];
  /** Recorded cells under the keys that they have after the moves: the base of the plan. */
  readonly recorded: Cells<OwnedCell>;
}

/** The plan for the cells that were read; without `asked` that is the whole table. */
export function planTable(
  { intent, attributes, recorded: before, moves }: TableRows,
  live: Cells<LiveCell>,
  options: { readonly asked?: Cells<CellAddress>; readonly lockLevel: LockLevel | undefined },
): TablePlan {
  const { possible, effective, problems } = judgeMoves(moves, live);
  const gone = new Set(moves.filter((move) => !effective.includes(move)).map((move) => move.from));
  const kept = gone.size === 0 ? before : before.filter((cell) => !gone.has(cell.rowKey));
  const moved = moveCells(kept, effective);
  const recorded = moved === kept ? kept : moved.filter((cell) => !intent.isReleased(cell));
  const { asked, lockLevel } = options;
  const { declared: desired } = intent;
  const removable = (cell: CellAddress) => !intent.isReleased(cell) && !desired.has(cell);
  const plan = planValues({
    recorded: asked ? cellsAt(recorded, asked) : recorded,
    live: moveLive(live, possible),
    desired: asked ? cellsAt(desired, asked) : desired,
    attributes,
    removable: intent.ownership === "exclusive" ? removable : undefined,
    onConflict: intent.onConflict,
    exportedAt: intent.exportedAt,
    lockLevel,
    createsMissing: intent.createsMissing,
    emptyIsAbsent: intent.emptyIsAbsent,
  });
  return { ...plan, moves: possible, moveProblems: problems, effectiveMoves: effective, recorded };
}

/** Live cells as they are after the moves, their primary values included. */
function moveLive(live: Cells<LiveCell>, moves: readonly Move[]): Cells<LiveCell> {
  if (moves.length === 0) return live;
  const targets = new Set(moves.map((move) => move.to));
  return moveCells(live, moves).map((cell) => {
    const moved = targets.has(cell.rowKey) && parseRowKey(cell.rowKey, Object.keys(cell.primaryValues));
    return moved ? { ...cell, primaryValues: moved } : cell;
  });
}

/** `possible`: moves to make. `effective`: those and the ones made before. The rest has neither end live: its row is created anew. */
interface JudgedMoves {
  readonly possible: readonly Move[];
  readonly effective: readonly Move[];
  readonly problems: readonly string[];
}

/**
 * A move was made before when its source is not live, or when what is live there came by the move before it in the chain. A move still to
 * be made needs a free target; a target that is live and will not be vacated is someone else's row.
 */
function judgeMoves(ordered: readonly Move[], live: Cells<LiveCell>): JudgedMoves {
  if (ordered.length === 0) return { possible: [], effective: [], problems: [] };
  const rows = rowsOf(live);
  const byTarget = new Map(ordered.map((move) => [move.to, move]));
  const made = new Set<Move>();
  for (const move of [...ordered].reverse()) {
    const before = byTarget.get(move.from);
    if (!rows.has(move.from) || (before && made.has(before))) made.add(move);
  }
  const effective = ordered.filter((move) => !made.has(move) || rows.has(move.to));
  const possible: Move[] = [];
  const problems: string[] = [];
  for (const move of ordered.filter((other) => !made.has(other))) {
    const [from, to] = [rowLabel(move.from), rowLabel(move.to)];
    if (rows.has(move.to))
      problems.push(`row "${from}" cannot be moved to "${to}": both exist. Delete one of them in the admin website.`);
    else possible.push(move);
    rows.delete(move.from);
    rows.add(move.to);
  }
  return { possible, effective, problems };
}

/**
 * The plan of one table out of what is recorded, declared and live: moves and renames come first, then the four rules of `plan.ts` on
 * rows under their new keys. Pure: the same for a preview, a comparison on the command line and an apply.
 */
import { cellKey, cellMap, keepCells, type CellAddress, type CellMap } from "./cell-map";
import { sameValue } from "./cell-value";
import { desiredCells, recordedCells, type DeclaredCell, type OwnedCell } from "./declared";
import type { Attributes, LiveCell, LockLevel } from "./model";
import { foldRow } from "./fold-row";
import { activeMoves, moveCells, rowsOf, type Move } from "./moves";
import { planValues, type DesiredCell, type Plan, type RecordedCell } from "./plan";
import { renameCells } from "./renames";
import { parseRowKey, rowLabel } from "./row-key";

/** What a table is to be, and what state says of it. */
export interface TableIntent {
  readonly owned: readonly OwnedCell[];
  readonly declared: readonly DeclaredCell[];
  /** Rows and columns that the program names beside the declared cells: those of released and of unknown ones, and the key columns. */
  readonly named?: { readonly rows: Iterable<string>; readonly columns: Iterable<string> };
  /** Cells that are forgotten without a write: declared as `null`, or ignored. */
  readonly isReleased: (cell: CellAddress) => boolean;
  readonly ownership: "declared" | "exclusive";
  readonly onConflict: "fail" | "overwrite";
  /** When the declared values were exported, as an ISO time; absent when they were not. */
  readonly exportedAt?: string;
  readonly moves: readonly Move[];
  /** Columns that got another name: old → new. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Set when the service was seen to keep no empty text. */
  readonly emptyIsAbsent?: boolean;
}

/** The cells of an intent as the service would store them; released ones are left out of the recorded. */
export interface IntendedCells {
  readonly recorded: CellMap<RecordedCell>;
  readonly desired: CellMap<DesiredCell>;
  /** Moves of rows that state records, in the order in which they can run. */
  readonly moves: readonly Move[];
}

/** The same intent with what is recorded under the names that its columns have now, so that nothing has to be renamed any more. */
export function renamedIntent<T extends TableIntent>(intent: T): T {
  if (Object.keys(intent.renamed).length === 0) return intent;
  const columns = intent.declared.flatMap((cell) => [cell.attribute, ...Object.keys(cell.primaryValues)]);
  const owned = renameCells(intent.owned, intent.renamed, [...columns, ...(intent.named?.columns ?? [])]);
  return { ...intent, owned, renamed: {} };
}

/**
 * The same intent with what is recorded under the keys that the program has for the same rows: `Berlin` or `berlin` where a key column
 * ignores case, `1` or `1.0` where it holds numbers. A row that moves is left to its move.
 */
export function respelledIntent<T extends TableIntent>(intent: T, attributes: Attributes): T {
  const keys = [...attributes.values()].filter((attribute) => attribute.primary);
  if (!keys.some((attribute) => attribute.valueType === "NUMBER" || attribute.validation?.ignoreCase)) return intent;
  const fold = foldRow(attributes);
  const recorded = rowsOf(intent.owned);
  const declared = new Set([...rowsOf(intent.declared), ...(intent.named?.rows ?? [])]);
  const moving = new Set(intent.moves.map((move) => move.from));
  const names = keys.map(({ name }) => name);
  const spelling = new Map<string, Pick<OwnedCell, "rowKey" | "primaryValues">>();
  for (const rowKey of declared) {
    const primaryValues = recorded.has(rowKey) ? undefined : parseRowKey(rowKey, names);
    if (primaryValues) spelling.set(fold(primaryValues), { rowKey, primaryValues });
  }
  const owned = intent.owned.map((cell) => {
    const named = declared.has(cell.rowKey) || moving.has(cell.rowKey);
    const { rowKey, primaryValues } = (named ? undefined : spelling.get(fold(cell.primaryValues))) ?? cell;
    return { ...cell, rowKey, primaryValues };
  });
  return { ...intent, owned };
}

/** The intent in the service's form. */
export function intendedCells(intent: TableIntent, attributes: Attributes): IntendedCells {
  const owned = renamedIntent(intent).owned.filter((cell) => !intent.isReleased(cell));
  const rows = new Set([...rowsOf(intent.declared), ...(intent.named?.rows ?? [])]);
  return {
    recorded: recordedCells(owned, attributes),
    desired: desiredCells(intent.declared, attributes),
    moves: activeMoves(intent.moves, rowsOf(owned), rows),
  };
}

/** The cells that must be read to plan: those whose declared value is not the recorded one, and both ends of every move. */
export function cellsInQuestion({ recorded, desired, moves }: IntendedCells): CellAddress[] {
  const cells: CellAddress[] = [];
  const kept = moveCells(recorded, moves);
  for (const [key, { rowKey, attribute, value, valueType }] of desired) {
    const old = kept.get(key);
    if (!old || !sameValue(old.value, value, valueType)) cells.push({ rowKey, attribute });
  }
  for (const [key, { rowKey, attribute }] of kept) if (!desired.has(key)) cells.push({ rowKey, attribute });
  return moves.length === 0 ? cells : withEndsOfMoves(cells, recorded, moves);
}

function withEndsOfMoves(
  cells: readonly CellAddress[],
  recorded: CellMap<RecordedCell>,
  moves: readonly Move[],
): CellAddress[] {
  const target = new Map(moves.map((move) => [move.from, move.to]));
  const all = cellMap(cells);
  for (const { rowKey, attribute } of recorded.values()) {
    const to = target.get(rowKey);
    if (to === undefined) continue;
    for (const end of [rowKey, to]) all.set(cellKey({ rowKey: end, attribute }), { rowKey: end, attribute });
  }
  return [...all.values()];
}

/** A plan with the moves to make first, and the moves that cannot be made. */
export interface TablePlan extends Plan {
  readonly moves: readonly Move[];
  readonly moveProblems: readonly string[];
  /** Moves that are made, now or before: what is recorded under `from` stands under `to`. */
  readonly effectiveMoves: readonly Move[];
  /** Recorded cells under the keys that they have after the moves: the base of the plan. */
  readonly recorded: CellMap<RecordedCell>;
}

/** The plan for the cells that were read; `seen` tells which ones those are. */
export function planTable(
  intent: TableIntent,
  cells: IntendedCells,
  live: CellMap<LiveCell>,
  options: { readonly seen: (cell: CellAddress) => boolean; readonly lockLevel: LockLevel | undefined },
): TablePlan {
  const { possible, effective, problems } = judgeMoves(cells.moves, live);
  const gone = new Set(cells.moves.filter((move) => !effective.includes(move)).map((move) => move.from));
  const kept = keepCells(cells.recorded, (cell) => !gone.has(cell.rowKey));
  const recorded = keepCells(moveCells(kept, effective), (cell) => !intent.isReleased(cell));
  const current = moveLive(live, possible);
  const removable = (cell: CellAddress) => !intent.isReleased(cell) && !cells.desired.has(cellKey(cell));
  const plan = planValues({
    recorded: keepCells(recorded, options.seen),
    live: current,
    desired: keepCells(cells.desired, options.seen),
    removable: intent.ownership === "exclusive" ? removable : undefined,
    onConflict: intent.onConflict,
    exportedAt: intent.exportedAt,
    lockLevel: options.lockLevel,
    emptyIsAbsent: intent.emptyIsAbsent,
  });
  return { ...plan, moves: possible, moveProblems: problems, effectiveMoves: effective, recorded };
}

/** Live cells as they are after the moves, their primary values included. */
function moveLive(live: CellMap<LiveCell>, moves: readonly Move[]): CellMap<LiveCell> {
  if (moves.length === 0) return live;
  const targets = new Set(moves.map((move) => move.to));
  return new Map(
    [...moveCells(live, moves)].map(([key, cell]) => {
      const moved = targets.has(cell.rowKey) && parseRowKey(cell.rowKey, Object.keys(cell.primaryValues));
      return [key, moved ? { ...cell, primaryValues: moved } : cell];
    }),
  );
}

/** `possible`: moves to make. `effective`: those and the ones made before. The rest has neither end live: its row is created anew. */
interface JudgedMoves {
  readonly possible: readonly Move[];
  readonly effective: readonly Move[];
  readonly problems: readonly string[];
}

/**
 * A move was made before when its source is not live, or when what is live there came by the move before it in the chain. A move still to
 * be made needs a free target; a target that is live and will not be vacated is somebody else's row.
 */
function judgeMoves(ordered: readonly Move[], live: CellMap<LiveCell>): JudgedMoves {
  if (ordered.length === 0) return { possible: [], effective: [], problems: [] };
  const rows = new Set([...live.values()].map((cell) => cell.rowKey));
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
      problems.push(`row "${from}" cannot be moved to "${to}": both exist. Delete one of them in the admin site.`);
    else possible.push(move);
    rows.delete(move.from);
    rows.add(move.to);
  }
  return { possible, effective, problems };
}

/**
 * The plan of one table out of what is recorded, declared and live: moves and renames come first, then the four rules of `plan.ts` on
 * rows under their new keys. Pure: the same for a preview, a comparison on the command line and an apply.
 */
import { CellMap, cellMap, cellOf, columnsOf, rowsOf, type CellAddress, type Cells } from "../cells/cell-map";
import { sameValue } from "../cells/cell-value";
import { desiredCells, recordedCells, type DeclaredCell, type OwnedCell } from "./declared";
import type { Attributes, LiveCell, LockLevel } from "../model";
import { foldRow } from "../cells/fold-row";
import { limits } from "../limits";
import { activeMoves, moveCells, type Move } from "./moves";
import { planValues, type DesiredCell, type Plan, type RecordedCell } from "./plan";
import { renameCells } from "./renames";
import { parseRowKey, rowLabel } from "../cells/row-key";
import { commonCells, keepCells, viewCells } from "../cells/view-cells";

/** Rows and columns that the program names, those of released and of unknown cells and the key columns included. */
export interface Named {
  readonly rows: () => Iterable<string>;
  readonly columns: Iterable<string>;
}

/** What a table is to be, and what state says of it. */
export interface TableIntent {
  readonly owned: Cells<OwnedCell>;
  readonly declared: Cells<DeclaredCell>;
  readonly named?: Named;
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
  /** Cells that the refresh of this very run found changed: they are read, so that drift is told although nothing is to be written. */
  readonly suspects?: readonly CellAddress[];
  /** Set when a new copy of the resource replaces the recorded one: what is declared and missing is created. */
  readonly createsMissing?: boolean;
}

/** The cells of an intent as the service would store them; released ones are left out of the recorded. */
export interface IntendedCells {
  readonly recorded: Cells<RecordedCell>;
  readonly desired: Cells<DesiredCell>;
  /** Moves of rows that state records, in the order in which they can run. */
  readonly moves: readonly Move[];
}

/** The same intent with what is recorded under the names that its columns have now, so that nothing has to be renamed any more. */
export function renamedIntent<T extends TableIntent>(intent: T): T {
  if (Object.keys(intent.renamed).length === 0) return intent;
  const columns = [...columnsOf(intent.declared), ...(intent.named?.columns ?? [])];
  const owned = cellMap(renameCells([...intent.owned], intent.renamed, columns));
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
  const declared = namedRows(intent);
  const moving = new Set(intent.moves.map((move) => move.from));
  const names = keys.map(({ name }) => name);
  const spelling = new Map<string, Pick<OwnedCell, "rowKey" | "primaryValues">>();
  for (const rowKey of declared) {
    const primaryValues = recorded.has(rowKey) ? undefined : parseRowKey(rowKey, names);
    if (primaryValues) spelling.set(fold(primaryValues), { rowKey, primaryValues });
  }
  const owned = new CellMap<OwnedCell>();
  for (const cell of intent.owned) {
    const named = declared.has(cell.rowKey) || moving.has(cell.rowKey);
    const { rowKey, primaryValues } = (named ? undefined : spelling.get(fold(cell.primaryValues))) ?? cell;
    owned.set({ ...cell, rowKey, primaryValues });
  }
  return { ...intent, owned };
}

/** The intent in the service's form. */
export function intendedCells(intent: TableIntent, attributes: Attributes): IntendedCells {
  const owned = keepCells(renamedIntent(intent).owned, (cell) => !intent.isReleased(cell));
  return {
    recorded: recordedCells(owned, attributes),
    desired: desiredCells(intent.declared, attributes),
    moves: intent.moves.length === 0 ? [] : activeMoves(intent.moves, rowsOf(owned), namedRows(intent)),
  };
}

function namedRows({ declared, named }: TableIntent): ReadonlySet<string> {
  return new Set([...rowsOf(declared), ...(named?.rows() ?? [])]);
}

/**
 * The cells to read before a plan, or `undefined` for the whole table: in exclusive mode, and where naming the cells would take no fewer
 * requests than listing them all.
 */
export function cellsToRead(
  intent: TableIntent,
  cells: IntendedCells,
  batchSize: number,
): Cells<CellAddress> | undefined {
  if (intent.ownership === "exclusive") return undefined;
  const most = batchSize * (pagesOf(intent) - 1);
  const asked = new CellMap<CellAddress>();
  for (const questioned of [intent.suspects ?? [], cellsInQuestion(cells)]) {
    for (const { rowKey, attribute } of questioned) {
      if (asked.set({ rowKey, attribute }).size > most) return undefined;
    }
  }
  return asked;
}

/** Requests that listing the whole table takes, as far as state tells. */
export function pagesOf({ owned }: Pick<TableIntent, "owned">): number {
  return Math.max(1, Math.ceil(owned.size / limits.pageSize));
}

/** Cells whose declared value is not the recorded one, and both ends of every move. */
function* cellsInQuestion({ recorded, desired, moves }: IntendedCells): Iterable<CellAddress> {
  const kept = moveCells(recorded, moves);
  for (const rowKey of new Set([...desired.rowKeys(), ...kept.rowKeys()])) {
    const [before, after] = [kept.row(rowKey), desired.row(rowKey)];
    for (const { attribute, value, valueType } of after) {
      const old = cellOf(before, attribute);
      if (!old || !sameValue(old.value, value, valueType)) yield { rowKey, attribute };
    }
    for (const { attribute } of before) if (!cellOf(after, attribute)) yield { rowKey, attribute };
  }
  for (const { from, to } of moves) {
    for (const { attribute } of recorded.row(from)) {
      yield { rowKey: from, attribute };
      yield { rowKey: to, attribute };
    }
  }
}

/** A plan with the moves to make first, and the moves that cannot be made. */
export interface TablePlan extends Plan {
  readonly moves: readonly Move[];
  readonly moveProblems: readonly string[];
  /** Moves that are made, now or before: what is recorded under `from` stands under `to`. */
  readonly effectiveMoves: readonly Move[];
  /** Recorded cells under the keys that they have after the moves: the base of the plan. */
  readonly recorded: Cells<RecordedCell>;
}

/** The plan for the cells that were read; without `asked` that is the whole table. */
export function planTable(
  intent: TableIntent,
  cells: IntendedCells,
  live: Cells<LiveCell>,
  options: { readonly asked?: Cells<CellAddress>; readonly lockLevel: LockLevel | undefined },
): TablePlan {
  const { possible, effective, problems } = judgeMoves(cells.moves, live);
  const gone = new Set(cells.moves.filter((move) => !effective.includes(move)).map((move) => move.from));
  const kept = gone.size === 0 ? cells.recorded : keepCells(cells.recorded, (cell) => !gone.has(cell.rowKey));
  const moved = moveCells(kept, effective);
  const recorded = moved === kept ? kept : keepCells(moved, (cell) => !intent.isReleased(cell));
  const { asked, lockLevel } = options;
  const removable = (cell: CellAddress) => !intent.isReleased(cell) && !cells.desired.has(cell);
  const plan = planValues({
    recorded: asked ? commonCells(recorded, asked) : recorded,
    live: moveLive(live, possible),
    desired: asked ? commonCells(cells.desired, asked) : cells.desired,
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
  return viewCells(moveCells(live, moves), (cell) => {
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
 * be made needs a free target; a target that is live and will not be vacated is somebody else's row.
 */
function judgeMoves(ordered: readonly Move[], live: Cells<LiveCell>): JudgedMoves {
  if (ordered.length === 0) return { possible: [], effective: [], problems: [] };
  const rows = new Set(rowsOf(live));
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

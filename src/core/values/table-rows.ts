/**
 * The join: what state records and what the program declares of one table, brought once under the same names and keys. What differs, what to
 * read, the plan, the guard and what is recorded in the end are all asked of these rows. Pure: the same for a preview, a comparison on the
 * command line and an apply.
 */
import { cellKey, CellMap, cellMap, cellOf, columnsOf, cellsAt, type CellAddress, type Cells } from "../cells/cell-map";
import { foldRow, parseRowKey, rowLabel } from "../cells/row-key";
import { limits } from "../limits";
import type { Attributes, LiveCell, LockLevel } from "../model";
import type { OwnedCell } from "./cells";
import { sameMeaning } from "../cells/cell-value";
import type { TableIntent } from "./intent";
import { activeMoves, moveCells, renameCells, renamesOf, type ActiveRenames, type Move } from "./moves";
import type { Plan } from "./plan";
import { planValues } from "./plan-values";

/** Both sides of a table; what is declared is as the intent has it. */
export interface TableRows {
  readonly intent: TableIntent;
  readonly attributes: Attributes;
  /** All that state records, under the names of today's columns and the program's spelling of keys. */
  readonly owned: Cells<OwnedCell>;
  /** The same without the cells that are released. */
  readonly recorded: Cells<OwnedCell>;
  /** Moves of rows that state records, in the order in which they can run. */
  readonly moves: readonly Move[];
  /** Columns of ours that have another name now: old name → new name. */
  readonly renames: ActiveRenames;
  /** Where the program differs from state; a row that moves counts under its new key. Worked out once, and as far as it is asked for. */
  readonly differences: Iterable<Difference, undefined>;
}

/** Joins what an intent records and declares. `attributes`: the columns as far as they are known. */
export function joinTable(intent: TableIntent, attributes: Attributes): TableRows {
  const { owned: renamed, renames } = renamedCells(intent);
  const owned = respelledCells(renamed, intent, attributes);
  const recorded = owned.filter((cell) => !intent.isReleased(cell));
  const moves = intent.moves.length === 0 ? [] : activeMoves(intent.moves, recorded.rows, namedRows(intent));
  const joined = { intent, attributes, owned, recorded, moves, renames };
  return { ...joined, differences: onceOnly(differencesOf(joined)) };
}

const noRenames: ActiveRenames = new Map();

/** The recorded cells under the names that their columns have now, and the renames that change where a cell stands. */
function renamedCells({ owned, declared, named, renamed }: TableIntent): Pick<TableRows, "owned" | "renames"> {
  if (Object.keys(renamed).length === 0) return { owned, renames: noRenames };
  const before = [...owned];
  const renames = renamesOf(before, renamed, [...columnsOf(declared), ...(named?.columns ?? [])]);
  const after = renameCells(before, renames);
  const isMoved = after.some((cell, index) => cellKey(cell) !== cellKey(before[index] ?? cell));
  return isMoved ? { owned: cellMap(after), renames } : { owned, renames: noRenames };
}

/**
 * The recorded cells under the keys that the program has for the same rows: `Berlin` or `berlin` where a key column ignores case, `1` or
 * `1.0` where it holds numbers. A row that moves is left to its move.
 */
function respelledCells(owned: Cells<OwnedCell>, intent: TableIntent, attributes: Attributes): Cells<OwnedCell> {
  const keys = [...attributes.values()].filter((attribute) => attribute.primary);
  if (!keys.some((attribute) => attribute.valueType === "NUMBER" || attribute.validation?.ignoreCase)) return owned;
  const fold = foldRow(attributes);
  const declared = namedRows(intent);
  const names = keys.map(({ name }) => name);
  const spelling = new Map<string, Pick<OwnedCell, "rowKey" | "primaryValues">>();
  for (const rowKey of declared) {
    const primaryValues = owned.rows.has(rowKey) ? undefined : parseRowKey(rowKey, names);
    if (primaryValues) spelling.set(fold(primaryValues), { rowKey, primaryValues });
  }
  if (spelling.size === 0) return owned;
  const moving = new Set(intent.moves.map((move) => move.from));
  const respelled = new CellMap<OwnedCell>();
  for (const cell of owned) {
    const isNamed = declared.has(cell.rowKey) || moving.has(cell.rowKey);
    const { rowKey, primaryValues } = (isNamed ? undefined : spelling.get(fold(cell.primaryValues))) ?? cell;
    respelled.set({ ...cell, rowKey, primaryValues });
  }
  return respelled;
}

function namedRows({ declared, named }: TableIntent): ReadonlySet<string> {
  return new Set([...declared.rows.keys(), ...(named?.rows ?? [])]);
}

/** A cell of which the program does not say what state records, and what is to become of it. */
export interface Difference extends CellAddress {
  readonly kind: "create" | "update" | "delete";
  /** Set when a cell of an `initial` column goes. */
  readonly initial?: boolean;
}

/** The one comparison of state and program, cell by cell. */
function* differencesOf({
  intent,
  attributes,
  recorded,
  moves,
}: Omit<TableRows, "differences">): Generator<Difference, undefined> {
  const isKept = (cell: OwnedCell) => !intent.isReleased(cell);
  const before = moves.length === 0 ? recorded : moveCells(recorded, moves).filter(isKept);
  const { declared } = intent;
  for (const rowKey of new Set([...before.rows.keys(), ...declared.rows.keys()])) {
    const [old, now] = [before.row(rowKey), declared.row(rowKey)];
    for (const cell of now) {
      const { attribute } = cell;
      const own = cellOf(old, attribute);
      if (!own) yield { kind: "create", rowKey, attribute };
      else if (!cell.initial && !sameMeaning(own, cell, attributes)) yield { kind: "update", rowKey, attribute };
    }
    for (const { attribute, initial } of old)
      if (!cellOf(now, attribute)) yield { kind: "delete", rowKey, attribute, initial };
  }
  return undefined;
}

/** The same items for everyone who asks, each of them made when it is asked for first. */
function onceOnly<T>(source: Iterator<T, undefined>): Iterable<T, undefined> {
  const made: T[] = [];
  return {
    *[Symbol.iterator]() {
      for (let index = 0; ; index++) {
        const next = index < made.length ? undefined : source.next();
        if (next?.done) return undefined;
        if (next) made.push(next.value);
        yield made[index] as T;
      }
    },
  };
}

/** How many cells differ, by what is to become of them; those of `initial` columns that go do not count. */
export function countDifferences(rows: TableRows): Record<Difference["kind"], number> {
  const counts = { create: 0, update: 0, delete: 0 };
  for (const { kind, initial } of rows.differences) if (!initial) counts[kind]++;
  return counts;
}

function isEmpty(items: Iterable<unknown>): boolean {
  return items[Symbol.iterator]().next().done === true;
}

/** Whether the program asks for nothing that state does not record. */
export function isSettled(rows: TableRows): boolean {
  return rows.moves.length === 0 && rows.renames.size === 0 && isEmpty(rows.differences);
}

/**
 * The cells to read before a plan, or `undefined` for the whole table: in exclusive mode, and where naming the cells would take no fewer
 * requests than listing them all.
 */
export function cellsToRead(rows: TableRows, batchSize: number): Cells<CellAddress> | undefined {
  const { intent, moves, recorded } = rows;
  if (intent.ownership === "exclusive") return undefined;
  const ends = moves.flatMap(({ from, to }) => recorded.row(from).flatMap((cell) => [cell, { ...cell, rowKey: to }]));
  const left = intent.hasLeft ? recorded.filter((cell) => cell.left !== undefined && !cell.initial) : [];
  const most = batchSize * (pagesOf(rows) - 1);
  const asked = new CellMap<CellAddress>();
  for (const cells of [intent.suspects ?? [], rows.differences, left, ends]) {
    for (const { rowKey, attribute } of cells) {
      if (asked.set({ rowKey, attribute }).size > most) return undefined;
    }
  }
  return asked;
}

/** Requests that listing the whole table takes, as far as state tells. */
export function pagesOf({ owned }: Pick<TableRows, "owned">): number {
  return Math.max(1, Math.ceil(owned.size / limits.pageSize));
}

/** A plan with the moves to make first, and the moves that cannot be made. */
export interface TablePlan extends Plan {
  readonly moves: readonly Move[];
  /** Why others cannot be made. */
  readonly moveProblems: readonly string[];
  /** Moves that are made, now or before: what is recorded under `from` stands under `to`. */
  readonly effectiveMoves: readonly Move[];
  /** Recorded cells under the keys that they have after the moves: the base of the plan. */
  readonly recorded: Cells<OwnedCell>;
}

/** The plan for the cells that were read; without `asked` that is the whole table. */
export function planTable(
  rows: TableRows,
  live: Cells<LiveCell>,
  { asked, lockLevel }: { readonly asked?: Cells<CellAddress>; readonly lockLevel: LockLevel | undefined },
): TablePlan {
  const { intent, attributes } = rows;
  const { live: moved, ...base } = afterMoves(rows, live);
  const { recorded } = base;
  const { declared: desired } = intent;
  const removable = (cell: CellAddress) => !intent.isReleased(cell) && !desired.has(cell);
  const plan = planValues({
    recorded: asked ? cellsAt(recorded, asked) : recorded,
    live: moved,
    desired: asked ? cellsAt(desired, asked) : desired,
    attributes,
    removable: intent.ownership === "exclusive" ? removable : undefined,
    onConflict: intent.onConflict,
    exportedAt: intent.exportedAt,
    lockLevel,
    resolve: intent.resolve,
    createsMissing: intent.createsMissing,
    emptyIsAbsent: intent.emptyIsAbsent,
  });
  return { ...plan, ...base };
}

/** The moves of a table, and its recorded and live cells as they are after them. */
interface MovedTable extends Pick<TablePlan, "moves" | "moveProblems" | "effectiveMoves" | "recorded"> {
  readonly live: Cells<LiveCell>;
}

function afterMoves({ intent, recorded, moves }: TableRows, live: Cells<LiveCell>): MovedTable {
  if (moves.length === 0) return { moves, moveProblems: [], effectiveMoves: moves, recorded, live };
  const judged = judgeMoves(moves, live);
  const { effectiveMoves } = judged;
  const gone = new Set(moves.filter((move) => !effectiveMoves.includes(move)).map((move) => move.from));
  const moved = moveCells(
    recorded.filter((cell) => !gone.has(cell.rowKey)),
    effectiveMoves,
  );
  const kept = moved.filter((cell) => !intent.isReleased(cell));
  return { ...judged, recorded: kept, live: moveLive(live, judged.moves) };
}

/** Live cells as they are after the moves, their primary values included. */
function moveLive(live: Cells<LiveCell>, moves: readonly Move[]): Cells<LiveCell> {
  const targets = new Set(moves.map((move) => move.to));
  return moveCells(live, moves).map((cell) => {
    const moved = targets.has(cell.rowKey) && parseRowKey(cell.rowKey, Object.keys(cell.primaryValues));
    return moved ? { ...cell, primaryValues: moved } : cell;
  });
}

/**
 * A move was made before when its source is not live, or when what is live there came by the move before it in the chain. A move still to
 * be made needs a free target; a target that is live and will not be vacated is someone else's row.
 */
function judgeMoves(ordered: readonly Move[], live: Cells<LiveCell>): Omit<MovedTable, "recorded" | "live"> {
  const rows = new Set(live.rows.keys());
  const byTarget = new Map(ordered.map((move) => [move.to, move]));
  const made = new Set<Move>();
  for (const move of [...ordered].reverse()) {
    const before = byTarget.get(move.from);
    if (!rows.has(move.from) || (before && made.has(before))) made.add(move);
  }
  const effectiveMoves = ordered.filter((move) => !made.has(move) || rows.has(move.to));
  const possible: Move[] = [];
  const moveProblems: string[] = [];
  for (const move of ordered.filter((other) => !made.has(other))) {
    const [from, to] = [rowLabel(move.from), rowLabel(move.to)];
    if (rows.has(move.to))
      moveProblems.push(
        `row "${from}" cannot be moved to "${to}": both exist. Delete one of them in the admin website.`,
      );
    else possible.push(move);
    rows.delete(move.from);
    rows.add(move.to);
  }
  return { moves: possible, effectiveMoves, moveProblems };
}

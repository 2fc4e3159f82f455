import { cellKey, cellMap, type CellAddress, type Cells } from "../../core/cells/cell-map";
import { ignoreMatcher, type TableIntent } from "../../core/values/intent";
import type { Attributes, LiveCell, PrimaryValues } from "../../core/model";
import { activeMoves, moveCells, type Move } from "../../core/values/moves";
import { planTable, joinTable, type TablePlan } from "../../core/values/table-rows";
import { foldRow, rowKey } from "../../core/cells/row-key";
import { planFromLive } from "../../core/schema/plan-schema";
import type { ObservedTable } from "../../core/schema/declaration";
import type { SchemaPlan } from "../../core/schema/steps";
import { fileCells, primaryValuesOf } from "../read/declared-cells";
import type { TableFile } from "../format/table-file";

/** What lies between a live table and a file. */
interface TableComparison {
  readonly schema: SchemaPlan;
  /** Without state every live value may be changed; `overwrites` marks those that the export of the file has not seen. */
  readonly plan: TablePlan;
  /** The columns that the table has after the plan. */
  readonly columns: Attributes;
  /** What is live, under the keys and columns that it has after the plan. */
  readonly cells: Cells<LiveCell>;
}

/**
 * The changes that would bring a live table to what a file says, by the planners of an apply. There is no state here: nothing is a
 * conflict, and in the `declared` mode what the file does not name is left out. `seenUntil`: up to when an export has seen this table. Pure.
 */
export function compareTable(
  file: TableFile,
  observed: ObservedTable,
  live: readonly LiveCell[],
  seenUntil?: string,
): TableComparison {
  const schema = planFromLive(file.table, { ...observed, hasValues: live.length > 0 });
  const attributes = columnsAfter(observed, schema);
  const { declared, released } = fileCells(file);
  const cells = cellMap(inFileSpelling(renameLive(live, schema), attributes, declared));
  const isIgnored = ignoreMatcher(file.values.ignore);
  const moves = movesOf(file);
  const intent: TableIntent = {
    owned: movedCells(cells, declared, activeMoves(moves, cells.rows, declared.rows)),
    declared,
    isReleased: (cell) => released.has(cellKey(cell)) || isIgnored(cell),
    ownership: file.values.ownership ?? "declared",
    onConflict: "overwrite",
    exportedAt: seenUntil,
    moves,
    renamed: {},
  };
  const plan = planTable(joinTable(intent, attributes), cells, { lockLevel: undefined });
  return { schema, plan, columns: attributes, cells: moveCells(cells, plan.moves) };
}

/** The columns that the table has after the plan, in its order; new ones follow. */
function columnsAfter({ attributes }: ObservedTable, { steps }: SchemaPlan): Attributes {
  const changed = new Map(
    steps.flatMap((step) => (step.kind === "updateAttribute" ? [[step.before.name, step.after]] : [])),
  );
  const removed = new Set(steps.flatMap((step) => (step.kind === "deleteAttribute" ? [step.before.name] : [])));
  const kept = attributes.filter(({ name }) => !removed.has(name)).map((column) => changed.get(column.name) ?? column);
  const added = steps.flatMap((step) => (step.kind === "createAttribute" ? [step.after] : []));
  return new Map([...kept, ...added].map((column) => [column.name, column]));
}

/** Live cells under the names that their columns have after the plan. */
function renameLive(live: readonly LiveCell[], { steps }: SchemaPlan): readonly LiveCell[] {
  const names = new Map(
    steps.flatMap((step) => (step.kind === "updateAttribute" ? [[step.before.name, step.after.name] as const] : [])),
  );
  const nameOf = (name: string) => names.get(name) ?? name;
  return live.map((cell) => {
    const entries = Object.entries(cell.primaryValues).map(([name, value]) => [nameOf(name), value] as const);
    return { ...cell, attribute: nameOf(cell.attribute), primaryValues: Object.fromEntries(entries) };
  });
}

/** Live cells under the row keys of the file; what is listed of key columns is not a cell. */
function inFileSpelling(
  live: readonly LiveCell[],
  attributes: Attributes,
  declared: Iterable<{ readonly rowKey: string; readonly primaryValues: PrimaryValues }>,
): LiveCell[] {
  const fold = foldRow(attributes);
  const spelling = new Map([...declared].map((cell) => [fold(cell.primaryValues), cell.rowKey]));
  return live
    .filter((cell) => !attributes.get(cell.attribute)?.primary)
    .map((cell) => ({
      ...cell,
      rowKey: spelling.get(fold(cell.primaryValues)) ?? rowKey(cell.primaryValues),
    }));
}

/** Only a row that is recorded moves, so rows that are to move count as recorded. They keep live texts, also such as no longer fit their column. */
function movedCells(cells: Cells<LiveCell>, declared: Cells<CellAddress>, moves: readonly Move[]): Cells<LiveCell> {
  const targets = new Map(moves.map(({ from, to }) => [from, to]));
  return cells.filter(({ rowKey: from, attribute }) => {
    const to = targets.get(from);
    return to !== undefined && declared.has({ rowKey: to, attribute });
  });
}

/** The moves of a file as row keys. */
export function movesOf({ table, values }: TableFile): Move[] {
  const keyOf = (key: Parameters<typeof primaryValuesOf>[0]) =>
    primaryValuesOf(key, values.primaryAttributes, (name) => table.attributes[name]?.type);
  return (values.moved ?? []).flatMap((move) => {
    const [from, to] = [keyOf(move.from), keyOf(move.to)];
    return from && to ? [{ from: rowKey(from), to: rowKey(to) }] : [];
  });
}

/** What becomes of each cell that state records or the program declares, in words that never stand for each other. Pure. */
import { cellMap, type CellAddress, type Cells } from "../cells/cell-map";
import type { ValueType } from "../model";
import { sameMeaning } from "../cells/cell-value";
import type { Change, Plan } from "./plan";
import type { TablePlan, TableRows } from "./table-rows";

/**
 * `create`, `update`, `delete`: written. `release`: forgotten, its live value left alone. `takeOver`: recorded from now on, because what is live
 * is what is declared; not written. `unchanged`: none of these.
 */
export type Fate = Change["kind"] | "release" | "takeOver" | "unchanged";

/** One cell and what becomes of it. */
export interface CellFate extends CellAddress {
  readonly fate: Fate;
  /** The live text and the declared one, as the service stores them, of a cell that is written. */
  readonly values?: Pick<Change, "before" | "after"> & { readonly valueType: ValueType };
}

/** What becomes of the cells of a table that was read; a cell that is not named stays unchanged. */
export function fatesOf(rows: TableRows, plan: TablePlan): Cells<CellFate> {
  return cellMap<CellFate>([
    ...releasedCells(rows, plan.effectiveMoves),
    ...takenOver(rows, plan),
    ...plan.changes.map(({ rowKey, attribute, kind, before, after, valueType }) => {
      return { rowKey, attribute, fate: kind, values: { before, after, valueType } };
    }),
  ]);
}

/** The same of a table that was not read: state is taken for what is live. */
export function fatesWithoutRead(rows: TableRows): Cells<CellFate> {
  const differences = [...rows.differences].map(({ kind, ...at }) => ({ ...at, fate: kind }));
  return cellMap<CellFate>([...releasedCells(rows, rows.moves), ...differences]);
}

/** How many cells a run takes over and releases, and how many columns it knows by another name. */
export function countFates(rows: TableRows, plan: TablePlan): Record<"takeOver" | "release" | "rename", number> {
  return {
    takeOver: takenOver(rows, plan).length,
    release: releasedCells(rows, plan.effectiveMoves).length,
    rename: rows.renames.size,
  };
}

/** Recorded cells that the program forgets without a write, where they stand after the moves. */
function releasedCells({ intent, owned }: TableRows, moves: TablePlan["moves"]): CellFate[] {
  const target = new Map(moves.map(({ from, to }) => [from, to]));
  return [...owned].flatMap((cell): CellFate[] => {
    const at = { rowKey: target.get(cell.rowKey) ?? cell.rowKey, attribute: cell.attribute };
    return intent.isReleased(cell) || intent.isReleased(at) ? [{ ...at, fate: "release" }] : [];
  });
}

/** Cells that state did not record with this value and that are live as the program declares them. */
function takenOver({ intent, attributes }: TableRows, { settled, recorded }: Pick<TablePlan, "recorded"> & Plan) {
  return settled.flatMap(({ rowKey, attribute, lockVersion }): CellFate[] => {
    const at = { rowKey, attribute };
    const [old, now] = [recorded.get(at), intent.declared.get(at)];
    const isKnown = old !== undefined && now !== undefined && sameMeaning(old, now, attributes);
    return now === undefined || lockVersion === undefined || isKnown ? [] : [{ ...at, fate: "takeOver" }];
  });
}

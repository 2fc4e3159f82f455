import { cellKey, cellMap, rowsOf } from "../../core/cells/cell-map";
import { foldRow } from "../../core/cells/fold-row";
import { ignoreMatcher } from "../../core/values/ignore";
import type { Attributes, LiveCell } from "../../core/model";
import { activeMoves, type Move } from "../../core/values/moves";
import type { TableIntent } from "../../core/values/intent";
import { planTable, type TablePlan } from "../../core/values/plan-table";
import { joinTable } from "../../core/values/table-rows";
import { renameCells } from "../../core/values/renames";
import { rowKey } from "../../core/cells/row-key";
import { keepCells } from "../../core/cells/view-cells";
import { toSettings } from "../../core/schema/same-settings";
import type { ObservedTable } from "../../core/schema/declaration";
import type { SettingChange } from "../../report/report";
import { compareColumns, compareTableSettings } from "./settings";
import { fileCells, primaryValuesOf } from "../read/declared-cells";
import type { TableFile } from "../format/table-file";

/** What lies between a live table and a file. */
export interface TableComparison {
  readonly plan: TablePlan;
  readonly settings: readonly SettingChange[];
}

/**
 * The changes that would bring a live table to what a file says. There is no state here, so everything live counts as recorded: nothing
 * is a conflict, and in the `declared` mode what the file does not name is left out. Pure.
 */
export function compareTable(file: TableFile, observed: ObservedTable, live: readonly LiveCell[]): TableComparison {
  const attributes = attributesOf(file, observed);
  const { declared, released } = fileCells(file);
  const { ownership = "declared", ignore, renamed = {} } = file.values;
  const isIgnored = ignoreMatcher(ignore);
  const named = new Map([...declared].map((cell) => [cell.rowKey, cell.primaryValues]));
  const cells = cellMap(adopt(renameCells(live, renamed, Object.keys(file.table.attributes)), attributes, named));
  const moves = movesOf(file);
  const active = activeMoves(moves, rowsOf(cells), rowsOf(declared));
  // A live value goes in as the text that it is: it may be one that no longer fits its column.
  const owned = keepCells<LiveCell>(cells, ({ rowKey, attribute }) =>
    declared.has({ rowKey: targetOf(rowKey, active), attribute }),
  );
  const intent: TableIntent = {
    owned,
    declared,
    isReleased: (cell) => released.has(cellKey(cell)) || isIgnored(cell),
    ownership,
    onConflict: "overwrite",
    moves,
    renamed: {},
  };
  const plan = planTable(joinTable(intent, attributes), cells, { lockLevel: undefined });
  const settings = [...compareTableSettings(file, observed), ...compareColumns(file, observed)];
  return { plan: withoutForce(plan), settings };
}

/** The columns that the table would have: as the file declares them, and the live ones that it does not name. */
function attributesOf(file: TableFile, observed: ObservedTable): Attributes {
  const attributes = new Map(observed.attributes.map((column) => [column.name, column]));
  for (const [name, column] of Object.entries(file.table.attributes)) {
    if (column) attributes.set(name, toSettings(name, column));
  }
  return attributes;
}

/** Live cells under the row keys of the file; what is listed of key columns is no cell. */
function adopt(
  live: readonly LiveCell[],
  attributes: Attributes,
  named: ReadonlyMap<string, LiveCell["primaryValues"]>,
) {
  const fold = foldRow(attributes);
  const spelling = new Map([...named].map(([key, primaryValues]) => [fold(primaryValues), key]));
  return live
    .filter((cell) => !attributes.get(cell.attribute)?.primary)
    .map((cell): LiveCell => ({
      ...cell,
      rowKey: spelling.get(fold(cell.primaryValues)) ?? rowKey(cell.primaryValues),
    }));
}

function movesOf({ table, values }: TableFile): Move[] {
  const keyOf = (key: Parameters<typeof primaryValuesOf>[0]) =>
    primaryValuesOf(key, values.primaryAttributes, (name) => table.attributes[name]?.type);
  return (values.moved ?? []).flatMap((move) => {
    const [from, to] = [keyOf(move.from), keyOf(move.to)];
    return from && to ? [{ from: rowKey(from), to: rowKey(to) }] : [];
  });
}

function targetOf(row: string, moves: readonly Move[]): string {
  return moves.find((move) => move.from === row)?.to ?? row;
}

/** Without state there is nobody to overwrite. */
function withoutForce(plan: TablePlan): TablePlan {
  return { ...plan, changes: plan.changes.map((change) => ({ ...change, overwrites: undefined })) };
}

/**
 * Which cells and settings an update of values changes, one line each. It compares with what state records as written, not with the inputs that
 * were asked for last: so it is right after an update that ended half-way too.
 */
import { cellMap, type CellAddress } from "../../../core/cells/cell-map";
import { defaultRowKey } from "../../../core/cells/row-key";
import { isRecord } from "../../../core/record";
import type { Difference, TableRows } from "../../../core/values/table-rows";
import { hasUnknown, unknownValue } from "../../../provider/host/engine-values";
import { recordedAgainst } from "../../../provider/values/diff";
import { inputCells, inputRows } from "../../../provider/values/state/cells";
import { knownInputs, type ValuesInputs } from "../../../provider/values/state/inputs";
import { ownedCells, type ValuesOutputs } from "../../../provider/values/state/state";
import { pathChanges } from "../path-changes";
import type { Path, Properties } from "../properties";
import { withoutHelpers, type Change, type Compared, type PathChange } from "../resource-kind";

/** The lines of the diff. */
export function valuesChanges({ olds, oldInputs, news }: Compared): PathChange[] {
  const recorded = olds as Partial<ValuesOutputs>;
  const inputs = knownInputs(news as unknown as ValuesInputs);
  const rows = recordedAgainst(recorded, inputs, inputCells(inputs));
  return [
    ...settingChanges(oldInputs, news),
    ...moveChanges(rows, inputs),
    ...renameChanges(recorded, inputs, rows),
    ...cellChanges(recorded, inputs, rows),
    ...foreignChanges(recorded, oldInputs as unknown as ValuesInputs, inputs),
  ];
}

/** Arguments beside the cells, as far as both are given: a provider's default is not an argument. */
function settingChanges(oldInputs: Properties, news: Properties): PathChange[] {
  const settings = (inputs: Properties) => {
    const { rows, defaults, moved, renamed, ...rest } = withoutHelpers(inputs);
    void [rows, defaults, moved, renamed];
    return rest;
  };
  return pathChanges(settings(oldInputs), settings(news), 1);
}

function moveChanges({ moves }: TableRows, { moved = [] }: ValuesInputs): PathChange[] {
  return moves.map(({ from, to }) => {
    const index = moved.findIndex((move) => move.from === from && move.to === to);
    return { path: ["moved", String(index)], change: "add" };
  });
}

function renameChanges(recorded: Partial<ValuesOutputs>, news: ValuesInputs, rows: TableRows): PathChange[] {
  if (rows.renames.size === 0) return [];
  const before = new Set([...ownedCells(recorded)].map(({ attribute }) => attribute));
  const names = Object.keys(news.renamed ?? {}).filter(
    (name) => before.has(name) || recorded.primaryAttributes?.includes(name),
  );
  return names.map((name) => ({ path: ["renamed", name], change: "add" }));
}

/** The old value of a column that becomes sensitive is in clear in state, and a line would show it. Check says what happens to the cell. */
function cellChanges(recorded: Partial<ValuesOutputs>, news: ValuesInputs, rows: TableRows): PathChange[] {
  const cells = inputCells(news);
  const { owned, moves } = rows;
  const inClear = (news.sensitive ?? []).filter((column) => !recorded.sensitive?.includes(column));
  const isHidden = (cell: CellAddress) => inClear.includes(cell.attribute) && owned.has(cell);
  const differences = [...rows.differences].filter(
    (cell) => (cell.kind !== "delete" || !cells.isUnknown(cell)) && !isHidden(cell),
  );
  const hidesIn = (row: string) => owned.row(row).some(isHidden);
  const of = (kind: Difference["kind"]) => differences.filter((cell) => cell.kind === kind);
  const isRecorded = (row: string) => owned.row(row).length > 0 || moves.some(({ to }) => to === row);
  const lines: PathChange[] = [
    ...wholeRows(of("create"), "add", isRecorded),
    ...of("update").map((cell) => line(cell, "update")),
    ...wholeRows(of("delete"), "delete", (row) => inputRows(news).has(row) || hidesIn(row)),
    ...unknownChanges(news, (cell) => owned.has(cell)),
  ];
  const releases = [...owned].filter((cell) => isNull(news, cell) && !isNull(recorded, cell) && !isHidden(cell));
  return [...lines, ...releases.map((cell) => line(cell, "update"))];
}

/** Cells that no resource declared, and that a refresh put into the inputs of an exclusive resource. */
function foreignChanges(recorded: Partial<ValuesOutputs>, oldInputs: ValuesInputs, news: ValuesInputs): PathChange[] {
  if (!recorded.__lockVersions?.foreignCells || news.ownership !== "exclusive") return [];
  const [owned, desired] = [ownedCells(recorded), inputCells(news)];
  const foreign = [...inputCells(oldInputs).declared].filter((cell) => !owned.has(cell) && !desired.declared.has(cell));
  return wholeRows(foreign, "delete", (row) => desired.named.rows !== undefined && inputRows(news).has(row)).map(
    (one) => ({ ...one, ofInputs: true }),
  );
}

/** One line for a row of which there is nothing on the other side, and one for each cell of any other row. */
function wholeRows(
  cells: readonly CellAddress[],
  change: Change,
  isElsewhere: (rowKey: string) => boolean,
): PathChange[] {
  const map = cellMap<CellAddress>(cells);
  return [...map.rows.keys()].flatMap((row) =>
    isElsewhere(row) ? map.row(row).map((cell) => line(cell, change)) : [{ path: rowPath(row), change }],
  );
}

/** Cells, rows or all rows whose value is not known yet. */
function unknownChanges(news: ValuesInputs, isOwned: (cell: CellAddress) => boolean): PathChange[] {
  if ((news.rows as unknown) === unknownValue) return [{ path: ["rows"], change: "update" }];
  return [...inputRows(news)].flatMap(([rowKey, row]): PathChange[] => {
    if (!isRecord(row)) return [{ path: rowPath(rowKey), change: "update" }];
    const unknown = Object.keys(row).filter((attribute) => hasUnknown(row[attribute]));
    return unknown.map((attribute) => line({ rowKey, attribute }, isOwned({ rowKey, attribute }) ? "update" : "add"));
  });
}

function isNull(inputs: Partial<ValuesInputs>, { rowKey, attribute }: CellAddress): boolean {
  const row = inputRows(inputs).get(rowKey);
  return isRecord(row) && row[attribute] === null;
}

function line(cell: CellAddress, change: Change): PathChange {
  return { path: [...rowPath(cell.rowKey), cell.attribute], change };
}

function rowPath(rowKey: string): Path {
  return rowKey === defaultRowKey ? ["defaults"] : ["rows", rowKey];
}

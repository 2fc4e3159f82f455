/**
 * What differs between two sets of inputs of a `DataTableValues`, cell by cell: all that the engine knows in a preview. A report starts from it,
 * and a check tells where the plan says something else. Pure.
 */
import { cellMap, compareCells, type CellAddress, type Cells } from "../../core/cells/cell-map";
import { defaultRowKey } from "../../core/cells/row-key";
import { isRecord, ownMember } from "../../core/record";
import { ignoreMatcher } from "../../core/values/intent";
import { activeMoves, moveCells, renameCells, renamesOf, type Move } from "../../core/values/moves";
import { initialColumns, previewCells, sensitiveColumns, type InputCell } from "./read-inputs";
import type { Inputs } from "./steps";

/** One cell that differs: as it is in the old inputs, and in the new ones. */
export interface InputChange extends CellAddress {
  readonly kind: "create" | "update" | "delete" | "release";
  readonly old?: InputCell;
  readonly now?: InputCell;
}

/** What differs between two sets of inputs. */
export interface ComparedInputs {
  readonly changes: readonly InputChange[];
  /** Rows that get another key in place. */
  readonly moves: readonly Move[];
  /** Columns that got another name in place: old name → new name. */
  readonly renames: ReadonlyMap<string, string>;
  /** The cells of the old inputs under today's names and keys, and those of the new ones. */
  readonly before: Cells<InputCell>;
  readonly after: Cells<InputCell>;
}

/** Compares. `touched`: whether the value of a cell differs that must not be shown and reads the same on both sides. */
export function compareInputs(
  old: Inputs | undefined,
  now: Inputs | undefined,
  touched: (cell: CellAddress) => boolean,
): ComparedInputs {
  const sensitive = new Set([...sensitiveColumns(old), ...sensitiveColumns(now)]);
  const after = previewCells(now, sensitive);
  const { before, moves, renames } = inPlace(previewCells(old, sensitive), after, now);
  const isReleased = releasedIn(now);
  const initial = new Set(initialColumns(now));
  const changes = [...cellMap<CellAddress>([...before, ...after])].sort(compareCells).flatMap((at): InputChange[] => {
    const [was, is] = [before.get(at), after.get(at)];
    const isTouched = isHidden(was) && touched(at);
    if (was && is && (initial.has(at.attribute) || (was.value === is.value && !isTouched))) return [];
    const { rowKey, attribute } = at;
    const kind = !was ? "create" : is ? "update" : isReleased(at) ? "release" : "delete";
    return [{ rowKey, attribute, kind, ...(was && { old: was }), ...(is && { now: is }) }];
  });
  return { changes, moves, renames, before, after };
}

/** The recorded cells where they stand after renamed columns and moved rows, which the service changes in place. */
function inPlace(recorded: Cells<InputCell>, after: Cells<InputCell>, now: Inputs = {}) {
  const { renamed, moved, primaryAttributes } = now;
  const columns = [...after].map(({ attribute }) => attribute);
  const declared = [...columns, ...(Array.isArray(primaryAttributes) ? (primaryAttributes as string[]) : [])];
  const [own, names] = [[...recorded], isRecord(renamed) ? texts(renamed) : {}];
  const renames = renamesOf(own, names, declared);
  const cells = cellMap(renameCells(own, renames));
  const moves = activeMoves(Array.isArray(moved) ? moved.filter(isMove) : [], cells.rows, after.rows);
  return { before: moveCells(cells, moves), moves, renames };
}

/** Tells which cells the program hands over: declared as `null`, or ignored. */
function releasedIn(now: Inputs = {}): (cell: CellAddress) => boolean {
  const { rows, defaults, ignore } = now;
  const globs = (name: string) => (isRecord(ignore) && Array.isArray(ignore[name]) ? (ignore[name] as string[]) : []);
  const isIgnored = ignoreMatcher({ rows: globs("rows"), columns: globs("columns") });
  return (cell) => {
    const row = cell.rowKey === defaultRowKey ? defaults : isRecord(rows) ? ownMember(rows, cell.rowKey) : undefined;
    return isIgnored(cell) || (isRecord(row) && ownMember(row, cell.attribute) === null);
  };
}

/** Whether the value of a cell must not be shown. */
export function isHidden(cell: InputCell | undefined): boolean {
  return cell !== undefined && "sensitive" in cell.shown;
}

function texts(record: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function isMove(move: unknown): move is Move {
  return (
    typeof move === "object" &&
    move !== null &&
    "from" in move &&
    "to" in move &&
    typeof move.from === "string" &&
    typeof move.to === "string"
  );
}

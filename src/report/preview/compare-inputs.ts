/**
 * What differs between two sets of inputs of a `DataTableValues`, cell by cell: all that the engine knows in a preview. A report starts from it,
 * and a check tells where the plan says something else. Pure.
 */
import { cellMap, compareCells, type CellAddress, type Cells } from "../../core/cells/cell-map";
import { defaultRowKey } from "../../core/cells/row-key";
import { isRecord, ownMember } from "../../core/record";
import type { DeclaredCell } from "../../core/values/cells";
import { ignoreMatcher } from "../../core/values/intent";
import { activeMoves, moveCells, renameCells, renamesOf, type Move, type Renames } from "../../core/values/moves";
import { initialColumns, previewCells, sensitiveColumns, type InputCell } from "./read-inputs";
import type { Inputs } from "./steps";

/** One cell that differs: as it is in the old inputs, and in the new ones. */
export interface InputChange<T = InputCell> extends CellAddress {
  readonly kind: "create" | "update" | "delete" | "release";
  readonly old?: T;
  readonly now?: T;
}

/** What differs between two sets of inputs. */
export interface ComparedInputs<T extends CellAddress = InputCell> {
  readonly changes: readonly InputChange<T>[];
  /** Rows that get another key in place. */
  readonly moves: readonly Move[];
  /** Columns that got another name in place: old name → new name. */
  readonly renames: ReadonlyMap<string, string>;
  /** The cells of the old inputs under today's names and keys, and those of the new ones. */
  readonly before: Cells<T>;
  readonly after: Cells<T>;
}

/** Two sets of inputs that have been read; what is not a cell is that of the new ones. */
interface InputPair<T extends CellAddress> extends Pick<ComparedInputs<T>, "before" | "after"> {
  readonly primaryAttributes?: readonly string[];
  readonly renamed?: Renames;
  readonly moved?: readonly Move[];
  readonly initial?: readonly string[];
  readonly isReleased: (cell: CellAddress) => boolean;
  /** Whether the values of a cell differ. */
  readonly differ: (was: T, is: T) => boolean;
}

/** Compares two sets of inputs as a preview prints them. `touched`: whether a value differs that must not be shown and reads the same on both sides. */
export function compareInputs(
  old: Inputs | undefined,
  now: Inputs = {},
  touched: (cell: CellAddress) => boolean,
): ComparedInputs {
  const sensitive = new Set([...sensitiveColumns(old), ...sensitiveColumns(now)]);
  const { renamed, moved, primaryAttributes } = now;
  return compareDeclared({
    before: previewCells(old, sensitive),
    after: previewCells(now, sensitive),
    primaryAttributes: Array.isArray(primaryAttributes) ? (primaryAttributes as string[]) : [],
    renamed: isRecord(renamed) ? texts(renamed) : {},
    moved: Array.isArray(moved) ? moved.filter(isMove) : [],
    initial: initialColumns(now),
    isReleased: releasedIn(now),
    differ: (was, is) => was.value !== is.value || ("sensitive" in was.shown && touched(is)),
  });
}

/** Compares two sets of inputs, the old ones where they stand after renamed columns and moved rows, which the service changes in place. */
export function compareDeclared<T extends DeclaredCell>({ after, ...pair }: InputPair<T>): ComparedInputs<T> {
  const { renamed = {}, moved = [], initial = [], primaryAttributes = [], isReleased, differ } = pair;
  const own = [...pair.before];
  const renames = renamesOf(own, renamed, [...[...after].map(({ attribute }) => attribute), ...primaryAttributes]);
  const recorded = cellMap(renameCells(own, renames));
  const moves = activeMoves(moved, recorded.rows, after.rows);
  const before = moveCells(recorded, moves);
  const changes = [...cellMap<CellAddress>([...before, ...after])]
    .sort(compareCells)
    .flatMap((at): InputChange<T>[] => {
      const [was, is] = [before.get(at), after.get(at)];
      if (was && is && (initial.includes(at.attribute) || !differ(was, is))) return [];
      const { rowKey, attribute } = at;
      const kind = !was ? "create" : is ? "update" : isReleased(at) ? "release" : "delete";
      return [{ rowKey, attribute, kind, ...(was && { old: was }), ...(is && { now: is }) }];
    });
  return { changes, moves, renames, before, after };
}

/** Tells which cells the program hands over: declared as `null`, or ignored. */
function releasedIn(now: Inputs): (cell: CellAddress) => boolean {
  const { rows, defaults, ignore } = now;
  const globs = (name: string) => (isRecord(ignore) && Array.isArray(ignore[name]) ? (ignore[name] as string[]) : []);
  const isIgnored = ignoreMatcher({ rows: globs("rows"), columns: globs("columns") });
  return (cell) => {
    const row = cell.rowKey === defaultRowKey ? defaults : isRecord(rows) ? ownMember(rows, cell.rowKey) : undefined;
    return isIgnored(cell) || (isRecord(row) && ownMember(row, cell.attribute) === null);
  };
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

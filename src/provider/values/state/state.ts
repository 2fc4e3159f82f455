/**
 * What state records: cells as ours, where each came from, and which are secrets. State written by any earlier version can be read for ever,
 * state written by a newer one is refused.
 */
import { cellKey, type CellAddress, type Cells } from "../../../core/cells/cell-map";
import type { Problem } from "../../../core/problem";
import { tableLabel } from "../../connection/table-words";
import { newerState } from "../../host/failures";
import type { LeftValue, OwnedCell } from "../../../core/values/cells";
import { groupBy } from "../../../core/group";
import { oncePerObject } from "../../../core/once";
import { ownMember } from "../../../core/record";
import type { LockLevel, ValueType } from "../../../core/model";
import { decodeLockVersions, type CellMarks, type LeftMarks, type LockVersionState } from "./lock-versions";
import { inputCells } from "./cells";
import type { ValuesInputs } from "./inputs";

/** The schema version that this release writes. Versions 1 and 2 have no marks, version 3 has none of what was left. */
export const stateVersion = 4;

/** The resource's outputs as the engine hands them back. */
export interface ValuesOutputs extends ValuesInputs {
  readonly region: string;
  readonly cellCount: number;
  readonly lockLevel?: LockLevel;
  readonly __lockVersions: LockVersionState;
}

/** State that a newer release of this package wrote. */
export function stateProblem(outputs: Partial<ValuesOutputs>): Problem | undefined {
  return newerState(tableLabel(outputs), outputs.__lockVersions?.schemaVersion, stateVersion);
}

/** The cells that state records as ours, each with its whole lock version. Early versions of state do not tell which of them were there first. */
export const ownedCells = oncePerObject(decodeOwned);

function decodeOwned(outputs: Partial<ValuesOutputs>): Cells<OwnedCell> {
  const { declared } = inputCells(outputs);
  const locks = outputs.__lockVersions;
  const uncertain = locks !== undefined && !recordsMarks(outputs);
  const versionsOf = decodeLockVersions(locks);
  return declared.mapRows((row, rowKey) => {
    const versions = versionsOf(
      rowKey,
      row.map(({ attribute }) => attribute),
    );
    const found = locks?.found && ownMember(locks.found, rowKey);
    const taken = locks?.taken && ownMember(locks.taken, rowKey);
    const left = locks?.left && ownMember(locks.left, rowKey);
    return row.map(({ attribute, primaryValues, value, initial }, index) => {
      const lockVersion = versions[index] ?? {};
      const cell: Written<OwnedCell> = { rowKey, attribute, primaryValues, value, lockVersion };
      if (initial) cell.initial = true;
      if (found && isMarked(found, attribute)) cell.found = true;
      if (taken && isMarked(taken, attribute)) cell.taken = true;
      if (uncertain) cell.uncertain = true;
      const mark = left && ownMember(left, attribute);
      if (mark !== undefined) cell.left = leftValue(mark);
      return cell;
    });
  });
}

type Written<T> = { -readonly [Name in keyof T]: T[Name] };

function isMarked(marks: CellMarks[string], attribute: string): boolean {
  return marks === true || marks.includes(attribute);
}

/** The marked ones of all recorded cells, in their small form; `undefined` when none is. */
export function encodeMarks(
  cells: readonly OwnedCell[],
  isMarked: (cell: OwnedCell) => boolean | undefined,
): CellMarks | undefined {
  const marks = [...groupBy(cells, ({ rowKey }) => rowKey)].flatMap(([rowKey, row]) => {
    const columns = row.filter(isMarked).map(({ attribute }) => attribute);
    return columns.length === 0 ? [] : [[rowKey, columns.length === row.length || columns.sort()] as const];
  });
  return marks.length === 0 ? undefined : Object.fromEntries(marks);
}

function leftValue(mark: LeftMarks[string][string]): LeftValue {
  if (typeof mark === "string") return { text: mark };
  return mark ? { byLock: true } : {};
}

/** What was left of others' values, in its small form; `undefined` when nothing was. The text of a secret is not kept. */
export function encodeLeft(
  cells: readonly OwnedCell[],
  isSecret: (cell: CellAddress) => boolean,
): LeftMarks | undefined {
  const markOf = ({ left: { text, byLock } = {}, ...cell }: OwnedCell) =>
    byLock || (text !== undefined && isSecret(cell)) || (text ?? false);
  const marked = cells.filter(({ left }) => left);
  if (marked.length === 0) return undefined;
  const rows = [...groupBy(marked, ({ rowKey }) => rowKey)];
  return Object.fromEntries(
    rows.map(([rowKey, row]) => [rowKey, Object.fromEntries(row.map((cell) => [cell.attribute, markOf(cell)]))]),
  );
}

/** What a copy of a resource records, for the copy that replaces it. Inputs alone, all that the engine may hand over of it, hold no marks. */
export function cellsOfCopy(copy: Partial<ValuesOutputs>): Cells<OwnedCell> {
  return recordsMarks(copy) ? ownedCells(copy) : ownedCells(copy).map((cell) => ({ ...cell, uncertain: true }));
}

/** Whether these are outputs that mark the cells that were there before us, and not inputs, or outputs of an early version. */
export function recordsMarks({ __lockVersions: locks }: Partial<ValuesOutputs>): boolean {
  return (locks?.schemaVersion ?? 0) >= 3;
}

/** The types of the columns that hold the given cells. */
export function columnTypes(
  cells: readonly CellAddress[],
  typeOf: (attribute: string) => ValueType | undefined,
): Record<string, ValueType> {
  const names = [...new Set(cells.map((cell) => cell.attribute))].sort();
  return Object.fromEntries(
    names.flatMap((name) => (typeOf(name) ? [[name, typeOf(name)]] : [])) as [string, ValueType][],
  );
}

/** The keys of the cells that are secrets: those of `__secretCells` and those of sensitive columns. */
export function secretCells(...all: readonly Partial<ValuesInputs>[]): (cell: CellAddress) => boolean {
  const keys = new Set(all.flatMap((inputs) => inputs.__secretCells ?? []));
  const columns = new Set(all.flatMap((inputs) => inputs.sensitive ?? []));
  return (cell) => columns.has(cell.attribute) || (keys.size > 0 && keys.has(cellKey(cell)));
}

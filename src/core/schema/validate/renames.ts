/**
 * `renamedFrom` across columns. A chain (`B` from `A`, `C` from `B`) is fine: it is carried out tail first. Two columns from one, a
 * column from itself, and a circle are not: the service renames one column at a time and has no spare name.
 */
import { isRecord } from "../../record";
import { foldName } from "../declaration";
import { quote, tableProblem, type IsUnknown, type TableProblem } from "./problem";

interface Rename {
  readonly to: string;
  readonly from: string;
}

/** All that is wrong with the renames of a declaration. */
export function validateRenames(attributes: Readonly<Record<string, unknown>>, isUnknown: IsUnknown): TableProblem[] {
  const renames: Rename[] = [];
  for (const [to, column] of Object.entries(attributes)) {
    const from = isRecord(column) ? column.renamedFrom : undefined;
    if (typeof from === "string" && !isUnknown(from)) renames.push({ to, from });
  }
  return renames.flatMap((rename) => renameProblems(rename, renames, attributes));
}

function renameProblems(
  rename: Rename,
  renames: readonly Rename[],
  attributes: Readonly<Record<string, unknown>>,
): TableProblem[] {
  const { to, from } = rename;
  if (foldName(to) === foldName(from)) {
    if (to !== from) return [];
    return [wrong(to, "renamedFrom names the column itself.", "Set it to the column's former name, or remove it.")];
  }
  const other = renames.find((one) => one !== rename && foldName(one.from) === foldName(from));
  if (other) {
    const message = `${quote(from)} is renamed twice: to ${quote(to)} and to ${quote(other.to)}.`;
    return [wrong(to, message, "A column can be renamed only once; remove one of the two.")];
  }
  if (isInCircle(rename, renames)) {
    const message = `the renames form a cycle from ${quote(from)} to ${quote(to)}.`;
    return [wrong(to, message, "Use a temporary name, in two updates.")];
  }
  const source = Object.keys(attributes).find((name) => foldName(name) === foldName(from));
  if (source === undefined || renames.some((one) => one.to === source)) return [];
  const message = `renamedFrom names ${quote(from)}, which is still declared as a column.`;
  return [
    wrong(to, message, "If the rename is done, remove renamedFrom; otherwise remove the declaration of the old name."),
  ];
}

function isInCircle(start: Rename, renames: readonly Rename[]): boolean {
  let next: Rename | undefined = start;
  for (let steps = 0; next && steps <= renames.length; steps++) {
    const from: string = foldName(next.from);
    next = renames.find((one) => foldName(one.to) === from);
    if (next === start) return true;
  }
  return false;
}

function wrong(column: string, message: string, hint: string): TableProblem {
  return tableProblem("INVALID_RENAME", ["attributes", column, "renamedFrom"], message, hint);
}

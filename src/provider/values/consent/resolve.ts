/** Decisions about single conflicts, from the environment and the stack's configuration: which of them count, and what became of them. */
import { cellKey, type CellAddress } from "../../../core/cells/cell-map";
import type { Problem } from "../../../core/problem";
import { rowLabel } from "../../../core/cells/row-key";
import type { Plan } from "../../../core/values/plan";
import { isAbout, namesLive, readEntries, type Resolution, type Resolve } from "../../../core/values/resolve";
import type { Decisions } from "../../../report/conflict-problem";
import type { Redact } from "../../../report/show-value";
import { stackConfig } from "../../host/run";
import { resourceName } from "../../host/urn";

/** The environment variable that holds entries. */
const resolveVariable = "CONNECT_DATA_TABLES_RESOLVE";

const setting = "connect-data-tables:resolve";

/** Entries about one resource, and mistakes in any. */
interface OwnEntries {
  readonly entries: readonly Resolution[];
  readonly problems: readonly Problem[];
}

/** The entries of this run about a resource. */
export function entriesOf(inputs: { readonly __urn?: string }): OwnEntries {
  const resource = resourceName(inputs);
  const sources = [
    [resolveVariable, process.env[resolveVariable]],
    [setting, stackConfig().get(setting)],
  ] as const;
  const read = sources.flatMap(([name, text]) => (text ? [{ name, ...readEntries(text) }] : []));
  return {
    entries: read.flatMap(({ entries }) => entries.filter((entry) => entry.resource === resource)),
    problems: read.flatMap(({ name, mistakes }) => mistakes.map((mistake) => malformed(name, mistake))),
  };
}

function malformed(name: string, mistake: string): Problem {
  const hint =
    "In a shell, paste the whole line that the conflict shows; in a pipeline or the stack's configuration, only what is between its single quotes.";
  return { code: "INVALID_RESOLVE", severity: "error", message: `${name}: ${mistake}`, hint };
}

/** The way that entries choose for a conflict; none where two contradict each other. */
export function resolverOf(inputs: { readonly __urn?: string }, redact: Redact): Resolve | undefined {
  const { entries } = entriesOf(inputs);
  if (entries.length === 0) return undefined;
  return (cell, live) => {
    const ways = new Set(
      entries.filter((entry) => isAbout(entry, cell) && namesLive(entry, live, redact(cell))).map(({ way }) => way),
    );
    return ways.size === 1 ? [...ways][0] : undefined;
  };
}

/** How the conflicts of a resource can be decided one by one. What no one declares cannot stay in exclusive mode. */
export function decisionsOf(
  inputs: { readonly __urn?: string; readonly ownership?: string },
  verb?: "delete",
): Decisions {
  const isExclusive = inputs.ownership === "exclusive" && verb !== "delete";
  return {
    variable: resolveVariable,
    resource: resourceName(inputs),
    mayStay: ({ desired }) => desired !== undefined || !isExclusive,
  };
}

/** What to say of the entries about a resource after its plan; without a plan nothing is in conflict. */
export function resolveProblems(
  inputs: { readonly __urn?: string; readonly ownership?: string },
  redact: Redact,
  plan?: Pick<Plan, "changes" | "conflicts" | "kept">,
): Problem[] {
  const { entries, problems } = entriesOf(inputs);
  const keysOf = (cells: readonly CellAddress[] = []) => new Set(cells.map(cellKey));
  const open = keysOf(plan?.conflicts);
  const used = keysOf([
    ...(plan?.changes ?? []).filter(({ consent }) => consent === "resolved"),
    ...(plan?.kept ?? []).filter(({ by }) => by === "resolved"),
  ]);
  const ofEntries = entries.flatMap((entry): Problem[] => {
    const cell = { rowKey: entry.row, attribute: entry.column };
    const at = { row: rowLabel(entry.row), column: entry.column };
    const wrong = mistakeOf(entry, entries, redact(cell));
    if (wrong) return [{ ...at, code: "INVALID_RESOLVE", severity: "error", ...wrong }];
    if (used.has(cellKey(cell))) return [];
    return [{ ...at, code: "RESOLVE_UNUSED", severity: "warning", ...unused(open.has(cellKey(cell))) }];
  });
  return [...problems, ...ofEntries];
}

type Words = Pick<Problem, "message" | "hint">;

function mistakeOf(entry: Resolution, entries: readonly Resolution[], isSecret: boolean): Words | undefined {
  const others = entries.filter(({ row, column }) => row === entry.row && column === entry.column);
  if (others.some(({ way }) => way !== entry.way)) {
    return { message: "two entries of `resolve` choose different ways for this cell.", hint: "Remove one of them." };
  }
  if (!isSecret || typeof entry.live !== "string") return undefined;
  const message = "the entry of `resolve` shows a value, but the cell is a secret.";
  return { message, hint: "Name its `lockVersion` instead, as the line of the conflict does, and remove the value." };
}

function unused(isOpen: boolean): Words {
  if (isOpen) {
    const message =
      "the entry of `resolve` does not decide this conflict: what it names is not live any more, or the way is not possible.";
    return { message, hint: "Look at the conflict again, and copy the line that it shows now." };
  }
  return { message: "the entry of `resolve` decides nothing: the cell is not in conflict.", hint: "Remove the entry." };
}

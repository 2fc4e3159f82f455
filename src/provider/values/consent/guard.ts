/** The guard on what a run would change: one count, in a check and at the moment of writing. */
import { compareCells, type Cells } from "../../../core/cells/cell-map";
import { cellLabel } from "../../../core/cells/row-key";
import type { Problem } from "../../../core/problem";
import { ProblemError } from "../../../core/problem-error";
import { firstLines } from "../../../core/text";
import type { OwnedCell } from "../../../core/values/cells";
import { columnTypeOf, textOf } from "../../../core/cells/cell-value";
import { allowance, guardRefusal, isAllowed, type GuardInput } from "../../../core/values/guard";
import { moveCells } from "../../../core/values/moves";
import type { Change } from "../../../core/values/plan";
import { countDifferences, type TableRows } from "../../../core/values/table-rows";
import { showValue, type Redact } from "../../../report/show-value";
import type { Prepared } from "../../../sync/values/prepare";
import { problemsWith, tableLabel } from "../../connection/table-words";
import { run, stackConfig } from "../../host/run";
import { resourceName } from "../../host/urn";
import { foreignChanges } from "../messages/result";
import type { ValuesInputs } from "../state/inputs";
import { secretCells, type ValuesOutputs } from "../state/state";

/** What the guard says to the differences between state and program, cells of `initial` columns aside; `foreign`: cells of others that exclusive mode would delete. */
export function guardProblem(
  news: ValuesInputs,
  rows: TableRows,
  foreign: readonly Change[],
  redact: Redact,
  isReleased = rows.intent.isReleased,
): Problem | undefined {
  const counts = countDifferences(rows);
  const extent = { updates: counts.update, deletes: counts.delete + foreign.length };
  const recorded = rows.owned.filter((cell) => !cell.initial && !isReleased(cell));
  return refusalOf(news, { recorded, extent, foreign }, () => doomedLines(cellsInQuestion(rows, foreign), redact));
}

/** A cell that a stopped update would change, and its values as they are declared; a deleted one has no new value. */
type Doomed = Pick<Change, "rowKey" | "attribute" | "valueType" | "before" | "after">;

/** What the update would write: recorded → declared; of a value that no one declared, what is live. */
function cellsInQuestion(
  { attributes, intent, moves, recorded, differences }: TableRows,
  foreign: readonly Change[],
): Doomed[] {
  const before = moveCells(recorded, moves);
  const own = [...differences].flatMap(({ kind, ...at }): Doomed[] => {
    const [old, now] = [before.get(at), intent.declared.get(at)];
    if (kind === "create" || !old) return [];
    const valueType = columnTypeOf(old, attributes);
    return [{ ...at, valueType, before: textOf(old, attributes), ...(now && { after: textOf(now, attributes) }) }];
  });
  return [...own, ...foreign].sort(compareCells);
}

/**
 * The guard once more, at the moment of writing: for what check could not tell, such as undeclared cells that exclusive mode would delete.
 * What check saw it has judged, with counts that a person may have allowed; judging again with other counts would only confuse.
 */
export function assertGuard(news: ValuesInputs, recorded: Partial<ValuesOutputs>, { plan, rows }: Prepared): void {
  if (run.told.wasGuarded(news.__urn ?? "", Object.keys(recorded).length > 0)) return;
  raise(news, guardProblem(news, rows, foreignChanges(plan), secretCells(news, recorded)));
}

/** The guard over what goes with the old copy of a resource that is replaced; the new copy's own settings count. */
export function assertGuardOfOldCopy(news: ValuesInputs, recorded: Cells<OwnedCell>, going: Cells<OwnedCell>): void {
  const counted = (cells: Cells<OwnedCell>) => cells.filter((cell) => !cell.initial);
  const extent = { updates: 0, deletes: counted(going).size };
  raise(
    news,
    refusalOf(news, { recorded: counted(recorded), extent, foreign: [] }, () => []),
  );
}

function raise(news: ValuesInputs, problem: Problem | undefined): void {
  if (problem) throw new ProblemError(problemsWith(tableLabel(news), [problem]));
}

function refusalOf(
  news: ValuesInputs,
  input: Omit<GuardInput, "desiredRows">,
  lines: () => readonly string[],
): Problem | undefined {
  const reason = guardRefusal(news.guard, { ...input, desiredRows: Object.keys(news.rows ?? {}).length });
  const name = resourceName(news);
  if (!reason || isAllowed(allowancesOfRun(), name, input.extent)) return undefined;
  const message = [reason, ...lines()].join("\n");
  const line = allowance(name, input.extent);
  const hint = [
    `If this is intended, allow exactly this change once: CONNECT_DATA_TABLES_ALLOW="${line}" pulumi up`,
    `or by the stack's configuration: pulumi config set connect-data-tables:allow "${line}"`,
  ].join("\n  ");
  return { code: "GUARD", severity: "error", message, hint };
}

/** Lines of a refusal; the rest is counted. */
const shown = 20;

function doomedLines(cells: readonly Doomed[], redact: Redact): string[] {
  return firstLines(cells, shown, (cell) => {
    const [before, after] = [cell.before, cell.after].map(
      (text) => text !== undefined && showValue(text, cell, redact),
    );
    return `  ${cellLabel(cell)}: ${before || "(none)"}${after === false ? " → (deleted)" : ` → ${after}`}`;
  });
}

/** Allowances of the environment and of the stack's configuration. */
function allowancesOfRun(): string {
  return [process.env.CONNECT_DATA_TABLES_ALLOW, stackConfig().get("connect-data-tables:allow")].join(",");
}

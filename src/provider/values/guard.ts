/** The guard on what a run would change: one count, in a check and at the moment of writing. */
import type { CellAddress, Cells } from "../../core/cells/cell-map";
import type { Problem } from "../../core/problem";
import { allowance, guardRefusal, isAllowed, type GuardInput } from "../../core/values/guard";
import { ProblemError } from "../../core/problem-error";
import { countDifferences, type TableRows } from "../../core/values/table-rows";
import type { Prepared } from "../../sync/values/prepare";
import { problemsWith, tableLabel } from "../connection/table-words";
import { run, stackConfig } from "../host/run";
import { resourceName } from "../host/urn";
import { foreignChanges } from "./messages";
import type { ValuesInputs } from "./state/inputs";

/** What the guard says to the differences between state and program; `foreign`: cells of others that exclusive mode would delete. */
export function guardProblem(
  news: ValuesInputs,
  rows: TableRows,
  foreign: readonly CellAddress[],
  isReleased = rows.intent.isReleased,
): Problem | undefined {
  const counts = countDifferences(rows);
  const extent = { updates: counts.update, deletes: counts.delete + foreign.length };
  return refusalOf(news, { recorded: rows.owned.filter((cell) => !isReleased(cell)), extent, foreign });
}

/**
 * The guard once more, at the moment of writing: for what check could not tell, such as undeclared cells that exclusive mode would delete.
 * What check saw it has judged, with counts that a person may have allowed; judging again with other counts would only confuse.
 */
export function assertGuard(news: ValuesInputs, { plan, rows }: Prepared, withBase: boolean): void {
  if (!run().told.wasGuarded(news.__urn ?? "", withBase)) raise(news, guardProblem(news, rows, foreignChanges(plan)));
}

/** The guard over what goes with the old copy of a resource that is replaced; the new copy's own settings count. */
export function assertGuardOfOldCopy(news: ValuesInputs, owned: Cells<CellAddress>, deletes: number): void {
  raise(news, refusalOf(news, { recorded: owned, extent: { updates: 0, deletes }, foreign: [] }));
}

function raise(news: ValuesInputs, problem: Problem | undefined): void {
  if (problem) throw new ProblemError(problemsWith(tableLabel(news), [problem]));
}

function refusalOf(news: ValuesInputs, input: Omit<GuardInput, "desiredRows">): Problem | undefined {
  const message = guardRefusal(news.guard, { ...input, desiredRows: Object.keys(news.rows ?? {}).length });
  const name = resourceName(news);
  if (!message || isAllowed(allowancesOfRun(), name, input.extent)) return undefined;
  const hint = `If this is intended, allow exactly this change once: CONNECT_DATA_TABLES_ALLOW="${allowance(name, input.extent)}" pulumi up`;
  return { code: "GUARD", severity: "error", message, hint };
}

/** Allowances of the environment and of the stack's configuration. */
function allowancesOfRun(): string {
  return [process.env.CONNECT_DATA_TABLES_ALLOW, stackConfig().get("connect-data-tables:allow")].join(",");
}

/** What a run says at its end. Pure. */
import type { Problem } from "../../core/problem";
import { problemsOf } from "../../core/problem-error";
import type { Change } from "../../core/values/plan";
import type { TablePlan } from "../../core/values/plan-table";
import type { CellAddress, Cells } from "../../core/cells/cell-map";
import { cellLabel } from "../../core/cells/row-key";
import type { Reconciled } from "../../sync/values/reconcile";
import type { Refusal } from "../../sync/values/applied";
import { isServiceError } from "../../sync/service-error";
import { serviceProblem } from "../../sync/service-problem";
import type { Redact } from "../../report/show-value";
import type { Secrets } from "../../report/secrets";
import { driftListing, keptListings, replacedValues, rewrittenListing } from "../../report/listings";
import { tell } from "../host/tell";

/** Deletes of what no one declared and state does not record: what exclusive mode removes. */
export function foreignChanges(plan: TablePlan): Change[] {
  return plan.changes.filter((change) => change.kind === "delete" && !plan.recorded.has(change));
}

/** `1000 values: 990 created, 10 updated, 0 deleted; 43 requests, 0 retries, 20.1 s`. */
export function summaryLine(
  result: Pick<Reconciled, "written" | "moved">,
  spent: { readonly requests: number; readonly retries: number },
  milliseconds: number,
): string {
  const count = (kind: Change["kind"]) => result.written.filter((cell) => cell.kind === kind).length;
  const { length } = result.moved;
  const moved = length === 0 ? "" : `${length} ${length === 1 ? "row" : "rows"} moved, `;
  return (
    `${moved}${count("create")} ${count("create") === 1 ? "value" : "values"} created, ${count("update")} updated, ${count("delete")} deleted; ` +
    `${spent.requests} requests, ${spent.retries} retries, ${(milliseconds / 1000).toFixed(1)} s`
  );
}

/** What failed, and in whose words it must not be seen. */
interface Failed {
  readonly redact: Redact;
  /** Texts that must not be seen. */
  readonly secrets: Secrets;
  readonly resource: string;
  readonly table: string;
}

/** How far the run came, what stopped it, and each cell that failed; empty when only conflicts did. */
export function failureProblems(result: Reconciled, failed: Failed): Problem[] {
  const { refused, stopped } = result;
  if (refused.length === 0 && !stopped) return [];
  return [
    incomplete(result, failed),
    ...(stopped ? stopProblems(stopped, failed) : []),
    ...refused.map((refusal) => refusalProblem(refusal, failed)),
  ];
}

function incomplete({ refused, unsent, written, moved, plan }: Reconciled, { resource, table }: Failed): Problem {
  const moves = plan.moves.length > 0 ? `moved ${moved.length} of ${plan.moves.length} rows, ` : "";
  const all = written.length + refused.length + unsent;
  const message = `resource "${resource}", ${table}: ${moves}wrote ${written.length} of ${all} cells.`;
  const hint = "`pulumi preview --refresh --diff` shows what is left; `pulumi up` continues.";
  return { code: "INCOMPLETE", severity: "error", message, hint };
}

function stopProblems(stopped: Error, { secrets }: Failed): Problem[] {
  if (isServiceError(stopped)) return [serviceProblem(stopped, { words: secrets.hide(stopped.describe()) })];
  return problemsOf(stopped).map((problem) => ({ ...problem, message: secrets.hide(problem.message) }));
}

function refusalProblem({ change, message }: Refusal, { redact, secrets }: Failed): Problem {
  const words = redact(change) ? secrets.hideAbout(message, valuesOf(change)) : secrets.hide(message);
  const text = `${cellLabel(change)} was not ${past[change.kind]}: ${words}`;
  return { code: "REFUSED", severity: "error", message: text };
}

/** A move that cannot be made. */
export function impossibleMove(message: string): Problem {
  return { code: "IMPOSSIBLE_MOVE", severity: "error", message };
}

const past = { create: "created", update: "updated", delete: "deleted" } as const;

function valuesOf({ before, after }: Change): string[] {
  return [before, after].filter((value) => value !== undefined);
}

/** What an apply or a delete did to other writers' values, and what it left alone. */
export async function tellResult(
  urn: string | undefined,
  result: Reconciled,
  redact: Redact,
  declared: Cells<CellAddress>,
): Promise<void> {
  await tell(urn, driftListing(result.plan.drift, redact), "short");
  for (const listing of keptListings(result.kept, (cell) => declared.has(cell), redact))
    await tell(urn, listing, "short");
  for (const listing of replacedValues(result.replaced, "past", redact)) await tell(urn, listing, "full");
  await tell(urn, rewrittenListing(result.settled), "short");
}

/** What a run says at its end. Pure. */
import type { Change } from "../../core/values/plan";
import type { TablePlan } from "../../core/values/plan-table";
import { cellLabel } from "../../core/cells/row-key";
import type { Reconciled } from "../../sync/values/reconcile";
import { isServiceError } from "../../sync/service-error";
import type { Redact } from "../../report/show-value";
import type { Secrets } from "../../report/secrets";
import { driftListing, replacedValues, rewrittenListing } from "../../report/listings";
import { tell } from "../host/tell";

/** Deletes of what nobody declared and state does not record: what exclusive mode removes. */
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

/** A summary and one reason for each cell that failed; empty when only conflicts stopped the run. `secrets`: texts that must not be seen. */
export function failureReasons(
  result: Reconciled,
  { redact, secrets, resource }: { readonly redact: Redact; readonly secrets: Secrets; readonly resource: string },
): string[] {
  const { refused, stopped, unsent, written } = result;
  const reasons: string[] = [];
  if (refused.length > 0 || stopped) {
    const left = refused.length + unsent;
    const moves =
      result.plan.moves.length > 0 ? `moved ${result.moved.length} of ${result.plan.moves.length} rows, ` : "";
    reasons.push(
      `${resource}: ${moves}wrote ${written.length} of ${written.length + left} cells. \`pulumi preview --refresh --diff\` shows what is left, \`pulumi up\` goes on.`,
    );
  }
  if (stopped) reasons.push(secrets.hide(isServiceError(stopped) ? stopped.describe() : stopped.message));
  for (const { change, message } of refused) {
    reasons.push(
      `${cellLabel(change)} was not ${past[change.kind]}: ${redact(change) ? secrets.hideAbout(message, valuesOf(change)) : secrets.hide(message)}`,
    );
  }
  return reasons;
}

const past = { create: "created", update: "updated", delete: "deleted" } as const;

function valuesOf({ before, after }: Change): string[] {
  return [before, after].filter((value) => value !== undefined);
}
/** What an apply or a delete did to other writers' values, and what it left alone. */

export async function tellResult(urn: string | undefined, result: Reconciled, redact: Redact): Promise<void> {
  await tell(urn, driftListing(result.plan.drift, redact), "short");
  for (const listing of replacedValues(result.replaced, "past", redact)) await tell(urn, listing, "full");
  await tell(urn, rewrittenListing(result.settled), "short");
}

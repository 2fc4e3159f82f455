/** What a run says at its end. Pure. */
import { cellKey, type CellAddress } from "../core/cell-map";
import type { Change } from "../core/plan";
import type { TablePlan } from "../core/plan-table";
import { cellLabel } from "../core/row-key";
import type { Reconciled } from "../sync/reconcile";
import { isServiceError } from "../sync/service-error";
import type { Redact } from "../report/show-value";
import type { Secrets } from "./values-secrets";
import type { Listing } from "./values-told";

/** Deletes of what nobody declared and state does not record: what exclusive mode removes. */
export function foreignChanges(plan: TablePlan): Change[] {
  return plan.changes.filter((change) => change.kind === "delete" && !plan.recorded.has(change));
}

/** Spellings that the service changed. */
export function rewrittenListing(settled: Reconciled["settled"]): Listing {
  return {
    one: "value is stored by the service in another spelling than declared; the declared one stays in state",
    many: "values are stored by the service in another spelling than declared; the declared ones stay in state",
    lines: settled.filter((cell) => cell.rewritten).map((cell) => ({ key: cellKey(cell), text: cellLabel(cell) })),
  };
}

/** Cells that stay although their resource goes: they were in the table before it. */
export function foundListing(found: readonly CellAddress[]): Listing {
  return {
    one: "value stays: it was in the table before this resource first recorded it, and this stack did not make the table",
    many: "values stay: they were in the table before this resource first recorded them, and this stack did not make the table",
    lines: found.map((cell) => ({ key: `found ${cellKey(cell)}`, text: cellLabel(cell) })),
  };
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

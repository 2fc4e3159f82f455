/** What an update says at its end, and how it calls its table. Pure. */
import type { Problem, Problems } from "../../core/problem";
import { plural } from "../../core/text";
import { describeStep } from "../../core/schema/describe-step";
import type { TableOutcome } from "../../sync/schema/reconcile";
import { serviceProblem } from "../../sync/service-problem";
import { hasUnknown } from "../host/engine-values";

/** `table "StoreHours" (bc65…)`, as far as both are known. */
export function nameOf({ name, dataTableId }: { readonly name?: unknown; readonly dataTableId?: string }): string {
  const id = dataTableId === undefined || hasUnknown(dataTableId) ? "" : ` (${dataTableId})`;
  return typeof name === "string" && !hasUnknown(name) ? `table "${name}"${id}` : `the table${id}`;
}

/** What went wrong in this update, under a summary; `undefined` when nothing did. `table`: how it is called. */
export function failureProblems(table: string, outcome: TableOutcome): Problems | undefined {
  const { refusals, failure, done } = outcome;
  if (failure) {
    const refused = serviceProblem(failure.error, { about: describeStep(failure.step) });
    return { problems: [incomplete(table, outcome), refused, ...refusals] };
  }
  if (refusals.length === 0) return undefined;
  if (done.length > 0) return { problems: [incomplete(table, outcome), ...refusals] };
  return { title: `${table} has ${plural(refusals.length, "problem")}; nothing was changed:`, problems: refusals };
}

function incomplete(table: string, { done, failure }: TableOutcome): Problem {
  if (done.length === 0) return incompleteAs([`${table}: nothing was changed.`]);
  const left = failure?.left ?? [];
  const steps = failure ? `${done.length} of ${done.length + left.length} steps` : plural(done.length, "step");
  const waiting = left.filter((step) => step !== failure?.step).map((step) => `  not done yet: ${describeStep(step)}`);
  return incompleteAs(
    [`${table}: ${steps} done and recorded.`, ...waiting],
    "`pulumi preview --refresh --diff` shows what is left; `pulumi up` continues.",
  );
}

function incompleteAs(lines: readonly string[], hint?: string): Problem {
  return { code: "INCOMPLETE", severity: "error", message: lines.join("\n"), ...(hint && { hint }) };
}

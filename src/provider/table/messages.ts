/** What a run says at its end. Pure. */
import { renderProblem } from "../../core/problem";
import { describeStep } from "../../core/schema/describe-step";
import type { TableOutcome } from "../../sync/schema/reconcile";

/** A summary first, then one reason for each thing that stands against the run; empty when nothing does. */
export function failureReasons(name: string, outcome: TableOutcome): string[] {
  const { refusals, failure, done } = outcome;
  if (!failure && refusals.length === 0) return [];
  const reasons = [summary(name, outcome)];
  if (failure) reasons.push(`${describeStep(failure.step)}: ${failure.error.describe()}`);
  reasons.push(...refusals.map(renderProblem));
  const waiting = failure?.left.filter((step) => step !== failure.step) ?? [];
  if (done.length > 0) reasons.push(...waiting.map((step) => `not done yet: ${describeStep(step)}`));
  return reasons;
}

function summary(name: string, { done, failure, refusals }: TableOutcome): string {
  if (done.length === 0) {
    const count = refusals.length === 1 ? "1 problem" : `${refusals.length} problems`;
    return failure ? `table "${name}": nothing was changed.` : `table "${name}" has ${count}, nothing was changed:`;
  }
  const all = done.length + (failure?.left.length ?? 0);
  const steps = failure ? `${done.length} of ${all} steps` : done.length === 1 ? "1 step" : `${done.length} steps`;
  return (
    `table "${name}": ${steps} done and recorded. ` +
    "`pulumi preview --refresh --diff` shows what is left, `pulumi up` goes on."
  );
}

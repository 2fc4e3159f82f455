/** What a run says at its end. Pure. */
import type { Change } from "../core/plan";
import type { TablePlan } from "../core/plan-table";
import { rowLabel } from "../core/row-key";
import type { Reconciled } from "../sync/reconcile";
import { isServiceError } from "../sync/service-error";
import { showValue, type Redact } from "../report/show-value";
import type { Secrets } from "./values-secrets";

/** Lines shown in full in a warning; the rest is counted. */
const shown = 10;

/** Drift that is not this run's to write, conflicts that were overwritten, and spellings that the service changed. */
export function warningLines(result: Reconciled, redact: Redact): string[] {
  const drift = result.plan.drift.map((cell) => {
    const live = cell.live === undefined ? "(none)" : showValue(cell.live, cell, redact);
    return `row "${rowLabel(cell.rowKey)}", column "${cell.attribute}": recorded ${showValue(cell.recorded, cell, redact)}, live ${live}`;
  });
  const replaced = result.overwritten.map((change) => {
    const before = change.before === undefined ? "(none)" : showValue(change.before, change, redact);
    return `row "${rowLabel(change.rowKey)}", column "${change.attribute}": ${before}`;
  });
  const rewritten = result.settled
    .filter((cell) => cell.rewritten)
    .map((cell) => `row "${rowLabel(cell.rowKey)}", column "${cell.attribute}"`);
  return [
    ...listed(
      drift,
      "value was edited outside of this program and left as it is; `pulumi refresh` shows it",
      "values were edited outside of this program and left as they are; `pulumi refresh` shows them",
    ),
    ...listed(
      replaced,
      'value of others was overwritten (onConflict: "overwrite"); it was',
      'values of others were overwritten (onConflict: "overwrite"); they were',
    ),
    ...listed(
      rewritten,
      "value is stored by the service in another spelling than declared; the declared one stays in state",
      "values are stored by the service in another spelling than declared; the declared ones stay in state",
    ),
  ];
}

/** Deletes of what nobody declared and state does not record: what exclusive mode removes. */
export function foreignChanges(plan: TablePlan): Change[] {
  return plan.changes.filter((change) => change.kind === "delete" && !plan.recorded.has(change));
}

/** What exclusive mode would remove; `undefined` when nothing. */
export function foreignMessage(foreign: readonly Change[], redact: Redact): string | undefined {
  const lines = foreign.map((change) => {
    const value = showValue(change.before ?? "", change, redact);
    return `row "${rowLabel(change.rowKey)}", column "${change.attribute}": ${value}`;
  });
  const [one, many] = ["value", "values"].map(
    (noun) => `${noun} that this program does not declare will be deleted (ownership: "exclusive")`,
  );
  return listed(lines, one, many)[0];
}

/** Live values that the first run changes because the author has exported them; the engine shows a create only. `undefined` when none. */
export function adoptedMessage(plan: TablePlan, redact: Redact): string | undefined {
  const adopted = plan.changes.filter(
    (change) => change.kind === "update" && change.overwrites === undefined && !plan.recorded.has(change),
  );
  const lines = adopted.map((change) => {
    const [before, after] = [change.before, change.after].map((text = "") => showValue(text, change, redact));
    return `row "${rowLabel(change.rowKey)}", column "${change.attribute}": ${before} → ${after}`;
  });
  return listed(
    lines,
    "live value will be changed; it is as it was exported (exportedAt)",
    "live values will be changed; they are as they were exported (exportedAt)",
  )[0];
}

function listed(lines: readonly string[], one = "", many = ""): string[] {
  if (lines.length === 0) return [];
  const title = lines.length === 1 ? one : many;
  const rest = lines.length > shown ? [`  … and ${lines.length - shown} more`] : [];
  return [[`${lines.length} ${title}:`, ...lines.slice(0, shown).map((line) => `  ${line}`), ...rest].join("\n")];
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
      `row "${rowLabel(change.rowKey)}", column "${change.attribute}" was not ${past[change.kind]}: ${redact(change) ? secrets.hideAbout(message, valuesOf(change)) : secrets.hide(message)}`,
    );
  }
  return reasons;
}

const past = { create: "created", update: "updated", delete: "deleted" } as const;

function valuesOf({ before, after }: Change): string[] {
  return [before, after].filter((value) => value !== undefined);
}

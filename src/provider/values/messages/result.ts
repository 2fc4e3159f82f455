/** What a run says on its way and at its end. */
import type { Problem } from "../../../core/problem";
import { problemsOf } from "../../../core/problem-error";
import type { Change } from "../../../core/values/plan";
import { countFates } from "../../../core/values/fates";
import type { TablePlan } from "../../../core/values/table-rows";
import { cellLabel } from "../../../core/cells/row-key";
import { plural } from "../../../core/text";
import type { Reconciled } from "../../../sync/values/reconcile";
import type { Progress, Refusal } from "../../../sync/values/applied";
import { isServiceError } from "../../../sync/service-error";
import { serviceProblem } from "../../../sync/service-problem";
import type { Redact } from "../../../report/show-value";
import type { Secrets } from "../../../report/secrets";

/** Deletes of what no one declared and state does not record: what exclusive mode removes. */
export function foreignChanges(plan: TablePlan): Change[] {
  return plan.changes.filter((change) => change.kind === "delete" && !plan.recorded.has(change));
}

/**
 * `990 values created, 10 updated, 0 deleted; 43 requests, 0 retries, 20.1 s`, with rows that moved and columns that are renamed before it, and
 * after it the values that were taken over or released; `undefined` where nothing of all that happened.
 */
export function summaryLine(
  { written, moved, rows, plan }: Pick<Reconciled, "written" | "moved" | "rows" | "plan">,
  spent: { readonly requests: number; readonly retries: number },
  milliseconds: number,
): string | undefined {
  const { takeOver, release, rename } = countFates(rows, plan);
  if (written.length + moved.length + takeOver + release + rename === 0) return undefined;
  const count = (kind: Change["kind"]) => written.filter((cell) => cell.kind === kind).length;
  const before = [
    counted(moved.length, "row moved", "rows moved"),
    counted(rename, "column renamed", "columns renamed"),
  ];
  const created = `${plural(count("create"), "value")} created`;
  const values = [...before, created, `${count("update")} updated`, `${count("delete")} deleted`];
  const stayed = [counted(takeOver, "taken over", "taken over"), counted(release, "released", "released")];
  const seconds = `${(milliseconds / 1000).toFixed(1)} s`;
  const calls = [plural(spent.requests, "request"), plural(spent.retries, "retry", "retries"), seconds];
  return [values, stayed, calls]
    .map((parts) => parts.filter((part) => part !== "").join(", "))
    .filter((part) => part !== "")
    .join("; ");
}

function counted(number: number, one: string, many: string): string {
  return number === 0 ? "" : plural(number, one, many);
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

/** The status of an apply as one short line. */
interface ProgressLine {
  /** Takes note of how far the apply is. */
  report(progress: Progress): void;
  /** The line, when it is worth showing again; `undefined` in between. */
  next(): string | undefined;
}

/** Without a terminal every line stays in the log of a CI job: one for each tenth, and one when nothing was said for this many milliseconds. */
const silence = 5_000;

/** Cells done, cells in all, and the time that the requests still to be sent take at the rate limit. `now`: milliseconds that never go back. */
export function progressLine(requestsPerSecond: number, now: () => number = () => performance.now()): ProgressLine {
  let text = "reading the data table";
  let tenth = 0;
  let shown = { tenth: -1, at: -Infinity };
  return {
    report: ({ done, total, requestsLeft }) => {
      const seconds = Math.ceil(requestsLeft / requestsPerSecond);
      text = `${done} of ${total} values${seconds > 0 ? `, about ${seconds} s left` : ""}`;
      tenth = Math.floor((10 * done) / total);
    },
    next: () => {
      if (tenth === shown.tenth && now() - shown.at < silence) return undefined;
      shown = { tenth, at: now() };
      return text;
    },
  };
}

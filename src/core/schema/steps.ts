import type { Problem, ProblemCode } from "../problem";
import type { ColumnSettings, TableMetadata } from "./declaration";

/** One call that changes the table. `column` is the declared name of the column that the step is for. */
export type TableStep =
  | { readonly kind: "createTable"; readonly metadata: TableMetadata; readonly tags: Readonly<Record<string, string>> }
  | { readonly kind: "updateMetadata"; readonly before: TableMetadata; readonly after: TableMetadata }
  | { readonly kind: "tag"; readonly tags: Readonly<Record<string, string>> }
  | { readonly kind: "untag"; readonly keys: readonly string[] }
  | { readonly kind: "createAttribute"; readonly column: string; readonly after: ColumnSettings }
  | {
      readonly kind: "updateAttribute";
      readonly column: string;
      readonly before: ColumnSettings;
      readonly after: ColumnSettings;
    }
  | { readonly kind: "deleteAttribute"; readonly column: string; readonly before: ColumnSettings };

/** A step about a column. */
export type ColumnStep = Extract<TableStep, { column: string }>;

/** A declared column with what state records of it and its live id, where there are any. */
export interface PlannedColumn {
  readonly name: string;
  /** Its name in state, where the column is recorded: another one while a rename is due. */
  readonly recordedName?: string;
  readonly attributeId?: string;
}

/** What to do to a table, as a value: the steps in the order in which they go, and what stands against them. */
export interface SchemaPlan {
  readonly steps: readonly TableStep[];
  /** Each of them stops the whole plan: nothing is written while there is one. */
  readonly refusals: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly columns: readonly PlannedColumn[];
  /** Whether a table that exists and was not made in this stack is taken over (`adopt: true`), as against created or continued. */
  readonly adopts: boolean;
  /** Whether the plan must be made again with `hasValues` known, because key columns change. */
  readonly needsValues: boolean;
}

/** A part of a plan in the making. */
export interface PlanDraft {
  steps: TableStep[];
  refusals: Problem[];
  warnings: Problem[];
}

/** The plan of a table that cannot be touched. */
export function refusedPlan(refusal: Problem): SchemaPlan {
  return { steps: [], refusals: [refusal], warnings: [], columns: [], adopts: false, needsValues: false };
}

/** A refusal or a warning of a plan. */
export function planProblem(
  code: ProblemCode,
  severity: Problem["severity"],
  column: string | undefined,
  message: string,
  hint: string,
): Problem {
  return { code, severity, column, message, hint };
}

/** How a person gets out of a difference that no state explains: a forced replacement has no base, nor has the run after an interrupted create. */
export const noBaseHint =
  "If the resource is being replaced (`--replace`, or tainted), run `pulumi up` without `--replace`, after `pulumi state untaint`; " +
  "if an earlier `pulumi up` was interrupted, set `adopt: true` for one update, which writes the program's settings.";

/** A setting that an adoption changes: nothing else keeps what it was. */
export function takenOver(column: string | undefined, setting: string, before: string, after: string): Problem {
  const message = `the table is taken over (adopt: true), and its ${setting} changes from ${before} to ${after}.`;
  return { code: "TABLE_CHANGED", severity: "warning", column, message };
}

/** How a person gets out of a conflict with someone else's change of the schema. */
export const refreshHint =
  "Run `pulumi refresh` to accept the change into state, then `pulumi up`; or make the same change in the program.";

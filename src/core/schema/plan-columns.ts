import { listOf } from "../text";
import { limits } from "../limits";
import type { Attribute } from "../model";
import { decideSetting, type Decision } from "./decide-setting";
import { matchColumns, type MatchedColumn, type MatchedColumns } from "./match-columns";
import { orderColumnSteps } from "./order-column-steps";
import {
  columnSettings,
  differingSettings,
  sameColumn,
  sameSetting,
  settingsOf,
  settingWords,
  toSettings,
} from "./same-settings";
import {
  foldName,
  type ColumnSettings,
  type ObservedTable,
  type RecordedTable,
  type TableDeclaration,
} from "./declaration";
import {
  noBaseHint,
  planProblem,
  refreshHint,
  takenOver,
  type ColumnStep,
  type PlanDraft,
  type PlannedColumn,
} from "./steps";
import { quote } from "./validate/problem";

/** The plan for the columns: what to create, change, rename and remove, in an order that never meets a name that is still taken. */
export interface ColumnsPlan extends PlanDraft {
  readonly steps: ColumnStep[];
  readonly columns: readonly PlannedColumn[];
  /** Steps that change which columns are keys: the service refuses them on a table that holds values. */
  readonly keyChanges: readonly ColumnStep[];
}

/** What `planColumns` needs. Without `live` the table is about to be created. */
interface ColumnsInput {
  readonly desired: TableDeclaration;
  readonly recorded?: RecordedTable;
  readonly live?: ObservedTable;
}

/** Plans the columns of a table. Live columns that state does not record and the program does not declare are not looked at. */
export function planColumns({ desired, recorded, live }: ColumnsInput): ColumnsPlan {
  const attributes = live?.attributes ?? [];
  const matched = matchColumns(desired, recorded, attributes);
  const draft: PlanDraft & { steps: ColumnStep[] } = { steps: [], refusals: [], warnings: [] };
  const takeOver = desired.adopt === true;
  for (const column of matched.declared) planDeclared(column, takeOver, draft);
  for (const column of matched.removed) planRemoved(column, desired, draft);
  checkCounts(attributes, draft);
  const { steps, blocked } = orderColumnSteps(draft.steps, attributes);
  draft.refusals.push(...blocked.map(nameTaken));
  return { ...draft, steps, columns: matched.declared.map(toPlanned), keyChanges: steps.filter(changesKey) };
}

function planDeclared(column: MatchedColumn, takeOver: boolean, draft: PlanDraft): void {
  const { name, declaration, recorded, live } = column;
  const desired = toSettings(name, declaration);
  const base = recorded && toSettings(recorded.name, recorded.declaration);
  if (!live && !base) draft.steps.push({ kind: "createAttribute", column: name, after: desired });
  else if (!live) planMissing(name, base !== undefined && sameColumn(base, desired), draft);
  else {
    const { after, decisions } = mergeColumn(base, live, desired, takeOver);
    report(name, { base, live, desired }, decisions, draft);
    if (sameColumn(live, after)) return;
    draft.steps.push({ kind: "updateAttribute", column: name, before: settingsOf(live), after });
    if (live.valueType !== after.valueType) draft.warnings.push(typeChange(name, live, after));
  }
}

/** A recorded column that someone removed: left alone while the program does not ask for anything new. */
function planMissing(name: string, unchanged: boolean, draft: PlanDraft): void {
  if (unchanged) {
    const message = "someone else removed the column; this update does not create it again.";
    draft.warnings.push(planProblem("TABLE_CHANGED", "warning", name, message, refreshHint));
  } else {
    const message = "someone else removed the column, and the program changes it.";
    draft.refusals.push(planProblem("TABLE_CHANGED", "error", name, message, refreshHint));
  }
}

type Decisions = Readonly<Record<keyof ColumnSettings, Decision>>;

/** The settings that the column is to have: an update replaces them all, so those that others changed are sent back as they are. */
function mergeColumn(base: ColumnSettings | undefined, live: Attribute, desired: ColumnSettings, takeOver: boolean) {
  const recorded = base && { value: base };
  const decide = (setting: keyof ColumnSettings) =>
    decideSetting<ColumnSettings>({ recorded, live, desired, takeOver, same: (a, b) => sameSetting(setting, a, b) });
  const decisions = Object.fromEntries(columnSettings.map((setting) => [setting, decide(setting)])) as Decisions;
  const pick = (setting: keyof ColumnSettings) => (decisions[setting] === "write" ? desired : live)[setting];
  const after = Object.fromEntries(columnSettings.map((setting) => [setting, pick(setting)]));
  return { after: settingsOf(after as unknown as ColumnSettings), decisions };
}

function report(
  name: string,
  {
    base,
    live,
    desired,
  }: { readonly base?: ColumnSettings; readonly live: Attribute; readonly desired: ColumnSettings },
  decisions: Decisions,
  draft: PlanDraft,
): void {
  const those = (decision: Decision) => columnSettings.filter((setting) => decisions[setting] === decision);
  const shown = (settings: readonly (keyof ColumnSettings)[]) =>
    listOf(settings.map((setting) => `${settingWords[setting]} (now ${quote(live[setting] ?? "none")})`));
  const [drift, conflict] = [those("drift"), those("conflict")];
  if (drift.length > 0) {
    const message = `someone else changed its ${shown(drift)}; this update leaves that as it is.`;
    draft.warnings.push(planProblem("TABLE_CHANGED", "warning", name, message, refreshHint));
  }
  if (conflict.length > 0 && base) {
    const message = `someone else changed its ${shown(conflict)}, and the program changes that too.`;
    draft.refusals.push(planProblem("TABLE_CHANGED", "error", name, message, refreshHint));
  } else if (conflict.length > 0) {
    const message = `a column of this name already exists, with a different ${shown(conflict)}.`;
    const hint = `Declare it as it is, or set \`adopt: true\` to change it. ${noBaseHint}`;
    draft.refusals.push(planProblem("COLUMN_EXISTS", "error", name, message, hint));
  }
  const write = base ? [] : those("write").filter((setting) => setting !== "name");
  for (const setting of write) {
    const before = quote(live[setting] ?? "none");
    draft.warnings.push(takenOver(name, settingWords[setting], before, quote(desired[setting] ?? "none")));
  }
}

function planRemoved(column: MatchedColumns["removed"][number], desired: TableDeclaration, draft: PlanDraft): void {
  const { name, live } = column;
  if (!live) return;
  const allowed = (desired.allowAttributeRemoval ?? []).some((one) => foldName(one) === foldName(name));
  if (!allowed) {
    const message = "the column is no longer declared; removing it destroys the values of the column.";
    const hint =
      `To remove it, set allowAttributeRemoval: [${quote(name)}]; to release it and keep it in the table, declare ${quote(name)}: null; ` +
      `if it was renamed, set on the new column renamedFrom: ${quote(name)}.`;
    draft.refusals.push(planProblem("COLUMN_REMOVAL", "error", name, message, hint));
  } else if (live.name !== name) {
    const message = `the program removes the column, but someone else renamed it to ${quote(live.name)}.`;
    draft.refusals.push(planProblem("TABLE_CHANGED", "error", name, message, refreshHint));
  } else draft.steps.push({ kind: "deleteAttribute", column: name, before: settingsOf(live) });
}

function checkCounts(live: readonly Attribute[], draft: PlanDraft & { steps: ColumnStep[] }): void {
  const count = (kind: ColumnStep["kind"]) => draft.steps.filter((step) => step.kind === kind).length;
  const added = count("createAttribute");
  const total = live.length + added - count("deleteAttribute");
  if (added === 0 || total <= limits.attributesPerTable) return;
  const message = `the table would have ${total} columns, including those of others; the service allows ${limits.attributesPerTable}.`;
  draft.refusals.push(planProblem("TOO_MANY_COLUMNS", "error", undefined, message, "Declare fewer columns."));
}

function typeChange(name: string, before: ColumnSettings, after: ColumnSettings) {
  const message = `the type changes from ${before.valueType} to ${after.valueType}; stored values stay as they are, and those that do not fit read as the default.`;
  return planProblem("COLUMN_TYPE_CHANGE", "warning", name, message, "Rewrite the values of this column.");
}

function nameTaken(step: ColumnStep) {
  const name = step.kind === "updateAttribute" ? step.after.name : step.column;
  const message = `the column cannot be named ${quote(name)}, because the table has another column of that name.`;
  return planProblem(
    "COLUMN_EXISTS",
    "error",
    step.column,
    message,
    "Choose another name, or remove or rename the other column.",
  );
}

function changesKey(step: ColumnStep): boolean {
  if (step.kind === "createAttribute") return step.after.primary;
  if (step.kind === "deleteAttribute") return step.before.primary;
  return differingSettings(step.before, step.after).includes("primary");
}

function toPlanned({ name, recorded, live }: MatchedColumn): PlannedColumn {
  return { name, recordedName: recorded?.name, attributeId: live?.attributeId };
}

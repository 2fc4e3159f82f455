import { decideSetting } from "./decide-setting";
import { sameDescription } from "./same-settings";
import type { ObservedTable, RecordedTable, TableDeclaration, TableMetadata } from "./declaration";
import { noBaseHint, planProblem, refreshHint, takenOver, type PlanDraft } from "./steps";
import { quote } from "./validate/problem";

type Setting = keyof TableMetadata;

const labels: Record<Setting, string> = {
  name: "name",
  description: "description",
  timeZone: "time zone",
  lockLevel: "lock level",
};

/** The metadata that the table is to have. A setting that someone else changed and the program did not stays as it is. */
export function planMetadata(
  desired: TableDeclaration,
  recorded: RecordedTable | undefined,
  live: ObservedTable,
): Pick<PlanDraft, "steps" | "refusals" | "warnings"> {
  const draft: PlanDraft = { steps: [], refusals: [], warnings: [] };
  const decide = (setting: Setting) => decideOne(setting, desired, recorded, live, draft);
  const before = metadataOf(live);
  const after: TableMetadata = {
    name: decide("name") ?? live.name,
    description: decide("description"),
    timeZone: decide("timeZone") ?? live.timeZone,
    lockLevel: (desired.lockLevel && (decide("lockLevel") as typeof desired.lockLevel)) ?? live.lockLevel,
  };
  const changed = (Object.keys(labels) as Setting[]).some((setting) => !same(setting)(before[setting], after[setting]));
  if (changed) draft.steps.push({ kind: "updateMetadata", before, after });
  return draft;
}

/** The metadata of a live table. */
function metadataOf({ name, description, timeZone, lockLevel }: ObservedTable): TableMetadata {
  return { name, description, timeZone, lockLevel };
}

function decideOne(
  setting: Setting,
  desired: TableDeclaration,
  recorded: RecordedTable | undefined,
  live: ObservedTable,
  draft: PlanDraft,
): string | undefined {
  const states = { recorded: recorded?.[setting], live: live[setting], desired: desired[setting] };
  const decision = decideSetting({
    ...states,
    recorded: recorded && (setting !== "lockLevel" || recorded.lockLevel) ? { value: recorded[setting] } : undefined,
    takeOver: desired.adopt === true || (recorded !== undefined && setting === "lockLevel"),
    same: same(setting),
  });
  const was = `someone else changed the ${labels[setting]} from ${quote(states.recorded ?? "")} to ${quote(states.live ?? "")}`;
  if (decision === "drift") {
    const message = `${was}; this update leaves it as it is.`;
    draft.warnings.push(planProblem("TABLE_CHANGED", "warning", undefined, message, refreshHint));
  }
  if (decision === "conflict" && recorded) {
    const message = `${was}, and the program says ${quote(states.desired ?? "")}.`;
    draft.refusals.push(planProblem("TABLE_CHANGED", "error", undefined, message, refreshHint));
  } else if (decision === "conflict") {
    const message = `the ${labels[setting]} of the table is ${quote(states.live ?? "")}, and the program says ${quote(states.desired ?? "")}.`;
    draft.refusals.push(planProblem("TABLE_CHANGED", "error", undefined, message, noBaseHint));
  } else if (decision === "write" && !recorded) {
    draft.warnings.push(
      takenOver(undefined, labels[setting], quote(states.live ?? "none"), quote(states.desired ?? "none")),
    );
  }
  return decision === "write" ? states.desired : states.live;
}

function same(setting: Setting): (a: string | undefined, b: string | undefined) => boolean {
  return setting === "description" ? sameDescription : (a, b) => a === b;
}

import { limits } from "../limits";
import { ownMember } from "../record";
import { decideSetting } from "./decide-setting";
import { ownerTagKey } from "./owner-tag";
import type { ObservedTable, RecordedTable, TableDeclaration } from "./declaration";
import { planProblem, refreshHint, takenOver, type PlanDraft } from "./steps";
import { quote } from "./validate/problem";

/** The tags to write and to remove: only those that are or were declared; tags of others, and the owner tag, stay. */
export function planTags(
  desired: TableDeclaration,
  recorded: RecordedTable | undefined,
  live: ObservedTable,
): PlanDraft {
  const draft: PlanDraft = { steps: [], refusals: [], warnings: [] };
  const keys = [...new Set([...Object.keys(recorded?.tags ?? {}), ...Object.keys(desired.tags ?? {})])].sort();
  const written = keys.filter((key) => decideTag(key, desired, recorded, live, draft) === "write");
  const removed = written.filter((key) => ownMember(desired.tags, key) === undefined);
  const tags = Object.fromEntries(Object.entries(desired.tags ?? {}).filter(([key]) => written.includes(key)));
  const after = new Set([...Object.keys(live.tags), ...Object.keys(tags)].filter((key) => !removed.includes(key)));
  // The owner tag only matters until the first run is through, so it gives way where the service has no room for it.
  if (after.size > limits.tags && after.delete(ownerTagKey)) removed.push(ownerTagKey);
  if (after.size > limits.tags) draft.refusals.push(tooMany(after.size));
  if (removed.length > 0) draft.steps.push({ kind: "untag", keys: removed });
  if (Object.keys(tags).length > 0) draft.steps.push({ kind: "tag", tags });
  return draft;
}

function decideTag(
  key: string,
  desired: TableDeclaration,
  recorded: RecordedTable | undefined,
  live: ObservedTable,
  draft: PlanDraft,
) {
  const before = ownMember(recorded?.tags, key);
  const now = ownMember(live.tags, key);
  const wanted = ownMember(desired.tags, key);
  const decision = decideSetting({
    recorded: before === undefined ? undefined : { value: before },
    live: now,
    desired: wanted,
    takeOver: desired.adopt === true || now === undefined,
    same: (a, b) => a === b,
  });
  const is = `the tag ${quote(key)} ${describeTag(before, now)}`;
  if (decision === "drift") {
    const message = `${is}; this update leaves it as it is.`;
    draft.warnings.push(planProblem("TABLE_CHANGED", "warning", undefined, message, refreshHint));
  }
  if (decision === "conflict") {
    const wants = wanted === undefined ? "no longer declares it" : `says ${quote(wanted)}`;
    const message = `${is}, and the program ${wants}.`;
    const hint = before === undefined ? "Declare its value, or set `adopt: true` to take it over." : refreshHint;
    draft.refusals.push(planProblem("TABLE_CHANGED", "error", undefined, message, hint));
  }
  if (decision === "write" && before === undefined && now !== undefined) {
    draft.warnings.push(takenOver(undefined, `tag ${quote(key)}`, quote(now), quote(wanted ?? "none")));
  }
  return decision;
}

/** What became of a tag that is not as state records it. */
function describeTag(before: string | undefined, now: string | undefined): string {
  if (now === undefined) return "was removed by someone else";
  return before === undefined
    ? `already exists with the value ${quote(now)}`
    : `was changed to ${quote(now)} by someone else`;
}

function tooMany(count: number) {
  const message = `the table would have ${count} tags, including those of others; the service allows ${limits.tags}.`;
  return planProblem("INVALID_TAG", "error", undefined, message, "Declare fewer tags.");
}

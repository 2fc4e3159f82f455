/**
 * What to do to a table, decided from three values: what state records (*recorded*), what the service holds (*live*) and what the
 * program declares (*desired*). Nothing is read or written here. The same plan serves create, update, adoption and the run after one
 * that was interrupted: it looks at the three values, never at how it was called.
 *
 * Not recorded and not live: create. Not recorded and live: continue, when the owner tag says that it is our own; take over, when the
 * program says `adopt: true`; refuse otherwise. Recorded: setting by setting, as `decide-setting.ts` says.
 */
import { isOfSameStack, ownerTagKey } from "./owner-tag";
import { planColumns, type ColumnsPlan } from "./plan-columns";
import { planMetadata } from "./plan-metadata";
import { planTags } from "./plan-tags";
import { limits } from "../limits";
import { foldName, type ObservedTable, type RecordedTable, type TableDeclaration } from "./declaration";
import { ownMember } from "../record";
import { recordLive } from "./record-table";
import { toSettings } from "./same-settings";
import { planProblem, refusedPlan, type SchemaPlan, type TableStep } from "./steps";
import { quote } from "./validate/problem";

/** What `planSchema` needs. `ownerTag` is the value that our create writes; absent: the package does not know who it works for. */
export interface SchemaPlanInput {
  readonly desired: TableDeclaration;
  readonly recorded?: RecordedTable;
  readonly live?: ObservedTable;
  readonly ownerTag?: string;
}

/** The plan for one table. A recorded table that is gone must have been dealt with before. */
export function planSchema(input: SchemaPlanInput): SchemaPlan {
  const { desired, recorded, live, ownerTag } = input;
  const columns = planColumns(input);
  if (!live) return assemble([createTable(desired, ownerTag)], columns, { adopts: false, needsValues: false });
  const ours = recorded !== undefined || (ownerTag !== undefined && live.tags[ownerTagKey] === ownerTag);
  if (!ours && desired.adopt !== true) return refused(live);
  const metadata = planMetadata(desired, recorded, live);
  const tags = planTags(desired, recorded, live);
  const keys = columns.keyChanges.length > 0;
  const plan = assemble([...metadata.steps, ...tags.steps], columns, {
    adopts: !ours && !isOfSameStack(live.tags[ownerTagKey], ownerTag),
    needsValues: keys && live.hasValues === undefined,
  });
  return {
    ...plan,
    refusals: [
      ...metadata.refusals,
      ...tags.refusals,
      ...columns.refusals,
      ...(live.hasValues ? columns.keyChanges.map(keyChange) : []),
    ],
    warnings: [...(ours ? [] : otherOwner(live)), ...metadata.warnings, ...tags.warnings, ...columns.warnings],
  };
}

/**
 * The plan of a comparison, which has no state: what is live counts as recorded, except columns and tags that the declaration does not
 * name. Those are not this program's, unless the declaration says that such a column may be removed.
 */
export function planFromLive(desired: TableDeclaration, live: ObservedTable): SchemaPlan {
  const recorded = recordLive(live);
  const removable = new Set((desired.allowAttributeRemoval ?? []).map(foldName));
  const isOurs = (name: string) => Object.hasOwn(desired.attributes, name) || removable.has(foldName(name));
  const others = Object.keys(recorded.attributes).filter((name) => !isOurs(name));
  const attributes = { ...desired.attributes, ...Object.fromEntries(others.map((name) => [name, null])) };
  const tags = Object.entries(live.tags).filter(([key]) => ownMember(desired.tags, key) !== undefined);
  return planSchema({
    desired: { ...desired, attributes },
    recorded: { ...recorded, tags: Object.fromEntries(tags) },
    live,
  });
}

/** The live table that state expects, for a check that has no way to the service. */
export function expectedTable(recorded: RecordedTable): ObservedTable {
  return {
    dataTableId: "",
    arn: "",
    name: recorded.name,
    description: recorded.description,
    timeZone: recorded.timeZone,
    lockLevel: recorded.lockLevel ?? "NONE",
    tags: recorded.tags ?? {},
    lockVersion: {},
    attributes: Object.entries(recorded.attributes).map(([name, column]) => ({
      ...toSettings(name, column),
      attributeId: ownMember(recorded.attributeIds, name),
    })),
  };
}

function createTable(desired: TableDeclaration, ownerTag: string | undefined): TableStep {
  const { name, description, timeZone, lockLevel = "VALUE", tags = {} } = desired;
  const room = Object.keys(tags).length < limits.tags;
  const owner: Record<string, string> = ownerTag !== undefined && room ? { [ownerTagKey]: ownerTag } : {};
  return { kind: "createTable", metadata: { name, description, timeZone, lockLevel }, tags: { ...tags, ...owner } };
}

function assemble(
  first: readonly TableStep[],
  { steps, refusals, warnings, columns }: ColumnsPlan,
  flags: Pick<SchemaPlan, "adopts" | "needsValues">,
): SchemaPlan {
  return { steps: [...first, ...steps], refusals, warnings, columns, ...flags };
}

function refused(live: ObservedTable): SchemaPlan {
  const owner = live.tags[ownerTagKey];
  const made = owner === undefined ? "was not created by this resource" : `was created by ${quote(owner)}`;
  const message = `a table with this name already exists (${live.dataTableId}) and ${made}.`;
  const hint =
    "Set `adopt: true` to take it over (its values and its other columns stay), or choose another name." +
    (owner === undefined
      ? ""
      : " If the resource was only renamed in the program, give it `aliases` with its former name.");
  return refusedPlan(planProblem("TABLE_EXISTS", "error", undefined, message, hint));
}

function otherOwner(live: ObservedTable) {
  const owner = live.tags[ownerTagKey];
  if (owner === undefined) return [];
  const message = `the table being taken over was created by ${quote(owner)}.`;
  const hint =
    "If that resource still exists, remove the table from its program, or the two will undo each other's changes.";
  return [planProblem("TABLE_EXISTS", "warning", undefined, message, hint)];
}

function keyChange(step: ColumnsPlan["keyChanges"][number]) {
  const verb = {
    createAttribute: "is new and part of the key",
    deleteAttribute: "is part of the key and would be removed",
    updateAttribute: "would be added to the key or removed from it",
  }[step.kind];
  const message = `the column ${verb}, which the service refuses while the table holds values.`;
  const hint = "Remove the values first, or fill a new table that has the new key and switch to it.";
  return planProblem("KEY_COLUMN_CHANGE", "error", step.column, message, hint);
}

import type { Attribute } from "../model";
import { given, ownMember } from "../record";
import type { ObservedTable, RecordedTable, TableDeclaration } from "./declaration";
import { managedColumns, type ColumnDeclaration } from "./declaration";
import { toDeclaration } from "./same-settings";
import type { SchemaPlan, TableStep } from "./steps";

/** What was found and done. `ids` are those that creates were answered with, by declared column name. */
interface TableProgress {
  readonly desired: TableDeclaration;
  readonly recorded?: RecordedTable;
  readonly live?: ObservedTable;
  readonly plan: SchemaPlan;
  readonly done: ReadonlySet<TableStep>;
  readonly ids: Readonly<Record<string, string>>;
}

/**
 * What state records after the steps that were done: the declared setting where nothing is left to do, otherwise what was recorded
 * before, so that the next run sees what is left. A column or a table that no one recorded before and that is not changed yet is
 * recorded as it is live.
 */
export function recordTable(progress: TableProgress): RecordedTable {
  const { desired } = progress;
  const left = progress.plan.steps.filter((step) => !progress.done.has(step));
  const metadata = left.some((step) => step.kind === "updateMetadata")
    ? (progress.recorded ?? progress.live ?? desired)
    : desired;
  return given({
    name: metadata.name,
    description: metadata.description,
    timeZone: metadata.timeZone,
    lockLevel: metadata.lockLevel,
    tags: recordTags(progress, left),
    attributes: recordColumns(progress, left),
    attributeIds: recordIds(progress),
  });
}

/** A live table as if state recorded all of it. */
export function recordLive(live: ObservedTable) {
  return {
    name: live.name,
    description: live.description,
    timeZone: live.timeZone,
    lockLevel: live.lockLevel,
    tags: live.tags,
    attributes: Object.fromEntries(live.attributes.map((attribute) => [attribute.name, toDeclaration(attribute)])),
    attributeIds: idsOf(live.attributes),
  } satisfies RecordedTable;
}

/** Column name → id, of the columns whose id is known. */
export function idsOf(attributes: readonly Attribute[]): Record<string, string> {
  return Object.fromEntries(
    attributes.flatMap(({ name, attributeId }) => (attributeId === undefined ? [] : [[name, attributeId] as const])),
  );
}

function recordTags({ desired, recorded, live }: TableProgress, left: readonly TableStep[]): RecordedTable["tags"] {
  const tags: Record<string, string> = { ...desired.tags };
  for (const step of left) {
    if (step.kind === "untag") for (const key of step.keys) keep(tags, key, recorded?.tags?.[key]);
    if (step.kind === "tag") {
      for (const key of Object.keys(step.tags)) {
        delete tags[key];
        keep(tags, key, recorded?.tags?.[key] ?? (recorded ? undefined : live?.tags[key]));
      }
    }
  }
  return desired.tags === undefined && Object.keys(tags).length === 0 ? undefined : tags;
}

function keep(tags: Record<string, string>, key: string, value: string | undefined): void {
  if (value !== undefined) tags[key] = value;
}

function recordColumns({ desired, recorded, live, plan }: TableProgress, left: readonly TableStep[]) {
  const columns: Record<string, ColumnDeclaration> = {};
  for (const [name, column] of managedColumns(desired)) {
    const step = left.find((one) => "column" in one && one.column === name && one.kind !== "deleteAttribute");
    const before = plan.columns.find((one) => one.name === name)?.recordedName;
    if (!step) columns[name] = column;
    else if (before !== undefined && recorded?.attributes[before]) columns[before] = recorded.attributes[before];
    else if (step.kind === "updateAttribute") {
      const current = live?.attributes.find((one) => one.name === step.before.name);
      if (current) columns[current.name] = toDeclaration(current);
    }
  }
  for (const step of left) {
    const before = step.kind === "deleteAttribute" ? recorded?.attributes[step.column] : undefined;
    if (before && step.kind === "deleteAttribute") columns[step.column] ??= before;
  }
  return columns;
}

function recordIds({ desired, recorded, live, plan, done, ids }: TableProgress): Record<string, string> {
  const known: Record<string, string> = {};
  const removed = (name: string) => [...done].some((step) => step.kind === "deleteAttribute" && step.column === name);
  for (const [name] of managedColumns(desired)) {
    const column = plan.columns.find((one) => one.name === name);
    const id = ids[name] ?? column?.attributeId;
    const pending = plan.steps.some((step) => !done.has(step) && "column" in step && step.column === name);
    const key = pending ? (column?.recordedName ?? name) : name;
    if (id !== undefined) known[key] = id;
  }
  for (const step of plan.steps) {
    if (step.kind !== "deleteAttribute" || removed(step.column)) continue;
    const id =
      ownMember(recorded?.attributeIds, step.column) ??
      live?.attributes.find((one) => one.name === step.column)?.attributeId;
    if (id !== undefined) known[step.column] = id;
  }
  return known;
}

/** read: the table as it is live. A refresh shows what differs; columns and tags that were never declared are no difference. */
import type { Attribute } from "../../core/model";
import { sameColumn, sameDescription, toDeclaration, toSettings } from "../../core/schema/same-settings";
import {
  foldName,
  type ColumnDeclaration,
  type ObservedTable,
  type RecordedTable,
} from "../../core/schema/declaration";
import { ProblemError } from "../../core/problem-error";
import { isServiceError } from "../../sync/service-error";
import { serviceProblem } from "../../sync/service-problem";
import { observeTable } from "../../sync/schema/prospect";
import type { TableInputs } from "./inputs";
import { nameOf } from "./messages";
import { inputsOf, recordedTable, tableStateProblem, toTableOutputs, type TableOutputs } from "./state";
import { openTableInstance, placeOf, resourceIdOf, tableIdOf, type OpenedInstance } from "./target";
import { notBelieved } from "../connection/table-gone";
import { tableIdentity } from "../connection/target";
import { run } from "../host/run";
import { plainJson } from "../host/plain-json";

/** What the engine is answered; empty when the table is gone. */
export interface TableReadAnswer {
  readonly id?: string;
  readonly props?: TableOutputs;
  readonly inputs?: TableInputs;
}

/** The verb. `props` are the recorded outputs, or the arguments of `DataTable.get`. */
export async function readTable(id: string, props: Partial<TableOutputs> & TableInputs): Promise<TableReadAnswer> {
  const problem = tableStateProblem(props);
  if (problem) throw new ProblemError(problem);
  const isLookup = props.__state === undefined;
  const dataTableId = tableIdOf((isLookup && props.dataTableId) || id);
  const opened = await openTableInstance({ ...props, dataTableId: isLookup ? props.dataTableId : undefined });
  const live = await observe(opened, dataTableId, props);
  if (!live) return {};
  run().nameTable(tableIdentity(opened.region, opened.instanceId, live.dataTableId), live.name);
  const recorded = isLookup ? undefined : recordedTable(props);
  const outs = current({ ...props, instanceId: opened.instanceId, region: opened.region }, recorded, live);
  const inputs = plainJson(isLookup ? props : inputsOf(outs)) as TableInputs;
  if (props.__urn && !isLookup) {
    run().rememberReading({ of: props, before: props, outputs: outs });
    run().rememberCopy(props.__urn, placeOf(opened), props);
  }
  return { id: resourceIdOf(opened.instanceId, live.dataTableId), props: outs, inputs };
}

async function observe(opened: OpenedInstance, dataTableId: string, props: Partial<TableOutputs>) {
  const label = nameOf({ name: props.name, dataTableId });
  try {
    return await observeTable(opened.gateway, { dataTableId, desired: { name: props.name ?? dataTableId } });
  } catch (error) {
    if (isServiceError(error, "not-found")) throw new ProblemError(notBelieved(label, opened));
    if (isServiceError(error)) throw new ProblemError(serviceProblem(error, { about: label }), { cause: error });
    throw error;
  }
}

function current(
  props: Partial<TableOutputs> & TableInputs,
  recorded: RecordedTable | undefined,
  live: ObservedTable,
): TableOutputs {
  const inputs: TableInputs = { ...inputsOf(props), attributes: props.attributes ?? {} };
  return toTableOutputs(inputs, {
    dataTableId: live.dataTableId,
    arn: live.arn,
    recorded: recorded ? refreshed(recorded, live) : whole(live),
    lockVersion: live.lockVersion.DataTable ?? "",
    adopted: props.adopted ?? false,
  });
}

/** What is recorded as it is live, in the recorded spelling where the meaning is the same. */
function refreshed(recorded: RecordedTable, live: ObservedTable): RecordedTable {
  const columns = Object.entries(recorded.attributes).flatMap(([name, column]) => {
    const attribute = liveColumn(recorded, live, name);
    return attribute ? [{ attribute, declaration: asLive(name, column, attribute) }] : [];
  });
  const tags = Object.keys(recorded.tags ?? {}).flatMap((key) => {
    const value = live.tags[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  const description = sameDescription(recorded.description, live.description) ? recorded.description : live.description;
  return {
    name: live.name,
    description,
    timeZone: live.timeZone,
    lockLevel: recorded.lockLevel && live.lockLevel,
    tags: recorded.tags && Object.fromEntries(tags),
    attributes: Object.fromEntries(columns.map(({ attribute, declaration }) => [attribute.name, declaration])),
    attributeIds: idsOf(columns.map(({ attribute }) => attribute)),
  };
}

function liveColumn(recorded: RecordedTable, live: ObservedTable, name: string): Attribute | undefined {
  const id = recorded.attributeIds?.[name];
  const byId = id === undefined ? undefined : live.attributes.find(({ attributeId }) => attributeId === id);
  return byId ?? live.attributes.find((attribute) => foldName(attribute.name) === foldName(name));
}

function asLive(name: string, column: ColumnDeclaration, attribute: Attribute): ColumnDeclaration {
  if (sameColumn(toSettings(attribute.name, column), attribute)) return column;
  const current = toDeclaration(attribute);
  return name === attribute.name && column.renamedFrom ? { ...current, renamedFrom: column.renamedFrom } : current;
}

/** `DataTable.get`: everything that the table has. */
function whole(live: ObservedTable): RecordedTable {
  return {
    name: live.name,
    description: live.description,
    timeZone: live.timeZone,
    lockLevel: live.lockLevel,
    tags: live.tags,
    attributes: Object.fromEntries(live.attributes.map((attribute) => [attribute.name, toDeclaration(attribute)])),
    attributeIds: idsOf(live.attributes),
  };
}

/** Column name → id, of the columns whose id is known. */
export function idsOf(attributes: readonly Attribute[]): Record<string, string> {
  return Object.fromEntries(
    attributes.flatMap(({ name, attributeId }) => (attributeId === undefined ? [] : [[name, attributeId] as const])),
  );
}

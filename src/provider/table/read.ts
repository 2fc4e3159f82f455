/** read: the table as it is live. A refresh shows what differs; columns and tags that were never declared are no difference. */
import type { Attribute } from "../../core/model";
import { given, ownMember } from "../../core/record";
import { liveColumns } from "../../core/schema/match-columns";
import { idsOf, recordLive } from "../../core/schema/record-table";
import { sameColumn, sameDescription, toDeclaration, toSettings } from "../../core/schema/same-settings";
import type { ColumnDeclaration, ObservedTable, RecordedTable } from "../../core/schema/declaration";
import { ProblemError } from "../../core/problem-error";
import { isServiceError } from "../../sync/service-error";
import { observeTable } from "../../sync/schema/prospect";
import type { TableInputs } from "./inputs";
import { nameOf } from "./messages";
import { inputsOf, recordedTable, tableStateProblem, toTableOutputs, type TableOutputs } from "./state";
import { openTableInstance, placeOf, resourceIdOf, tableIdOf, type OpenedInstance } from "./target";
import { errorAbout, notBelieved } from "../connection/table-words";
import { tableIdentity } from "../connection/target";
import { run } from "../host/run";
import { plainJson } from "../host/engine-values";

/** What the engine is answered; empty when the table no longer exists. */
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
  run.tables.rememberName(tableIdentity(opened.region, opened.instanceId, live.dataTableId), live.name);
  const recorded = isLookup ? undefined : recordedTable(props);
  const outs = current({ ...props, instanceId: opened.instanceId, region: opened.region }, recorded, live);
  const inputs = plainJson<TableInputs>(isLookup ? props : inputsOf(outs));
  if (props.__urn && !isLookup) {
    run.recorded.rememberReading({ before: props, outputs: outs });
    run.recorded.rememberCopy(props.__urn, placeOf(opened), props);
  }
  return { id: resourceIdOf(opened.instanceId, live.dataTableId), props: outs, inputs };
}

async function observe(opened: OpenedInstance, dataTableId: string, props: Partial<TableOutputs>) {
  const label = nameOf({ name: props.name, dataTableId });
  try {
    return await observeTable(opened.gateway, { dataTableId, desired: { name: props.name ?? dataTableId } });
  } catch (error) {
    if (isServiceError(error, "not-found")) throw new ProblemError(notBelieved(label, opened));
    throw errorAbout(label, error);
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
    recorded: recorded ? refreshed(recorded, live) : recordLive(live),
    lockVersion: live.lockVersion.DataTable ?? "",
    adopted: props.adopted ?? false,
  });
}

/** What is recorded as it is live, in the recorded spelling where the meaning is the same. */
function refreshed(recorded: RecordedTable, live: ObservedTable): RecordedTable {
  const liveOf = liveColumns(recorded, live.attributes);
  const columns = Object.entries(recorded.attributes).flatMap(([name, column]) => {
    const attribute = liveOf(name);
    return attribute ? [{ attribute, declaration: asLive(name, column, attribute) }] : [];
  });
  const tags = Object.keys(recorded.tags ?? {}).map((key) => [key, ownMember(live.tags, key)] as const);
  const description = sameDescription(recorded.description, live.description) ? recorded.description : live.description;
  return {
    name: live.name,
    description,
    timeZone: live.timeZone,
    lockLevel: recorded.lockLevel && live.lockLevel,
    tags: recorded.tags && given(Object.fromEntries(tags) as Record<string, string>),
    attributes: Object.fromEntries(columns.map(({ attribute, declaration }) => [attribute.name, declaration])),
    attributeIds: idsOf(columns.map(({ attribute }) => attribute)),
  };
}

function asLive(name: string, column: ColumnDeclaration, attribute: Attribute): ColumnDeclaration {
  if (sameColumn(toSettings(attribute.name, column), attribute)) return column;
  const current = toDeclaration(attribute);
  return name === attribute.name && column.renamedFrom ? { ...current, renamedFrom: column.renamedFrom } : current;
}

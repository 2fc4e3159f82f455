/** `DataTable` as the server has it. */
import { ownerTagKey, isOfSameStack } from "../../../core/schema/owner-tag";
import { isRecord } from "../../../core/record";
import { unknownValue } from "../../../provider/host/engine-values";
import { ownerTagOf } from "../../../provider/host/urn";
import { dataTableVerbs } from "../../../provider/table/verbs";
import { run } from "../../../provider/host/run";
import { reveal, type Properties } from "../properties";
import { placeOfId } from "../resource-id";
import { withoutHelpers, type ResourceKind, type VerbProperties, type Verbs } from "../resource-kind";
import { tableChanges } from "./changes";

/** What there is to know of the resource. */
export const tableKind: ResourceKind = {
  verbs: dataTableVerbs as unknown as Verbs,
  declared: withUrn,
  recorded: withUrn,
  changes: tableChanges,
  foresee: foreseeTable,
  isRecord: ({ __state }) => isRecord(__state),
  asLookup: ({ __state, ...outputs }) => (void __state, outputs),
  import: importTable,
};

function withUrn(given: Properties, urn: string): VerbProperties {
  const { plain, secrets } = reveal(given);
  return { plain: { ...plain, __urn: urn }, secrets };
}

/** Outputs that a create gives to a table; a table that is taken over has them already. */
const made = ["dataTableId", "arn", "attributeIds"] as const;

/** What the outputs will be: those of a table that is taken over are known where check has read it, so that its values can be compared in the same preview. */
function foreseeTable(news: Properties, olds?: Properties): Properties {
  if (olds) return { ...olds, ...news, attributeIds: sameColumns(olds, news) ? olds.attributeIds : unknownValue };
  const unknown = Object.fromEntries([...made, "adopted"].map((name) => [name, unknownValue]));
  const found = news.adopt === true ? run.tables.declaredAs(String(news.__urn), undefined)?.live : undefined;
  if (!found) return { ...news, ...unknown, ...(news.adopt === true ? {} : { adopted: false }) };
  return { ...news, adopted: true, dataTableId: found.dataTableId, arn: found.arn, attributeIds: unknownValue };
}

function sameColumns(olds: Properties, news: Properties): boolean {
  const names = ({ attributes }: Properties) => (isRecord(attributes) ? Object.keys(attributes).sort() : []);
  return JSON.stringify(names(olds)) === JSON.stringify(names(news));
}

/** Tags that a program may declare; `undefined` for none. */
function declarable(tags: Readonly<Record<string, string>> = {}): Record<string, string> | undefined {
  const own = Object.entries(tags).filter(([name]) => name !== ownerTagKey && !/^aws:/i.test(name));
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}

/** Inputs that an import takes from what it reads. */
const importedInputs = ["instanceId", "region", "name", "timeZone", "description", "lockLevel", "tags", "attributes"];

/** The table as it is, with every column declared. One that this stack did not make counts as taken over. */
async function importTable(id: string, urn: string) {
  const place = placeOfId(id);
  const answer = await dataTableVerbs.read(id, place as unknown as Parameters<typeof dataTableVerbs.read>[1]);
  if (answer.id === undefined || !answer.props) return undefined;
  const isOurs = isOfSameStack(answer.props.tags?.[ownerTagKey], ownerTagOf(urn));
  const outputs: Properties = {
    ...withoutHelpers({ ...answer.props }),
    tags: declarable(answer.props.tags),
    adopted: !isOurs,
  };
  const inputs = Object.fromEntries(importedInputs.map((name) => [name, outputs[name]]));
  return { id: answer.id, outputs, inputs };
}

/** `DataTableValues` as the server has it. */
import { isRecord } from "../../../core/record";
import { tableOf } from "../../../provider/connection/target";
import { hasUnknown, unknownValue } from "../../../provider/host/engine-values";
import { run } from "../../../provider/host/run";
import { ownedByStack } from "../../../provider/values/open-table";
import { inputCells } from "../../../provider/values/state/cells";
import type { LockVersionState } from "../../../provider/values/state/lock-versions";
import { dataTableValuesVerbs } from "../../../provider/values/verbs";
import type { Properties } from "../properties";
import { placeOfId } from "../resource-id";
import { withoutHelpers, type ResourceKind, type Verbs } from "../resource-kind";
import { valuesChanges } from "./changes";
import { declaredValues, recordedValues } from "./inputs";

/** What there is to know of the resource. */
export const valuesKind: ResourceKind = {
  verbs: dataTableValuesVerbs as unknown as Verbs,
  declared: declaredValues,
  recorded: recordedValues,
  changes: valuesChanges,
  foresee: foreseeValues,
  isRecord: ({ __lockVersions }) => isRecord(__lockVersions),
  asLookup: ({ __lockVersions, ...outputs }) => (void __lockVersions, outputs),
  import: importValues,
};

/** What the outputs will be, as far as the inputs say it. */
function foreseeValues(news: Properties, olds: Properties = {}): Properties {
  const cells = inputCells(news);
  const isKnown = cells.isKnown && !hasUnknown(news.moved);
  return {
    ...news,
    cellCount: isKnown ? cells.declared.size : unknownValue,
    lockLevel: olds.lockLevel ?? unknownValue,
    ...(olds.__lockVersions === undefined ? {} : { __lockVersions: olds.__lockVersions }),
  };
}

/** Inputs that an import takes from what it reads; what is not there was not declared. */
const importedInputs = ["instanceId", "dataTableId", "region", "primaryAttributes", "rows", "defaults"] as const;

/** Every value that the table holds, declared. In a table that this stack did not make they were there first. */
async function importValues(id: string, urn: string) {
  const place = placeOfId(id);
  const { id: found, props } = await dataTableValuesVerbs.read(id, place);
  if (found === undefined || !props) return undefined;
  const outputs = withoutHelpers(props);
  // The read has described the table.
  const tags = run.tables.tagsOf(tableOf(outputs) ?? "") ?? {};
  const locks = outputs.__lockVersions as LockVersionState;
  const rows = inputRowKeys(outputs);
  const isOurs = ownedByStack(urn)(tags);
  const foundCells = isOurs || rows.length === 0 ? undefined : Object.fromEntries(rows.map((row) => [row, true]));
  const inputs = Object.fromEntries(importedInputs.map((name) => [name, outputs[name]]));
  return { id: found, inputs, outputs: { ...outputs, __lockVersions: { ...locks, found: foundCells } } };
}

function inputRowKeys(outputs: Properties): string[] {
  return [...inputCells(outputs).named.rows];
}

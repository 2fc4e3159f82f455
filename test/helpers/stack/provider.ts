/** The provider that a stack calls, and the only place that knows where its parts are. */
import { listenToLog } from "../../../src/provider/host/engine-log";
import { endRun } from "../../../src/provider/host/run";
import { dataTableVerbs } from "../../../src/provider/table/verbs";
import { dataTableValuesVerbs } from "../../../src/provider/values/verbs";
import { watchVerbs } from "../watch-codes";
import type { ResourceType, Verbs } from "./entry";

export type { LogKind } from "../../../src/provider/host/engine-log";
export { unknownValue } from "../../../src/provider/host/engine-values";

/** What a provider process offers to its engine, and to a test. */
export interface Provider {
  readonly verbs: Readonly<Record<ResourceType, Verbs>>;
  readonly endRun: () => void;
  readonly listenToLog: typeof listenToLog;
}

/** The verbs of the package as the engine calls them, for each kind of resource that is given. */
export function verbsOf<Type extends ResourceType>(given: { readonly [K in Type]: (typeof packaged)[K] }) {
  return given as unknown as Readonly<Record<Type, Verbs>>;
}

watchVerbs(dataTableVerbs);
watchVerbs(dataTableValuesVerbs);
const packaged = { DataTable: dataTableVerbs, DataTableValues: dataTableValuesVerbs };

/** The provider of this process. */
export const thisProvider: Provider = { verbs: verbsOf(packaged), endRun, listenToLog };

/** The provider that a stack calls, and the only place that knows where its parts are. */
import { listenToLog } from "../../../src/provider/host/engine-log";
import { endRun } from "../../../src/provider/host/run";
import { dataTableVerbs } from "../../../src/provider/table/verbs";
import { dataTableValuesVerbs } from "../../../src/provider/values/verbs";
import { forgetReads } from "../../../src/plugin/server/urns";
import { pluginVerbs } from "./plugin";
import { doorOfProcess } from "../door";
import { watchVerbs } from "../watch-codes";
import type { ResourceType, Verbs } from "./entry";

export type { LogKind } from "../../../src/provider/host/engine-log";
export { unknownValue } from "../../../src/provider/host/engine-values";

/** What a provider process offers to its engine, and to a test. */
export interface Provider {
  readonly verbs: Readonly<Record<ResourceType, Verbs>>;
  /** The verbs for one resource, where the provider is told its URN. */
  readonly verbsFor?: (type: ResourceType, urn: string) => Verbs;
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

/** The verbs as the host of dynamic providers calls them. */
export const dynamicProvider: Provider = { verbs: verbsOf(packaged), endRun, listenToLog };

/** The same verbs behind the plugin's server, over gRPC. */
export const pluginProvider: Provider = {
  ...dynamicProvider,
  verbsFor: pluginVerbs,
  endRun: () => {
    endRun();
    forgetReads();
  },
};

/** The two doors. */
export const providers = { dynamic: dynamicProvider, plugin: pluginProvider } as const;

/** The provider of this process. */
export const thisProvider: Provider = providers[doorOfProcess()];

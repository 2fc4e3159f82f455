/**
 * What state keeps of a table: the declared inputs under the same keys, as far as they are carried out, and what the service answered.
 * The schema version is part of it: state written by any earlier version can be read for ever, state written by a newer one is refused.
 */
import { managedColumns, type RecordedTable } from "../../core/schema/declaration";
import type { Problem } from "../../core/problem";
import type { SyncedTable } from "../../sync/schema/reconcile";
import type { TableInputs } from "./inputs";
import { newerState } from "../host/failures";
import { plainJson } from "../host/engine-values";
import { nameOf } from "./messages";

/** The schema version that this release writes. */
const tableStateVersion = 1;

/** The resource's outputs as the engine hands them back. */
export interface TableOutputs extends TableInputs {
  readonly region: string;
  readonly dataTableId: string;
  readonly arn: string;
  /** Column name → the service's id of the column. */
  readonly attributeIds: Readonly<Record<string, string>>;
  /** The table's part of its lock version. */
  readonly __lockVersion: string;
  /** Whether the table existed before and was taken over. */
  readonly adopted: boolean;
  readonly __state: { readonly schemaVersion: number };
}

/** The outputs that are not inputs. */
const tableOutputNames = [
  "dataTableId",
  "arn",
  "attributeIds",
  "__lockVersion",
  "adopted",
  "__state",
] as const satisfies readonly (keyof TableOutputs)[];

/** State that a newer release of this package wrote. */
export function tableStateProblem(outputs: Partial<TableOutputs>): Problem | undefined {
  return newerState(nameOf(outputs), outputs.__state?.schemaVersion, tableStateVersion);
}

/** What state records of the table; `undefined` for a resource that has none. */
export function recordedTable(state: Partial<TableOutputs>): RecordedTable | undefined {
  const { name, description, timeZone, lockLevel, tags, attributes, attributeIds } = state;
  if (name === undefined || timeZone === undefined || attributes === undefined) return undefined;
  const columns = Object.fromEntries(managedColumns({ name, timeZone, attributes }));
  return { name, description, timeZone, lockLevel, tags, attributes: columns, attributeIds };
}

/** The outputs after a run: plain JSON without `undefined`, which the engine's protocol cannot carry. */
export function toTableOutputs(inputs: TableInputs, table: SyncedTable): TableOutputs {
  const { attributeIds = {}, ...recorded } = table.recorded;
  const released = Object.entries(inputs.attributes).filter(([, column]) => column === null);
  const outputs: TableOutputs = {
    ...inputs,
    region: inputs.region ?? "",
    name: recorded.name,
    description: recorded.description,
    timeZone: recorded.timeZone,
    lockLevel: recorded.lockLevel,
    tags: recorded.tags,
    attributes: { ...recorded.attributes, ...Object.fromEntries(released) },
    dataTableId: table.dataTableId,
    arn: table.arn,
    attributeIds,
    __lockVersion: table.lockVersion,
    adopted: table.adopted,
    __state: { schemaVersion: tableStateVersion },
  };
  return plainJson(outputs);
}

/** The inputs among the outputs. */
export function inputsOf(outputs: Partial<TableOutputs>): TableInputs {
  const inputs: Record<string, unknown> = { ...outputs };
  for (const name of tableOutputNames) delete inputs[name];
  return inputs as unknown as TableInputs;
}

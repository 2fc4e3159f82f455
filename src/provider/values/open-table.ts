/** A table that is reached, and who made it and its values. */
import { openInstance } from "../../aws/connect-instance";
import { connectionFor } from "../../aws/connection";
import type { WriteMemory } from "../../core/apply/batch";
import type { CellAddress, Cells } from "../../core/cells/cell-map";
import { limits } from "../../core/limits";
import { ProblemError } from "../../core/problem-error";
import { isOfSameStack, ownerTagKey } from "../../core/schema/owner-tag";
import type { OwnedCell } from "../../core/values/cells";
import type { InstanceGateway, TableGateway } from "../../sync/ports";
import { errorAbout, problemsWith, tableLabel } from "../connection/table-words";
import { currentConfig } from "../connection/current-config";
import { invalidIdentity, resolveTarget } from "../connection/target";
import { run } from "../host/run";
import { ownerTagOf } from "../host/urn";
import type { ValuesInputs } from "./state/inputs";
import { ownedCells, recordsMarks, type ValuesOutputs } from "./state/state";

/** A table that is reached, with everything that reading and writing it needs. */
export interface OpenedTable {
  /** Region, instance and table as one string. */
  readonly table: string;
  readonly id: string;
  readonly region: string;
  readonly instanceId: string;
  readonly dataTableId: string;
  readonly instance: InstanceGateway;
  readonly gateway: TableGateway;
  readonly batchSize: number;
  /** What is known of the service before the first request. */
  readonly learned: WriteMemory;
  readonly requestsPerSecond: number;
  readonly statistics: () => { requests: number; retries: number };
}

/** Reaches the table of inputs or outputs; everything that is wrong with the target is one error. */
export async function openTable(inputs: ValuesInputs): Promise<OpenedTable> {
  const { __urn: urn = "", region: recordedRegion } = inputs;
  const known = { recordedRegion, isJudged: run.claims.wasChecked(urn) };
  const target = await resolveTarget(inputs, currentConfig(urn), known);
  const { connection, instanceId, dataTableId, table, batchSize, learned, problems } = target;
  if (problems.length > 0 || !connection || !instanceId || !dataTableId || !table) {
    throw new ProblemError(problems.length > 0 ? problemsWith(tableLabel(inputs), problems) : unknownTable);
  }
  const instance = openInstance(connection, instanceId);
  return {
    table,
    id: `${instanceId}/${dataTableId}`,
    region: connection.region,
    instanceId,
    dataTableId,
    instance,
    gateway: nameLearned(instance.table(dataTableId), table),
    batchSize,
    learned,
    requestsPerSecond: connection.requestsPerSecond ?? limits.requestsPerSecond,
    statistics: () => connectionFor(connection).statistics(),
  };
}

const unknownTable = invalidIdentity("the data table is not known.", "Set instanceId and dataTableId.");

/** The gateway of a table, which tells this run what the table is called and how it is tagged as soon as it learns that. */
function nameLearned(gateway: TableGateway, table: string): TableGateway {
  const describeTable = async () => {
    const description = await gateway.describeTable();
    const { tables } = run;
    tables.rememberName(table, description.name);
    tables.rememberTags(table, description.tags);
    return description;
  };
  return Object.assign(Object.create(gateway) as TableGateway, { describeTable });
}

/** Whether the instance of a table that is not found still answers: only then is the table believed to be gone. */
export async function isInstanceThere(opened: OpenedTable): Promise<boolean> {
  try {
    return await opened.instance.instanceAnswers();
  } catch (error) {
    throw errorAbout(tableLabel(opened), error);
  }
}

/** Tells by the owner tag whether a table was created by the stack of this resource. */
export function ownedByStack(urn: string | undefined): (tags: Readonly<Record<string, string>>) => boolean {
  return (tags) => isOfSameStack(tags[ownerTagKey], ownerTagOf(urn));
}

/** Tells whether another resource or copy that this run has seen records a cell as created by it. */
export function createdBefore(table: string): (cell: CellAddress) => boolean {
  const copies = run.recorded.copiesOn<Partial<ValuesOutputs>>(table).filter(recordsMarks);
  let recorded: readonly Cells<OwnedCell>[] | undefined;
  return (at) => {
    recorded ??= copies.map((copy) => ownedCells(copy));
    return recorded.some((cells) => {
      const cell = cells.get(at);
      return cell !== undefined && cell.found !== true;
    });
  };
}

/**
 * The recorded cells with their origin told: where state does not tell, those in a table that this stack did not make were there first, unless
 * another resource or copy has created them. Whose values they are stays uncertain.
 */
export async function withOrigin(
  cells: Cells<OwnedCell>,
  opened: OpenedTable,
  urn: string | undefined,
): Promise<Cells<OwnedCell>> {
  const isUncertain = [...cells].some(({ uncertain }) => uncertain);
  if (!isUncertain) return cells;
  const { tags } = await opened.gateway.describeTable();
  if (ownedByStack(urn)(tags)) return cells;
  const wasOurs = createdBefore(opened.table);
  return cells.map((cell) => (cell.uncertain && !wasOurs(cell) ? { ...cell, found: true } : cell));
}

/** create and update: one flow. It looks at what state records, what is live and what is declared, and never at which of the two it is. */
import { openInstance } from "../../aws/connect-instance";
import { connectionFor } from "../../aws/connection";
import { writeMemory } from "../../core/apply/write-memory";
import type { TableIntent } from "../../core/values/intent";
import { limits } from "../../core/limits";
import { ProblemError } from "../../core/problem-error";
import type { InstanceGateway, TableGateway } from "../../sync/ports";
import { inTurn } from "../../sync/queue";
import { reconcile, type Reconciled } from "../../sync/values/reconcile";
import { isServiceError } from "../../sync/service-error";
import { serviceProblem } from "../../sync/service-problem";
import { conflictProblem } from "../../report/conflict-problem";
import { assertEngineAlive, engineInfo } from "../host/engine-log";
import { PartialFailure } from "../host/partial-failure";
import { progressLine } from "../host/progress-line";
import { run } from "../host/run";
import { batchSizeOf } from "../connection/settings";
import { stackConfig } from "../host/stack-config";
import { tableGone } from "../connection/table-gone";
import { problemsWith, tableLabel } from "../connection/table-label";
import { failureProblems, impossibleMove, summaryLine, tellResult } from "./messages";
import { baseOf, intentOf } from "./intent";
import { decisionsOf } from "./resolve";
import { claimOf, inputCells } from "./state/cells";
import type { ValuesInputs } from "./state/inputs";
import { resourceName } from "../host/urn";
import { outputsAgain, toOutputs } from "./state/outputs";
import { Secrets } from "../../report/secrets";
import { secretCells, stateProblem, type ValuesOutputs } from "./state/state";
import { invalidIdentity, resolveTarget, tableIdentity } from "../connection/target";
import { assertGuard } from "./guard";
import { createdBefore, ownedByStack, withOrigin } from "./owner";

/** What the engine is answered. */
export interface ApplyAnswer {
  readonly id: string;
  readonly outs: Record<string, unknown>;
}

/** A table that is reached, with everything that writing to it needs. */
export interface OpenedTable {
  readonly table: string;
  readonly id: string;
  readonly region: string;
  readonly instanceId: string;
  readonly dataTableId: string;
  readonly instance: InstanceGateway;
  readonly gateway: TableGateway;
  readonly batchSize: number;
  readonly requestsPerSecond: number;
  readonly statistics: () => { requests: number; retries: number };
}

/** Brings the table to the inputs. `olds`: the recorded outputs; empty for a create. */
export async function applyValues(olds: Partial<ValuesOutputs>, news: ValuesInputs): Promise<ApplyAnswer> {
  const problem = stateProblem(olds);
  if (problem) throw new ProblemError(problem);
  const opened = await openForWriting(news);
  const urn = news.__urn ?? "";
  const base = baseOf(olds, urn, opened.table);
  const refusal = run().rememberedRefusal(urn);
  if (refusal !== undefined && Object.keys(olds).length === 0) throw new ProblemError(refusal);
  if (refusal !== undefined) throw new PartialFailure(opened.id, outputsAgain(base.recorded), refusal);
  const cells = inputCells(news);
  run().claim(claimOf(news, cells, opened.table));
  const { recorded } = base;
  const recordedCells = await withOrigin(base.owned, opened, urn);
  const intent = intentOf(news, cells, { ...base, owned: recordedCells }, opened);
  const result = await inTurn(opened.table, () => reconcileValues(opened, news, recorded, intent));
  const { owned, attributes, lockLevel, emptyIsAbsent } = result;
  const { released } = cells;
  const outs = toOutputs({ inputs: news, owned, released, attributes, lockLevel, emptyIsAbsent, before: olds });
  raiseFailures(result, { opened, news, recorded, outs, isRefreshed: base.before !== undefined });
  return { id: opened.id, outs };
}

/** Reaches the table of inputs or outputs; everything that is wrong with the target is one error. */
export async function openForWriting(inputs: ValuesInputs): Promise<OpenedTable> {
  const target = await resolveTarget(inputs, stackConfig(), inputs.region);
  const { connection, instanceId, dataTableId, problems } = target;
  if (problems.length > 0 || !connection || !instanceId || !dataTableId) {
    throw new ProblemError(problems.length > 0 ? problemsWith(tableLabel(inputs), problems) : unknownTable);
  }
  const instance = openInstance(connection, instanceId);
  const table = tableIdentity(connection.region, instanceId, dataTableId);
  return {
    table,
    id: `${instanceId}/${dataTableId}`,
    region: connection.region,
    instanceId,
    dataTableId,
    instance,
    gateway: nameLearned(instance.table(dataTableId), table),
    batchSize: batchSizeOf(target),
    requestsPerSecond: connection.requestsPerSecond ?? limits.requestsPerSecond,
    statistics: () => connectionFor(connection).statistics(),
  };
}

const unknownTable = invalidIdentity("the data table is not known.", "Set instanceId and dataTableId.");

/** The gateway of a table, which tells this run what the table is called as soon as it learns that. */
function nameLearned(gateway: TableGateway, table: string): TableGateway {
  const describeTable = async () => {
    const description = await gateway.describeTable();
    run().nameTable(table, description.name);
    return description;
  };
  return Object.assign(Object.create(gateway) as TableGateway, { describeTable });
}

/** Whether the instance of a table that is not found still answers: only then is the table believed to be gone. */
export async function isInstanceThere(opened: OpenedTable): Promise<boolean> {
  try {
    return await opened.instance.instanceAnswers();
  } catch (error) {
    if (!isServiceError(error)) throw error;
    throw new ProblemError(serviceProblem(error, { about: tableLabel(opened) }), { cause: error });
  }
}

async function reconcileValues(
  opened: OpenedTable,
  news: ValuesInputs,
  recorded: Partial<ValuesOutputs>,
  intent: TableIntent,
) {
  const urn = news.__urn;
  const start = { time: Date.now(), ...opened.statistics() };
  const progress = progressLine(opened.requestsPerSecond);
  const redact = secretCells(news, recorded);
  try {
    const result = await reconcile({
      ...intent,
      gateway: opened.gateway,
      primaryAttributes: news.primaryAttributes ?? [],
      batchSize: opened.batchSize,
      valueQuota: news.valueQuota,
      lockLevel: recorded.lockLevel,
      attributes: run().checkedAttributes(opened.table),
      memory: writeMemory(opened.table),
      seen: run().seenByCheck(opened.table, urn ?? ""),
      wasRemoved: run().removedFrom(opened.table),
      isOurTable: ownedByStack(urn),
      wasOurs: createdBefore(opened.table),
      beforeWrite: (prepared) => assertGuard(news, prepared, Object.keys(recorded).length > 0),
      assertAlive: () => assertEngineAlive(urn, progress.next()),
      onProgress: (step) => progress.report(step),
    });
    const now = opened.statistics();
    const spent = { requests: now.requests - start.requests, retries: now.retries - start.retries };
    await tellResult(urn, result, redact, intent.declared);
    run().rememberWritten(opened.table, result.written);
    if (result.written.length + result.moved.length > 0)
      await engineInfo(urn, summaryLine(result, spent, Date.now() - start.time));
    return result;
  } catch (error) {
    throw withTable(error, tableLabel(opened), new Secrets([...intent.declared, ...intent.owned], redact));
  }
}

/** What ended a run before its first write, with the table that it is about. `secrets`: what must not be seen in the service's words. */
function withTable(error: unknown, about: string, secrets: Secrets): unknown {
  if (error instanceof ProblemError && error.title === undefined) {
    return new ProblemError(problemsWith(about, error.problems), { cause: error });
  }
  if (!isServiceError(error)) return error;
  const words = secrets.hide(error.describe());
  const isGone = error.kind === "not-found";
  const problem = isGone ? tableGone(`${about}: ${words}`) : serviceProblem(error, { about, words });
  return new ProblemError(problem, { cause: error });
}

/** A failed run keeps what it did; one that did nothing leaves state as it was. */
function raiseFailures(
  result: Reconciled,
  context: {
    readonly opened: OpenedTable;
    readonly news: ValuesInputs;
    readonly recorded: Partial<ValuesOutputs>;
    readonly outs: Record<string, unknown>;
    readonly isRefreshed: boolean;
  },
): void {
  const { news, opened, recorded, outs } = context;
  const redact = secretCells(news, recorded);
  const conflicts = [...result.conflicts];
  const moves = result.plan.moveProblems;
  const failed = conflicts.length + result.refused.length + moves.length > 0 || result.stopped !== undefined;
  if (!failed) return;
  const secrets = new Secrets([...inputCells(news).declared, ...inputCells(recorded).declared], redact);
  const table = tableLabel(opened);
  const problems = failureProblems(result, { redact, secrets, resource: resourceName(news), table });
  if (conflicts.length > 0) {
    const options = { table, written: result.written.length, redact, decide: decisionsOf(news) };
    problems.unshift(conflictProblem(conflicts, options));
  }
  problems.unshift(...moves.map((message) => impossibleMove(`${table}: ${message}`)));
  const didNothing = result.written.length + result.moved.length === 0;
  if (didNothing && !context.isRefreshed) throw new ProblemError({ problems });
  throw new PartialFailure(opened.id, outs, { problems });
}

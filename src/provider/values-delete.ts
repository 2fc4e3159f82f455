/** delete: the cells that state records as ours, by the same plan with nothing desired. An edited cell is a conflict, a missing one is success. */
import { cellMap } from "../core/cell-map";
import { keepCells } from "../core/view-cells";
import { writeMemory } from "../core/write-memory";
import { renderProblem } from "../core/problem";
import { inTurn } from "../sync/table-queue";
import { reconcile } from "../sync/reconcile";
import { isServiceError } from "../sync/service-error";
import { conflictProblem } from "../report/conflict-problem";
import { assertEngineAlive, engineLog } from "./engine-log";
import { progressLine } from "./progress-line";
import { declaredByOthers } from "./run-registry";
import { isInstanceThere, openForWriting, type OpenedTable } from "./values-apply";
import { inputCells, releasedBy } from "./values-cells";
import { resourceName } from "./values-inputs";
import { failureReasons, summaryLine, warningLines } from "./values-messages";
import { Secrets } from "./values-secrets";
import { ownedCells, secretCells, stateProblem, type ValuesOutputs } from "./values-state";

/** The verb. Cells that another resource of this run declares stay: a renamed resource sends no delete. */
export async function deleteValues(props: ValuesOutputs): Promise<void> {
  const problem = stateProblem(props);
  if (problem) throw new Error(problem);
  const opened = await openForWriting(props);
  try {
    await inTurn(opened.table, () => removeCells(props, opened));
  } catch (error) {
    if (isServiceError(error, "not-found") && (await isInstanceThere(opened))) return;
    if (!isServiceError(error)) throw error;
    const words = new Secrets(ownedCells(props), secretCells(props)).hide(error.describe());
    throw new Error(`data table ${props.dataTableId}: ${words}`, { cause: error });
  }
}

async function removeCells(props: ValuesOutputs, opened: OpenedTable): Promise<void> {
  const cells = inputCells(props);
  const isReleased = releasedBy(props, cells, declaredByOthers(opened.table, props.__urn ?? ""));
  const owned = keepCells(ownedCells(props), (cell) => !isReleased(cell));
  if (owned.size === 0) return;
  const start = { time: Date.now(), ...opened.statistics() };
  const progress = progressLine(opened.requestsPerSecond);
  const result = await reconcile({
    owned,
    declared: cellMap([]),
    isReleased,
    ownership: "declared",
    onConflict: props.onConflict ?? "fail",
    moves: [],
    renamed: {},
    emptyIsAbsent: props.__lockVersions.emptyIsAbsent,
    gateway: opened.gateway,
    primaryAttributes: props.primaryAttributes ?? [],
    batchSize: opened.batchSize,
    valueQuota: props.valueQuota,
    lockLevel: props.lockLevel,
    memory: writeMemory(opened.table),
    assertAlive: () => assertEngineAlive(props.__urn, progress.next()),
    onProgress: (step) => progress.report(step),
  });
  if (isServiceError(result.stopped, "not-found")) throw result.stopped;
  const redact = secretCells(props);
  const secrets = new Secrets(owned, redact);
  for (const warning of warningLines(result, redact)) await engineLog("warning", props.__urn, warning);
  const reasons = failureReasons(result, { redact, secrets, resource: `resource "${resourceName(props)}"` });
  if (result.conflicts.length > 0) {
    const table = `data table ${props.dataTableId}`;
    reasons.unshift(
      renderProblem(conflictProblem(result.conflicts, { table, written: result.written.length, redact })),
    );
  }
  if (reasons.length > 0) throw new Error(reasons.join("\n"));
  const now = opened.statistics();
  const spent = { requests: now.requests - start.requests, retries: now.retries - start.retries };
  if (result.written.length > 0)
    await engineLog("info", props.__urn, summaryLine(result, spent, Date.now() - start.time));
}

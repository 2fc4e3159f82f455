/** create and update: one flow. It looks at what state records, what is live and what is declared, and never at which of the two it is. */
import { ProblemError } from "../../core/problem-error";
import type { TableIntent } from "../../core/values/intent";
import { Secrets } from "../../report/secrets";
import { inTurn } from "../../sync/queue";
import { isServiceError } from "../../sync/service-error";
import type { Reconciled } from "../../sync/values/reconcile";
import { errorAbout, problemsWith, tableGone, tableLabel } from "../connection/table-words";
import { PartialFailure } from "../host/failures";
import { run } from "../host/run";
import { assertGuard } from "./consent/guard";
import { baseOf, intentOf, type Base } from "./intent";
import { createdBefore, openTable, ownedByStack, withOrigin } from "./open-table";
import { problemsOfRun, reconcileTable, type TableRun } from "./reconcile";
import { claimOf, inputCells, type InputCells } from "./state/cells";
import type { ValuesInputs } from "./state/inputs";
import { outputsAgain, toOutputs } from "./state/outputs";
import { secretCells, stateProblem, type ValuesOutputs } from "./state/state";

/** What the engine is answered. */
export interface ApplyAnswer {
  readonly id: string;
  readonly outs: Record<string, unknown>;
}

/** Brings the table to the inputs. `olds`: the recorded outputs; empty for a create. */
export async function applyValues(olds: Partial<ValuesOutputs>, news: ValuesInputs): Promise<ApplyAnswer> {
  const problem = stateProblem(olds);
  if (problem) throw new ProblemError(problem);
  const opened = await openTable(news);
  const urn = news.__urn ?? "";
  const { claims, told } = run;
  const base = baseOf(olds, urn, opened.table);
  const refusal = told.refusalOf(urn);
  if (refusal !== undefined && Object.keys(olds).length === 0) throw new ProblemError(refusal);
  if (refusal !== undefined) throw new PartialFailure(opened.id, outputsAgain(base.recorded), refusal);
  const cells = inputCells(news);
  claims.make(claimOf(news, cells, opened.table));
  const tableRun: TableRun = { opened, inputs: news, recorded: base.recorded };
  const { intent, result } = await inTurn(opened.table, () => applyInTurn(tableRun, cells, base));
  const { owned, attributes, lockLevel, emptyIsAbsent, written, moved } = result;
  const { released } = cells;
  const outs = toOutputs({ inputs: news, owned, released, attributes, lockLevel, emptyIsAbsent, before: olds });
  const problems = problemsOfRun(tableRun, intent, result);
  if (problems.length === 0) return { id: opened.id, outs };
  // A failed run keeps what it did; one that did nothing leaves state as it was before.
  if (written.length + moved.length === 0 && !base.before) throw new ProblemError({ problems });
  throw new PartialFailure(opened.id, outs, { problems });
}

async function applyInTurn(
  tableRun: TableRun,
  cells: InputCells,
  base: Base,
): Promise<{ readonly intent: TableIntent; readonly result: Reconciled }> {
  const { opened, inputs: news, recorded } = tableRun;
  const { table } = opened;
  const urn = news.__urn ?? "";
  const { contents } = run;
  let intent = intentOf(news, cells, base, opened);
  try {
    intent = { ...intent, owned: await withOrigin(intent.owned, opened, urn) };
    const result = await reconcileTable(tableRun, intent, {
      attributes: contents.checkedAttributes(table),
      seen: contents.seenByCheck(table, urn),
      wasRemoved: contents.removedFrom(table),
      isOurTable: ownedByStack(urn),
      wasOurs: createdBefore(table),
      beforeWrite: (prepared) => assertGuard(news, recorded, prepared),
    });
    return { intent, result };
  } catch (error) {
    const secrets = new Secrets([...intent.declared, ...intent.owned], secretCells(news, recorded));
    throw withTable(error, tableLabel(opened), secrets);
  }
}

/** What ended a run before its first write, with the table that it is about. `secrets`: what must not be seen in the service's words. */
function withTable(error: unknown, about: string, secrets: Secrets): unknown {
  if (error instanceof ProblemError && error.title === undefined) {
    return new ProblemError(problemsWith(about, error.problems), { cause: error });
  }
  if (!isServiceError(error)) return error;
  const words = secrets.hide(error.describe());
  if (error.kind !== "not-found") return errorAbout(about, error, words);
  return new ProblemError(tableGone(`${about}: ${words}`), { cause: error });
}

/**
 * Sends the changes of a plan, batch by batch. Whatever is not a clear success is never taken for granted: the cells are read again and
 * planned again by value. So a stale lock, a lost answer, an answer that was cut short and a request that someone overtook are one case.
 */
import { nextBatch, shareScope } from "../../core/apply/batch";
import { levelPart, lockScope } from "../../core/apply/lock-chain";
import { cellKey, type CellAddress } from "../../core/cells/cell-map";
import { foldRow, type FoldRow } from "../../core/cells/row-key";
import type { Change } from "../../core/values/plan";
import { isFinal, showsStaleness, type Pending } from "../../core/apply/verdict";
import type { Applied, ApplyOptions } from "./applied";
import { ApplyRun } from "./apply-run";
import { withLocks } from "./carried-locks";
import type { BatchAnswer, WriteVerb } from "../ports";
import { matchAnswer } from "./match-answer";
import { ServiceError } from "../service-error";
import { takeRefusal } from "./whole-refusal";

/** Sends the changes until all are done, refused for good or in conflict, or something stops the run. Never rejects. */
export async function applyChanges(changes: readonly Change[], options: ApplyOptions): Promise<Applied> {
  const run = new ApplyRun(changes, options);
  const fold = foldRow(options.attributes);
  let stopped: Error | undefined;
  while (run.queue.length > 0 && !stopped && run.conflicts.length === 0) {
    try {
      await options.assertAlive();
      await step(run, fold);
    } catch (error) {
      stopped = error instanceof Error ? error : new Error(String(error));
    }
    run.reportProgress();
  }
  return run.result(stopped);
}

async function step(run: ApplyRun, fold: FoldRow): Promise<void> {
  const { batch, rest } = next(run);
  const items = (await withLocks(run, batch))?.map((item) => ({ ...item, message: undefined, noAnswer: undefined }));
  if (!items) return;
  run.queue = rest;
  const verb = batch[0]?.kind ?? "update";
  let answer: BatchAnswer;
  try {
    answer = await run.options.gateway.write(
      verb,
      items.map(({ after, ...item }) => ({ ...item, value: after })),
    );
  } catch (error) {
    await takeRefusal(run, items, error);
    return;
  }
  await take(run, items, { verb, answer, fold });
}

function next(run: ApplyRun): { readonly batch: Pending[]; readonly rest: Pending[] } {
  const { queue, size } = run;
  const probe = run.denials.probe(queue) ?? run.outage.probe(queue);
  if (probe) return { batch: [probe], rest: queue.filter((item) => item !== probe) };
  const { memory, lockLevel } = run.options;
  if (!memory.oneItemPerScope) return nextBatch(queue, { maxItems: size.current });
  // Among all items of a scope the suspects could wait for long.
  const suspects = queue.filter((item) => size.isSuspect(cellKey(item)));
  const part = levelPart(lockLevel);
  const scopeOf = (cell: CellAddress) => lockScope(part, cell);
  const { batch } = nextBatch(suspects.length > 0 ? suspects : queue, { maxItems: size.current, scopeOf });
  return { batch, rest: queue.filter((item) => !batch.includes(item)) };
}

/** The answer to one request. */
interface Answered {
  readonly verb: WriteVerb;
  readonly answer: BatchAnswer;
  readonly fold: FoldRow;
}

async function take(run: ApplyRun, items: readonly Pending[], { verb, answer, fold }: Answered): Promise<void> {
  const { succeeded, failed, unanswered } = matchAnswer(items, answer, fold);
  if (unanswered.length === items.length) {
    const operation = `Batch${verb.charAt(0).toUpperCase()}${verb.slice(1)}DataTableValue`;
    await takeRefusal(run, items, new ServiceError("lost", operation, "the response covers none of the values"));
    return;
  }
  if (failed.length === 0 && shareScope(run.options.lockLevel, items)) run.size.passedTogether();
  for (const item of items) {
    run.size.passed(cellKey(item));
    run.outage.worked(item);
  }
  for (const { item, lockVersion } of succeeded) run.succeed(item, lockVersion);
  const troubled = [...failed.map(({ item, message }) => ({ ...item, message })), ...unanswered];
  if (troubled.length === 0) return;
  const { retried } = await run.judge(troubled, (tried, change) => isFinal(tried, change, run.options.lockLevel));
  const { memory, lockLevel } = run.options;
  const done = succeeded.map(({ item }) => item);
  if (showsStaleness(done, retried, lockLevel)) memory.oneItemPerScope = true;
}

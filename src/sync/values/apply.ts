/**
 * Sends the changes of a plan, batch by batch. Whatever is not a clear success is never taken for granted: the cells are read again and
 * planned again by value. So a stale lock, a lost answer, an answer that was cut short and a request that someone overtook are one case.
 */
import { nextBatch, shareScope } from "../../core/apply/batch";
import { scopeAt } from "../../core/apply/lock-chain";
import { levelPart } from "../../core/cells/lock-version";
import { cellKey } from "../../core/cells/cell-map";
import { foldRow, looseFold, type FoldRow } from "../../core/cells/row-key";
import { groupBy } from "../../core/group";
import type { Change } from "../../core/values/plan";
import { isFinal, showsStaleness, type Pending } from "../../core/apply/verdict";
import type { Applied, ApplyOptions } from "./applied";
import { ApplyRun } from "./apply-run";
import type { BatchAnswer, WriteVerb } from "../ports";
import { ServiceError } from "../service-error";
import { takeRefusal } from "./whole-refusal";
import type { LockVersion, PrimaryValues } from "../../core/model";

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
  const scopeOf = scopeAt(lockLevel);
  const scopeOrCell = (item: Pending) => (goesWithoutLock(run, item) ? cellKey(item) : scopeOf(item));
  const rule = { maxItems: size.current, scopeOf: scopeOrCell };
  const { batch } = nextBatch(suspects.length > 0 ? suspects : queue, rule);
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

/** The items of a request by what they were answered. */
interface MatchedAnswer<T> {
  readonly succeeded: readonly { readonly item: T; readonly lockVersion: LockVersion }[];
  readonly failed: readonly { readonly item: T; readonly message: string }[];
  /** Not answered: neither done nor refused. */
  readonly unanswered: readonly T[];
}

interface Named {
  readonly attribute: string;
  readonly primaryValues: PrimaryValues;
}

/**
 * Matches each item to one answer, whatever their order and however the service spells the keys; what no one asked for is left out. A key
 * that comes back trimmed or composed is recognised where only one item and one answer can be meant.
 */
function matchAnswer<T extends Named>(items: readonly T[], answer: BatchAnswer, fold: FoldRow): MatchedAnswer<T> {
  const open = new Map(items.map((item) => [keyOf(item, fold), item]));
  const answers = [...answer.succeeded, ...answer.failed];
  let looselyMatched: ((cell: Named) => T | undefined) | undefined;
  const take = (cell: Named) => {
    const item = open.get(keyOf(cell, fold)) ?? (looselyMatched ??= looseMatches(items, answers, fold))(cell);
    if (item) open.delete(keyOf(item, fold));
    return item;
  };
  const succeeded = answer.succeeded.flatMap((cell) => {
    const item = take(cell);
    return item ? [{ item, lockVersion: cell.lockVersion }] : [];
  });
  const failed = answer.failed.flatMap((cell) => {
    const item = take(cell);
    return item ? [{ item, message: cell.message }] : [];
  });
  return { succeeded, failed, unanswered: [...open.values()] };
}

/** The item that an answer can only mean, because no other item and no other answer looks like it. */
function looseMatches<T extends Named>(
  items: readonly T[],
  answers: readonly Named[],
  fold: FoldRow,
): (cell: Named) => T | undefined {
  const loose = looseFold(fold);
  const looseKey = (cell: Named) => keyOf(cell, loose);
  const [wanted, given] = [groupBy(items, looseKey), groupBy(answers, looseKey)];
  return (cell) => {
    const [item, ...more] = wanted.get(looseKey(cell)) ?? [];
    return more.length === 0 && given.get(looseKey(cell))?.length === 1 ? item : undefined;
  };
}

function keyOf({ attribute, primaryValues }: Named, fold: FoldRow): string {
  return `${attribute}\n${fold(primaryValues)}`;
}

/** The items with the lock versions to send; `undefined` after versions had to be read again, which may have changed the queue. */
export async function withLocks(run: ApplyRun, batch: readonly Pending[]): Promise<Pending[] | undefined> {
  const { chain, lockLevel } = run.options;
  if (batch[0]?.kind === "create") return withCreateLocks(run, batch);
  const forwarded = batch.map((item) => ({ item, ...chain.forward(item, item.lockVersion ?? {}, lockLevel) }));
  const stale = forwarded.filter(({ stale }) => stale).map(({ item }) => item);
  if (stale.length === 0) return forwarded.map(({ item, version }) => withVersion(run, item, version));
  run.queue = run.queue.filter((item) => !stale.includes(item));
  await run.judge(stale, () => false, "none");
  return undefined;
}

/** An item with its version; in the first attempt without the parts that the level does not go by, where those would be compared. */
function withVersion({ options }: ApplyRun, item: Pending, version: LockVersion): Pending {
  const part = levelPart(options.lockLevel);
  const isShort = options.memory.comparedPartsOnly === true && item.attempts === 0 && part !== undefined;
  if (!isShort) return { ...item, lockVersion: version, isShort };
  // Where the table's part does not move, level DATA_TABLE can only go by the cell's own.
  const kept = Object.entries(version).filter(([name]) => name === part || name === "Value");
  return { ...item, lockVersion: Object.fromEntries(kept), isShort };
}

/** Whether a create is sent without a lock version, because as far as is known it needs none. */
function goesWithoutLock({ options: { lockLevel, memory } }: ApplyRun, { kind, attempts }: Pending): boolean {
  return (
    kind === "create" &&
    attempts === 0 &&
    lockLevel !== undefined &&
    memory.createsWithoutLock?.includes(lockLevel) === true
  );
}

/** A cell that does not exist has no version; at the coarse levels it shares one with others. The third attempt goes without. */
async function withCreateLocks(run: ApplyRun, batch: readonly Pending[]): Promise<Pending[]> {
  const { chain, lockLevel, memory } = run.options;
  const part = levelPart(lockLevel);
  if (!part || part === "Value") return batch.map((item) => ({ ...item, lockVersion: undefined }));
  const known = (item: Pending) => chain.around(item, [part])[part];
  const isOld = (item: Pending) =>
    known(item) === undefined || item.attempts > 2 || (item.attempts === 1 && known(item) === item.sent?.[part]);
  const renewed = batch.filter((item) => item.attempts !== 2 && isOld(item) && !goesWithoutLock(run, item));
  await refreshScopes(renewed, run.options);
  const parts = part === "DataTable" || memory.comparedPartsOnly ? ([part] as const) : (["DataTable", part] as const);
  return batch.map((item) => {
    if (goesWithoutLock(run, item)) return { ...item, lockVersion: undefined, isShort: true };
    const version = chain.around(item, parts);
    return { ...item, lockVersion: item.attempts === 2 || version[part] === undefined ? undefined : version };
  });
}

/**
 * Reads again the versions that new cells share with others: the table's by DescribeDataTable, the columns' by ListDataTableAttributes, a
 * row's by describing one of its cells. A row that has no cell yet has no version.
 */
async function refreshScopes(
  creates: readonly Change[],
  { gateway, chain, lockLevel, siblings, observe }: ApplyOptions,
): Promise<void> {
  const [first] = creates;
  if (!first) return;
  if (lockLevel === "PRIMARY_VALUE") {
    const rows = [...new Set(creates.map((item) => item.rowKey))];
    const targets = rows.flatMap((row) => siblings.get(row) ?? []);
    if (targets.length > 0) await observe(targets);
  } else if (lockLevel === "ATTRIBUTE") {
    for (const { name, lockVersion } of await gateway.listAttributes()) {
      chain.observe({ rowKey: "", attribute: name }, lockVersion);
    }
  } else {
    chain.observe(first, (await gateway.describeTable()).lockVersion);
  }
}

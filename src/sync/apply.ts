/**
 * Sends the changes of a plan, batch by batch. Whatever is not a clear success is never taken for granted: the cells are read again and
 * planned again by value. So a stale lock, a lost answer, an answer that was cut short and a request that somebody overtook are one case.
 */
import { lockScope, nextBatch, orderChanges } from "../core/batch";
import { BatchSize } from "../core/batch-size";
import { cellKey, type CellAddress } from "../core/cell-map";
import { Denials } from "../core/denials";
import { foldRow, type FoldRow } from "../core/fold-row";
import { levelPart } from "../core/lock-chain";
import type { LockVersion } from "../core/model";
import type { Change, Conflict, Settled } from "../core/plan";
import { isFinal, lastAttempt, showsStaleness, type Pending } from "../core/verdict";
import type { Applied, ApplyOptions, Confirmed, Refusal } from "./applied";
import type { BatchAnswer } from "./gateway";
import { matchAnswer } from "./match-answer";
import { refreshScopes } from "./refresh-scopes";
import { isServiceError, type ServiceError } from "./service-error";

export type { Applied, ApplyOptions, Confirmed, Progress, Refusal } from "./applied";

/** Sends the changes until all are done, refused for good or in conflict, or something stops the run. Never rejects. */
export function applyChanges(changes: readonly Change[], options: ApplyOptions): Promise<Applied> {
  return new Apply(changes, options).run();
}

class Apply {
  private queue: Pending[];
  private readonly total: number;
  private readonly written: Confirmed[] = [];
  private readonly settled: Settled[] = [];
  private readonly refused: Refusal[] = [];
  private readonly conflicts: Conflict[] = [];
  private readonly replaced: Change[] = [];
  private readonly size: BatchSize;
  private readonly fold: FoldRow;
  private readonly denials = new Denials();
  private wholeRefusals = 0;

  constructor(
    changes: readonly Change[],
    private readonly options: ApplyOptions,
  ) {
    const pending = changes.map((change) => ({ ...change, attempts: 0 }));
    this.queue = orderChanges(pending, options.deletesFirst);
    this.total = changes.length;
    this.size = new BatchSize(options.batchSize, options.memory);
    this.fold = foldRow(options.attributes);
  }

  async run(): Promise<Applied> {
    let stopped: Error | undefined;
    while (this.queue.length > 0 && !stopped && this.conflicts.length === 0) {
      try {
        await this.options.assertAlive();
        await this.step();
      } catch (error) {
        stopped = error instanceof Error ? error : new Error(String(error));
      }
      const requestsLeft = Math.ceil(this.queue.length / this.size.current);
      this.options.onProgress({ done: this.total - this.queue.length, total: this.total, requestsLeft });
    }
    const { written, settled, replaced, refused, conflicts } = this;
    const unsent = this.total - written.length - settled.length - refused.length - conflicts.length;
    return { written, settled, replaced, refused, conflicts, stopped, unsent };
  }

  private async step(): Promise<void> {
    const { batch, rest } = this.next();
    const items = await this.withLocks(batch);
    if (!items) return;
    this.queue = rest;
    const verb = batch[0]?.kind ?? "update";
    let answer: BatchAnswer;
    try {
      answer = await this.options.gateway.write(
        verb,
        items.map(({ after, ...item }) => ({ ...item, value: after })),
      );
    } catch (error) {
      await this.refusedAsAWhole(items, error);
      return;
    }
    await this.take(items, answer);
  }

  private next() {
    const probe = this.denials.probe(this.queue);
    if (probe) return { batch: [probe], rest: this.queue.filter((item) => item !== probe) };
    const { memory, lockLevel } = this.options;
    const scopeOf = memory.oneItemPerScope ? (cell: CellAddress) => lockScope(lockLevel, cell) : undefined;
    return nextBatch(this.queue, { maxItems: this.size.current, scopeOf });
  }

  /** The items with the lock versions to send; `undefined` after versions had to be read again, which may have changed the queue. */
  private async withLocks(batch: readonly Pending[]): Promise<Pending[] | undefined> {
    const { chain, lockLevel } = this.options;
    if (batch[0]?.kind === "create") return this.withCreateLocks(batch);
    const forwarded = batch.map((item) => ({ item, ...chain.forward(item, item.lockVersion ?? {}, lockLevel) }));
    const stale = forwarded.filter(({ stale }) => stale).map(({ item }) => item);
    if (stale.length === 0) return forwarded.map(({ item, version }) => ({ ...item, lockVersion: version }));
    this.queue = this.queue.filter((item) => !stale.includes(item));
    await this.judge(stale);
    return undefined;
  }

  /** A cell that does not exist has no version; at the coarse levels it shares one with others. The third attempt goes without. */
  private async withCreateLocks(batch: readonly Pending[]): Promise<Pending[]> {
    const { chain, lockLevel } = this.options;
    const part = levelPart(lockLevel);
    if (!part || part === "Value") return batch.map((item) => ({ ...item, lockVersion: undefined }));
    const known = (item: Pending) => chain.around(item, [part])[part];
    const isOld = (item: Pending) =>
      known(item) === undefined || item.attempts > 2 || (item.attempts === 1 && known(item) === item.sent?.[part]);
    const renewed = batch.filter((item) => item.attempts !== 2 && isOld(item));
    await refreshScopes(renewed, this.options);
    const parts = part === "DataTable" ? ([part] as const) : (["DataTable", part] as const);
    return batch.map((item) => {
      const version = chain.around(item, parts);
      return { ...item, lockVersion: item.attempts === 2 || version[part] === undefined ? undefined : version };
    });
  }

  private async take(items: readonly Pending[], answer: BatchAnswer): Promise<void> {
    const { succeeded, failed, unanswered } = matchAnswer(items, answer, this.fold);
    for (const { item, lockVersion } of succeeded) this.succeed(item, lockVersion);
    const troubled = [...failed.map(({ item, message }) => ({ ...item, message })), ...unanswered];
    if (troubled.length === 0) return;
    const retried = await this.judge(troubled);
    const { memory, lockLevel } = this.options;
    const done = succeeded.map(({ item }) => item);
    if (showsStaleness(done, retried, lockLevel)) memory.oneItemPerScope = true;
  }

  private succeed(item: Pending, lockVersion: LockVersion): void {
    const [{ rowKey, attribute, kind, after, primaryValues }, { chain, siblings }] = [item, this.options];
    chain.wrote(item, item.lockVersion, lockVersion);
    this.written.push({ rowKey, attribute, kind, value: after, lockVersion });
    if (kind !== "delete") siblings.set(rowKey, { rowKey, attribute, primaryValues });
    else if (siblings.get(rowKey)?.attribute === attribute) siblings.delete(rowKey);
    if (item.consent) this.replaced.push(item);
    this.denials.allow(item);
    this.size.passed(cellKey(item));
  }

  /**
   * Reads the cells again; what is settled or in conflict is kept as that, the rest goes back to the head of the queue or is refused. Which
   * refusal of a create is for want of room its words do not tell: while deletes wait that may make some, it is tried once more after them.
   */
  private async judge(troubled: readonly Pending[]): Promise<Pending[]> {
    const plan = await this.options.replan(troubled);
    this.settled.push(...plan.settled);
    this.conflicts.push(...plan.conflicts);
    const before = new Map(troubled.map((item) => [cellKey(item), item]));
    for (const key of plan.settled.map(cellKey)) {
      this.size.passed(key);
      const item = before.get(key);
      if (item?.consent) this.replaced.push(item);
    }
    for (const [key, message] of plan.denied) {
      const item = before.get(key);
      if (item) this.refuse(item, message);
    }
    const [retried, afterDeletes]: [Pending[], Pending[]] = [[], []];
    const mayMakeRoom = this.queue.some((item) => item.kind === "delete");
    for (const change of plan.changes) {
      const item = before.get(cellKey(change));
      if (!item) continue;
      const next = { ...change, message: item.message, noAnswer: item.noAnswer, sent: item.lockVersion };
      if (!isFinal(item, change, this.options.lockLevel)) retried.push({ ...next, attempts: item.attempts + 1 });
      else if (change.kind === "create" && mayMakeRoom) afterDeletes.push({ ...next, attempts: lastAttempt });
      else this.refuse(item, item.message ?? item.noAnswer);
    }
    this.queue = [...retried, ...this.queue, ...afterDeletes];
    return retried;
  }

  private async refusedAsAWhole(items: readonly Pending[], error: unknown): Promise<void> {
    const kind = isServiceError(error) ? error.kind : "other";
    const answered = items.map((item) => ({ ...item, message: describe(error) }));
    switch (kind) {
      case "conflict":
        if (++this.wholeRefusals > 1) this.options.memory.oneItemPerScope = true;
        await this.judge(answered);
        return;
      case "lost":
      case "server":
        await this.judge(items.map((item) => ({ ...item, message: undefined, noAnswer: describe(error) })));
        return;
      case "invalid":
        // Somebody may have changed the level, and with it what a lock version must have.
        if (await this.options.levelChanged()) this.queue = [...items, ...this.queue];
        else this.halve(answered, false);
        return;
      case "access-denied":
        this.halve(answered, true);
        return;
      case "quota":
        this.overQuota(answered);
        return;
      default:
        this.queue = [...items, ...this.queue];
        throw error as ServiceError;
    }
  }

  private halve(items: readonly Pending[], denied: boolean): void {
    const [first] = items;
    if (!first) return;
    if (items.length > 1) {
      this.size.refused(items.map(cellKey));
      this.queue = [...items, ...this.queue];
      return;
    }
    this.size.found();
    this.refuse(first, first.message);
    const forbidden = denied ? this.denials.deny(first) : undefined;
    if (!forbidden) return;
    const message = `not tried, because ${forbidden.label} is forbidden: ${first.message ?? ""}`;
    this.refuseAll((item) => forbidden.holds(item), message);
  }

  /** Deletes that still wait may make room; without any, none of the creates can be done. */
  private overQuota(items: readonly Pending[]): void {
    const deletes = this.queue.filter((item) => item.kind === "delete");
    if (deletes.length > 0) {
      this.queue = [...deletes, ...items, ...this.queue.filter((item) => item.kind !== "delete")];
      return;
    }
    items.forEach((item) => this.refuse(item, item.message));
    this.refuseAll((item) => item.kind === "create", items[0]?.message);
  }

  private refuseAll(isConcerned: (item: Pending) => boolean, message: string | undefined): void {
    this.queue.filter(isConcerned).forEach((item) => this.refuse(item, message));
    this.queue = this.queue.filter((item) => !isConcerned(item));
  }

  private refuse(change: Change, message = "the service gave no answer to this item"): void {
    this.refused.push({ change, message });
  }
}

function describe(error: unknown): string {
  return isServiceError(error) ? error.describe() : String(error);
}

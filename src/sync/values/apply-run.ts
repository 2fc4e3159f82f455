/** What an apply knows while it runs: what is still to be sent, what came of the rest, and what the refusals so far have taught. */
import { BatchSize, orderChanges, type Lesson } from "../../core/apply/batch";
import { cellKey } from "../../core/cells/cell-map";
import { Denials, Outage } from "../../core/apply/refusals";
import type { LockVersion } from "../../core/model";
import type { Change, Conflict, Kept, Settled } from "../../core/values/plan";
import { lastAttempt, neededMore, type Pending } from "../../core/apply/verdict";
import type { Applied, ApplyOptions, Confirmed, Refusal, Replan } from "./applied";

/** Whether a change that was tried, and planned again since, is refused for good. */
type Final = (tried: Pending, replanned: Change) => boolean;

/** What a look at an item counts as: an attempt that was about it, one that it shared with other items, or none. */
export type Round = "own" | "shared" | "none";

/** What a second look at some changes made of them. */
export interface Judged {
  /** Sent again, at the head of the queue. */
  readonly retried: readonly Pending[];
  /** Refused for good. */
  readonly refused: readonly Pending[];
  /** Creates that are tried once more after the deletes. */
  readonly deferred: readonly Pending[];
}

/** The state of one apply. */
export class ApplyRun {
  queue: Pending[];
  readonly size: BatchSize;
  readonly denials = new Denials();
  readonly outage = new Outage();
  readonly conflicts: Conflict[] = [];
  private readonly total: number;
  private readonly written: Confirmed[] = [];
  private readonly settled: Settled[] = [];
  private readonly kept: Kept[] = [];
  private readonly refused: Refusal[] = [];
  private readonly replaced: Change[] = [];

  constructor(
    changes: readonly Change[],
    readonly options: ApplyOptions,
  ) {
    const pending = changes.map((change) => ({ ...change, attempts: 0 }));
    this.queue = orderChanges(pending, options.deletesFirst);
    this.total = changes.length;
    this.size = new BatchSize(options.batchSize, options.memory);
  }

  reportProgress(): void {
    const requestsLeft = Math.ceil(this.queue.length / this.size.current);
    this.options.onProgress({ done: this.total - this.queue.length, total: this.total, requestsLeft });
  }

  result(stopped: Error | undefined): Applied {
    const { written, settled, kept, replaced, refused, conflicts } = this;
    const dealtWith = [written, settled, kept, refused, conflicts].reduce((sum, cells) => sum + cells.length, 0);
    return { written, settled, kept, replaced, refused, conflicts, stopped, unsent: this.total - dealtWith };
  }

  succeed(item: Pending, lockVersion: LockVersion): void {
    const [{ rowKey, attribute, kind, after, primaryValues }, { chain, siblings }] = [item, this.options];
    chain.wrote(item, item.lockVersion, lockVersion);
    this.written.push({ rowKey, attribute, kind, value: after, lockVersion });
    if (kind !== "delete") siblings.set(rowKey, { rowKey, attribute, primaryValues });
    else if (siblings.get(rowKey)?.attribute === attribute) siblings.delete(rowKey);
    if (item.consent) this.replaced.push(item);
    this.denials.allow(item);
    if (neededMore(item))
      Object.assign(this.options.memory, { createsWithoutLock: undefined, comparedPartsOnly: undefined });
  }

  refuse(item: Pending, message = item.message ?? item.noAnswer ?? noAnswer): void {
    this.refused.push({ change: item, message });
    this.size.gone(cellKey(item));
  }

  /** Refuses what waits and is concerned. */
  refuseAll(isConcerned: (item: Pending) => boolean, message: string): void {
    this.queue.filter(isConcerned).forEach((item) => this.refuse(item, message));
    this.queue = this.queue.filter((item) => !isConcerned(item));
  }

  sendAgain(items: readonly Pending[]): void {
    this.queue = [...items, ...this.queue];
  }

  /** Sends a request that was refused as a whole again, in halves. */
  split(items: readonly Pending[], lesson: Lesson): void {
    this.size.refused(items.map(cellKey), lesson);
    this.sendAgain(items);
  }

  /** Brings the deletes forward, which may make room for these items; answers whether there are any. */
  deletesFirst(items: readonly Pending[]): boolean {
    const deletes = this.queue.filter((item) => item.kind === "delete");
    if (deletes.length === 0) return false;
    this.queue = [...deletes, ...items, ...this.queue.filter((item) => item.kind !== "delete")];
    return true;
  }

  /**
   * Reads the cells again; what is settled or in conflict is kept as that, the rest goes back to the head of the queue or is refused. Which
   * refusal of a create is for want of room its words do not tell: while deletes wait that may make some, it is tried once more after them.
   */
  async judge(tried: readonly Pending[], final: Final, round: Round = "own"): Promise<Judged> {
    const before = new Map(tried.map((item) => [cellKey(item), item]));
    const plan = await this.lookAgain(tried, (change) => {
      const item = before.get(cellKey(change));
      return item !== undefined && final(item, change);
    });
    this.keep(plan, before);
    const judged = { retried: [] as Pending[], refused: [] as Pending[], deferred: [] as Pending[] };
    const mayMakeRoom = this.queue.some((item) => item.kind === "delete");
    for (const change of plan.changes) {
      const item = before.get(cellKey(change));
      if (!item) continue;
      const wasShort = item.isShort && item.message !== undefined;
      const next = { ...change, message: item.message, sent: item.lockVersion, wasShort };
      if (!final(item, change)) judged.retried.push({ ...next, ...counted(item, round) });
      else if (change.kind === "create" && mayMakeRoom && item.message !== undefined)
        judged.deferred.push({ ...next, attempts: lastAttempt, shared: 0 });
      else judged.refused.push(item);
    }
    judged.refused.forEach((item) => this.refuse(item));
    judged.deferred.forEach((item) => this.size.gone(cellKey(item)));
    this.queue = [...judged.retried, ...this.queue, ...judged.deferred];
    return judged;
  }

  /** A second plan. What would be refused for good is looked at twice, because a read may lag behind a write. */
  private async lookAgain(tried: readonly Pending[], isRefused: (change: Change) => boolean): Promise<Replan> {
    const first = await this.options.replan(tried);
    const refused = first.changes.filter(isRefused);
    if (refused.length === 0) return first;
    const second = await this.options.replan(refused);
    return {
      changes: [...first.changes.filter((change) => !refused.includes(change)), ...second.changes],
      conflicts: [...first.conflicts, ...second.conflicts],
      drift: [...first.drift, ...second.drift],
      settled: [...first.settled, ...second.settled],
      kept: [...first.kept, ...second.kept],
      denied: new Map([...first.denied, ...second.denied]),
    };
  }

  /** What a plan settles. A cell that it does not name is an undeclared one that no longer exists. */
  private keep(plan: Replan, before: ReadonlyMap<string, Pending>): void {
    const open = new Set([...plan.changes, ...plan.conflicts, ...plan.drift, ...plan.kept].map(cellKey));
    const named = new Set([...open, ...plan.settled.map(cellKey), ...plan.denied.keys()]);
    const gone = [...before].filter(([key]) => !named.has(key as never));
    const settled = [...plan.settled, ...gone.map(([, { rowKey, attribute }]) => ({ rowKey, attribute }))];
    for (const cell of settled) {
      const item = before.get(cellKey(cell));
      if (item?.consent) this.replaced.push(item);
      this.size.gone(cellKey(cell));
    }
    plan.kept.forEach((cell) => this.size.gone(cellKey(cell)));
    this.settled.push(...settled);
    this.kept.push(...plan.kept);
    this.conflicts.push(...plan.conflicts);
    for (const [key, message] of plan.denied) {
      const item = before.get(key);
      if (item) this.refuse(item, message);
    }
  }
}

function counted({ attempts, shared = 0 }: Pending, round: Round): Pick<Pending, "attempts" | "shared"> {
  if (round === "none") return { attempts, shared };
  return { attempts: attempts + 1, shared: round === "shared" ? shared + 1 : shared };
}

/** What is said of an item about which the service said nothing. */
export const noAnswer = "the service's response does not cover this item";

/**
 * A request that was refused as a whole, or to which no answer came. The words of such a refusal belong to an item only when it was alone
 * in its request. Where others were with it, the cells are read again and what is left is sent again, in halves when nothing has changed,
 * until the item that is the reason stands alone; the others are written in the same run.
 */
import { shareScope } from "../../core/apply/batch";
import { cellKey } from "../../core/cells/cell-map";
import { isFinal, isRenewed, lastAttempt, looksStale, type Pending } from "../../core/apply/verdict";
import { noAnswer, type ApplyRun } from "./apply-run";
import { isServiceError, ServiceError } from "../service-error";

/** Decides about each item of a refused request. Rejects with what stops the whole run. */
export async function takeRefusal(run: ApplyRun, items: readonly Pending[], error: unknown): Promise<void> {
  const [item] = items;
  if (!isServiceError(error) || !item) {
    run.sendAgain(items);
    throw error;
  }
  if (items.length > 1) await refusedTogether(run, items, error);
  else await refusedAlone(run, { ...item, message: error.describe() }, error);
}

async function refusedTogether(run: ApplyRun, items: readonly Pending[], error: ServiceError): Promise<void> {
  switch (error.kind) {
    case "conflict":
    case "lost":
    case "server":
      await judgeTogether(run, items, error);
      return;
    case "invalid":
      // Someone may have changed the level, and with it what a lock version must have.
      if (await run.options.levelChanged()) run.sendAgain(items);
      else run.split(items, "size");
      return;
    case "access-denied":
      run.split(items, "none");
      return;
    case "quota":
      if (!run.deletesFirst(items)) run.split(items, "none");
      return;
    case "not-found":
      await withoutGoneColumns(run, items, error, (rest) => run.split(rest, "none"));
      return;
    default:
      run.sendAgain(items);
      throw error;
  }
}

/** A part may have been written before the service failed, or someone was faster: what is live tells. Without any change halves go on. */
async function judgeTogether(run: ApplyRun, items: readonly Pending[], error: ServiceError): Promise<void> {
  const before = new Map(items.map((item) => [cellKey(item), item]));
  const { retried } = await run.judge(items, () => false, "shared");
  const [words, { lockLevel }] = [error.describe(), run.options];
  const renewed = retried.some((change) => {
    const tried = before.get(cellKey(change));
    return tried !== undefined && isRenewed(tried, change, lockLevel, words);
  });
  if (renewed || retried.length < items.length) return;
  const isScope = error.kind === "conflict" && looksStale(words) && shareScope(lockLevel, items);
  run.size.refused(retried.map(cellKey), isScope ? "scope" : "none");
}

async function refusedAlone(run: ApplyRun, item: Pending, error: ServiceError): Promise<void> {
  switch (error.kind) {
    case "conflict":
    case "lost":
    case "server":
      await judgeAlone(run, item, error);
      return;
    case "invalid":
      if (await run.options.levelChanged()) run.sendAgain([item]);
      else if (item.isShort) withWholeVersion(run, item);
      else refuseAlone(run, item);
      return;
    case "access-denied":
      forbid(run, item);
      return;
    case "quota":
      if (!run.deletesFirst([item])) noRoom(run, item);
      return;
    case "not-found":
      await withoutGoneColumns(run, [item], error, () => refuseAlone(run, item));
      return;
    default:
      run.sendAgain([item]);
      throw error;
  }
}

function refuseAlone(run: ApplyRun, item: Pending): void {
  run.refuse(item);
  run.size.found();
}

/** The service may want more of the lock version than was thought: that is tried with this item alone. */
function withWholeVersion(run: ApplyRun, item: Pending): void {
  run.split([{ ...item, attempts: item.attempts + 1, sent: item.lockVersion, wasShort: true }], "none");
}

/** Where one item after the other is refused alone and none goes through, the service is at fault, not the items: that stops the run. */
async function judgeAlone(run: ApplyRun, item: Pending, error: ServiceError): Promise<void> {
  const isJudged = error.kind === "conflict";
  const tried = isJudged ? item : { ...item, message: undefined, noAnswer: insteadOfAnswer(error) };
  // The connection has tried several times already.
  const isHasty = error.kind === "server" && (run.outage.isSuspected(item) || item.attempts >= lastAttempt);
  const { refused, deferred } = await run.judge(
    [tried],
    (one, replanned) => isHasty || isFinal(one, replanned, run.options.lockLevel),
  );
  if (refused.length + deferred.length === 0) return;
  run.size.found();
  if (isJudged && !looksStale(error.describe())) return;
  if (run.outage.failed(item) && run.queue.length > 0) throw outageError(item, error);
}

function insteadOfAnswer(error: ServiceError): string {
  return error.kind === "lost" ? `${noAnswer} (${error.describe()})` : error.describe();
}

function outageError({ kind }: Pending, { kind: errorKind, operation, message, details }: ServiceError): ServiceError {
  const why = `one ${kind} after another, each sent alone, got this response, so nothing more was sent`;
  return new ServiceError(errorKind, operation, `${message}; ${why}`, details);
}

/** Learns whether more than this item is forbidden. */
function forbid(run: ApplyRun, item: Pending): void {
  refuseAlone(run, item);
  const forbidden = run.denials.deny(item);
  if (!forbidden) return;
  const message = `not tried, because ${forbidden.label} is forbidden: ${item.message ?? ""}`;
  run.refuseAll((other) => forbidden.holds(other), message);
}

/** The creates that need as much room as this one cannot be done either; a row that is there may need less than a new one. */
function noRoom(run: ApplyRun, item: Pending): void {
  refuseAlone(run, item);
  const { siblings } = run.options;
  const isInRow = siblings.has(item.rowKey);
  const message = `not tried, because the table's quota of values has been reached: ${item.message ?? ""}`;
  run.refuseAll((other) => other.kind === "create" && (isInRow || !siblings.has(other.rowKey)), message);
}

/** Something that a request names is not there. Without the table nothing goes on; items of columns that are gone are refused as that. */
async function withoutGoneColumns(
  run: ApplyRun,
  items: readonly Pending[],
  error: ServiceError,
  otherwise: (rest: readonly Pending[]) => void,
): Promise<void> {
  const { gateway } = run.options;
  let columns: ReadonlySet<string>;
  try {
    await gateway.describeTable();
    columns = new Set((await gateway.listAttributes()).map(({ name }) => name));
  } catch {
    run.sendAgain(items);
    throw error;
  }
  const isGone = ({ attribute }: Pending) => !columns.has(attribute);
  if (!items.some(isGone)) {
    otherwise(items);
    return;
  }
  run.sendAgain(items);
  run.refuseAll(isGone, "the table has no column of this name");
}

/** The lock versions that the items of a request carry. */
import { levelPart } from "../../core/apply/lock-chain";
import type { Change } from "../../core/values/plan";
import type { ApplyOptions } from "./applied";
import type { Pending } from "../../core/apply/verdict";
import type { ApplyRun } from "./apply-run";

/** The items with the lock versions to send; `undefined` after versions had to be read again, which may have changed the queue. */
export async function withLocks(run: ApplyRun, batch: readonly Pending[]): Promise<Pending[] | undefined> {
  const { chain, lockLevel } = run.options;
  if (batch[0]?.kind === "create") return withCreateLocks(run, batch);
  const forwarded = batch.map((item) => ({ item, ...chain.forward(item, item.lockVersion ?? {}, lockLevel) }));
  const stale = forwarded.filter(({ stale }) => stale).map(({ item }) => item);
  if (stale.length === 0) return forwarded.map(({ item, version }) => ({ ...item, lockVersion: version }));
  run.queue = run.queue.filter((item) => !stale.includes(item));
  await run.judge(stale, () => false, "none");
  return undefined;
}

/** A cell that does not exist has no version; at the coarse levels it shares one with others. The third attempt goes without. */
async function withCreateLocks({ options }: ApplyRun, batch: readonly Pending[]): Promise<Pending[]> {
  const { chain, lockLevel } = options;
  const part = levelPart(lockLevel);
  if (!part || part === "Value") return batch.map((item) => ({ ...item, lockVersion: undefined }));
  const known = (item: Pending) => chain.around(item, [part])[part];
  const isOld = (item: Pending) =>
    known(item) === undefined || item.attempts > 2 || (item.attempts === 1 && known(item) === item.sent?.[part]);
  const renewed = batch.filter((item) => item.attempts !== 2 && isOld(item));
  await refreshScopes(renewed, options);
  const parts = part === "DataTable" ? ([part] as const) : (["DataTable", part] as const);
  return batch.map((item) => {
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

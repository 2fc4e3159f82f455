const tails = new Map<string, Promise<unknown>>();

/** Runs `work` when everything that was queued for the same table before has ended: one table is written by one resource at a time. */
export function inTurn<T>(table: string, work: () => Promise<T>): Promise<T> {
  const result = (tails.get(table) ?? Promise.resolve()).then(work, work);
  tails.set(
    table,
    result.catch(() => undefined),
  );
  return result;
}

/**
 * Which resource of this run has which table, kept in the provider process, which lives as long as one preview or one update. It is how a
 * resource that was only renamed in the program does not delete its table.
 */
const holders = new Map<string, string>();

/** Notes that a resource has brought a table to its declared state in this run. */
export function holdTable(table: string, urn: string): void {
  holders.set(table, urn);
}

/** The URN of another resource of this run that has the table; `undefined` when there is none. */
export function otherHolder(table: string, urn: string): string | undefined {
  const holder = holders.get(table);
  return holder === urn ? undefined : holder;
}

/** Forgets everything, as the end of the process does: for tests that play several runs in one. */
export function forgetHolders(): void {
  holders.clear();
}

/** The order of deletes: what nothing depends on goes first, and what may go at one time is one group. */
import type { StackEntry } from "./entry";

/** The groups, in the order in which they run. */
export function deleteGroups(entries: readonly StackEntry[]): StackEntry[][] {
  const groups: StackEntry[][] = [];
  const left = new Set(entries);
  while (left.size > 0) {
    const needs = (entry: StackEntry) => dependenciesOf(entry);
    const free = [...left].filter(
      (entry) => ![...left].some((other) => other !== entry && needs(entry).has(other.urn)),
    );
    const group = free.length > 0 ? free : [...left];
    group.forEach((entry) => left.delete(entry));
    groups.unshift(group.reverse());
  }
  return groups;
}

/** The URNs that an entry needs. */
export function dependenciesOf({ dependencies, propertyDependencies, options, urn }: StackEntry): Set<string> {
  const all = new Set([...dependencies, ...Object.values(propertyDependencies).flat()]);
  if (options.deletedWith !== undefined) all.add(options.deletedWith);
  all.delete(urn);
  return all;
}

/** Everything that depends on the roots, over any number of steps, in the order of state. */
export function dependentsOf(entries: readonly StackEntry[], roots: ReadonlySet<string>): StackEntry[] {
  const reached = new Set(roots);
  return entries.filter((entry) => {
    if (![...dependenciesOf(entry)].some((urn) => reached.has(urn))) return false;
    reached.add(entry.urn);
    return true;
  });
}

/**
 * Under which URN state has what a run has read. The engine names the program's URN with everything but a read, and that is another one where
 * a resource was renamed by an alias; what a run remembers of a refresh is filed under the recorded one.
 */
import { reveal, type Properties } from "./properties";
import { withoutHelpers } from "./resource-kind";

const urns = new Map<string, string>();

/** Forgets every read, as the end of the process does. */
export function forgetReads(): void {
  urns.clear();
}

/** Notes what a read has answered of the resource that state has under this URN. */
export function rememberRead(urn: string, answers: readonly Properties[]): void {
  for (const answer of answers) urns.set(contentOf(answer), urn);
}

/** The recorded URN: that under which it was read in this process, or the one that the state of the dynamic resource holds. */
export function urnOfRecord(recorded: Properties): string | undefined {
  const known = urns.size > 0 ? urns.get(contentOf(recorded)) : undefined;
  return known ?? (typeof recorded.__urn === "string" ? recorded.__urn : undefined);
}

function contentOf(properties: Properties): string {
  return JSON.stringify(withoutHelpers(reveal(properties).plain), (_name, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

import { ServiceError } from "../sync/service-error";

/** One page of a listing, with the answer's own members: the connection logs its request id. */
export interface Page<Entry> {
  /** Absent where the response was cut short. */
  readonly entries?: readonly Entry[];
  readonly NextToken?: string;
}

/** A page whose entries are all there. */
type WholePage<Entry> = Page<Entry> & { readonly entries: readonly Entry[] };

/**
 * The pages of a list operation, as far as they are asked for. A token that comes back twice would never end, so it is an error. `call` sends
 * one request and hands its answer to `check` inside, so that an answer that was cut short is asked for again.
 */
export async function* pages<Entry>(
  operation: string,
  call: (token: string | undefined, check: (page: Page<Entry>) => WholePage<Entry>) => Promise<WholePage<Entry>>,
): AsyncGenerator<readonly Entry[]> {
  const check = (page: Page<Entry>) => ({ ...page, entries: whole(operation, page.entries) });
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    const { entries, NextToken: next }: WholePage<Entry> = await call(token, check);
    yield entries;
    if (!next) return;
    if (seen.has(next)) throw new ServiceError("server", operation, "the service repeated a page token; try again.");
    seen.add(next);
    token = next;
  }
}

/** The entries of all pages; `onPage` is told after each page how many there are so far. */
export async function allEntries<Entry>(
  listing: AsyncIterable<readonly Entry[]>,
  onPage?: (count: number) => void,
): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const page of listing) {
    for (const entry of page) all.push(entry);
    onPage?.(all.length);
  }
  return all;
}

/** SDKs do not fail on a truncated 200 answer: a missing list means unknown, not none. */
export function whole<Entry>(operation: string, entries: readonly Entry[] | undefined): readonly Entry[] {
  if (!entries) throw cutShort(operation);
  return entries;
}

/** An answer without a member that it must have. */
export function cutShort(operation: string): ServiceError {
  return new ServiceError("lost", operation, "the response was cut short");
}

import { randomUUID } from "node:crypto";
import { Fields } from "../http/fields";
import type { JsonObject } from "../http/json-object";
import type { Call, Service } from "../service";

interface Token {
  /** What the token was made for: operation and path; a token of another list is refused. */
  readonly scope: string;
  /** How many entries of the whole list are behind us. */
  readonly offset: number;
  /** The filter of the first page. */
  readonly filter: JsonObject;
  readonly snapshot?: string;
}

/** How a list is cut. */
export interface PageRequest<T> {
  /** The whole list, in the order of the answer. */
  readonly entries: readonly T[];
  /** The filter as sent; the API ignores it when a token is given. */
  readonly filter?: JsonObject;
  readonly matches?: (filter: JsonObject, entry: T) => boolean;
  /** Highest MaxResults; above it the request is refused. */
  readonly most: number;
  /** Most entries of a page, whatever was asked for. */
  readonly cap?: number;
  /** NextToken and MaxResults where they do not travel in the query string. */
  readonly sent?: { readonly nextToken?: string; readonly maxResults?: number };
}

/** One page. */
export interface Page<T> {
  readonly entries: T[];
  /** `{ NextToken }`, or nothing on the last page. */
  readonly next: JsonObject;
}

const encode = (token: Token): string => Buffer.from(JSON.stringify(token)).toString("base64url");

/**
 * Cuts one page. The filter of the first page either travels in the token or is dropped on later pages, so that a client that
 * filters on its own side sees the difference. A token may be used twice and gives the same page, as long as nothing changed.
 */
export function page<T>(service: Service, call: Call, request: PageRequest<T>): Page<T> {
  const scope = JSON.stringify([call.operation, call.path]);
  const text = request.sent?.nextToken ?? call.query.get("nextToken") ?? undefined;
  const size = maxResults(service, call, request);
  const token = text === undefined ? firstToken(service, scope, request) : decode(service, text, scope);
  const list = listOf(service, token, request.entries);
  const drops = text !== undefined && service.switches.filterOnLaterPages === "dropped";
  const wanted = (entry: T): boolean => drops || (request.matches?.(token.filter, entry) ?? true);
  const entries: T[] = [];
  let offset = token.offset;
  for (; offset < list.length && entries.length < size; offset += 1) {
    const entry = list[offset] as T;
    if (wanted(entry)) entries.push(entry);
  }
  const more = list.slice(offset).some(wanted) || (service.switches.trailingEmptyPage && entries.length === size);
  return { entries, next: more ? { NextToken: encode({ ...token, offset }) } : {} };
}

function decode(service: Service, text: string, scope: string): Token {
  try {
    const token = JSON.parse(Buffer.from(text, "base64url").toString()) as Token;
    if (token.scope === scope && Number.isInteger(token.offset)) return token;
  } catch {
    // Falls through to the refusal.
  }
  throw Fields.refusal(service, "NextToken is not valid.");
}

function maxResults<T>(service: Service, call: Call, request: PageRequest<T>): number {
  const inQuery = call.query.get("maxResults");
  const asked = request.sent?.maxResults ?? (inQuery === null ? undefined : Number(inQuery));
  if (asked !== undefined && !(Number.isInteger(asked) && asked >= 1 && asked <= request.most)) {
    throw Fields.refusal(service, `MaxResults must be 1 to ${request.most}.`);
  }
  return Math.min(asked ?? service.switches.defaultPageSize, request.cap ?? request.most, request.most);
}

/** The list that a token goes on with: what it was at the first page, or what it is now. */
function listOf<T>(service: Service, token: Token, entries: readonly T[]): readonly T[] {
  if (token.snapshot === undefined) return entries;
  const known = service.snapshots.get(token.snapshot) as readonly T[] | undefined;
  if (!known) throw Fields.refusal(service, "NextToken has expired.");
  return known;
}

function firstToken<T>(service: Service, scope: string, request: PageRequest<T>): Token {
  const filter = request.filter ?? {};
  if (service.switches.paging === "live") return { scope, offset: 0, filter };
  const snapshot = randomUUID();
  service.snapshots.set(snapshot, [...request.entries]);
  const oldest = service.snapshots.keys().next().value;
  if (service.snapshots.size > 100 && oldest !== undefined) service.snapshots.delete(oldest);
  return { scope, offset: 0, filter, snapshot };
}

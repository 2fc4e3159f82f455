import { cellText, readItems, refuseDenied, type BatchItem } from "./batch-items";
import type { Verb } from "../records/check-lock";
import { ItemError } from "./item-error";
import { itemMessage } from "./item-message";
import type { JsonObject } from "../http/json-object";
import { echoedKeys } from "../records/key-shapes";
import { resolveKeys, type Keys } from "../records/keys";
import { commitTable, findAttribute, locateTable } from "../locate";
import { currentLock, shownLock } from "../records/lock-version";
import { ServiceError, type ErrorType } from "./service-error";
import type { Call, Service } from "../service";
import type { AttributeState, Change, LockVersion, RecordState, TableState } from "../store/state";

/** What a verb needs to treat one item. */
export interface BatchRun {
  readonly service: Service;
  readonly verb: Verb;
  /** The table that is being changed. */
  readonly draft: TableState;
  /** The table that lock versions are held against: as it was before the request, or as the items before have left it. */
  readonly base: TableState;
  readonly change: Change;
}

/** An item whose keys and attribute are known to exist in the table. */
export interface ResolvedItem extends BatchItem {
  readonly at: Keys;
  readonly attribute: AttributeState;
}

/** What a verb did: the record that holds, or held, the cell. */
export type Applied = RecordState;

interface Success {
  readonly item: ResolvedItem;
  readonly record: RecordState;
  readonly lock: LockVersion;
}

const wholeRequest: Readonly<Record<string, ErrorType>> = {
  stale: "ConflictException",
  exists: "DuplicateResourceException",
  attribute: "ResourceNotFoundException",
  quota: "ServiceQuotaExceededException",
};

/**
 * Treats the items of a batch in their order. Items fail alone, unless the service is set to refuse the whole request for that
 * reason; then nothing is applied. `apply` changes the draft; it throws an ItemError before it has changed anything, or not at all.
 */
export function runBatch(
  service: Service,
  call: Call,
  verb: Verb,
  apply: (run: BatchRun, item: ResolvedItem) => Applied,
): JsonObject {
  const original = locateTable(service, call);
  const items = readItems(service, call);
  for (const item of items) refuseDenied(service, item.keys, [item.attributeName]);
  const change: Change = { time: service.now(), region: call.region, by: call.requestId };
  const draft = structuredClone(original);
  const base = service.switches.inRequestStaleness ? draft : original;
  const run: BatchRun = { service, verb, draft, base, change };
  const successes: Success[] = [];
  const failures: JsonObject[] = [];
  const seen = new Set<string>();
  for (const item of items) {
    try {
      const name = cellText(service, original, item);
      if (seen.has(name) && service.switches.duplicateItems !== "last-wins") throw new ItemError("duplicate");
      seen.add(name);
      successes.push(attempt(run, item, apply));
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      failures.push(failureEntry(service, original, item, error));
    }
  }
  if (successes.length > 0) commitTable(service, call, draft);
  return { Successful: successes.map((success) => successEntry(run, success)), Failed: failures };
}

function failureEntry(service: Service, table: TableState, item: BatchItem, error: ItemError): JsonObject {
  const message = itemMessage(service.switches.messages, error);
  if (refusesRequest(service, error)) {
    throw new ServiceError(wholeRequest[error.problem] ?? service.switches.invalidInputError, message);
  }
  return { ...echoedKeys(service, table, item.keys), AttributeName: item.attributeName, Message: message };
}

/** Whether a failed item takes the whole request with it. */
function refusesRequest({ switches }: Service, error: ItemError): boolean {
  switch (error.problem) {
    case "stale":
      return switches.staleItem === "whole-request";
    case "exists":
      return switches.createExisting === "whole-request";
    case "attribute":
      return switches.unknownAttribute === "whole-request";
    case "invalid":
      return switches.invalidItem === "whole-request";
    case "duplicate":
      return switches.duplicateItems === "refuse-request";
    case "quota":
      return switches.quotaRefusal === "whole-request";
    case "missing":
      return false;
  }
}

function resolve(service: Service, table: TableState, item: BatchItem): ResolvedItem {
  const attribute = findAttribute(service, table, item.attributeName);
  if (!attribute) throw new ItemError("attribute");
  return { ...item, at: resolveKeys(service, table, item.keys), attribute };
}

/** The live lock version of an item's cell in the run's draft. */
function lockIn(run: BatchRun, attribute: AttributeState, record: RecordState): LockVersion {
  const live = run.draft.attributes.find(({ id }) => id === attribute.id) ?? attribute;
  return currentLock(
    run.draft,
    live,
    run.draft.records.find(({ id }) => id === record.id),
  );
}

function attempt(run: BatchRun, item: BatchItem, apply: (run: BatchRun, item: ResolvedItem) => Applied): Success {
  const resolved = resolve(run.service, run.draft, item);
  const record = apply(run, resolved);
  return { item: resolved, record, lock: lockIn(run, resolved.attribute, record) };
}

function successEntry(run: BatchRun, { item, record, lock }: Success): JsonObject {
  const { service, draft, verb } = run;
  const shown = service.switches.answerLocks === "after-request" ? lockIn(run, item.attribute, record) : lock;
  return {
    ...echoedKeys(service, draft, item.keys, record),
    AttributeName: item.attributeName,
    ...(verb === "create" && { RecordId: record.id }),
    LockVersion: shownLock(shown, draft.lockLevel, service.switches.lockPartsInWrites),
  };
}

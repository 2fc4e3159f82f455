import { Fields } from "../http/fields";
import { keyText, readSentKeys, resolveKeys, type SentKeys } from "../records/keys";
import { findAttribute } from "../locate";
import { readLock } from "../records/read-lock";
import { ServiceError } from "./service-error";
import type { Call, Service } from "../service";
import type { LockVersion, TableState } from "../store/state";

/** One item of a batch request, as it was sent. */
export interface BatchItem {
  readonly keys: SentKeys;
  readonly attributeName: string;
  /** Only create and update carry one. */
  readonly value?: string;
  readonly lock?: LockVersion;
}

/** The entries of `Values`, no more than the operation takes. Create and update want at least one. Source: API model. */
export function readEntries(service: Service, call: Call): Fields[] {
  const entries = new Fields(service, call.body).optionalObjects("Values");
  if (entries === undefined) throw Fields.refusal(service, "Values is required.");
  const wantsOne = call.operation === "BatchCreateDataTableValue" || call.operation === "BatchUpdateDataTableValue";
  if (wantsOne && entries.length === 0) throw Fields.refusal(service, "Values must have at least 1 item.");
  const most = mostItems(service, call.operation);
  if (entries.length > most) {
    throw new ServiceError(service.switches.oversizeError, `Values must have at most ${most} items.`);
  }
  return entries;
}

/** The items of a batch request; what the model demands of each is demanded of the whole request. */
export function readItems(service: Service, call: Call): BatchItem[] {
  const writes = call.operation === "BatchCreateDataTableValue" || call.operation === "BatchUpdateDataTableValue";
  const removes = call.operation === "BatchDeleteDataTableValue";
  return readEntries(service, call).map((entry) => {
    const lock = readLock(entry);
    if (removes && lock === undefined) entry.missing("LockVersion");
    return {
      keys: readSentKeys(entry),
      attributeName: entry.text("AttributeName"),
      ...(writes && { value: entry.text("Value") }),
      ...(lock && { lock }),
    };
  });
}

/** @throws AccessDeniedException when one item names an attribute or a key value that the caller may not touch. */
export function refuseDenied(service: Service, keys: SentKeys, attributeNames: readonly string[]): void {
  const { attributes, primaryValues } = service.denied;
  const forbidden =
    attributeNames.some((name) => attributes.includes(name)) || keys.some(({ Value }) => primaryValues.includes(Value));
  if (forbidden) {
    throw new ServiceError(
      "AccessDeniedException",
      "User is not authorized to access one of the values of this request.",
    );
  }
}

/** One text per cell that an item names, so that two items of one request for the same cell are seen. */
export function cellText(service: Service, table: TableState, item: BatchItem): string {
  const attribute = findAttribute(service, table, item.attributeName)?.id ?? item.attributeName;
  try {
    return JSON.stringify([keyText(service, table, resolveKeys(service, table, item.keys)), attribute]);
  } catch {
    return JSON.stringify([item.keys, attribute]);
  }
}

/** The most items that a batch takes, by operation; nobody publishes it, 25 is what public tools use. */
function mostItems(service: Service, operation: string): number {
  const { switches } = service;
  const most: Readonly<Record<string, number | null>> = {
    BatchCreateDataTableValue: switches.maxItemsCreate,
    BatchUpdateDataTableValue: switches.maxItemsUpdate,
    BatchDeleteDataTableValue: switches.maxItemsDelete,
    BatchDescribeDataTableValue: switches.maxItemsDescribe,
    EvaluateDataTableValues: switches.maxItemsEvaluate,
  };
  return most[operation] ?? Number.POSITIVE_INFINITY;
}

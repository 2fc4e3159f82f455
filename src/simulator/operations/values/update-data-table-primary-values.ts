import { Fields } from "../../http/fields";
import { ItemError } from "../../answers/item-error";
import { findRecord, keyAttributes, readSentKeys, resolveKeys, type Keys } from "../../records/keys";
import { commitTable, draftTable } from "../../locate";
import { moveAttribute, moveCell, moveTable, shownLock } from "../../records/lock-version";
import { changeOf } from "../../schema/read-attribute";
import { readLock } from "../../records/read-lock";
import { ServiceError } from "../../answers/service-error";
import type { Call, Operation, Service } from "../../service";
import type { LockVersion, RecordState, TableState } from "../../store/state";

/** POST …/values/update-primary: other keys for one record, which keeps its values. Not for callers with restrictions. */
export const updateDataTablePrimaryValues: Operation = (service, call) => {
  const { attributes, primaryValues } = service.denied;
  if (attributes.length + primaryValues.length > 0) {
    throw new ServiceError("AccessDeniedException", "Users with restrictions cannot change primary values.");
  }
  const table = draftTable(service, call);
  const fields = new Fields(service, call.body);
  const lock = readLock(fields) ?? fields.missing("LockVersion");
  const record = findRecord(service, table, readKeys(service, call, table, "PrimaryValues"));
  const keys = readKeys(service, call, table, "NewPrimaryValues");
  if (!record) throw new ServiceError("ResourceNotFoundException", "Record not found.");
  const holder = findRecord(service, table, keys);
  if (holder && holder !== record)
    throw new ServiceError(service.switches.keyCollisionError, "The primary values are taken.");
  checkRecordLock(service, table, record, lock);
  record.change = changeOf(service, call);
  rekey(service, table, record, keys);
  commitTable(service, call, table);
  const shown = { DataTable: table.lock, PrimaryValues: record.lock };
  return { LockVersion: shownLock(shown, table.lockLevel, service.switches.lockPartsInWrites) };
};

function readKeys(service: Service, call: Call, table: TableState, member: string): Keys {
  const fields = new Fields(service, call.body);
  if (fields.optionalObjects(member) === undefined) fields.missing(member);
  try {
    const keys = resolveKeys(service, table, readSentKeys(fields, member));
    if (Object.keys(keys).length > 0) return keys;
  } catch (error) {
    if (!(error instanceof ItemError)) throw error;
    throw Fields.refusal(service, `${member}: ${error.message}.`);
  }
  throw Fields.refusal(service, `${member} must have a value for every primary attribute.`);
}

/** Whether one part of a sent lock version still holds; a list never shows a lock for a record, so a cell's must do. */
function isCurrent(part: keyof LockVersion, sent: string, table: TableState, record: RecordState): boolean {
  switch (part) {
    case "DataTable":
      return table.lockLevel !== "DATA_TABLE" || table.lock === sent;
    case "Attribute":
      return table.lockLevel !== "ATTRIBUTE" || table.attributes.some(({ lock }) => lock === sent);
    case "PrimaryValues":
      return record.lock === sent;
    case "Value":
      return Object.values(record.cells).some(({ lock }) => lock === sent);
  }
}

/** Which lock the call demands is not documented: any part of one of the record's cells, the record's own part, or none. */
function checkRecordLock(service: Service, table: TableState, record: RecordState, lock: LockVersion): void {
  const demand = service.switches.lockOnPrimaryUpdate;
  if (table.lockLevel === "NONE" || demand === "unchecked") return;
  const parts = Object.entries(lock) as [keyof LockVersion, string][];
  const enough = demand === "record-part" ? lock.PrimaryValues !== undefined : parts.length > 0;
  if (!enough) throw Fields.refusal(service, "LockVersion is required.");
  const checked = lock.PrimaryValues === undefined ? parts : parts.filter(([part]) => part !== "Value");
  if (!checked.every(([part, sent]) => isCurrent(part, sent, table, record))) {
    throw new ServiceError("ConflictException", "Concurrency conflict");
  }
}

/** Gives the record its new keys and moves every lock version that goes with them. */
function rekey(service: Service, table: TableState, record: RecordState, keys: Keys): void {
  const { switches, store } = service;
  record.keys = { ...keys };
  if (switches.recordIdOnKeyChange === "new") record.id = store.newId();
  record.lock = store.mint(switches.lockFormat);
  if (table.lockLevel === "DATA_TABLE" && switches.tablePartMoves !== "never") moveTable(service, table);
  if (switches.tablePartMoves === "always") moveTable(service, table);
  if (table.lockLevel === "ATTRIBUTE") for (const key of keyAttributes(table)) moveAttribute(service, key);
  if (switches.primaryUpdateMovesValues) for (const cell of Object.values(record.cells)) moveCell(service, cell);
}

import type { JsonObject } from "../http/json-object";
import { storedKeys } from "../records/key-shapes";
import { currentLock, shownLock } from "../records/lock-version";
import type { Service } from "../service";
import type { AttributeState, Change, RecordState, TableState } from "../store/state";

/** One stored value with where it stands. */
export interface Located {
  readonly record: RecordState;
  readonly attribute: AttributeState;
}

/** LastModifiedTime (epoch seconds) and LastModifiedRegion; both are optional members everywhere but in a table's time. */
export function lastModified(service: Service, change: Change): JsonObject {
  if (service.switches.lastModified === "absent") return {};
  return { LastModifiedTime: change.time / 1000, LastModifiedRegion: change.region };
}

/** The lock version of a stored value, as reads show it. */
export function readLockOf(service: Service, table: TableState, { record, attribute }: Located): JsonObject {
  return {
    LockVersion: shownLock(currentLock(table, attribute, record), table.lockLevel, service.switches.lockPartsInReads),
  };
}

/** All values of a table; key values among them only where the service is set to list them. */
export function storedValues(service: Service, table: TableState): Located[] {
  const byId = new Map(table.attributes.map((attribute) => [attribute.id, attribute]));
  return table.records.flatMap((record) => {
    const keys = service.switches.keyCellsListed ? Object.keys(record.keys) : [];
    return [...keys, ...Object.keys(record.cells)].flatMap((id) => {
      const attribute = byId.get(id);
      return attribute ? [{ record, attribute }] : [];
    });
  });
}

/** The members that ListDataTableValues and BatchDescribeDataTableValue have in common. */
export function valueEntry(service: Service, table: TableState, { record, attribute }: Located): JsonObject {
  const cell = record.cells[attribute.id];
  return {
    RecordId: record.id,
    AttributeId: attribute.id,
    ...storedKeys(service, table, record),
    AttributeName: attribute.name,
    Value: cell?.value ?? record.keys[attribute.id] ?? "",
    ...lastModified(service, (cell ?? record).change),
  };
}

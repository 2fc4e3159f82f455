import { keyAttributes, findRecord, type Keys } from "./keys";
import { moveCell, moveForWrite } from "./lock-version";
import type { Service } from "../service";
import type { AttributeState, Change, RecordState, TableState } from "../store/state";

/** The record that keys address; made when it is not there. The default record's id is a switch. */
export function ensureRecord(service: Service, table: TableState, keys: Keys, change: Change): RecordState {
  const known = findRecord(service, table, keys);
  if (known) return known;
  const isDefault = Object.keys(keys).length === 0;
  const literal = isDefault && service.switches.defaultRecordId === "literal";
  const record: RecordState = {
    id: literal ? "DEFAULT" : service.store.newId(),
    isDefault,
    keys: { ...keys },
    lock: service.store.mint(service.switches.lockFormat),
    change,
    cells: {},
  };
  table.records.push(record);
  return record;
}

/** Stores a value and moves the lock versions that go with it. */
export function putCell(
  service: Service,
  table: TableState,
  record: RecordState,
  attribute: AttributeState,
  value: string,
  change: Change,
): void {
  const known = record.cells[attribute.id];
  if (known?.value === value && !service.switches.unchangedWriteMoves) return;
  const cell = { value, lock: "", change };
  record.cells[attribute.id] = cell;
  record.change = change;
  moveCell(service, cell);
  moveForWrite(service, table, attribute, record);
}

/** Removes a value, moves the lock versions, and drops the record with its last value where the service does so. */
export function removeCell(
  service: Service,
  table: TableState,
  record: RecordState,
  attribute: AttributeState,
  change: Change,
): void {
  delete record.cells[attribute.id];
  record.change = change;
  moveForWrite(service, table, attribute, record);
  dropIfEmpty(service, table, record);
}

/** Drops a record that has just lost its last value, unless such records stay. The default record is no exception. */
export function dropIfEmpty(service: Service, table: TableState, record: RecordState): void {
  if (service.switches.recordWithoutCells === "stays" || Object.keys(record.cells).length > 0) return;
  table.records = table.records.filter((each) => each !== record);
}

/** How many values count towards the quota of a table. Whether key values do is unknown. */
export function countCells(service: Service, table: TableState): number {
  const keys = service.switches.keyCellsCount ? keyAttributes(table).length : 0;
  return table.records.reduce(
    (sum, record) => sum + Object.keys(record.cells).length + (record.isDefault ? 0 : keys),
    0,
  );
}

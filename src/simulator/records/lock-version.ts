import type { Service } from "../service";
import type { AttributeState, CellState, LockLevel, LockVersion, RecordState, TableState } from "../store/state";

/** The part that each lock level goes by. */
export const levelPart: Readonly<Record<Exclude<LockLevel, "NONE">, keyof LockVersion>> = {
  DATA_TABLE: "DataTable",
  PRIMARY_VALUE: "PrimaryValues",
  ATTRIBUTE: "Attribute",
  VALUE: "Value",
};

/** All four parts of one cell as they stand in a table; a part is absent where its thing does not exist. */
export function currentLock(table: TableState, attribute: AttributeState, record?: RecordState): LockVersion {
  const cell = record?.cells[attribute.id];
  return {
    DataTable: table.lock,
    Attribute: attribute.lock,
    ...(record && { PrimaryValues: record.lock }),
    ...(cell && { Value: cell.lock }),
  };
}

/** The parts of a lock version that a client is shown; which ones the service fills is unknown. */
export function shownLock(
  lock: LockVersion,
  level: LockLevel,
  parts: "all" | "level" | "level-and-value" | "value" | "none",
): LockVersion {
  if (parts === "all") return lock;
  const names = new Set<keyof LockVersion>();
  if (parts !== "none" && parts !== "value" && level !== "NONE") names.add(levelPart[level]);
  if (parts === "value" || parts === "level-and-value") names.add("Value");
  return Object.fromEntries(Object.entries(lock).filter(([name]) => names.has(name as keyof LockVersion)));
}

/** Gives a table's own part a new version. */
export function moveTable(service: Service, table: TableState): void {
  table.lock = service.store.mint(service.switches.lockFormat);
}

/** Gives an attribute's part a new version. */
export function moveAttribute(service: Service, attribute: AttributeState): void {
  attribute.lock = service.store.mint(service.switches.lockFormat);
}

/** Gives a cell's part a new version. */
export function moveCell(service: Service, cell: CellState): void {
  cell.lock = service.store.mint(service.switches.lockFormat);
}

/**
 * Moves the parts above a cell after one of its record's values in that column was written.
 * Sources: DataTableLockVersion of the API model (the attribute's part moves at level ATTRIBUTE only); the table's part at level
 * DATA_TABLE is an inference, hence a switch.
 */
export function moveForWrite(
  service: Service,
  table: TableState,
  attribute: AttributeState,
  record?: RecordState,
): void {
  const { switches } = service;
  const level = table.lockLevel;
  if (switches.tablePartMoves === "always" || (switches.tablePartMoves === "at-level" && level === "DATA_TABLE")) {
    moveTable(service, table);
  }
  if (level === "ATTRIBUTE") moveAttribute(service, attribute);
  if (record && (switches.recordPartMoves === "always" || level === "PRIMARY_VALUE")) {
    record.lock = service.store.mint(switches.lockFormat);
  }
}

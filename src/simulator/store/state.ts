/**
 * What the simulator remembers, as plain JSON, so that the file of one run is the memory of the next. Keys and cells hang on
 * attribute *ids*, because a rename of an attribute keeps its values.
 */

/** Type of the values of an attribute. */
export type ValueType = "TEXT" | "NUMBER" | "BOOLEAN" | "TEXT_LIST" | "NUMBER_LIST";

/** What a write must not have missed. */
export type LockLevel = "NONE" | "DATA_TABLE" | "PRIMARY_VALUE" | "ATTRIBUTE" | "VALUE";

/** The four optional parts of a lock version, as they go over the wire. */
export interface LockVersion {
  DataTable?: string;
  Attribute?: string;
  PrimaryValues?: string;
  Value?: string;
}

/** Rules for the values of an attribute, as they go over the wire. */
export interface Validation {
  MinLength?: number;
  MaxLength?: number;
  MinValues?: number;
  MaxValues?: number;
  IgnoreCase?: boolean;
  Minimum?: number;
  Maximum?: number;
  ExclusiveMinimum?: number;
  ExclusiveMaximum?: number;
  MultipleOf?: number;
  Enum?: { Strict?: boolean; Values?: string[] };
}

/** When, where and by whom something was changed last. `time` is in milliseconds of simulated time. */
export interface Change {
  time: number;
  region: string;
  /** AWS request id of the call, or `edit` for a write through the private interface. */
  by: string;
}

/** One stored value. */
export interface CellState {
  value: string;
  lock: string;
  change: Change;
}

/** One record; the default record has `isDefault` and no keys. */
export interface RecordState {
  id: string;
  isDefault: boolean;
  /** Attribute id → key value, as stored. */
  keys: Record<string, string>;
  lock: string;
  change: Change;
  /** Attribute id → value. */
  cells: Record<string, CellState>;
}

/** One attribute (column). */
export interface AttributeState {
  id: string;
  name: string;
  description?: string;
  valueType: ValueType;
  primary: boolean;
  validation?: Validation;
  lock: string;
  change: Change;
}

/** One data table with everything in it. */
export interface TableState {
  id: string;
  arn: string;
  name: string;
  description?: string;
  timeZone: string;
  lockLevel: LockLevel;
  tags: Record<string, string>;
  createdTime: number;
  lock: string;
  change: Change;
  attributes: AttributeState[];
  records: RecordState[];
}

/** Everything: instance key → its tables, in the order of their creation. */
export interface State {
  format: 1;
  /** Makes the lock versions of this state differ from those of any other. */
  seed: string;
  /** How many lock versions were handed out, over all runs. */
  minted: number;
  instances: Record<string, TableState[]>;
}

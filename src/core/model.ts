/**
 * The words that the whole package uses. They are the service's own: a *data table* has *attributes* (columns), its rows are
 * found by their *primary values* (key columns), a row's cells are its *values*, and every value has a *lock version*.
 */

/** The type of an attribute, as the service spells it. */
export type ValueType = "TEXT" | "NUMBER" | "BOOLEAN" | "TEXT_LIST" | "NUMBER_LIST";

/** All value types, in the order of the service's documentation. */
export const valueTypes = [
  "TEXT",
  "NUMBER",
  "BOOLEAN",
  "TEXT_LIST",
  "NUMBER_LIST",
] as const satisfies readonly ValueType[];

/** What a write must not have missed: nothing, its own cell, its column, its row, or the whole table. */
export type LockLevel = "NONE" | "VALUE" | "ATTRIBUTE" | "PRIMARY_VALUE" | "DATA_TABLE";

/** All lock levels, from the finest to the coarsest, after `NONE`. */
export const lockLevels = [
  "NONE",
  "VALUE",
  "ATTRIBUTE",
  "PRIMARY_VALUE",
  "DATA_TABLE",
] as const satisfies readonly LockLevel[];

/** The four optional parts of a lock version. Each is opaque text; which of them the service fills is not documented. */
export interface LockVersion {
  readonly DataTable?: string;
  readonly Attribute?: string;
  readonly PrimaryValues?: string;
  readonly Value?: string;
}

/** The name of one part of a lock version. */
export type LockPart = keyof LockVersion;

/** A value that the service works out at read time; the text begins with `=`. */
export interface Expression {
  readonly expression: string;
}

/** What one cell holds, as a program declares it. A number may be given as text, to keep all its digits. */
export type CellValue = string | number | boolean | readonly string[] | readonly number[] | Expression;

/** A row's key: attribute name → text. Empty for the default record. Always text on the wire, whatever the key's type. */
export type PrimaryValues = Readonly<Record<string, string>>;

/** Rules that the service checks when a value is written. Absent member: no rule. */
export interface Validation {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValues?: number;
  readonly maxValues?: number;
  readonly ignoreCase?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly enum?: { readonly strict?: boolean; readonly values: readonly string[] };
}

/** One column of a table. */
export interface Attribute {
  readonly name: string;
  readonly valueType: ValueType;
  readonly primary: boolean;
  readonly description?: string;
  readonly validation?: Validation;
  /** The service's id of the column; absent when the column is declared and does not exist yet. */
  readonly attributeId?: string;
  readonly lockVersion?: LockVersion;
}

/** The columns of one table, by name. */
export type Attributes = ReadonlyMap<string, Attribute>;

/** One live cell, as the service answers it: the raw text of the value with its lock version. */
export interface LiveCell {
  readonly rowKey: string;
  readonly attribute: string;
  readonly primaryValues: PrimaryValues;
  readonly valueType: ValueType;
  /** The value as the service stores it: always text. */
  readonly value: string;
  readonly lockVersion: LockVersion;
  /** ISO 8601, when the service tells it. */
  readonly lastModifiedTime?: string;
  readonly lastModifiedRegion?: string;
}

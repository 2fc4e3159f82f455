/**
 * The terms that the whole package uses. They are the service's own: a *data table* has *attributes* (columns), a row is identified by its
 * *primary values* (its key), the cells of a row are its *values*, and every value has a *lock version*. `docs/glossary.md` defines them.
 */

/**
 * The type of an attribute (column), as the service spells it. In a program, `TEXT` is a string, `NUMBER` a number or a decimal string,
 * `BOOLEAN` a boolean, `TEXT_LIST` a `string[]` and `NUMBER_LIST` a `number[]`.
 */
export type ValueType = "TEXT" | "NUMBER" | "BOOLEAN" | "TEXT_LIST" | "NUMBER_LIST";

/** All value types, in the order of the service's documentation. */
export const valueTypes = [
  "TEXT",
  "NUMBER",
  "BOOLEAN",
  "TEXT_LIST",
  "NUMBER_LIST",
] as const satisfies readonly ValueType[];

/**
 * Which writes by others make a lock version stale, so that the service refuses a write that carries it. `NONE`: none; `VALUE`: those to the
 * same cell; `ATTRIBUTE`: to the same column; `PRIMARY_VALUE`: to the same row; `DATA_TABLE`: to the same table.
 */
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

/** A value that the service evaluates when it is read. Allowed for `TEXT`, `NUMBER` and `BOOLEAN` columns, not in keys or lists. */
export interface Expression {
  /** The expression, which begins with `=`, such as `=CONCAT("Good ", "day")`. */
  readonly expression: string;
}

/** The value of one cell, as a program declares it. A number may be given as a decimal string, which keeps all its digits. */
export type CellValue = string | number | boolean | readonly string[] | readonly number[] | Expression;

/** A row's key: attribute name → text. Empty for the default record. Always text on the wire, whatever the key's type. */
export type PrimaryValues = Readonly<Record<string, string>>;

/**
 * Rules of a column, which the service checks when a value is written. An omitted rule is not checked. For lists, rules of length and range
 * apply to each item. A rule that does not fit the column's type is reported as `RULE_NOT_APPLICABLE`, an invalid one as `INVALID_RULE`, and
 * rules that no value can satisfy as `CONTRADICTING_RULES`.
 */
export interface Validation {
  /** `TEXT`, `TEXT_LIST`: minimum length in characters, an integer from 0 to 1000. */
  readonly minLength?: number;
  /** `TEXT`, `TEXT_LIST`: maximum length in characters, an integer from 0 to 1000. */
  readonly maxLength?: number;
  /** `TEXT_LIST`, `NUMBER_LIST`: minimum number of items, an integer from 0 to 100. */
  readonly minValues?: number;
  /** `TEXT_LIST`, `NUMBER_LIST`: maximum number of items, an integer from 0 to 100. */
  readonly maxValues?: number;
  /** `TEXT` key columns, `TEXT_LIST`: whether upper and lower case are the same. */
  readonly ignoreCase?: boolean;
  /** `NUMBER`, `NUMBER_LIST`: the lowest allowed value. Do not combine with `exclusiveMinimum`. */
  readonly minimum?: number;
  /** `NUMBER`, `NUMBER_LIST`: the highest allowed value. */
  readonly maximum?: number;
  /** `NUMBER`, `NUMBER_LIST`: values must be above this. Do not combine with `minimum`. */
  readonly exclusiveMinimum?: number;
  /** `NUMBER`, `NUMBER_LIST`: values must be below this. */
  readonly exclusiveMaximum?: number;
  /** `NUMBER`, `NUMBER_LIST`: values must be a multiple of this number, which is above 0. */
  readonly multipleOf?: number;
  /**
   * The allowed values, as strings for every type; at least one, without duplicates. `strict: true` rejects other values, `strict: false`
   * makes them suggestions.
   */
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

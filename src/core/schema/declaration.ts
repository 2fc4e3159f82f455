import type { Attribute, LockLevel, LockVersion, Validation, ValueType } from "../model";

/** One column as a program declares it. */
export interface ColumnDeclaration {
  readonly type: ValueType;
  /** Whether the column is part of a row's key. Default: false. */
  readonly primary?: boolean;
  /** At most 250 characters. Default: none. */
  readonly description?: string;
  /** Rules that the service checks when a value is written. Default: none. */
  readonly validation?: Validation;
  /** The name that the column had before: the column is renamed in place and keeps its values. May stay after the rename. */
  readonly renamedFrom?: string;
}

/** A table as a program declares it, without where it is and how to reach it. */
export interface TableDeclaration {
  readonly name: string;
  /** At most 250 characters. Default: none. */
  readonly description?: string;
  /** IANA name; expressions are worked out in it. */
  readonly timeZone: string;
  /** Absent: `VALUE` for a table that is created, and as it is for one that exists. */
  readonly lockLevel?: LockLevel;
  /** Tags that others put on the table are left alone. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Column name → column; `null` releases a column: it is forgotten and stays in the table with its values. */
  readonly attributes: Readonly<Record<string, ColumnDeclaration | null>>;
  /** Columns that may be removed although that destroys their values. */
  readonly allowAttributeRemoval?: readonly string[];
  /** Whether a table, a column or a tag that already exists may be taken over. Default: false. */
  readonly adopt?: boolean;
}

/** A table as state records it: what this resource declared and the service confirmed. */
export interface RecordedTable {
  readonly name: string;
  readonly description?: string;
  readonly timeZone: string;
  readonly lockLevel?: LockLevel;
  readonly tags?: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, ColumnDeclaration>>;
  /** Column name → the service's id, which a rename keeps. May lack columns. */
  readonly attributeIds?: Readonly<Record<string, string>>;
}

/** What the service says of a table, without its columns and values. */
export interface TableDescription {
  readonly dataTableId: string;
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly timeZone: string;
  readonly lockLevel: LockLevel;
  readonly tags: Readonly<Record<string, string>>;
  readonly lockVersion: LockVersion;
}

/** A table with its columns. */
export interface ObservedTable extends TableDescription {
  readonly attributes: readonly Attribute[];
  /** Whether any cell is stored; absent while no one has looked, which costs a request. */
  readonly hasValues?: boolean;
}

/** A column's settings, as a create or an update sends them: an update replaces them all. */
export type ColumnSettings = Pick<Attribute, "name" | "valueType" | "primary" | "description" | "validation">;

/** The settings of a table itself, as an update of its metadata sends them: it replaces them all. */
export type TableMetadata = Pick<ObservedTable, "name" | "description" | "timeZone" | "lockLevel">;

/** Column names as the service compares them: without regard to case and outer spaces. */
export function foldName(name: string): string {
  return name.trim().toLowerCase();
}

/** The columns that a declaration manages: those that are not released. */
export function managedColumns(declaration: TableDeclaration): [string, ColumnDeclaration][] {
  return Object.entries(declaration.attributes).filter(
    (entry): entry is [string, ColumnDeclaration] => entry[1] !== null,
  );
}

/** The columns that a declaration releases. */
export function releasedColumns(declaration: TableDeclaration): string[] {
  return Object.keys(declaration.attributes).filter((name) => declaration.attributes[name] === null);
}

/** What the service can do, as the rest of the package sees it; `src/aws` does it. */
import type { CellAddress } from "../core/cells/cell-map";
import type { Attribute, LiveCell, LockVersion, PrimaryValues } from "../core/model";
import type { ColumnSettings, TableDescription, TableMetadata } from "../core/schema/declaration";

/** A cell named for a batch request. */
export interface CellTarget extends CellAddress {
  readonly primaryValues: PrimaryValues;
}

/** One item of a batch write; `value` is absent for a delete, `lockVersion` where none is known or wanted. */
export interface WriteItem extends CellTarget {
  readonly value?: string;
  readonly lockVersion?: LockVersion;
}

/** What a batch request answered, matched to its items. An item in neither list was not answered: unknown, neither done nor refused. */
export interface BatchAnswer {
  readonly succeeded: readonly (CellTarget & { readonly lockVersion: LockVersion })[];
  readonly failed: readonly (CellTarget & { readonly message: string })[];
}

/** The three verbs of a batch write. */
export type WriteVerb = "create" | "update" | "delete";

/**
 * One data table, as the steps of a reconciliation see it. Every method throws a `ServiceError`. Row keys are made of the texts that
 * the service answered; `observe` brings them to the spelling of the program.
 */
export interface TableGateway {
  /** DescribeDataTable. */
  describeTable(): Promise<TableDescription>;
  /** ListDataTableAttributes, all pages. */
  listAttributes(): Promise<Attribute[]>;
  /** ListDataTableValues, all pages; `onPage` is told after each page how many values there are so far. */
  listValues(onPage?: (count: number) => void): Promise<LiveCell[]>;
  /** BatchDescribeDataTableValue for at most one batch of cells; a cell that does not exist is left out. */
  describeValues(cells: readonly CellTarget[]): Promise<LiveCell[]>;
  /** BatchCreate-, BatchUpdate- or BatchDeleteDataTableValue for at most one batch of items. */
  write(verb: WriteVerb, items: readonly WriteItem[]): Promise<BatchAnswer>;
  /** UpdateDataTablePrimaryValues: gives a row another key, keeping its values. */
  updatePrimaryValues(from: PrimaryValues, to: PrimaryValues, lockVersion: LockVersion): Promise<LockVersion>;
  /** Whether any cell is stored (ListDataTableValues, as far as the first cell). */
  hasValues(): Promise<boolean>;
}

/** A table as a listing names it. */
export interface TableSummary {
  readonly dataTableId: string;
  readonly arn: string;
  readonly name: string;
}

/** What the service answers to a new table. */
export interface CreatedTable {
  readonly dataTableId: string;
  readonly arn: string;
  readonly lockVersion: LockVersion;
}

/** What the service answers to a new column. */
export interface CreatedColumn {
  readonly attributeId?: string;
  readonly lockVersion: LockVersion;
}

/**
 * The tables of one instance, as a reconciliation of schemas sees them. Every method but `table` is one call (a listing: one for each page)
 * and throws a `ServiceError`. None of the writes can carry a lock version: the service has none for schemas.
 */
export interface InstanceGateway {
  /** ListDataTables, all pages. */
  listTables(): Promise<TableSummary[]>;
  /** One table of the instance. */
  table(dataTableId: string): TableGateway;
  /** Whether the instance itself still answers (ListDataTables): only then is a missing table believed to be gone. */
  instanceAnswers(): Promise<boolean>;
  /** CreateDataTable. */
  createTable(metadata: TableMetadata, tags: Readonly<Record<string, string>>): Promise<CreatedTable>;
  /** UpdateDataTableMetadata: replaces all of it. */
  updateMetadata(dataTableId: string, metadata: TableMetadata): Promise<LockVersion>;
  /** DeleteDataTable. */
  deleteTable(dataTableId: string): Promise<void>;
  /** TagResource. */
  tag(arn: string, tags: Readonly<Record<string, string>>): Promise<void>;
  /** UntagResource. */
  untag(arn: string, keys: readonly string[]): Promise<void>;
  /** CreateDataTableAttribute. */
  createAttribute(dataTableId: string, settings: ColumnSettings): Promise<CreatedColumn>;
  /** UpdateDataTableAttribute: `name` is what the column is called now; replaces all settings, the name included. */
  updateAttribute(dataTableId: string, name: string, settings: ColumnSettings): Promise<LockVersion>;
  /** DeleteDataTableAttribute: destroys the values of the column. */
  deleteAttribute(dataTableId: string, name: string): Promise<LockVersion>;
}

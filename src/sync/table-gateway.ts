import type { Attribute, LiveCell, LockVersion } from "../core/model";
import type { ColumnSettings, TableMetadata } from "../core/table/table-declaration";
import type { TableDescription } from "./gateway";

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
 * The tables of one instance, without their values, as a reconciliation of schemas sees them. Every method is one call (a listing: one
 * for each page) and throws a `ServiceError`. None of the writes can carry a lock version: the service has none for schemas.
 */
export interface SchemaGateway {
  /** ListDataTables, all pages. */
  listTables(): Promise<TableSummary[]>;
  /** DescribeDataTable. */
  describeTable(dataTableId: string): Promise<TableDescription>;
  /** ListDataTableAttributes, all pages. */
  listAttributes(dataTableId: string): Promise<Attribute[]>;
  /** Whether any cell is stored (ListDataTableValues, as far as the first cell). */
  hasValues(dataTableId: string): Promise<boolean>;
  /** ListDataTableValues, all pages; what is listed of key columns is left in. */
  listValues(dataTableId: string): Promise<LiveCell[]>;
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

import type { CellAddress } from "../core/cell-map";
import type { Attribute, LiveCell, LockLevel, LockVersion, PrimaryValues } from "../core/model";

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
  /** ListDataTableValues, all pages. */
  listValues(): Promise<LiveCell[]>;
  /** BatchDescribeDataTableValue for at most one batch of cells; a cell that does not exist is left out. */
  describeValues(cells: readonly CellTarget[]): Promise<LiveCell[]>;
  /** BatchCreate-, BatchUpdate- or BatchDeleteDataTableValue for at most one batch of items. */
  write(verb: WriteVerb, items: readonly WriteItem[]): Promise<BatchAnswer>;
  /** UpdateDataTablePrimaryValues: gives a row another key, keeping its values. */
  updatePrimaryValues(from: PrimaryValues, to: PrimaryValues, lockVersion: LockVersion): Promise<LockVersion>;
  /** Whether the instance itself still answers (ListDataTables): only then is a missing table believed to be gone. */
  instanceAnswers(): Promise<boolean>;
}

import * as pulumi from "@pulumi/pulumi";
import type { LockLevel, Validation, ValueType } from "../../core/model";
import type { ConnectionArgs } from "../connection/args";
import { dataTableShell } from "./shell";
import { ownUrn } from "../host/own-urn";

/** The type token of the resource. */
const tableType = "pulumi-nodejs:dynamic/connect-data-tables:DataTable";

/** One column. */
export interface AttributeArgs {
  /** `TEXT`, `NUMBER`, `BOOLEAN`, `TEXT_LIST` or `NUMBER_LIST`. A change leaves stored values as they are. */
  readonly type: pulumi.Input<ValueType>;
  /** Whether the column is part of a row's key. Cannot change while the table holds values. Default: false. */
  readonly primary?: pulumi.Input<boolean>;
  /** At most 250 characters. Default: none. */
  readonly description?: pulumi.Input<string>;
  /** Rules that the service checks when a value is written. Default: none. */
  readonly validation?: pulumi.Input<Validation>;
  /** The name that the column had before: it is renamed in place and keeps its values. May stay after the rename. */
  readonly renamedFrom?: pulumi.Input<string>;
}

/** The arguments of `DataTable`. */
export interface DataTableArgs extends Omit<ConnectionArgs, "batchSize"> {
  /** Id or ARN of the Amazon Connect instance. Changing it replaces the table. */
  readonly instanceId: pulumi.Input<string>;
  /** 1 to 127 characters, unique in the instance ignoring case. A change renames the table in place. */
  readonly name: pulumi.Input<string>;
  /** IANA name, such as `Europe/Berlin`; expressions are worked out in it. */
  readonly timeZone: pulumi.Input<string>;
  /** At most 250 characters. Default: none. */
  readonly description?: pulumi.Input<string>;
  /** What a write must not have missed. Default: `VALUE` for a new table; a table that exists keeps its own. */
  readonly lockLevel?: pulumi.Input<LockLevel>;
  /** At most 50. Tags that others put on the table are left alone. */
  readonly tags?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
  /**
   * The columns, by name. Columns that were never declared here are left alone. `null` releases a column: it is forgotten and stays in
   * the table with its values.
   */
  readonly attributes: pulumi.Input<Readonly<Record<string, pulumi.Input<AttributeArgs | null>>>>;
  /** Columns that may be removed although that destroys their values. */
  readonly allowAttributeRemoval?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Whether a table of this name that exists already is taken over, with columns and tags that exist. Default: false. */
  readonly adopt?: pulumi.Input<boolean>;
  /**
   * Whether a delete may take a table that was taken over, or one that holds values which state does not record as ours. Without it the first
   * is let go and the second is refused. Default: false.
   */
  readonly allowDelete?: pulumi.Input<boolean>;
}

/** What `DataTable.get` needs. */
export type DataTableLookup = Pick<DataTableArgs, "instanceId"> &
  Omit<ConnectionArgs, "batchSize"> & {
    /** Id or ARN of the data table. */
    readonly dataTableId: pulumi.Input<string>;
  };

/** One column of a table that exists. */
export interface AttributeInfo {
  readonly type: ValueType;
  readonly primary?: boolean;
  readonly description?: string;
  readonly validation?: Validation;
  readonly renamedFrom?: string;
}

/**
 * An Amazon Connect data table: its name, settings, tags and columns. Its contents are `DataTableValues`.
 *
 * ```ts
 * const table = new DataTable("store-hours", {
 *   instanceId, name: "StoreHours", timeZone: "Europe/Berlin", lockLevel: "VALUE",
 *   attributes: {
 *     Store: { type: "TEXT", primary: true },
 *     Opens: { type: "TEXT", validation: { maxLength: 5 } },
 *     Seats: { type: "NUMBER", validation: { minimum: 0 }, renamedFrom: "Places" },
 *   },
 * });
 * ```
 */
export class DataTable extends pulumi.dynamic.Resource {
  /** Id of the instance, without ARN. */
  declare readonly instanceId: pulumi.Output<string>;
  /** The Region in which the table is. */
  declare readonly region: pulumi.Output<string>;
  /** Id of the table, for `DataTableValues` and flows. */
  declare readonly dataTableId: pulumi.Output<string>;
  /** ARN of the table. */
  declare readonly arn: pulumi.Output<string>;
  /** Column name → the service's id of the column, which a rename keeps. */
  declare readonly attributeIds: pulumi.Output<Record<string, string>>;
  /** Under a name that the engine never prints. */
  declare private readonly __lockVersion: pulumi.Output<string>;
  /** Whether the table existed before and was taken over. */
  declare readonly adopted: pulumi.Output<boolean>;
  /** The name of the table. */
  declare readonly name: pulumi.Output<string>;
  /** The time zone of the table. */
  declare readonly timeZone: pulumi.Output<string>;
  /** The description of the table. */
  declare readonly description: pulumi.Output<string | undefined>;
  /** The lock level, where it was declared. */
  declare readonly lockLevel: pulumi.Output<LockLevel | undefined>;
  /** The tags that were declared. */
  declare readonly tags: pulumi.Output<Record<string, string> | undefined>;
  /** The columns that were declared, `null` for those that were released. */
  declare readonly attributes: pulumi.Output<Record<string, AttributeInfo | null>>;

  constructor(name: string, args: DataTableArgs, options?: pulumi.CustomResourceOptions) {
    const isLookup = options?.id !== undefined;
    const outputs = {
      region: undefined,
      dataTableId: undefined,
      arn: undefined,
      attributeIds: undefined,
      __lockVersion: undefined,
      adopted: undefined,
      name: undefined,
      timeZone: undefined,
      description: undefined,
      lockLevel: undefined,
      tags: undefined,
      attributes: undefined,
    };
    const hidden = isLookup ? {} : { __urn: ownUrn(name, tableType, options) };
    super(dataTableShell, name, { ...outputs, ...args, ...hidden }, options, "connect-data-tables", "DataTable");
  }

  /** The table's own lock version, as far as this resource has seen it. */
  get lockVersion(): pulumi.Output<string> {
    return this.__lockVersion;
  }

  /** Looks up a table that exists, with all its columns and tags; reads only, at each run. `getDataTable` finds one by its name. */
  static get(name: string, args: DataTableLookup, options?: pulumi.CustomResourceOptions): DataTable {
    const id = pulumi.interpolate`${args.instanceId}/${args.dataTableId}`;
    return new DataTable(name, args as unknown as DataTableArgs, { ...options, id });
  }
}

import * as pulumi from "@pulumi/pulumi";
import type { Exported } from "../../core/values/exported";
import type { Guard } from "../../core/values/guard";
import type { Ignore } from "../../core/values/ignore";
import type { CellValue, LockLevel } from "../../core/model";
import type { ConnectionArgs } from "../connection/args";
import { keepOutputsOutOfDebugLog } from "../host/debug-log";
import { toEngineInputs } from "./engine-inputs";
import { dataTableValuesShell } from "./shell";

/** The value of one cell in a program, or `null` to release the cell. */
export type CellInput = pulumi.Input<CellValue | null>;

/** One row: its key columns and its values, flat. */
export type RowInput = Readonly<Record<string, CellInput>>;

/** A row's key: key column → value. */
export type KeyInput = Readonly<Record<string, pulumi.Input<string | number | boolean>>>;

/** The arguments of `DataTableValues`. */
export interface DataTableValuesArgs extends ConnectionArgs {
  /** Id or ARN of the Amazon Connect instance. */
  readonly instanceId: pulumi.Input<string>;
  /** Id or ARN of the data table; may be the output of another resource. */
  readonly dataTableId: pulumi.Input<string>;
  /** The key columns of the table. Leave out for a table that has only its default record. */
  readonly primaryAttributes?: readonly string[];
  /**
   * The rows, as flat records; their order has no meaning. A column that is left out is not managed, or deleted if this resource wrote it
   * before. `null` releases a cell: it is forgotten, its live value stays.
   */
  readonly rows?: pulumi.Input<readonly pulumi.Input<RowInput>[]>;
  /** The default record: what a look-up finds when no row matches. */
  readonly defaults?: pulumi.Input<RowInput>;
  /** `declared`: only cells that the program names or once named. `exclusive`: also removes what nobody declared. Default: `declared`. */
  readonly ownership?: pulumi.Input<"declared" | "exclusive">;
  /** What to do with a cell that somebody else changed. `overwrite` says what it replaced. Default: `fail`. */
  readonly onConflict?: pulumi.Input<"fail" | "overwrite">;
  /**
   * Where and when these values were read, as `connect-data-tables export` writes it. The first `pulumi up` may change a live value of that
   * table that was last modified no later than `at`, because the author has seen it. One modified later is a conflict, and on any other table
   * it has no effect. Default: none.
   */
  readonly exported?: pulumi.Input<Exported>;
  /** Rows and columns, as globs, that are never written, never drift and never deleted. */
  readonly ignore?: pulumi.Input<Ignore>;
  /** Columns whose values never appear in a message, a report or a log, and are secret in state. */
  readonly sensitive?: readonly string[];
  /** Rows whose key changed and that keep their values, as in Terraform's `moved` block. */
  readonly moved?: readonly { readonly from: KeyInput; readonly to: KeyInput }[];
  /** Columns that got another name: old → new. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** How much of the table one run may change. Default: 30 % of the cells, from 10 rows on. `false` switches it off. */
  readonly guard?: pulumi.Input<Guard | false>;
  /** The table's quota of values, if it was raised or lowered. Default: 1,000. */
  readonly valueQuota?: pulumi.Input<number>;
}

/** What `DataTableValues.get` needs. */
export type DataTableValuesLookup = Pick<DataTableValuesArgs, "instanceId" | "dataTableId" | "sensitive"> &
  ConnectionArgs;

/**
 * The values of one Amazon Connect data table: one resource, whatever the number of rows.
 *
 * ```ts
 * new DataTableValues("store-hours", {
 *   instanceId, dataTableId,
 *   primaryAttributes: ["Store"],
 *   rows: [{ Store: "Berlin", Opens: "09:00", Seats: 12, Open: true, Channels: ["VOICE", "CHAT"] }],
 *   defaults: { Opens: "08:00" },
 * });
 * ```
 */
export class DataTableValues extends pulumi.dynamic.Resource {
  /** Id of the instance, without ARN. */
  declare readonly instanceId: pulumi.Output<string>;
  /** Id of the table, without ARN or alias. */
  declare readonly dataTableId: pulumi.Output<string>;
  /** The Region in which the table was found. */
  declare readonly region: pulumi.Output<string>;
  /** Recorded values: row key → column → value. */
  declare readonly rows: pulumi.Output<Record<string, Record<string, CellValue>>>;
  /** Recorded values of the default record. */
  declare readonly defaults: pulumi.Output<Record<string, CellValue> | undefined>;
  /** How many cells are recorded as this resource's. */
  declare readonly cellCount: pulumi.Output<number>;
  /** The table's lock level at the last write. */
  declare readonly lockLevel: pulumi.Output<LockLevel | undefined>;

  constructor(name: string, args: DataTableValuesArgs, options?: pulumi.CustomResourceOptions) {
    keepOutputsOutOfDebugLog();
    const isLookup = options?.id !== undefined;
    const inputs = isLookup ? { ...args } : toEngineInputs(name, args, options);
    const outputs = {
      region: undefined,
      rows: undefined,
      defaults: undefined,
      cellCount: undefined,
      lockLevel: undefined,
    };
    super(dataTableValuesShell, name, { ...outputs, ...inputs }, options, "connect-data-tables", "DataTableValues");
  }

  /** Looks up everything that a table holds; reads only, at each run. `rows` and `defaults` are the live values. */
  static get(name: string, args: DataTableValuesLookup, options?: pulumi.CustomResourceOptions): DataTableValues {
    const id = pulumi.interpolate`${args.instanceId}/${args.dataTableId}`;
    return new DataTableValues(name, args, { ...options, id });
  }
}

import type { Exported, Ignore } from "../../core/values/intent";
import type { Guard } from "../../core/values/guard";
import type { CellValue, LockLevel } from "../../core/model";
import { valuesLookupArguments } from "../../core/arguments/resources";
import { assertArguments } from "../program/assert-arguments";
import type { ConnectionArgs } from "../connection/args";
import { assertReachable } from "../program/assert-reachable";
import { keepOutputsOutOfDebugLog } from "../program/debug-log";
import { withPluginAlias } from "../program/plugin-alias";
import type { TableOfProgram } from "../program/table-argument";
import { dynamicTypes } from "../program/tokens";
import { toEngineInputs, withHiddenDiffs } from "./program/engine-inputs";
import { dataTableValuesShell } from "./shell";

import * as pulumi from "@pulumi/pulumi";

/** The value of one cell in a program, or `null` to release the cell. */
export type CellInput = pulumi.Input<CellValue | null>;

/** One row, flat: column → value, key columns included. A column whose value is `undefined` is omitted. */
export type RowInput = Readonly<Record<string, CellInput | undefined>>;

/** A type of rows, such as an interface, whose members are all values of cells. */
export type RowOf<Row> = { readonly [Column in keyof Row]: CellInput | undefined };

/** The key of a row: key column → value. It must name all key columns. */
export type KeyInput = Readonly<Record<string, pulumi.Input<string | number | boolean>>>;

/** A table by its ids. */
export interface TableByIds {
  /** Id or ARN of the Amazon Connect instance. */
  readonly instanceId: pulumi.Input<string>;
  /** Id or ARN of the data table; may be the output of another resource, such as `dataTableId` of a `DataTable`. */
  readonly dataTableId: pulumi.Input<string>;
  /** The names of all key columns of the table, at most 5. Omit for a table that has only its default record. Default: none. */
  readonly primaryAttributes?: readonly string[];
  readonly table?: undefined;
}

/** A table by its resource. */
export interface TableByResource {
  /**
   * The `DataTable`, also one from `DataTable.get`. It gives the ids and the key columns, and its declared columns let a preview check the
   * values of a table that does not exist yet, or that is about to change.
   */
  readonly table: TableOfProgram;
  readonly instanceId?: undefined;
  readonly dataTableId?: undefined;
  readonly primaryAttributes?: undefined;
}

/** The arguments of `DataTableValues`: what to put into a table, and the table, either as `table` or by its ids. */
export type DataTableValuesArgs<Row extends RowOf<Row> = RowInput> = ValuesArgs<Row> & (TableByIds | TableByResource);

/** What to put into a table, and how. */
export interface ValuesArgs<Row extends RowOf<Row> = RowInput> extends ConnectionArgs {
  /**
   * The rows, as flat records in any order. Two rows with the same key are an error (`DUPLICATE_ROW`). A column that is omitted is not
   * managed; if this resource wrote the cell before, the cell is deleted. `null` releases a cell: state forgets it, its live value stays.
   * Default: none.
   */
  readonly rows?: pulumi.Input<readonly pulumi.Input<RowInput | Row>[]>;
  /** The default record, which a lookup returns when no row matches: column → value, without key columns. Default: none. */
  readonly defaults?: pulumi.Input<RowInput>;
  /**
   * `declared`: manages the cells that the program declares or once declared. `exclusive`: manages the whole table and deletes values that no
   * one declared. Default: `declared`.
   */
  readonly ownership?: pulumi.Input<"declared" | "exclusive">;
  /**
   * What to do if another writer changed a cell that this update wants to change. `fail` stops before anything is written (`CONFLICT`);
   * `overwrite` writes, and lists what it replaced. Default: `fail`.
   */
  readonly onConflict?: pulumi.Input<"fail" | "overwrite">;
  /**
   * From which table and when these values were exported, as written by `connect-data-tables export`. The first `pulumi up` may change a live
   * value of that table that was last modified no later than `at`, because the author has seen it. A value modified later is a conflict. For
   * any other table it has no effect. Default: none.
   */
  readonly exported?: pulumi.Input<Exported>;
  /** Rows and columns, as globs, that are never written, never drift and are never deleted. Default: none. */
  readonly ignore?: pulumi.Input<Ignore>;
  /**
   * Columns whose declared value is written only where there is none; afterwards others own the cell: no drift, no conflict, no deletion while
   * it is declared. When its row or resource goes, a cell that still has the value that we wrote is deleted, and a changed one stays and is
   * listed (`INITIAL_KEPT`). A cell that someone deleted is not written again. No key columns. Default: none.
   */
  readonly initial?: readonly string[];
  /** Columns whose values are secret in state and never appear in a message, a report or a log; no key columns. Default: none. */
  readonly sensitive?: readonly string[];
  /**
   * Rows whose key changed in place: they keep their values and the cells that others added, as with Terraform's `moved` block. `to` must be a
   * declared row, `from` must not be (`IMPOSSIBLE_MOVE`). Entries may stay in the program. Default: none.
   */
  readonly moved?: readonly { readonly from: KeyInput; readonly to: KeyInput }[];
  /** Columns that were renamed in place: old name → new name. Default: none. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** How much of the table one update may change. Default: 30% of the cells, from 10 recorded rows. `false` turns it off. */
  readonly guard?: pulumi.Input<Guard | false>;
  /** The table's quota of values, if it was raised or lowered: an integer above 0. A table above it causes a warning. Default: 1,000. */
  readonly valueQuota?: pulumi.Input<number>;
}

/** What `DataTableValues.get` needs. */
export type DataTableValuesLookup = Pick<TableByIds, "instanceId" | "dataTableId"> &
  Pick<ValuesArgs, "sensitive"> &
  ConnectionArgs;

/**
 * The values of one Amazon Connect data table, as one resource. An update reads the live values before it writes: a cell that another writer
 * changed stops it before anything is written (see `onConflict`). Problems are reported by the preview where it can know them.
 *
 * ```ts
 * new DataTableValues("store-hours", {
 *   table, // a DataTable; or instanceId, dataTableId, primaryAttributes: ["Store"]
 *   rows: [{ Store: "Berlin", Opens: "09:00", Seats: 12, Open: true, Channels: ["VOICE", "CHAT"] }],
 *   defaults: { Opens: "08:00" },
 * });
 * ```
 */
export class DataTableValues<Row extends RowOf<Row> = RowInput> extends pulumi.dynamic.Resource {
  /** The type token, by which policies find the class. */
  static readonly __pulumiType: string = dynamicTypes.values;

  /** Id of the instance, never an ARN. */
  declare readonly instanceId: pulumi.Output<string>;
  /** Id of the table, never an ARN and without an alias. */
  declare readonly dataTableId: pulumi.Output<string>;
  /** The AWS Region of the table. */
  declare readonly region: pulumi.Output<string>;
  /** The recorded values: row key → column → value. */
  declare readonly rows: pulumi.Output<Record<string, Record<string, CellValue>>>;
  /** The recorded values of the default record: column → value. */
  declare readonly defaults: pulumi.Output<Record<string, CellValue> | undefined>;
  /** The number of cells that state records for this resource. */
  declare readonly cellCount: pulumi.Output<number>;
  /** The table's lock level at the last write. */
  declare readonly lockLevel: pulumi.Output<LockLevel | undefined>;

  constructor(name: string, args: DataTableValuesArgs<Row>, options?: pulumi.CustomResourceOptions) {
    assertReachable();
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
    const ofPlugin = withPluginAlias(withHiddenDiffs(inputs, options), "values");
    super(dataTableValuesShell, name, { ...outputs, ...inputs }, ofPlugin, "connect-data-tables", "DataTableValues");
  }

  /**
   * Reads everything that a table holds, on each update and preview; never writes. `rows` and `defaults` are the live values.
   *
   * @throws pulumi.RunError if an argument is wrong.
   */
  static get(name: string, args: DataTableValuesLookup, options?: pulumi.CustomResourceOptions): DataTableValues {
    assertArguments(`DataTableValues.get("${name}")`, args, valuesLookupArguments);
    const id = pulumi.interpolate`${args.instanceId}/${args.dataTableId}`;
    return new DataTableValues(name, args, { ...options, id });
  }
}

import * as pulumi from "@pulumi/pulumi";
import { tokens } from "../program/tokens";
import type { ConnectionArgs } from "../connection/args";
import { DataTable } from "../table/resource";
import { DataTableValues } from "../values/resource";
import { declareFile } from "./declare";

/** The arguments of `DataTableFile`. */
export interface DataTableFileArgs extends ConnectionArgs {
  /** Id or ARN of the Amazon Connect instance. */
  readonly instanceId: pulumi.Input<string>;
  /** Path of the YAML file, relative to the working directory of the program. */
  readonly file: string;
  /** Id or ARN of an existing table: then only its values are managed, not the table itself. Default: the file's table is created. */
  readonly dataTableId?: pulumi.Input<string>;
  /**
   * Whether the table may be deleted with everything in it, even if other writers wrote values or the table was taken over (`adopt: true` in
   * the file). If false, the file's own values are deleted first, other writers' values prevent the delete of the table (`TABLE_NOT_EMPTY`),
   * and a table that was taken over is left in place. Default: false.
   */
  readonly allowDelete?: pulumi.Input<boolean>;
  /**
   * Values for the variables of the file: `${name}` in a value, a list item, an expression or a key. An output or a secret makes only the
   * cells that use it unknown or secret; a key cannot be a secret. Names that the file does not declare are passed over, so that many
   * files may share one set. Default: none.
   */
  readonly variables?: Readonly<Record<string, pulumi.Input<string | number | boolean>>>;
}

/**
 * One table from one file: creates the `DataTable` and the `DataTableValues` that a YAML file describes. The rows may be in a CSV file. If
 * the file has problems, the program ends with one message that lists them all, with file, line, column, and what to do.
 *
 * ```ts
 * new DataTableFile("store-hours", { instanceId, file: "tables/store-hours.yaml" });
 * ```
 */
export class DataTableFile extends pulumi.ComponentResource {
  /** The table; absent if `dataTableId` names an existing one. */
  readonly table?: DataTable;
  /** The values of the table. */
  readonly values: DataTableValues;
  /** Id of the table. */
  readonly dataTableId: pulumi.Output<string>;

  /** @throws pulumi.RunError (shown without a stack trace) if an argument is wrong, or the file cannot be read or has problems. */
  constructor(name: string, args: DataTableFileArgs, options?: pulumi.ComponentResourceOptions) {
    super(tokens.file, name, {}, options);
    const { table, values } = declareFile(this, name, args, { DataTable, DataTableValues });
    if (table) this.table = table;
    this.values = values;
    this.dataTableId = this.values.dataTableId;
    this.registerOutputs({ dataTableId: this.dataTableId });
  }
}

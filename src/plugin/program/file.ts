/** The component `DataTableFile` of programs on the plugin. */
import * as pulumi from "@pulumi/pulumi";
import { declareFile } from "../../provider/file/declare";
import type { DataTableFileArgs } from "../../provider/file/resource";
import { tokens } from "../../provider/program/tokens";
import { DataTable } from "./table";
import { DataTableValues } from "./values";

/**
 * One table from one file, on the plugin: creates the `DataTable` and the `DataTableValues` that a YAML file describes. The arguments are those
 * of the class of the same name in `pulumi-connect-data-tables`.
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

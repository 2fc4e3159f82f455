import * as pulumi from "@pulumi/pulumi";
import { fileArguments } from "../../core/arguments/resources";
import type { DataTableFileArgs } from "../../provider/file/resource";
import { assertArguments } from "../../provider/program/assert-arguments";
import { readTableFile } from "../../provider/program/read-table-file";
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
    assertArguments(`DataTableFile "${name}"`, args, fileArguments);
    const { file, dataTableId, instanceId, batchSize, allowDelete, variables, ...connection } = args;
    const { table, values } = readTableFile(file, this, variables);
    const parent = { parent: this };
    const { primaryAttributes, ...contents } = values;
    if (dataTableId === undefined) {
      this.table = new DataTable(name, { instanceId, allowDelete, ...connection, ...table }, parent);
    }
    const place = this.table
      ? { table: this.table }
      : { instanceId, dataTableId: dataTableId ?? "", primaryAttributes };
    this.values = new DataTableValues(
      name,
      { ...connection, batchSize, ...contents, ...place },
      { ...parent, ...(this.table && allowDelete === true ? { deletedWith: this.table } : {}) },
    );
    this.dataTableId = this.values.dataTableId;
    this.registerOutputs({ dataTableId: this.dataTableId });
  }
}

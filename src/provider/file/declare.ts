/** The resources that a table file describes, of the classes of either provider. */
import type * as pulumi from "@pulumi/pulumi";
import { fileArguments } from "../../core/arguments/resources";
import { assertArguments } from "../program/assert-arguments";
import { readTableFile } from "../program/read-table-file";
import type { TableOfProgram } from "../program/table-argument";
import type { DataTableArgs } from "../table/resource";
import type { DataTableValuesArgs, TableByIds, TableByResource } from "../values/resource";
import type { DataTableFileArgs } from "./resource";

type ResourceClass<Args, T> = new (name: string, args: Args, options?: pulumi.CustomResourceOptions) => T;

/** The classes to declare with. */
interface Classes<Table extends TableOfProgram, Values> {
  readonly DataTable: ResourceClass<DataTableArgs, Table>;
  readonly DataTableValues: ResourceClass<DataTableValuesArgs, Values>;
}

/**
 * Declares the resources under a component. The table is absent if the arguments name an existing one.
 * @throws pulumi.RunError (shown without a stack trace) if an argument is wrong, or the file cannot be read or has problems.
 */
export function declareFile<Table extends TableOfProgram, Values>(
  component: pulumi.ComponentResource,
  name: string,
  args: DataTableFileArgs,
  { DataTable, DataTableValues }: Classes<Table, Values>,
): { readonly table?: Table; readonly values: Values } {
  assertArguments(`DataTableFile "${name}"`, args, fileArguments);
  const { file, dataTableId, instanceId, batchSize, allowDelete, variables, ...connection } = args;
  const { table: described, values } = readTableFile(file, component, variables);
  const { primaryAttributes, ...contents } = values;
  const parent = { parent: component };
  const fill = (place: TableByIds | TableByResource, options: pulumi.CustomResourceOptions = {}) =>
    new DataTableValues(name, { ...connection, batchSize, ...contents, ...place }, { ...parent, ...options });
  if (dataTableId !== undefined) return { values: fill({ instanceId, dataTableId, primaryAttributes }) };
  const table = new DataTable(name, { instanceId, allowDelete, ...connection, ...described }, parent);
  return { table, values: fill({ table }, allowDelete === true ? { deletedWith: table } : {}) };
}

/** What programs import from `pulumi-connect-data-tables/plugin`: the resources of the package on its plugin. */
export { DataTable } from "./plugin/program/table";
export { DataTableFile } from "./plugin/program/file";
export { DataTableValues } from "./plugin/program/values";
export { getDataTable, getDataTableOutput } from "./plugin/program/functions";
export { Provider } from "./plugin/program/provider";
export type { ProviderArgs } from "./plugin/program/provider";
export type { AttributeArgs, AttributeInfo, DataTableArgs, DataTableLookup } from "./provider/table/resource";
export type { DataTableFileArgs } from "./provider/file/resource";
export type {
  CellInput,
  DataTableValuesArgs,
  DataTableValuesLookup,
  KeyInput,
  RowInput,
  RowOf,
  TableByIds,
  TableByResource,
  ValuesArgs,
} from "./provider/values/resource";
export type { TableOfProgram } from "./provider/program/table-argument";
export type { ConnectionArgs } from "./provider/connection/args";
export type { AssumeRole } from "./aws/connection-settings";
export type { Guard } from "./core/values/guard";
export type { Ignore } from "./core/values/intent";
export type { CellValue, Expression, LockLevel, Validation, ValueType } from "./core/model";
export type { GetDataTableArgs, GetDataTableResult } from "./provider/table/get";

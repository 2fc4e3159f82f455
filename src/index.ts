export { DataTable } from "./provider/data-table";
export type { AttributeArgs, AttributeInfo, DataTableArgs, DataTableLookup } from "./provider/data-table";
export { DataTableFile } from "./provider/data-table-file";
export type { DataTableFileArgs } from "./provider/data-table-file";
export { DataTableValues } from "./provider/data-table-values";
export type {
  CellInput,
  DataTableValuesArgs,
  DataTableValuesLookup,
  KeyInput,
  RowInput,
} from "./provider/data-table-values";
export type { ConnectionArgs } from "./provider/connection-args";
export type { AssumeRole } from "./aws/connection-settings";
export type { Guard } from "./core/guard";
export type { Ignore } from "./core/ignore";
export type { CellValue, Expression, LockLevel, Validation, ValueType } from "./core/model";
export { getDataTable, getDataTableOutput } from "./provider/get-data-table";
export type { GetDataTableArgs, GetDataTableResult } from "./provider/get-data-table";

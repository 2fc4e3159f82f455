/** The types that programs import, of whichever classes. */
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
export type { Exported, Ignore } from "./core/values/intent";
export type { CellValue, Expression, LockLevel, Validation, ValueType } from "./core/model";
export type { GetDataTableArgs, GetDataTableResult } from "./provider/table/get";

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

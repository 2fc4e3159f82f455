export { DataTable } from "./provider/table/resource";
export { DataTableFile } from "./provider/file/resource";
export { DataTableValues } from "./provider/values/resource";
export { getDataTable, getDataTableOutput } from "./provider/table/get";
export * from "./public-types";

/** What programs import from `pulumi-connect-data-tables/plugin`: the resources of the package on its plugin. */
export { DataTable } from "./plugin/program/table";
export { DataTableFile } from "./plugin/program/file";
export { DataTableValues } from "./plugin/program/values";
export type { KeyedValuesArgs } from "./plugin/program/values";
export { getDataTable, getDataTableOutput } from "./plugin/program/functions";
export { Provider } from "./plugin/program/provider";
export type { ProviderArgs } from "./plugin/program/provider";
export * from "./public-types";

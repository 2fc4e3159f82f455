/** The names by which the engine and programs know the resources, the functions and the plugin. */

/** The package, and with it the executable: `pulumi-resource-<name>`. */
export const packageName = "connect-data-tables";

/** Resources and functions. */
export const tokens = {
  values: "connect-data-tables:index:DataTableValues",
  table: "connect-data-tables:index:DataTable",
  file: "connect-data-tables:index:DataTableFile",
  provider: "pulumi:providers:connect-data-tables",
  getDataTable: "connect-data-tables:index:getDataTable",
  getTableFile: "connect-data-tables:index:getTableFile",
} as const;

/** The types of the dynamic resources, whose state a stack brings along when it changes over. */
export const dynamicTypes = {
  values: "pulumi-nodejs:dynamic/connect-data-tables:DataTableValues",
  table: "pulumi-nodejs:dynamic/connect-data-tables:DataTable",
} as const;

/** Where releases are, in the engine's own notation. */
export const downloadUrl = "github://api.github.com/pulumi-connect-data-tables";

/** Every argument of every class and function of the package: what a program may say. */
import { limits } from "../limits";
import type { MapShape, RecordShape, Shape, TextShape } from "./shape";
import {
  columnSettings,
  columnsShape,
  nameShape,
  releasedColumn,
  tableConsents,
  tableSettings,
} from "./table-settings";
import { replacedValuesSettings, valuesSettings } from "./values-settings";

const connectionOfTable = {
  region: {
    kind: "text",
    minLength: 1,
    description: "The AWS Region of the instance, such as eu-central-1. Changing it replaces the resource.",
  },
  profile: { kind: "text", minLength: 1, description: "A profile of the shared AWS configuration files." },
  assumeRole: {
    kind: "record",
    required: ["roleArn"],
    description: "An IAM role to assume before any call.",
    fields: {
      roleArn: { kind: "text", minLength: 1, description: "ARN of the role." },
      externalId: { kind: "text", minLength: 1, description: "The external id that the role's trust policy asks for." },
      sessionName: { kind: "text", minLength: 1, description: "The name of the session, for CloudTrail." },
    },
  },
  allowedAccountIds: {
    kind: "list",
    description: "12-digit ids of the AWS accounts that may be used; credentials of any other account are an error.",
    minItems: 1,
    items: { kind: "text", rule: { pattern: "^\\d{12}$", says: "Use account ids: strings of 12 digits." } },
  },
  endpoint: {
    kind: "text",
    minLength: 1,
    description: "Base URL to use instead of the service's own, for a proxy or the simulator.",
  },
  requestsPerSecond: {
    kind: "number",
    above: 0,
    description:
      "Maximum requests per second for each operation. The lowest rate that any resource sets applies to all. Default: 2.",
  },
  burst: {
    kind: "number",
    integer: true,
    minimum: 1,
    maximum: 1000,
    description: "Requests of one operation that may be sent at once. Default: 5.",
  },
} as const satisfies Record<string, Shape>;

/** How to reach the service: arguments, and stack configuration of the same names. */
export const connectionSettings = {
  ...connectionOfTable,
  batchSize: {
    kind: "number",
    integer: true,
    minimum: 1,
    maximum: 1000,
    description: "Values per batch request. Default: 25.",
  },
} as const satisfies Record<string, Shape>;

const instanceId: TextShape = {
  kind: "text",
  minLength: 1,
  description: "Id or ARN of the Amazon Connect instance.",
  whenMissing:
    "Set it to the id or ARN of the Amazon Connect instance; an unset environment variable or output is undefined.",
};

const dataTableId: TextShape = {
  kind: "text",
  minLength: 1,
  description: "Id or ARN of the data table; may be the output of another resource.",
  whenMissing:
    "Set it to the id or ARN of the data table, from `table.dataTableId` or getDataTable({ instanceId, name }). With --target or --exclude, let the command include the table.",
};

const places = { instanceId, dataTableId };

/** `DataTableValues`. */
export const valuesArguments: RecordShape = {
  kind: "record",
  required: ["instanceId", "dataTableId"],
  replaced: replacedValuesSettings,
  fields: {
    ...places,
    primaryAttributes: {
      kind: "list",
      items: nameShape,
      unique: true,
      maxItems: limits.primaryAttributesPerTable,
      description: "The names of all key columns of the table; omit for a table that has only its default record.",
    },
    rows: {
      kind: "rows",
      description:
        "The rows, as flat records in any order. A column that is omitted is not managed; if this resource wrote the cell before, the cell is deleted. null releases a cell: state forgets it, its live value stays.",
    },
    defaults: {
      kind: "cells",
      description: "The default record, which a lookup returns when no row matches: column and value.",
    },
    ...valuesSettings,
    renamed: {
      kind: "map",
      key: nameShape,
      value: nameShape,
      description: "Columns that were renamed in place: old name and new name.",
    },
    ...connectionSettings,
  },
};

/** `DataTableValues.get`. */
export const valuesLookupArguments: RecordShape = {
  kind: "record",
  required: ["instanceId", "dataTableId"],
  fields: { ...places, sensitive: valuesSettings.sensitive, ...connectionSettings },
};

/** What a program declares of a table itself. */
export const tableDeclaration: RecordShape = {
  kind: "record",
  required: ["name", "timeZone", "attributes"],
  fields: {
    ...tableSettings,
    attributes: { ...columnsShape, value: { kind: "either", options: [releasedColumn, columnSettings] } },
    ...tableConsents,
    allowDelete: {
      kind: "boolean",
      default: false,
      description:
        "true: the table may be deleted even if it was taken over, or holds values that state does not record as ours.",
    },
  },
};

/** `DataTable`. */
export const tableArguments: RecordShape = {
  kind: "record",
  required: ["instanceId", ...(tableDeclaration.required ?? [])],
  fields: { instanceId, ...tableDeclaration.fields, ...connectionOfTable },
};

/** `DataTable.get`. */
export const tableLookupArguments: RecordShape = {
  kind: "record",
  required: ["instanceId", "dataTableId"],
  fields: { ...places, ...connectionOfTable },
};

/** `getDataTable`. */
export const getDataTableArguments: RecordShape = {
  kind: "record",
  required: ["instanceId", "name"],
  fields: {
    instanceId,
    name: { kind: "text", minLength: 1, description: "The exact name of the table; upper and lower case differ." },
    ...connectionOfTable,
  },
};

/** The settings of the plugin's provider; each holds for every resource that does not set it itself. */
export const providerArguments: RecordShape = {
  kind: "record",
  fields: {
    ...connectionOfTable,
    strict: {
      kind: "boolean",
      description: "true: what a preview cannot check against the live table is an error, not a warning.",
    },
  },
};

/** Values for the variables of table files. */
export const variablesOfFiles: MapShape = {
  kind: "map",
  description:
    "Values for the variables of the file; names that it does not declare are passed over. A secret makes only the cells that use it secrets.",
  key: { kind: "text", minLength: 1 },
  value: { kind: "either", options: [{ kind: "text" }, { kind: "number" }, { kind: "boolean" }] },
};

/** The plugin's `getTableFile`. */
export const getTableFileArguments: RecordShape = {
  kind: "record",
  required: ["path"],
  fields: {
    path: {
      kind: "text",
      minLength: 1,
      description: "Path of the YAML file, relative to the working directory of the program.",
    },
  },
};

/** `DataTableFile`. */
export const fileArguments: RecordShape = {
  kind: "record",
  required: ["instanceId", "file"],
  fields: {
    instanceId,
    file: { kind: "text", minLength: 1 },
    dataTableId,
    allowDelete: { kind: "boolean" },
    variables: variablesOfFiles,
    ...connectionSettings,
  },
};

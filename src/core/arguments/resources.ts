/** Every argument of every class and function of the package: what a program may say. */
import { limits } from "../limits";
import type { RecordShape, Shape, TextShape } from "./shape";
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
  region: { kind: "text", minLength: 1 },
  profile: { kind: "text", minLength: 1 },
  assumeRole: {
    kind: "record",
    required: ["roleArn"],
    fields: {
      roleArn: { kind: "text", minLength: 1 },
      externalId: { kind: "text", minLength: 1 },
      sessionName: { kind: "text", minLength: 1 },
    },
  },
  allowedAccountIds: {
    kind: "list",
    minItems: 1,
    items: { kind: "text", rule: { pattern: "^\\d{12}$", says: "Use account ids: strings of 12 digits." } },
  },
  endpoint: { kind: "text", minLength: 1 },
  requestsPerSecond: { kind: "number", above: 0 },
  burst: { kind: "number", integer: true, minimum: 1, maximum: 1000 },
} as const satisfies Record<string, Shape>;

/** How to reach the service: arguments, and stack configuration of the same names. */
export const connectionSettings = {
  ...connectionOfTable,
  batchSize: { kind: "number", integer: true, minimum: 1, maximum: 1000 },
} as const satisfies Record<string, Shape>;

const instanceId: TextShape = {
  kind: "text",
  minLength: 1,
  whenMissing:
    "Set it to the id or ARN of the Amazon Connect instance; an unset environment variable or output is undefined.",
};

const dataTableId: TextShape = {
  kind: "text",
  minLength: 1,
  whenMissing:
    "Set it to the id or ARN of the data table, from `table.dataTableId` or getDataTable({ instanceId, name }). With --target, target the table too.",
};

const places = { instanceId, dataTableId };

/** `DataTableValues`. */
export const valuesArguments: RecordShape = {
  kind: "record",
  required: ["instanceId", "dataTableId"],
  replaced: replacedValuesSettings,
  fields: {
    ...places,
    primaryAttributes: { kind: "list", items: nameShape, unique: true, maxItems: limits.primaryAttributesPerTable },
    rows: { kind: "rows" },
    defaults: { kind: "cells" },
    ...valuesSettings,
    renamed: { kind: "map", key: nameShape, value: nameShape },
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
    allowDelete: { kind: "boolean" },
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
  fields: { instanceId, name: { kind: "text", minLength: 1 }, ...connectionOfTable },
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
    variables: {
      kind: "map",
      key: { kind: "text", minLength: 1 },
      value: { kind: "either", options: [{ kind: "text" }, { kind: "number" }, { kind: "boolean" }] },
    },
    ...connectionSettings,
  },
};

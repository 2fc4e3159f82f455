/** What resources and functions answer beside their arguments. */
import { tableDeclaration, valuesArguments } from "../../core/arguments/resources";
import { valuesSettings } from "../../core/arguments/values-settings";
import { columnSettings } from "../../core/arguments/table-settings";
import type { RecordShape, Shape } from "../../core/arguments/shape";
import { lockLevels } from "../../core/model";
import { given } from "../../core/record";

const text = (description: string): Shape => ({ kind: "text", description });
const texts = (description: string): Shape => ({
  kind: "map",
  key: { kind: "text" },
  value: { kind: "text" },
  description,
});

const place = {
  instanceId: text("Id of the instance, never an ARN."),
  dataTableId: text("Id of the table, never an ARN and without an alias."),
  region: text("The AWS Region of the table."),
};
const lockLevel: Shape = { kind: "text", values: lockLevels, description: "The table's lock level, as far as known." };
const attributeIds = texts("The service's ids of the columns, by column name; a rename keeps them.");
const arn = text("ARN of the table.");

/** Outputs of `DataTableValues`. */
export const valuesOutputs: RecordShape = {
  kind: "record",
  required: ["instanceId", "dataTableId", "region", "rows", "cellCount"],
  fields: {
    ...place,
    rows: { kind: "rows", description: "The recorded values: row key, column, value." },
    defaults: { kind: "cells", description: "The recorded values of the default record." },
    cellCount: { kind: "number", integer: true, description: "The number of cells that state records." },
    lockLevel,
  },
};

/** A table by its URN and ids, where it cannot be passed itself. */
export const tableReference: RecordShape = {
  kind: "record",
  description: "A table by its URN and ids.",
  required: ["urn", "instanceId", "dataTableId"],
  fields: {
    urn: text("The URN of the `DataTable`."),
    instanceId: text("Its instanceId."),
    dataTableId: text("Its dataTableId."),
    primaryAttributes: {
      kind: "list",
      items: { kind: "text" },
      description: "Its key columns; needed where it has another provider.",
    },
  },
};

const declared = tableDeclaration.fields;

/** Outputs of `DataTable`. */
export const tableOutputs: RecordShape = {
  kind: "record",
  required: ["instanceId", "dataTableId", "region", "arn", "attributeIds", "adopted", "name", "timeZone", "attributes"],
  fields: {
    ...place,
    arn,
    attributeIds,
    adopted: { kind: "boolean", description: "Whether the table existed before this stack and was taken over." },
    name: text("The name of the table."),
    timeZone: text("The time zone of the table."),
    description: text("The description of the table."),
    lockLevel,
    tags: texts("The tags that were declared."),
    attributes: declared.attributes ?? { kind: "rows" },
  },
};

/** The result of `getDataTable`. */
export const getDataTableOutputs: RecordShape = {
  kind: "record",
  required: [
    ...(tableOutputs.required ?? []).filter((name) => name !== "adopted"),
    "lockLevel",
    "tags",
    "primaryAttributes",
  ],
  fields: {
    ...place,
    arn,
    attributeIds,
    name: text("The name of the table."),
    timeZone: text("The time zone of the table."),
    description: text("The description of the table."),
    lockLevel: { kind: "text", values: lockLevels, description: "The table's lock level." },
    tags: texts("All tags of the table."),
    attributes: { kind: "map", key: { kind: "text" }, value: columnSettings, description: "All columns, by name." },
    primaryAttributes: {
      kind: "list",
      items: { kind: "text" },
      description: "The names of the key columns, for `DataTableValues`.",
    },
  },
};

const { primaryAttributes, rows, defaults, renamed }: RecordShape["fields"] = valuesArguments.fields;

/** The result of `getTableFile`: the arguments of both resources. */
export const getTableFileOutputs: RecordShape = {
  kind: "record",
  required: ["table", "values"],
  fields: {
    table: {
      kind: "record",
      description: "The arguments of `DataTable` that the file holds.",
      required: ["name", "timeZone", "attributes"],
      fields: Object.fromEntries(Object.entries(declared).filter(([name]) => name !== "allowDelete")),
    },
    values: {
      kind: "record",
      description: "The arguments of `DataTableValues` that the file holds.",
      required: ["rows", "primaryAttributes"],
      fields: given({ primaryAttributes, rows, defaults, renamed, ...valuesSettings }) as RecordShape["fields"],
    },
  },
};

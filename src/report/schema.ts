import { valueTypes } from "../core/model";
import { conflictTitles } from "./conflict-titles";
import { reportSchemaVersion } from "./report";

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: "string" };
const count: Schema = { type: "integer", minimum: 0 };
const value: Schema = { $ref: "#/definitions/value" };
const changeKinds = ["create", "update", "delete"];
const changeKind: Schema = { enum: changeKinds };

/** An object with these members; those after `optional` may be absent. Members may be added without a new version. */
function object(required: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema {
  return { type: "object", required: Object.keys(required), properties: { ...required, ...optional } };
}

function list(items: Schema): Schema {
  return { type: "array", items };
}

const totals = object({
  create: { ...count, description: "Cells to create." },
  update: { ...count, description: "Cells to update." },
  delete: { ...count, description: "Cells to delete." },
  release: { ...count, description: "Cells to forget, whose values stay in the table." },
  takeOver: { ...count, description: "Cells that are live as declared: recorded, not written." },
  rename: { ...count, description: "Columns that keep their values under another name." },
  move: { ...count, description: "Rows that keep their values under another key." },
  settings: { ...count, description: "Settings of tables and of their resources." },
  conflicts: { ...count, description: "Cells that are not written because another writer changed them." },
  drift: { ...count, description: "Cells that another writer changed and that stay as they are." },
  unchanged: { ...count, description: "Cells whose inputs differ and that are not written." },
});

const cell = {
  required: { row: { ...text, description: "The row as it is shown." }, column: text },
  optional: {
    key: {
      type: "object",
      additionalProperties: text,
      description: "Key column → value; empty for the default record.",
    },
    type: { enum: valueTypes },
  },
};

const change = object(
  { number: { type: "integer", minimum: 1 }, kind: { enum: [...changeKinds, "release"] }, ...cell.required },
  { before: value, after: value, overwrites: { $ref: "#/definitions/conflictKind" }, ...cell.optional },
);

const conflict = object(
  { kind: { $ref: "#/definitions/conflictKind" }, ...cell.required },
  { recorded: value, live: value, desired: value, lastModifiedTime: text, lastModifiedRegion: text, ...cell.optional },
);

const setting = object(
  { kind: changeKind, path: { ...text, description: "Such as timeZone or attributes.Seats." } },
  { before: { description: "Any JSON." }, after: { description: "Any JSON." } },
);

const table = object(
  {
    name: text,
    operation: { enum: ["create", "update", "delete", "replace", "release"] },
    totals: { $ref: "#/definitions/totals" },
    settings: list(setting),
    renames: list(object({ from: text, to: text })),
    moves: list(object({ from: text, to: text })),
    changes: list(change),
    takenOver: list(object(cell.required, cell.optional)),
    unchanged: list(object(cell.required, cell.optional)),
    conflicts: list(conflict),
    drift: list(object({ recorded: value, ...cell.required }, { live: value, ...cell.optional })),
  },
  { urn: { ...text, description: "The Pulumi resource, where the report comes from a preview." } },
);

const valueForms = [
  object({
    value: {
      description: "The value with its type. A number that would lose digits as a JSON number is a string.",
      anyOf: [
        { type: ["string", "number", "boolean"] },
        list({ type: ["string", "number", "boolean"] }),
        object({ expression: text }),
      ],
    },
  }),
  { ...object({ sensitive: { const: true } }), description: "Not shown: a sensitive column, or a secret." },
  { ...object({ unknown: { const: true } }), description: "Known only when the change is made." },
];

/** The JSON Schema (draft 7) of the JSON form of a report. */
export const reportSchema: Schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Report of connect-data-tables",
  description: `What a comparison or a preview found. This is version ${reportSchemaVersion}; properties may be added without a new version.`,
  ...object({
    schemaVersion: { const: reportSchemaVersion },
    totals: { $ref: "#/definitions/totals" },
    tables: list({ $ref: "#/definitions/table" }),
    messages: list(object({ severity: { enum: ["error", "warning", "info"] }, text }, { table: text })),
  }),
  definitions: {
    totals,
    table,
    value: { anyOf: valueForms },
    conflictKind: { enum: Object.keys(conflictTitles) },
  },
};

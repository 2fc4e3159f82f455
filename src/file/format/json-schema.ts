import { given } from "../../core/record";
import { limits } from "../../core/limits";
import { fileFormat } from "./format";
import type { NumberShape, RecordShape, Shape, TextShape } from "../../core/arguments/shape";

/** A JSON Schema of draft 7, the newest draft that the YAML support of editors understands in full. */
type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON Schema of a table file, from the same description as the reader. */
export function tableFileSchema(): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Amazon Connect data table",
    ...schemaOf(fileFormat),
    definitions: { cells: cellsSchema, cell: cellSchema },
  };
}

function schemaOf(shape: Shape): JsonSchema {
  const { description, default: fallback } = shape;
  return { ...given({ description, default: fallback }), ...formOf(shape) };
}

function formOf(shape: Shape): JsonSchema {
  switch (shape.kind) {
    case "text":
      return textForm(shape);
    case "number":
      return numberForm(shape);
    case "boolean":
      return { type: "boolean" };
    case "false":
      return { const: false };
    case "null":
      return { type: "null" };
    case "list":
      return { type: "array", items: schemaOf(shape.items), ...given({ minItems: shape.minItems }) };
    case "map":
      return {
        type: "object",
        propertyNames: textForm(shape.key),
        additionalProperties: schemaOf(shape.value),
        ...given({ minProperties: shape.minEntries, maxProperties: shape.maxEntries }),
      };
    case "record":
      return recordForm(shape);
    case "either":
      return { anyOf: shape.options.map(schemaOf) };
    case "cells":
      return { $ref: "#/definitions/cells" };
    case "rows":
      return { type: "array", items: { $ref: "#/definitions/cells" } };
  }
}

function textForm({ values, minLength, maxLength, rule, loose }: TextShape): JsonSchema {
  if (values) return { enum: values };
  const type = loose ? ["string", "number", "boolean"] : "string";
  return { type, ...given({ minLength, maxLength, pattern: rule?.pattern }) };
}

function numberForm({ integer, minimum, maximum, above }: NumberShape): JsonSchema {
  return { type: integer ? "integer" : "number", ...given({ minimum, maximum, exclusiveMinimum: above }) };
}

function recordForm({ fields, required }: RecordShape): JsonSchema {
  const properties = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)]));
  return { type: "object", ...given({ required }), properties, additionalProperties: false };
}

/** What any cell may hold. Whether it fits its column, only the loader can tell. */
const cellSchema: JsonSchema = {
  description: "A string, a number, true, false, a list, an expression, or null to release the cell.",
  anyOf: [
    { type: "string", maxLength: limits.textLength, pattern: "^(?!=)" },
    { type: ["number", "boolean", "null"] },
    {
      type: "array",
      maxItems: limits.listItems,
      items: { type: ["string", "number", "boolean"], maxLength: limits.listItemLength },
    },
    {
      type: "object",
      description: "A value that the service evaluates when it is read.",
      required: ["expression"],
      properties: { expression: { type: "string", maxLength: limits.textLength, pattern: "^=." } },
      additionalProperties: false,
    },
  ],
};

const cellsSchema: JsonSchema = {
  type: "object",
  description: "Columns, each with a value.",
  additionalProperties: { $ref: "#/definitions/cell" },
};

/** Types of Pulumi's schema from the descriptions of arguments, which are also what programs and files are checked by. */
import type { RecordShape, Shape, TextShape } from "../../core/arguments/shape";
import { packageName } from "../../provider/program/tokens";

/** A piece of the schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** The types with names that a schema has, by token, and the module in which they are. */
export interface NamedTypes {
  readonly module: "index" | "config";
  readonly byToken: Map<string, Schema>;
}

/** Any value: a cell may hold one of several types, and a union of them would be an unreadable type. */
export const anything: Schema = { $ref: "pulumi.json#/Any" };

/** Names of the records that are not called as their argument. */
const names = new Map([
  ["attributes", "Attribute"],
  ["moved", "Move"],
  ["enum", "ValidationEnum"],
]);

/** The properties of a record. `types` takes the records within it. */
export function propertiesOf({ fields }: RecordShape, types: NamedTypes): Schema {
  return Object.fromEntries(Object.entries(fields).map(([name, shape]) => [name, propertyOf(name, shape, types)]));
}

/** One property with its description. */
export function propertyOf(name: string, shape: Shape, types: NamedTypes): Schema {
  const description = descriptionOf(shape);
  return { ...typeOf(name, shape, types), ...(description === "" ? {} : { description }) };
}

/** What an editor shows: the description, the words that may be used, and what holds when nothing is given. */
function descriptionOf(shape: Shape): string {
  const { description = "", default: fallback } = shape;
  const words = shape.kind === "text" && shape.values ? `One of ${list(shape)}.` : "";
  const absent = fallback === undefined ? "" : `Default: \`${String(fallback)}\`.`;
  return [description, description.includes("Default:") ? "" : absent, words].filter(Boolean).join(" ");
}

function list({ values = [] }: TextShape): string {
  return values.map((value) => `\`${value}\``).join(", ");
}

function typeOf(name: string, shape: Shape, types: NamedTypes): Schema {
  switch (shape.kind) {
    case "text":
      return shape.isKey ? anything : { type: "string" };
    case "number":
      return { type: shape.integer ? "integer" : "number" };
    case "boolean":
    case "false":
      return { type: "boolean" };
    case "null":
    case "rows":
      return anything;
    case "cells":
      return { type: "object", additionalProperties: anything };
    case "list":
      return { type: "array", items: typeOf(name, shape.items, types) };
    case "map":
      return { type: "object", additionalProperties: typeOf(name, shape.value, types) };
    case "record":
      return namedType(name, shape, types);
    case "either": {
      const options = shape.options.filter(({ kind }) => kind !== "null").map((option) => typeOf(name, option, types));
      return options.length === 1 ? (options[0] ?? anything) : { oneOf: options };
    }
  }
}

function namedType(name: string, shape: RecordShape, types: NamedTypes): Schema {
  const token = `${packageName}:${types.module}:${names.get(name) ?? name.charAt(0).toUpperCase() + name.slice(1)}`;
  if (!types.byToken.has(token)) {
    types.byToken.set(token, {});
    types.byToken.set(token, objectType(shape, types));
  }
  return { $ref: `#/types/${token}` };
}

/** A record as an object type. */
export function objectType(shape: RecordShape, types: NamedTypes): Schema {
  const { description, required = [] } = shape;
  return { ...(description && { description }), type: "object", properties: propertiesOf(shape, types), required };
}

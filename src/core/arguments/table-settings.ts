import { limits } from "../limits";
import { lockLevels, valueTypes } from "../model";
import type { MapShape, NumberShape, RecordShape, Shape, TextShape } from "./shape";

/**
 * Names of tables and columns. Source: Amazon Connect API reference, `DataTableName`: letters, separators, numbers and `- _ . : = @ ' |`,
 * trimmed, not beginning with `aws:` or `connect:` in any case. `__proto__` has a meaning of its own in JavaScript.
 */
export const nameShape: TextShape = {
  kind: "text",
  minLength: 1,
  maxLength: limits.nameLength,
  code: "INVALID_NAME",
  rule: {
    pattern:
      "^(?!__proto__$)(?![aA][wW][sS]:)(?![cC][oO][nN][nN][eE][cC][tT]:)[\\p{L}\\p{N}\\-_.:=@'|](?:[\\p{L}\\p{Z}\\p{N}\\-_.:=@'|]*[\\p{L}\\p{N}\\-_.:=@'|])?$",
    says: "Use letters, numbers, inner spaces and - _ . : = @ ' |; a name must not begin with aws: or connect:, or be __proto__.",
  },
};

/** The description of a table or a column. */
const descriptionShape: TextShape = {
  kind: "text",
  maxLength: limits.descriptionLength,
  rule: { pattern: "^[\\P{C}\\r\\n\\t]*$", says: "Remove the control characters, which the service does not allow." },
  description: `What it is for; at most ${limits.descriptionLength} characters.`,
};

const length = (description: string): NumberShape => ({
  kind: "number",
  integer: true,
  minimum: 0,
  maximum: limits.validationLength,
  description,
});

const count = (description: string): NumberShape => ({
  kind: "number",
  integer: true,
  minimum: 0,
  maximum: limits.validationValues,
  description,
});

const validation: RecordShape = {
  kind: "record",
  description: "Rules that the service checks when a value is written.",
  code: "INVALID_RULE",
  fields: {
    minLength: length("TEXT, and items of TEXT_LIST: the minimum number of characters."),
    maxLength: length("TEXT, and items of TEXT_LIST: the maximum number of characters."),
    minValues: count("Lists: the minimum number of items."),
    maxValues: count("Lists: the maximum number of items."),
    ignoreCase: { kind: "boolean", description: "TEXT keys and TEXT_LIST: case is ignored." },
    minimum: { kind: "number", description: "NUMBER, and items of NUMBER_LIST: the minimum value." },
    maximum: { kind: "number", description: "NUMBER, and items of NUMBER_LIST: the maximum value." },
    exclusiveMinimum: {
      kind: "number",
      description: "NUMBER, and items of NUMBER_LIST: every value is greater than this.",
    },
    exclusiveMaximum: {
      kind: "number",
      description: "NUMBER, and items of NUMBER_LIST: every value is less than this.",
    },
    multipleOf: {
      kind: "number",
      above: 0,
      description: "NUMBER, and items of NUMBER_LIST: every value is a multiple of this.",
    },
    enum: {
      kind: "record",
      description: "The expected values.",
      required: ["values"],
      fields: {
        strict: {
          kind: "boolean",
          default: false,
          description: "true: other values are rejected; false: the values are only suggestions.",
        },
        values: {
          kind: "list",
          minItems: 1,
          unique: true,
          items: { kind: "text", loose: true, maxLength: limits.textLength },
          description: "The values, as strings.",
        },
      },
    },
  },
};

/** A column that is released. */
export const releasedColumn: Shape = {
  kind: "null",
  description: "Release the column: it stays in the table with its values.",
};

/** One column. */
export const columnSettings: RecordShape = {
  kind: "record",
  required: ["type"],
  fields: {
    type: { kind: "text", values: valueTypes, description: "The type of the column's values." },
    primary: { kind: "boolean", default: false, description: "true: a key column, which identifies rows." },
    description: descriptionShape,
    validation,
    renamedFrom: { ...nameShape, description: "The former name of the column; its values are kept." },
  },
};

/** The columns of a table. */
export const columnsShape: MapShape = {
  kind: "map",
  description: `The columns, by name. At most ${limits.attributesPerTable}, of which at most ${limits.primaryAttributesPerTable} are key columns.`,
  key: nameShape,
  value: {
    kind: "either",
    options: [
      releasedColumn,
      {
        kind: "text",
        values: valueTypes,
        description: "The type alone: a column without rules that is not a key column.",
      },
      columnSettings,
    ],
  },
};

/** The settings of a table itself, in the order in which an export writes them. */
export const tableSettings = {
  name: { ...nameShape, description: "The name of the table in the Amazon Connect instance." },
  description: descriptionShape,
  timeZone: {
    kind: "text",
    minLength: 1,
    description: "The time zone of expressions, as an IANA name such as Europe/Berlin.",
  },
  lockLevel: {
    kind: "text",
    values: lockLevels,
    description:
      "Which earlier changes make a write stale: none, or those to its cell, its column, its row or the whole table. Default: VALUE for a new table, unchanged for an existing one.",
  },
  tags: {
    kind: "map",
    description: `Tags of the table; at most ${limits.tags}.`,
    maxEntries: limits.tags,
    code: "INVALID_TAG",
    key: {
      kind: "text",
      minLength: 1,
      maxLength: limits.tagKeyLength,
      rule: {
        pattern: "^(?![aA][wW][sS]:)(?!connect-data-tables:owner$)",
        says: "Choose another key: aws: is reserved, and connect-data-tables:owner is written by this package itself.",
      },
    },
    value: { kind: "text", maxLength: limits.tagValueLength },
  },
} as const satisfies Record<string, Shape>;

/** What a declaration may do to a table that exists. */
export const tableConsents = {
  allowAttributeRemoval: {
    kind: "list",
    items: nameShape,
    description: "Columns that may be removed from the table, with all their values.",
  },
  adopt: {
    kind: "boolean",
    default: false,
    description: "true: take over a table of this name that already exists.",
  },
} as const satisfies Record<string, Shape>;

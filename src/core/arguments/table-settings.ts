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
  isName: true,
  rule: {
    pattern:
      "^(?!__proto__$)(?![aA][wW][sS]:)(?![cC][oO][nN][nN][eE][cC][tT]:)[\\p{L}\\p{N}\\-_.:=@'|](?:[\\p{L}\\p{Z}\\p{N}\\-_.:=@'|]*[\\p{L}\\p{N}\\-_.:=@'|])?$",
    says: "Use letters, numbers, spaces inside and - _ . : = @ ' |; a name does not begin with aws: or connect: and is not __proto__.",
  },
};

/** The description of a table or a column. */
export const descriptionShape: TextShape = {
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
  fields: {
    minLength: length("TEXT, and items of TEXT_LIST: the fewest characters."),
    maxLength: length("TEXT, and items of TEXT_LIST: the most characters."),
    minValues: count("Lists: the fewest items."),
    maxValues: count("Lists: the most items."),
    ignoreCase: { kind: "boolean", description: "Text keys and TEXT_LIST: upper and lower case are the same." },
    minimum: { kind: "number", description: "NUMBER, and items of NUMBER_LIST: the least value." },
    maximum: { kind: "number", description: "NUMBER, and items of NUMBER_LIST: the greatest value." },
    exclusiveMinimum: { kind: "number", description: "NUMBER, and items of NUMBER_LIST: every value is above this." },
    exclusiveMaximum: { kind: "number", description: "NUMBER, and items of NUMBER_LIST: every value is below this." },
    multipleOf: {
      kind: "number",
      above: 0,
      description: "NUMBER, and items of NUMBER_LIST: every value is a multiple of this.",
    },
    enum: {
      kind: "record",
      description: "The values that are meant to occur.",
      required: ["values"],
      fields: {
        strict: {
          kind: "boolean",
          default: false,
          description: "true: other values are refused; false: they are only suggestions.",
        },
        values: {
          kind: "list",
          minItems: 1,
          items: { kind: "text", loose: true, maxLength: limits.textLength },
          description: "The values, as text.",
        },
      },
    },
  },
};

/** A column that is released. */
export const releasedColumn: Shape = {
  kind: "null",
  description: "Forget the column: it stays in the table with its values.",
};

/** One column. */
export const columnSettings: RecordShape = {
  kind: "record",
  required: ["type"],
  fields: {
    type: { kind: "text", values: valueTypes, description: "The type of the column's values." },
    primary: { kind: "boolean", default: false, description: "true: a key column, by which rows are found." },
    description: descriptionShape,
    validation,
    renamedFrom: { ...nameShape, description: "The name that the column had before; its values are kept." },
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
      { kind: "text", values: valueTypes, description: "The type alone: a column without rules that is no key." },
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
      "What a write must not have missed: nothing, its own cell, its column, its row, or the whole table. VALUE for a new table, as it is for one that exists.",
  },
  tags: {
    kind: "map",
    description: `Tags of the table; at most ${limits.tags}.`,
    maxEntries: limits.tags,
    key: {
      kind: "text",
      minLength: 1,
      maxLength: 128,
      rule: {
        pattern: "^(?![aA][wW][sS]:)(?!connect-data-tables:owner$)",
        says: "Choose another key: aws: is reserved, and connect-data-tables:owner is written by this package itself.",
      },
    },
    value: { kind: "text", maxLength: 256 },
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
    description: "true: take over a table of this name that exists already.",
  },
} as const satisfies Record<string, Shape>;

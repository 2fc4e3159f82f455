import { limits } from "../../core/limits";
import { valueTypes } from "../../core/model";
import type { MapShape, NumberShape, RecordShape, TextShape } from "./shape";

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

/** The columns of a table. */
export const columnsShape: MapShape = {
  kind: "map",
  description: `The columns, by name. At most ${limits.attributesPerTable}, of which at most ${limits.primaryAttributesPerTable} are key columns.`,
  key: nameShape,
  value: {
    kind: "either",
    options: [
      { kind: "null", description: "Forget the column: it stays in the table with its values." },
      { kind: "text", values: valueTypes, description: "The type alone: a column without rules that is no key." },
      {
        kind: "record",
        required: ["type"],
        fields: {
          type: { kind: "text", values: valueTypes, description: "The type of the column's values." },
          primary: { kind: "boolean", default: false, description: "true: a key column, by which rows are found." },
          description: descriptionShape,
          validation,
          renamedFrom: { ...nameShape, description: "The name that the column had before; its values are kept." },
        },
      },
    ],
  },
};

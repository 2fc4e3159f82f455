import { replacedValuesSettings, valuesSettings } from "../../core/arguments/values-settings";
import type { ListShape, RecordShape, Shape } from "../../core/arguments/shape";
import { variableName } from "../../core/cells/template";
import { columnsShape, tableConsents, tableSettings } from "../../core/arguments/table-settings";

/** The largest file that is read, in bytes. A full table at the default quota stays below it even with texts of full length. */
export const largestFile = 10_000_000;

const words = (value: string, example: string): ListShape => ({
  kind: "list",
  items: { kind: "text", loose: true, minLength: 1 },
  description: `Words for ${value} beside ${value} itself, such as ${example}; case does not matter.`,
});

/** The settings of a table file, in the order in which an export writes them. */
export const fileFormat: RecordShape = {
  kind: "record",
  description: "An Amazon Connect data table: its columns and its contents.",
  required: ["name", "columns"],
  replaced: replacedValuesSettings,
  fields: {
    name: tableSettings.name,
    description: tableSettings.description,
    timeZone: { ...tableSettings.timeZone, default: "UTC" },
    lockLevel: tableSettings.lockLevel,
    tags: tableSettings.tags,
    variables: {
      kind: "map",
      minEntries: 1,
      description:
        'Values that differ between environments: "${name}" in a value, a list item, an expression or a key stands for one, and "$${" for a literal "${".',
      key: { kind: "text", rule: { pattern: variableName, says: "Use letters, digits, _ and -, a letter first." } },
      value: {
        kind: "record",
        description: "A variable.",
        fields: { description: { kind: "text", loose: true, description: "What the value is, for people." } },
      },
    },
    columns: columnsShape,
    ...tableConsents,
    ...valuesSettings,
    keyOnlyRows: {
      kind: "text",
      values: ["error", "warning"],
      default: "error",
      description:
        "The service cannot create a row that has key columns only: reject the file, or skip the row with a warning.",
    },
    csv: {
      kind: "record",
      description: "The format of the CSV file in rowsFrom.",
      fields: {
        separator: {
          kind: "text",
          values: [",", ";", "\t", "|"],
          default: ",",
          description: 'The character between cells; "\\t" for a tab.',
        },
        emptyCells: {
          kind: "text",
          values: ["absent", "text"],
          default: "absent",
          description:
            'absent: an empty cell is left out, and a quoted one ("") is an empty string; text: both are empty strings.',
        },
        listSeparator: {
          kind: "text",
          minLength: 1,
          maxLength: 3,
          description:
            'The separator between the items of a list, such as "|". Without it, a list is written as JSON: ["VOICE","CHAT"].',
        },
        decimalComma: {
          kind: "boolean",
          default: false,
          description: "true: numbers are written 1.234,5; false: 1,234.5.",
        },
        trueWords: words("true", "WAHR"),
        falseWords: words("false", "FALSCH"),
        omitColumns: {
          kind: "list",
          items: { kind: "text", loose: true, minLength: 1 },
          description: "Headers of columns that are not read.",
        },
        headers: {
          kind: "map",
          key: { kind: "text", minLength: 1 },
          value: { kind: "text", loose: true, minLength: 1 },
          description: "Headers that name a column otherwise: the header, and the column that it stands for.",
        },
        skipLines: {
          kind: "number",
          integer: true,
          minimum: 0,
          default: 0,
          description: "The number of lines before the one that names the columns.",
        },
        trim: {
          kind: "boolean",
          default: false,
          description: "true: white space and invisible characters at the ends of a cell are cut.",
        },
      },
    },
    defaults: { kind: "cells", description: "The default record: what a lookup returns when no row matches." },
    rows: { kind: "rows", description: "The rows: each has its key columns and its values." },
    rowsFrom: {
      kind: "text",
      minLength: 1,
      rule: {
        pattern: "^(?![/\\\\]|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.\\-]+://)[^\\u0000]*$",
        says: "Use a path relative to this file.",
      },
      description: "A CSV file with rows, relative to this file; its first line names the columns.",
    },
  },
};

/** The names of all settings, at any depth. */
export const settingNames: readonly string[] = [...new Set(namesOf(fileFormat))];

function namesOf(shape: Shape): string[] {
  switch (shape.kind) {
    case "record":
      return Object.entries(shape.fields).flatMap(([name, field]) => [name, ...namesOf(field)]);
    case "map":
      return namesOf(shape.value);
    case "list":
      return namesOf(shape.items);
    case "either":
      return shape.options.flatMap(namesOf);
    default:
      return [];
  }
}

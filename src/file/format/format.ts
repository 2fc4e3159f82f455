import { exportedFrom } from "../../core/values/exported";
import { limits } from "../../core/limits";
import { isoTime } from "../../core/iso-time";
import { lockLevels } from "../../core/model";
import { columnsShape, descriptionShape, nameShape } from "./column-format";
import type { ListShape, MapShape, NumberShape, RecordShape, Shape } from "./shape";

/** The largest file that is read, in bytes. A full table at the default quota stays below it even with texts of full length. */
export const largestFile = 10_000_000;

const globs = (description: string): ListShape => ({
  kind: "list",
  description,
  items: { kind: "text", minLength: 1, loose: true },
});

const key: MapShape = {
  kind: "map",
  minEntries: 1,
  maxEntries: limits.primaryAttributesPerTable,
  key: nameShape,
  value: { kind: "text", loose: true, maxLength: limits.keyLength },
};

const percent = (description: string): NumberShape => ({ kind: "number", minimum: 0, maximum: 100, description });

function replacedExportedAt(time: string) {
  return {
    message: "`exportedAt` does not say which table was exported; `exported` took its place.",
    hint: `Export the table again, or, if these values were exported from this very table, write: exported: { at: ${JSON.stringify(time || "<time>")}, from: "<instance id>/<table id>" }`,
  };
}

/** The settings of a table file, in the order in which an export writes them. */
export const fileFormat: RecordShape = {
  kind: "record",
  description: "An Amazon Connect data table: its columns and its contents.",
  required: ["name", "columns"],
  replaced: { exportedAt: replacedExportedAt },
  fields: {
    name: { ...nameShape, description: "The name of the table in the Amazon Connect instance." },
    description: descriptionShape,
    timeZone: {
      kind: "text",
      default: "UTC",
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
        rule: { pattern: "^(?![aA][wW][sS]:)", says: "A tag does not begin with aws:." },
      },
      value: { kind: "text", maxLength: 256 },
    },
    columns: columnsShape,
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
    exported: {
      kind: "record",
      required: ["at", "from"],
      description:
        "Which table the values were exported from, and when; an export writes it. On that table the first apply may change a live value that was last modified no later than this; on any other table it has no effect.",
      fields: {
        at: {
          kind: "text",
          loose: true,
          rule: { pattern: isoTime, says: "Give a time such as 2026-11-24T09:00:00Z, as an export writes it." },
          description: "The latest modification among the exported values.",
        },
        from: {
          kind: "text",
          loose: true,
          rule: { pattern: exportedFrom, says: 'Give two ids: "<instance id>/<table id>", as an export writes it.' },
          description: "The table that was read: <instance id>/<table id>.",
        },
      },
    },
    ownership: {
      kind: "text",
      values: ["declared", "exclusive"],
      default: "declared",
      description:
        "declared: only cells that this file names, or once named; exclusive: cells that nobody declares are removed.",
    },
    onConflict: {
      kind: "text",
      values: ["fail", "overwrite"],
      default: "fail",
      description: "What to do with a cell that somebody else changed.",
    },
    ignore: {
      kind: "record",
      description: "What is never written, never drift and never deleted.",
      fields: {
        rows: globs("Row keys, with * and ? as wildcards."),
        columns: globs("Names of columns, with * and ? as wildcards."),
      },
    },
    sensitive: {
      kind: "list",
      items: nameShape,
      description: "Columns whose values never appear in a message, a report or a log, and are secret in state.",
    },
    moved: {
      kind: "list",
      description: "Rows whose key changed; their values are kept.",
      items: { kind: "record", required: ["from", "to"], fields: { from: key, to: key } },
    },
    guard: {
      kind: "either",
      description: "How much a single run may change; false: anything.",
      options: [
        { kind: "false" },
        {
          kind: "record",
          fields: {
            maxUpdatePercent: percent("The most recorded cells that one run may update, in percent."),
            maxDeletePercent: percent("The most recorded cells that one run may delete, in percent."),
            minimumRows: {
              kind: "number",
              integer: true,
              minimum: 0,
              description: "With fewer recorded rows the guard does not apply.",
            },
            allowEmpty: { kind: "boolean", description: "true: one run may remove every row." },
          },
        },
      ],
    },
    valueQuota: {
      kind: "number",
      integer: true,
      minimum: 1,
      default: limits.valuesPerTable,
      description: "The quota of cells of this table, if it was raised or lowered.",
    },
    keyOnlyRows: {
      kind: "text",
      values: ["error", "warning"],
      default: "error",
      description:
        "A row with key columns only cannot be created by the service: refuse the file, or leave out the row with a warning.",
    },
    csv: {
      kind: "record",
      description: "How the file of rowsFrom is written.",
      fields: {
        separator: {
          kind: "text",
          values: [",", ";", "\t", "|"],
          default: ",",
          description: 'The character between two cells; "\\t" for a tab.',
        },
        emptyCells: {
          kind: "text",
          values: ["absent", "text"],
          default: "absent",
          description:
            'absent: an empty cell is no cell, and "" in quotes is an empty text; text: both are empty texts.',
        },
        listSeparator: {
          kind: "text",
          minLength: 1,
          maxLength: 3,
          description:
            'The text between two items of a list, such as "|". Without it a list is written as JSON: ["VOICE","CHAT"].',
        },
      },
    },
    defaults: { kind: "cells", description: "The default record: what a look-up answers when no row matches." },
    rows: { kind: "rows", description: "The rows: each names its key columns and its values." },
    rowsFrom: {
      kind: "text",
      minLength: 1,
      rule: {
        pattern: "^(?![/\\\\]|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.\\-]+://)[^\\u0000]*$",
        says: "Give a path relative to this file.",
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

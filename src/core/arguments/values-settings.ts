import { exportedFrom } from "../values/exported";
import { isoTime } from "../iso-time";
import { limits } from "../limits";
import type { ListShape, MapShape, NumberShape, RecordShape, Shape } from "./shape";
import { nameShape } from "./table-settings";

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
  value: { kind: "text", loose: true, isKey: true, maxLength: limits.keyLength },
};

const percent = (description: string): NumberShape => ({ kind: "number", minimum: 0, maximum: 100, description });

/** Settings of the values that were known once. */
export const replacedValuesSettings: RecordShape["replaced"] = {
  exportedAt: ({ exportedAt, instanceId = "<instance id>", dataTableId = "<table id>" }) => {
    const at = JSON.stringify(typeof exportedAt === "string" && exportedAt !== "" ? exportedAt : "<time>");
    const line = `exported: { at: ${at}, from: "${String(instanceId)}/${String(dataTableId)}" }`;
    return {
      message: "`exportedAt` does not say which table was exported; `exported` took its place.",
      hint: `Export the table again, or, if these values were exported from this very table, write: ${line}`,
    };
  },
};

/** The settings of a table's values that programs and files share, in the order in which an export writes them. */
export const valuesSettings = {
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
} as const satisfies Record<string, Shape>;

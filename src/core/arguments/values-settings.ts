import { exportedFrom } from "../values/intent";
import { isoTime } from "../iso-time";
import { limits } from "../limits";
import type { ListShape, MapShape, NumberShape, RecordShape, Shape } from "./shape";
import { nameShape } from "./table-settings";

const globs = (description: string): ListShape => ({
  kind: "list",
  description,
  items: { kind: "text", minLength: 1, loose: true },
});

const key = (description: string): MapShape => ({
  kind: "map",
  description,
  minEntries: 1,
  maxEntries: limits.primaryAttributesPerTable,
  key: nameShape,
  value: { kind: "text", loose: true, isKey: true, maxLength: limits.keyLength },
});

const percent = (description: string): NumberShape => ({ kind: "number", minimum: 0, maximum: 100, description });

/** Settings of the values that were known once. */
export const replacedValuesSettings: RecordShape["replaced"] = {
  exportedAt: ({ exportedAt, instanceId = "<instance id>", dataTableId = "<table id>" }) => {
    const at = JSON.stringify(typeof exportedAt === "string" && exportedAt !== "" ? exportedAt : "<time>");
    const line = `exported: { at: ${at}, from: "${String(instanceId)}/${String(dataTableId)}" }`;
    return {
      message: "`exportedAt` does not say which table was exported; `exported` replaces it.",
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
      "Which table the values were exported from, and when; an export writes it. On that table, the first update may change a live value that was last modified no later than this; on any other table it has no effect.",
    fields: {
      at: {
        kind: "text",
        loose: true,
        rule: { pattern: isoTime, says: "Use a time such as 2026-11-24T09:00:00Z, as an export writes it." },
        description: "The time of the latest modification among the exported values.",
      },
      from: {
        kind: "text",
        loose: true,
        rule: { pattern: exportedFrom, says: 'Use two ids: "<instance id>/<table id>", as an export writes it.' },
        description: "The table that was read: <instance id>/<table id>.",
      },
    },
  },
  ownership: {
    kind: "text",
    values: ["declared", "exclusive"],
    default: "declared",
    description:
      "declared: only cells that are declared here, or once were; exclusive: cells that no one declares are deleted.",
  },
  onConflict: {
    kind: "text",
    values: ["fail", "overwrite"],
    default: "fail",
    description: "What to do with a cell that another writer changed.",
  },
  ignore: {
    kind: "record",
    description: "Cells that are never written, never reported as drift and never deleted.",
    fields: {
      rows: globs("Row keys, with * and ? as wildcards."),
      columns: globs("Column names, with * and ? as wildcards."),
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
    items: {
      kind: "record",
      required: ["from", "to"],
      fields: { from: key("The former key: key column and value."), to: key("The new key, of a declared row.") },
    },
  },
  guard: {
    kind: "either",
    description: "How much one update may change; false: no limit.",
    options: [
      { kind: "false" },
      {
        kind: "record",
        fields: {
          maxUpdatePercent: percent("The maximum percentage of recorded cells that one update may change."),
          maxDeletePercent: percent("The maximum percentage of recorded cells that one update may delete."),
          minimumRows: {
            kind: "number",
            integer: true,
            minimum: 0,
            description: "With fewer recorded rows, the percentages do not apply.",
          },
          allowEmpty: { kind: "boolean", description: "true: one update may remove every row." },
        },
      },
    ],
  },
  valueQuota: {
    kind: "number",
    integer: true,
    minimum: 1,
    default: limits.valuesPerTable,
    description: "The table's quota of values, if it was raised or lowered.",
  },
} as const satisfies Record<string, Shape>;

import { visible } from "../../core/text";
import { isExpression } from "../../core/cells/cell-value";
import type { CellValue } from "../../core/model";
import type { ColumnDeclaration } from "../../core/schema/declaration";
import type { FileRow, TableFile } from "../format/table-file";
import { yamlBlock, yamlText } from "./yaml-scalar";

/** How a table is written as YAML. */
interface YamlOptions {
  /** Lines above everything else, without the `#`. */
  readonly comments?: readonly string[];
  /** The CSV file that holds rows; its path is relative to this file. Rows of the table are written here as well, if there are any. */
  readonly rowsFrom?: string;
}

/** Longer rows stand on several lines. */
const longestRow = 140;

/** A table as the text of its YAML file; reading it back gives the same table. */
export function writeYaml(
  { table, values, open = [] }: TableFile,
  { comments = [], rowsFrom }: YamlOptions = {},
): string {
  const { name, description, timeZone, lockLevel, tags, attributes, allowAttributeRemoval, adopt } = table;
  const { ownership, onConflict, exported, ignore, initial, sensitive, moved, guard, valueQuota } = values;
  const lines = [
    ...comments.map((line) => `# ${visible(line)}`),
    `name: ${yamlText(name)}`,
    ...(description === undefined ? [] : [`description: ${yamlText(description)}`]),
    `timeZone: ${yamlText(timeZone)}`,
    ...(lockLevel === undefined ? [] : [`lockLevel: ${lockLevel}`]),
    ...(tags ? ["tags:", ...Object.entries(tags).map(([key, value]) => `  ${yamlText(key)}: ${yamlText(value)}`)] : []),
    ...settingLines({ allowAttributeRemoval, adopt, exported }),
    ...settingLines({ ownership, onConflict, ignore, initial, sensitive, moved, guard, valueQuota }),
    ...(open.length === 0 ? [] : ["variables:", ...open.map((variable) => `  ${variable}: {}`)]),
    ...section(
      "columns",
      Object.entries(attributes).map(([column, declared]) => columnLine(column, declared)),
      "{}",
    ),
    ...(Object.keys(values.defaults).length === 0 ? [] : ["defaults:", ...cellLines(values.defaults, 2, [])]),
    ...(rowsFrom === undefined ? [] : [`rowsFrom: ${yamlText(rowsFrom)}`]),
    ...(values.rows.length === 0
      ? []
      : section(
          "rows",
          values.rows.map((row) => rowText(row, values.primaryAttributes)),
          "[]",
        )),
  ];
  return `${lines.join("\n")}\n`;
}

function settingLines(settings: object): string[] {
  return Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${flow(value)}`]));
}

function section(name: string, lines: readonly string[], empty: string): string[] {
  return lines.length === 0 ? [`${name}: ${empty}`] : [`${name}:`, ...lines];
}

function columnLine(name: string, column: ColumnDeclaration | null): string {
  if (column === null) return `  ${yamlText(name)}: null`;
  const { type, ...settings } = column;
  const isShort = Object.keys(settings).length === 0;
  return `  ${yamlText(name)}: ${isShort ? type : flow({ type, ...settings })}`;
}

function rowText(row: FileRow, keys: readonly string[]): string {
  return rowLines(row, { indent: 2, isFlow: true, keys }).join("\n");
}

/** How a row is written. */
interface RowForm {
  /** The number of spaces before the dash. */
  readonly indent: number;
  /** Whether it stands on one line where that is possible. */
  readonly isFlow: boolean;
  /** The key columns, whose values are always on one line. */
  readonly keys: readonly string[];
}

/** A row as an item of a list. */
export function rowLines(row: FileRow, { indent, isFlow, keys }: RowForm): string[] {
  const margin = " ".repeat(indent);
  const line = `${margin}- ${flow(row)}`;
  const hasBlock = Object.entries(row).some(
    ([column, value]) => !keys.includes(column) && blockOf(value, indent + 4) !== undefined,
  );
  if (isFlow && line.length <= longestRow && !hasBlock) return [line];
  const [first = "", ...others] = cellLines(row, indent + 2, keys);
  return [`${margin}- ${first.slice(indent + 2)}`, ...others];
}

/** A key is never a block: quotes and escapes show what is in it. */
function cellLines(row: FileRow, indent: number, keys: readonly string[]): string[] {
  const margin = " ".repeat(indent);
  return Object.entries(row).map(([column, value]) => {
    const block = keys.includes(column) ? undefined : blockOf(value, indent + 2);
    return `${margin}${yamlText(column)}: ${block ?? cellText(value)}`;
  });
}

function blockOf(value: CellValue | null, indent: number): string | undefined {
  return typeof value === "string" && value.includes("\n") ? yamlBlock(value, indent) : undefined;
}

/** One cell on one line. */
export function cellText(value: CellValue | null): string {
  if (value === null) return "null";
  return typeof value === "object" && isExpression(value)
    ? `{ expression: ${yamlText(value.expression)} }`
    : flow(value);
}

/** Any value of plain data on one line. */
export function flow(value: unknown): string {
  if (typeof value === "string") return yamlText(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return entries.length === 0
    ? "{}"
    : `{ ${entries.map(([name, member]) => `${yamlText(name)}: ${flow(member)}`).join(", ")} }`;
}

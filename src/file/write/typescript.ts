import { visible, visibleJson } from "../../core/text";
import type { TableFile } from "../format/table-file";

/** What a program needs beside the table: where it is. */
interface TypeScriptOptions {
  readonly instanceId: string;
  /** Lines at the top, without the `//`. */
  readonly comments?: readonly string[];
}

/** A table as a Pulumi program in TypeScript that takes it over: the first `pulumi up` writes nothing. */
export function writeTypeScript(
  { table, values }: TableFile,
  { instanceId, comments = [] }: TypeScriptOptions,
): string {
  const { rows, defaults, exported } = values;
  const resource = literal(resourceName(table.name), 0);
  const hasDefaults = Object.keys(defaults).length > 0;
  return [
    ...comments.map((line) => `// ${visible(line)}`),
    'import { DataTable, DataTableValues } from "pulumi-connect-data-tables";',
    "",
    `const instanceId = ${literal(instanceId, 0)};`,
    "",
    `const table = new DataTable(${resource}, {`,
    "  instanceId,",
    ...members(table),
    "});",
    "",
    `new DataTableValues(${resource}, {`,
    "  table,",
    ...members({ exported }),
    ...(rows.length > 0 ? ["  rows: [", ...rows.map((row) => `    ${literal(row, undefined)},`), "  ],"] : []),
    ...(hasDefaults ? members({ defaults }) : []),
    "});",
    "",
  ].join("\n");
}

function members(object: object): string[] {
  return Object.entries(object)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${name}: ${literal(value, 1)},`);
}

/** Plain data as a TypeScript literal; `depth`: on several lines, from that indentation on. */
function literal(value: unknown, depth: number | undefined): string {
  if (typeof value !== "object" || value === null) return visibleJson(JSON.stringify(value));
  const isList = Array.isArray(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const inner = depth === undefined || depth >= 2 || isList ? undefined : depth + 1;
  const parts = entries.map(([name, member]) => `${isList ? "" : `${property(name)}: `}${literal(member, inner)}`);
  if (parts.length === 0) return isList ? "[]" : "{}";
  if (inner === undefined) return isList ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`;
  const margin = "  ".repeat(inner);
  return `{\n${parts.map((part) => `${margin}${part},\n`).join("")}${"  ".repeat(inner - 1)}}`;
}

function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : visibleJson(JSON.stringify(name));
}

/** `StoreHours` → `store-hours`: how resources are usually named. */
function resourceName(name: string): string {
  const words = name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1-$2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return words === "" ? "table" : words;
}

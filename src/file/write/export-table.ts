import { decodeValue } from "../../core/cells/cell-value";
import type { Attribute, Attributes, CellValue, LiveCell } from "../../core/model";
import { limits } from "../../core/limits";
import type { Problem, ProblemCode } from "../../core/problem";
import { rowKey, rowLabel } from "../../core/cells/row-key";
import { compareText } from "../../core/text";
import { ownerTagKey } from "../../core/schema/owner-tag";
import { toDeclaration } from "../../core/schema/same-settings";
import type { ColumnDeclaration, ObservedTable, TableDeclaration } from "../../core/schema/declaration";
import { validateTable } from "../../core/schema/validate/table";
import { validateValue } from "../../core/cells/validate-value";
import type { FileRow, TableFile } from "../format/table-file";
import { given, ownMember } from "../../core/record";

/** A live table as a file would declare it, and what no file can declare: that is left out, and stays in the table as it is. */
interface ExportedTable {
  readonly file: TableFile;
  readonly problems: readonly Problem[];
}

/** The file of a live table; it takes the table over (`adopt`). Pure: feeding it back shows no change. */
export function exportTable(observed: ObservedTable, cells: readonly LiveCell[], instanceId: string): ExportedTable {
  const problems: Problem[] = [];
  const table = exportDeclaration(observed, problems);
  const attributes: Attributes = new Map(
    observed.attributes
      .filter(({ name }) => Object.hasOwn(table.attributes, name))
      .map((column) => [column.name, column]),
  );
  const keys = [...attributes.values()].filter((column) => column.primary).map((column) => column.name);
  const rows = new Map<string, Record<string, CellValue>>();
  const defaults: Record<string, CellValue> = {};
  for (const cell of [...cells].sort((a, b) => compareText(cellOrder(a), cellOrder(b)))) {
    const value = exportCell(cell, attributes, problems);
    if (value === undefined) continue;
    if (Object.keys(cell.primaryValues).length === 0) {
      defaults[cell.attribute] = value;
      continue;
    }
    const key = rowKey(cell.primaryValues);
    const row = rows.get(key) ?? exportKey(cell, keys, attributes, problems);
    if (!row) continue;
    rows.set(key, row);
    row[cell.attribute] = value;
  }
  const ordered = [...rows.values()].map((row) => inColumnOrder(row, [...attributes.keys()]));
  const at = latestTime(cells);
  const values = {
    primaryAttributes: keys,
    rows: ordered,
    defaults: inColumnOrder(defaults, [...attributes.keys()]),
    ...(cells.length > limits.valuesPerTable && { valueQuota: quotaFor(cells.length) }),
    ...(at !== undefined && { exported: { at, from: `${instanceId}/${observed.dataTableId}` } }),
  };
  return { file: { table, values }, problems };
}

/** A quota that such a table must have; the service does not tell it. */
function quotaFor(cells: number): number {
  return Math.ceil(cells / limits.valuesPerTable) * limits.valuesPerTable;
}

/** When the last of the cells was modified, on the service's clock: the export of a table that no one touches stays the same. */
function latestTime(cells: readonly LiveCell[]): string | undefined {
  const times = cells.flatMap(({ lastModifiedTime }) => (lastModifiedTime === undefined ? [] : [lastModifiedTime]));
  return times.reduce<string | undefined>((latest = "", time) => (time > latest ? time : latest), undefined);
}

/** Rows in the order of their keys, cells in the order of their columns: the same table makes the same file. */
function cellOrder({ primaryValues, attribute }: LiveCell): string {
  return `${rowKey(primaryValues)}\n${attribute}`;
}

function inColumnOrder(row: Readonly<Record<string, CellValue>>, columns: readonly string[]): FileRow {
  const order = new Map(columns.map((name, index) => [name, index]));
  const place = (name: string) => order.get(name) ?? columns.length;
  return Object.fromEntries(Object.entries(row).sort(([a], [b]) => place(a) - place(b)));
}

function exportCell(cell: LiveCell, attributes: Attributes, problems: Problem[]): CellValue | undefined {
  const column = attributes.get(cell.attribute);
  if (!column || column.primary) return undefined;
  const value = decodeValue(cell.value, column.valueType);
  const [wrong] = validateValue(value, column);
  if (!wrong) return value;
  const row = rowLabel(rowKey(cell.primaryValues));
  problems.push(leftOut(wrong.code, wrong.message, { row, column: cell.attribute }));
  return undefined;
}

function exportKey(
  { primaryValues }: LiveCell,
  keys: readonly string[],
  attributes: Attributes,
  problems: Problem[],
): Record<string, CellValue> | undefined {
  const row: Record<string, CellValue> = {};
  for (const name of keys) {
    const column = attributes.get(name) as Attribute;
    const text = ownMember(primaryValues, name) ?? "";
    const value = column.valueType === "TEXT" ? text : decodeValue(text, column.valueType);
    const [wrong] = validateValue(value, column);
    if (wrong || typeof value === "object") {
      const message = wrong?.message ?? "the key is not a string, a number or a boolean.";
      problems.push(
        leftOut(wrong?.code ?? "INVALID_KEY", message, { row: rowLabel(rowKey(primaryValues)), column: name }),
      );
      return undefined;
    }
    row[name] = value;
  }
  return row;
}

/** The declaration of a live table, without the rules and tags that a declaration may not have. */
function exportDeclaration(observed: ObservedTable, problems: Problem[]): TableDeclaration {
  const { name, description, timeZone, lockLevel } = observed;
  const tags = Object.fromEntries(
    Object.entries(observed.tags).filter(([key]) => key !== ownerTagKey && !/^aws:/i.test(key)),
  );
  const named = observed.attributes.filter((column) => column.name !== "__proto__");
  const attributes = Object.fromEntries(named.map((column) => [column.name, toDeclaration(column)]));
  if (named.length < observed.attributes.length) {
    problems.push(
      leftOut("INVALID_NAME", "a column of this name cannot be represented in JavaScript.", { column: "__proto__" }),
    );
  }
  const optional = {
    description: description?.trim() ? description : undefined,
    tags: Object.keys(tags).length > 0 ? tags : undefined,
  };
  let table: TableDeclaration = { name, timeZone, lockLevel, ...given(optional), attributes, adopt: true };
  for (const { code, message, path, column } of validateTable({ ...table })) {
    const [setting, columnName, part, rule] = path;
    if (setting === "tags" || setting === "description") table = without(table, path);
    else if (setting !== "attributes" || columnName === undefined) continue;
    else table = { ...table, attributes: withoutRule(table.attributes, columnName, part, rule) };
    problems.push(leftOut(code, message, { column }));
  }
  return table;
}

function without(table: TableDeclaration, [setting, key]: readonly string[]): TableDeclaration {
  if (setting === "description") return given({ ...table, description: undefined });
  return { ...table, tags: Object.fromEntries(Object.entries(table.tags ?? {}).filter(([name]) => name !== key)) };
}

function withoutRule(
  attributes: TableDeclaration["attributes"],
  name: string,
  part: string | undefined,
  rule: string | undefined,
): TableDeclaration["attributes"] {
  const column = ownMember(attributes, name);
  if (!column || (part !== "validation" && part !== "description")) {
    return Object.fromEntries(Object.entries(attributes).filter(([other]) => other !== name));
  }
  const validation = Object.fromEntries(Object.entries(column.validation ?? {}).filter(([other]) => other !== rule));
  const kept: ColumnDeclaration =
    part === "description"
      ? given({ ...column, description: undefined })
      : given({
          ...column,
          validation: Object.keys(validation).length > 0 && rule !== undefined ? validation : undefined,
        });
  return { ...attributes, [name]: kept };
}

function leftOut(
  code: ProblemCode,
  message: string,
  about: { readonly row?: string; readonly column?: string },
): Problem {
  const hint = "It is left out of the file and stays in the table as it is.";
  return { code, severity: "warning", ...about, message, hint };
}

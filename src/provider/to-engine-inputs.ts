/**
 * A program's arguments as the engine's inputs: rows as a map by row key, so that a preview shows each changed cell and nothing else. Made
 * synchronously, with every cell's `Input` passed through untouched: one secret or unknown cell leaves every other cell readable. Only an
 * `Output` in a key, or around a row, has to be waited for.
 */
import * as pulumi from "@pulumi/pulumi";
import { cellKey } from "../core/cell-map";
import type { Problem } from "../core/problem";
import { defaultRowKey, rowKey, rowLabel } from "../core/row-key";
import { ownUrn } from "./own-urn";
import type { DataTableValuesArgs, KeyInput, RowInput } from "./data-table-values";

/** The type token of the resource. */
export const valuesType = "pulumi-nodejs:dynamic/connect-data-tables:DataTableValues";

interface Keyed {
  readonly rows: Record<string, Record<string, unknown>>;
  readonly problems: Problem[];
}

/** The inputs to register. What is wrong with keys is handed on to `check`, which reports it together with everything else. */
export function toEngineInputs(
  name: string,
  args: DataTableValuesArgs,
  options: pulumi.CustomResourceOptions | undefined,
): Record<string, unknown> {
  const primary = args.primaryAttributes ?? [];
  const sensitive = new Set(args.sensitive ?? []);
  const keyed = args.rows === undefined ? undefined : keyRows(args.rows, primary, sensitive);
  const defaults = args.defaults === undefined ? undefined : markSensitive(args.defaults, sensitive);
  const moved =
    args.moved &&
    pulumi.output(args.moved).apply((moves) => moves.map(({ from, to }) => ({ from: keyOf(from), to: keyOf(to) })));
  return {
    ...args,
    rows: member(keyed, "rows"),
    defaults,
    moved:
      moved && isPlain(args.moved) ? args.moved?.map(({ from, to }) => ({ from: keyOf(from), to: keyOf(to) })) : moved,
    __urn: ownUrn(name, valuesType, options),
    __secretCells: secretCells(member(keyed, "rows"), defaults),
    __problems: keyed && problemsOf(keyed),
  };
}

/** Plain rows make plain inputs at once; rows with an `Output` in a key or around them make an `Output`. */
function keyRows(
  rows: NonNullable<DataTableValuesArgs["rows"]>,
  primary: readonly string[],
  sensitive: ReadonlySet<string>,
): Keyed | pulumi.Output<Keyed> {
  if (Array.isArray(rows) && rows.every((row) => isPlainRow(row, primary))) {
    return keyPlainRows(rows as readonly RowInput[], primary, sensitive);
  }
  return pulumi
    .output(rows as pulumi.Input<RowInput[]>)
    .apply((plain) => keyPlainRows(plain as readonly RowInput[], primary, sensitive));
}

function isPlainRow(row: unknown, primary: readonly string[]): boolean {
  if (isAwaited(row)) return false;
  return typeof row !== "object" || row === null || primary.every((name) => !isAwaited((row as RowInput)[name]));
}

function keyPlainRows(rows: readonly RowInput[], primary: readonly string[], sensitive: ReadonlySet<string>): Keyed {
  const keyed: Keyed = { rows: {}, problems: [] };
  const entries = new Map<string, Record<string, unknown>>();
  rows.forEach((row, index) => {
    const key = readKey(row, primary, index, keyed.problems);
    if (key === undefined) return;
    if (entries.has(key)) {
      const hint = "Keep one of the rows, or add the column that tells them apart to primaryAttributes.";
      keyed.problems.push({
        code: "DUPLICATE_ROW",
        severity: "error",
        row: rowLabel(key),
        message: `row ${index + 1} has the key of an earlier row.`,
        hint,
      });
      return;
    }
    const cells = Object.entries(row).filter(([column]) => !primary.includes(column));
    entries.set(key, markSensitive(Object.fromEntries(cells), sensitive) as Record<string, unknown>);
  });
  return { ...keyed, rows: Object.fromEntries(entries) };
}

function readKey(row: unknown, primary: readonly string[], index: number, problems: Problem[]): string | undefined {
  const at = `row ${index + 1}`;
  if (typeof row !== "object" || row === null || Array.isArray(row)) {
    const hint = "Give a record: { <column>: <value>, … }.";
    problems.push({
      code: "INVALID_KEY",
      severity: "error",
      message: `${at} is ${row === null ? "null" : `a ${typeof row}`}, and no record.`,
      hint,
    });
    return undefined;
  }
  const before = problems.length;
  for (const column of primary) {
    const value = Object.hasOwn(row, column) ? (row as RowInput)[column] : undefined;
    if (value === undefined || value === null) {
      const hint = "Give every row a value in each key column.";
      problems.push({
        code: "MISSING_KEY",
        severity: "error",
        row: at,
        column,
        message: "the key column has no value.",
        hint,
      });
    } else if (!isKeyValue(value)) {
      const hint = "Give a text, a number or a boolean of at most 1,000 characters.";
      problems.push({
        code: "INVALID_KEY",
        severity: "error",
        row: at,
        column,
        message: "the value of the key column is no key.",
        hint,
      });
    }
  }
  return problems.length > before ? undefined : keyOf(pick(row as RowInput, primary));
}

function isKeyValue(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "boolean" || (typeof value === "string" && [...value].length <= 1000);
}

function pick(row: RowInput, names: readonly string[]): KeyInput {
  return Object.fromEntries(names.map((name) => [name, row[name]])) as KeyInput;
}

function keyOf(key: KeyInput): string {
  return rowKey(Object.fromEntries(Object.entries(key).map(([name, value]) => [name, keyText(value)])));
}

function keyText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function markSensitive(row: pulumi.Input<RowInput>, sensitive: ReadonlySet<string>): unknown {
  if (sensitive.size === 0) return row;
  if (isAwaited(row)) return pulumi.output(row).apply((plain) => markSensitive(plain as RowInput, sensitive));
  return Object.fromEntries(
    Object.entries(row as RowInput).map(([column, value]) => [
      column,
      sensitive.has(column) && value !== null ? pulumi.secret(value) : value,
    ]),
  );
}

/** The keys of the cells whose value is a secret, as state has them: sorted, and absent when there are none. */
function secretCells(rows: unknown, defaults: unknown): pulumi.Output<string[] | undefined> | undefined {
  const candidates: { key: string; value: unknown }[] = [];
  const collect = (key: string, row: unknown) => {
    for (const [attribute, value] of Object.entries(row as object)) {
      if (typeof value === "object" && value !== null)
        candidates.push({ key: cellKey({ rowKey: key, attribute }), value });
    }
  };
  if (typeof rows === "object" && rows !== null && !isAwaited(rows))
    Object.entries(rows).forEach(([key, row]) => collect(key, row));
  if (typeof defaults === "object" && defaults !== null && !isAwaited(defaults)) collect(defaultRowKey, defaults);
  if (candidates.length === 0) return undefined;
  const found = candidates.map(async ({ key, value }) => ((await pulumi.isSecret(pulumi.output(value))) ? [key] : []));
  const keys = Promise.all(found).then((lists) => lists.flat().sort());
  return pulumi.output(keys.then((all) => (all.length > 0 ? all : undefined)));
}

function problemsOf(keyed: Keyed | pulumi.Output<Keyed>): unknown {
  if (isAwaited(keyed)) return (keyed as pulumi.Output<Keyed>).apply(({ problems }) => problems);
  return (keyed as Keyed).problems.length > 0 ? (keyed as Keyed).problems : undefined;
}

function member(keyed: Keyed | pulumi.Output<Keyed> | undefined, name: "rows"): unknown {
  if (keyed === undefined) return undefined;
  return isAwaited(keyed) ? (keyed as pulumi.Output<Keyed>).apply((plain) => plain[name]) : (keyed as Keyed)[name];
}

function isAwaited(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

function isPlain(value: unknown): boolean {
  if (isAwaited(value)) return false;
  return typeof value !== "object" || value === null || Object.values(value).every(isPlain);
}

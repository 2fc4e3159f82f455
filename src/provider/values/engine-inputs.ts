/**
 * A program's arguments as the engine's inputs: rows as a map by row key, so that a preview shows each changed cell and nothing else. Made
 * synchronously, with every cell's `Input` passed through untouched: one secret or unknown cell leaves every other cell readable. Only an
 * `Output` in a key, or around a row, has to be waited for.
 */
import * as pulumi from "@pulumi/pulumi";
import { cellKey } from "../../core/cells/cell-map";
import { decimalText } from "../../core/decimal";
import type { Problem } from "../../core/problem";
import { defaultRowKey, rowKey, rowLabel } from "../../core/cells/row-key";
import { ownUrn } from "../host/own-urn";
import type { DataTableValuesArgs, KeyInput, RowInput } from "./resource";

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
  const moved = args.moved && keyMoves(args.moved, primary);
  const rows = member(keyed, "rows");
  return {
    ...args,
    rows,
    defaults,
    moved: member(moved, "moves"),
    __urn: ownUrn(name, valuesType, options),
    __secretCells: secretCells(rows, defaults),
    __problems: problemsOf([member(keyed, "problems"), member(moved, "problems")]),
  };
}

interface KeyedMoves {
  readonly moves: { readonly from: string; readonly to: string }[];
  readonly problems: Problem[];
}

function keyMoves(
  moves: NonNullable<DataTableValuesArgs["moved"]>,
  primary: readonly string[],
): KeyedMoves | pulumi.Output<KeyedMoves> {
  if (!isPlain(moves)) return pulumi.output(moves).apply((plain) => keyPlainMoves(plain, primary));
  return keyPlainMoves(moves, primary);
}

function keyPlainMoves(moves: readonly { from: KeyInput; to: KeyInput }[], primary: readonly string[]): KeyedMoves {
  const problems = moves.flatMap((move, index) =>
    (["from", "to"] as const).flatMap((end): Problem[] => {
      const names = Object.keys(move[end]);
      if (names.length === primary.length && primary.every((name) => isKeyValue(move[end][name]))) return [];
      const message = `\`${end}\` of move ${index + 1} is no key of a row.`;
      const hint = `Give each key column a text, a number or a boolean: ${primary.join(", ") || "the table has none"}.`;
      return [{ code: "IMPOSSIBLE_MOVE", severity: "error", message, hint }];
    }),
  );
  return { moves: moves.map(({ from, to }) => ({ from: keyOf(from), to: keyOf(to) })), problems };
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
      const message = `${at} has no value in this key column.`;
      problems.push({ code: "MISSING_KEY", severity: "error", column, message, hint });
    } else if (!isKeyValue(value)) {
      const hint = "Give a text, a number or a boolean of at most 1,000 characters.";
      const message = `the value of this key column in ${at} is no key.`;
      problems.push({ code: "INVALID_KEY", severity: "error", column, message, hint });
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
  if (typeof value === "number") return decimalText(value);
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
  const candidates = [
    ...secretsOf(rows, (plain) => plain),
    ...secretsOf(defaults, (plain) => ({ [defaultRowKey]: plain })),
  ];
  if (candidates.length === 0) return undefined;
  return pulumi.all(candidates).apply((lists) => {
    const keys = lists.flat().sort();
    return keys.length > 0 ? keys : undefined;
  });
}

/** The candidates among rows: each cell that may be a secret by itself; all cells together where the rows are waited for as a whole. */
function secretsOf(value: unknown, toRows: (plain: object) => object): pulumi.Output<string[]>[] {
  if (isAwaited(value)) {
    const all = pulumi.output(value as pulumi.Input<object>);
    const keys = () => pulumi.unsecret(all).apply((plain) => cellKeys(toRows(plain ?? {})).map(({ key }) => key));
    return [pulumi.output(pulumi.isSecret(all).then((isSecret) => (isSecret ? keys() : pulumi.output<string[]>([]))))];
  }
  if (typeof value !== "object" || value === null) return [];
  return cellKeys(toRows(value))
    .filter(({ cell }) => !isPlain(cell))
    .map(({ key, cell }) =>
      pulumi.output(pulumi.isSecret(pulumi.output(cell)).then((isSecret) => (isSecret ? [key] : []))),
    );
}

function cellKeys(rows: object): { readonly key: string; readonly cell: unknown }[] {
  return Object.entries(rows).flatMap(([row, cells]) =>
    Object.entries((cells ?? {}) as object).map(([attribute, cell]) => ({
      key: cellKey({ rowKey: row, attribute }),
      cell: cell as unknown,
    })),
  );
}

function problemsOf(parts: readonly unknown[]): unknown {
  const known = parts.filter((part) => part !== undefined) as pulumi.Input<Problem[]>[];
  if (known.some(isAwaited)) return pulumi.all(known).apply((lists) => lists.flat());
  const all = (known as Problem[][]).flat();
  return all.length > 0 ? all : undefined;
}

function member<T extends object, K extends keyof T>(whole: T | pulumi.Output<T> | undefined, name: K): unknown {
  if (whole === undefined) return undefined;
  return isAwaited(whole) ? (whole as pulumi.Output<T>).apply((plain) => plain[name]) : (whole as T)[name];
}

function isAwaited(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

function isPlain(value: unknown): boolean {
  if (isAwaited(value)) return false;
  return typeof value !== "object" || value === null || Object.values(value).every(isPlain);
}

/**
 * A program's arguments as the engine's inputs: rows as a map by row key, so that a preview shows each changed cell and nothing else. Made
 * synchronously, with every cell's `Input` passed through untouched: one secret or unknown cell leaves every other cell readable. Only an
 * `Output` in a key, or around a row, has to be waited for. What is wrong is handed on to `check`, which reports it with everything else.
 */
import * as pulumi from "@pulumi/pulumi";
import type { ArgumentProblem } from "../../../core/arguments/check-shape";
import { defaultLabel, withoutPrototype } from "../../../core/arguments/keyed-rows";
import { judgeArguments } from "../../../core/arguments/program";
import { valuesArguments } from "../../../core/arguments/resources";
import type { Problem } from "../../../core/problem";
import { isAwaited } from "../../program/awaited";
import { ownUrn } from "../../program/own-urn";
import { printable } from "../../program/printable";
import { withTable } from "../../program/table-argument";
import { dynamicTypes } from "../../program/tokens";
import type { RowInput, TableByIds, ValuesArgs } from "../resource";
import { keyMoves, keyRows } from "./key-rows";
import { secretCells, secretKeys } from "./secret-cells";

/** The arguments that are worked on here, and so must have their form here. */
const worked = ["primaryAttributes", "rows", "defaults", "sensitive", "moved"] as const;

/** Those that must be known when the program runs, because rows are keyed and marked by them. */
const known = ["primaryAttributes", "sensitive"] as const;

/** Arguments as a program, perhaps one without types, gives them. */
type Given = ValuesArgs & Partial<Omit<TableByIds, "table">> & { readonly table?: unknown };

/** The inputs to register. */
export function toEngineInputs(
  name: string,
  args: Given,
  options: pulumi.CustomResourceOptions | undefined,
): Record<string, unknown> {
  const { args: placed, keyColumns, problems: ofTable } = withTable(args ?? {});
  const { fit, problems } = judgeForm(placed);
  const primary = keyColumns ?? fit.primaryAttributes ?? [];
  const columns = new Set(fit.sensitive);
  const isKeyed = fit.rows !== undefined && !problems.some(({ path: [first] }) => first === "primaryAttributes");
  const keyed = isKeyed ? withNames(primary, (names) => keyRows(fit.rows, names)) : undefined;
  const rows = markRows(member(keyed, "rows"), columns);
  const proto: Problem[] = [];
  const defaults = markRow(ownCells(fit.defaults, proto), columns);
  const secrets = withNames(primary, (names) => secretKeys(fit.rows, fit.moved, names) ?? []);
  const moved = fit.moved && withNames(primary, (names) => keyMoves(fit.moved ?? [], names));
  return {
    ...placed,
    primaryAttributes: keyColumns ?? fit.primaryAttributes,
    sensitive: fit.sensitive,
    rows: printable(rows),
    defaults: hasNothing(defaults) ? undefined : printable(defaults),
    moved: member(moved, "moves"),
    __urn: ownUrn(name, dynamicTypes.values, options),
    __secretCells: secretCells(rows, defaults, columns),
    __problems: problemsOf(
      [ofTable, problems, proto, member(keyed, "problems"), member(moved, "problems"), defaultsProblem(fit.defaults)],
      isAwaited(secrets) ? (secrets as pulumi.Output<ArgumentProblem[]>) : undefined,
    ),
  };
}

/**
 * The options with the paths of which `pulumi preview --diff` shows that they differ, and not how: sensitive columns, whose old values are in
 * clear when a column becomes sensitive, and the list of secret cells.
 */
export function withHiddenDiffs(
  inputs: Readonly<Record<string, unknown>>,
  options: pulumi.CustomResourceOptions | undefined,
): pulumi.CustomResourceOptions | undefined {
  const columns = Array.isArray(inputs.sensitive) ? inputs.sensitive.filter((name) => typeof name === "string") : [];
  const paths = [
    ...columns.flatMap((name) => [`rows[*][${JSON.stringify(name)}]`, `defaults[${JSON.stringify(name)}]`]),
    ...(inputs.__secretCells === undefined ? [] : ["__secretCells"]),
  ];
  return paths.length === 0 ? options : { ...options, hideDiffs: [...(options?.hideDiffs ?? []), ...paths] };
}

/** What is made with the key columns: at once where the program knows them, and otherwise when they are known. */
function withNames<T>(
  names: pulumi.Input<readonly string[]>,
  make: (names: readonly string[]) => T | pulumi.Output<T>,
): T | pulumi.Output<T> {
  return isAwaited(names)
    ? (pulumi.output(names as pulumi.Input<string[]>).apply(make) as pulumi.Output<T>)
    : make(names as readonly string[]);
}

/** A default record without values is none: a refresh, which finds none, would show it as a difference. */
function hasNothing(defaults: unknown): boolean {
  return (
    typeof defaults === "object" && defaults !== null && !isAwaited(defaults) && Object.keys(defaults).length === 0
  );
}

type Worked = Pick<Given, (typeof worked)[number]>;

function judgeForm(args: Partial<Worked>): { fit: Partial<Worked>; problems: ArgumentProblem[] } {
  const given = Object.fromEntries(worked.map((name) => [name, args[name]]));
  const early = known.flatMap((name): ArgumentProblem[] => {
    const value: unknown = given[name];
    if (!isAwaited(value) && !(Array.isArray(value) && value.some(isAwaited))) return [];
    given[name] = undefined;
    const message = `${name} is an Output or contains one.`;
    const hint =
      "Use plain names: they decide how the rows are registered, so they must be known when the program runs.";
    return [{ code: "INVALID_SETTING", severity: "error", message, hint, path: [name] }];
  });
  const fields = Object.fromEntries(Object.entries(valuesArguments.fields).filter(([name]) => name in given));
  const { fit, problems } = judgeArguments(given, { kind: "record", fields }, isAwaited);
  const refused = new Set(problems.map(({ path: [name] }) => name));
  const right = Object.entries(fit).filter(([name]) => !refused.has(name));
  return { fit: Object.fromEntries(right), problems: [...early, ...problems] };
}

function ownCells(defaults: Worked["defaults"], problems: Problem[]): Worked["defaults"] {
  if (defaults === undefined || isAwaited(defaults)) return defaults;
  return withoutPrototype(Object.entries(defaults as RowInput), defaultLabel, problems) as RowInput;
}

/** An `Output` of nothing is not a default record, and would delete the one that was there. */
function defaultsProblem(defaults: unknown): unknown {
  if (!isAwaited(defaults)) return undefined;
  return pulumi.unsecret(pulumi.output(defaults)).apply((plain) => {
    const isFit = typeof plain === "object" && plain !== null && !Array.isArray(plain);
    if (isFit) return [];
    const message = "defaults is an Output whose value is not an object.";
    const hint =
      "Use an object with columns and their values; an output that a stack reference does not have is undefined.";
    return [{ code: "INVALID_SETTING", severity: "error", message, hint, path: ["defaults"] }];
  });
}

function markRows(rows: unknown, sensitive: ReadonlySet<string>): unknown {
  if (rows === undefined || sensitive.size === 0) return rows;
  if (isAwaited(rows)) return pulumi.output(rows).apply((plain): unknown => markRows(plain, sensitive));
  const marked = Object.entries(rows as Record<string, RowInput>).map(([key, row]) => [key, markRow(row, sensitive)]);
  return Object.fromEntries(marked);
}

function markRow(row: pulumi.Input<RowInput> | undefined, sensitive: ReadonlySet<string>): unknown {
  if (row === undefined) return undefined;
  if (sensitive.size === 0) return row;
  if (isAwaited(row)) return pulumi.output(row).apply((plain) => markRow(plain as RowInput, sensitive));
  const cells = Object.entries(row as RowInput).map(([column, value]): [string, unknown] => [
    column,
    sensitive.has(column) && value !== null ? pulumi.secret(value) : value,
  ]);
  return Object.fromEntries(cells);
}

/** Beside a secret key nothing else is said: it could name the key. */
function problemsOf(parts: readonly unknown[], secrets: pulumi.Output<ArgumentProblem[]> | undefined): unknown {
  const given = parts.filter((part) => part !== undefined) as pulumi.Input<Problem[]>[];
  if (!secrets && !given.some(isAwaited)) {
    const all = (given as Problem[][]).flat();
    return all.length > 0 ? all : undefined;
  }
  const all = pulumi.all(given).apply((lists): unknown => lists.flat());
  return secrets ? secrets.apply((found) => (found.length > 0 ? pulumi.output<unknown>(found) : all)) : all;
}

function member<T extends object, K extends keyof T>(whole: T | pulumi.Output<T> | undefined, name: K): unknown {
  if (whole === undefined) return undefined;
  return isAwaited(whole) ? (whole as pulumi.Output<T>).apply((plain) => plain[name]) : (whole as T)[name];
}

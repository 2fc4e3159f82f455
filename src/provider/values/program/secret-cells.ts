/** Which parts of a program's rows are Pulumi secrets: cells, which are hidden from then on, and keys, which are refused. */
import * as pulumi from "@pulumi/pulumi";
import { cellKey } from "../../../core/cells/cell-map";
import { defaultRowKey } from "../../../core/cells/row-key";
import type { ArgumentProblem } from "../../../core/arguments/check-shape";
import { isAwaited, isPlain } from "../../program/awaited";

/**
 * The keys of the cells whose value is a secret, as state has them: sorted, and absent when there are none. Those in `sensitive` columns are
 * known by their column.
 */
export function secretCells(
  rows: unknown,
  defaults: unknown,
  sensitive: ReadonlySet<string>,
): pulumi.Output<string[] | undefined> | undefined {
  const candidates = [
    ...secretsOf(rows, (plain) => plain),
    ...secretsOf(defaults, (plain) => ({ [defaultRowKey]: plain })),
  ];
  if (candidates.length === 0) return undefined;
  return pulumi.all(candidates).apply((lists) => {
    const keys = lists.flat().filter((key) => !sensitive.has(key.split("\n")[0] ?? ""));
    keys.sort();
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

/** What may hold a secret key, and how it is named. */
interface Candidate {
  readonly value: unknown;
  readonly label: string;
  readonly path: readonly string[];
}

/** A row is named by its key in state, previews and messages, so a key cannot be a secret; `undefined` where none can be one. */
export function secretKeys(
  rows: unknown,
  moved: unknown,
  primary: readonly string[],
): pulumi.Output<ArgumentProblem[]> | undefined {
  const moves = { value: moved, label: "`moved`", path: ["moved"] };
  const candidates = [...keysIn(rows, primary), moves].filter(({ value }) => !isPlain(value));
  if (candidates.length === 0) return undefined;
  const problems = candidates.map(async ({ value, label, path }): Promise<ArgumentProblem[]> => {
    if (!(await pulumi.isSecret(pulumi.output(value)))) return [];
    const message = `${label} is a secret, but a row is named by its key in state, previews and messages.`;
    const hint =
      "Declare rows as plain records, with only the cells to hide as secrets. Keys that need not be hidden: pulumi.unsecret(…), with the columns to hide named in `sensitive`.";
    return [{ code: "INVALID_KEY", severity: "error", message, hint, path }];
  });
  return pulumi.output(Promise.all(problems).then((lists) => lists.flat()));
}

function keysIn(rows: unknown, primary: readonly string[]): Candidate[] {
  if (isAwaited(rows)) return [{ value: rows, label: "`rows` as a whole", path: ["rows"] }];
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: unknown, index): Candidate[] => {
    const path = ["rows", String(index)];
    if (isAwaited(row)) return [{ value: row, label: `row ${index + 1} as a whole`, path }];
    if (typeof row !== "object" || row === null) return [];
    return primary
      .filter((column) => Object.hasOwn(row, column))
      .map((column) => ({
        value: (row as Record<string, unknown>)[column],
        label: `the key column ${JSON.stringify(column)} of row ${index + 1}`,
        path: [...path, column],
      }));
  });
}

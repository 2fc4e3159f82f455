/** The argument `table`: what a `DataTable` of the program tells the values that go into it. */
import * as pulumi from "@pulumi/pulumi";
import { besideTable } from "../../core/arguments/beside-table";
import type { ArgumentProblem } from "../../core/arguments/check-shape";
import { isPlain } from "./awaited";

/** A `DataTable`, also one that was looked up: what is used of it. */
export interface TableOfProgram extends pulumi.CustomResource {
  /** Id of the instance. */
  readonly instanceId: pulumi.Output<string>;
  /** Id of the table. */
  readonly dataTableId: pulumi.Output<string>;
  /** The columns by name; `null` for released ones. */
  readonly attributes: pulumi.Output<Readonly<Record<string, { readonly primary?: boolean } | null>>>;
}

type Columns = Readonly<Record<string, { readonly primary?: boolean } | null>>;

/** The columns as programs declared them: known while the program runs, which no output is. */
const declared = new WeakMap<object, unknown>();

/** Notes the columns with which a program declares a table. */
export function rememberColumns(table: object, attributes: unknown): void {
  declared.set(table, attributes);
}

/** Arguments that name their table by its ids. */
interface Placed<T> {
  /** Where a `table` was given, its ids are here instead, and `__table`, its URN. */
  readonly args: T;
  /** The key columns of the `table`. */
  readonly keyColumns?: pulumi.Input<readonly string[]>;
  readonly problems: readonly ArgumentProblem[];
}

/** Arguments in which a `table` is replaced by its ids and its key columns. */
export function withTable<T extends object>(args: T): Placed<T> {
  const { table, ...rest } = args as T & { readonly table?: unknown };
  if (table === undefined) return { args, problems: [] };
  if (!isTable(table)) return { args: rest as T, problems: [noTable] };
  const { instanceId, dataTableId, urn } = table;
  const placed = { ...rest, instanceId, dataTableId, primaryAttributes: undefined, __table: urn };
  return { args: placed as unknown as T, keyColumns: keyColumns(table), problems: besideTable(rest) };
}

function isTable(value: unknown): value is TableOfProgram {
  if (!pulumi.CustomResource.isInstance(value)) return false;
  const { instanceId, dataTableId, attributes } = value as Partial<TableOfProgram>;
  return [instanceId, dataTableId, attributes].every((member) => pulumi.Output.isInstance(member));
}

function keyColumns(table: TableOfProgram): pulumi.Input<string[]> {
  const columns = declared.get(table);
  const isKnown = typeof columns === "object" && columns !== null && isPlain(columns);
  return isKnown ? keyNames(columns as Columns) : table.attributes.apply(keyNames);
}

function keyNames(columns: Columns): string[] {
  return Object.keys(columns ?? {}).filter((name) => columns[name]?.primary === true);
}

const noTable: ArgumentProblem = {
  code: "INVALID_SETTING",
  severity: "error",
  message: "table is not a DataTable.",
  hint: "Pass the resource itself (`table`, not `table.dataTableId`), or name the table by instanceId, dataTableId and primaryAttributes.",
  path: ["table"],
};

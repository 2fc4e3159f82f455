import { foldName } from "../../core/schema/declaration";
import { recordLive } from "../../core/schema/record-table";
import type { Problem } from "../../core/problem";
import { ProblemError } from "../../core/problem-error";
import { keyColumns } from "../../core/cells/row-key";
import { errorAbout } from "../connection/table-words";
import { openTableInstance } from "./target";
import type { GetDataTableArgs, GetDataTableResult } from "./get";
import type { StackConfig } from "../host/run";

/** The table of exactly this name, over all pages of the listing. @throws ProblemError when there is none. */
export async function lookUpTable(args: GetDataTableArgs, config: StackConfig): Promise<GetDataTableResult> {
  const { name } = args;
  const { gateway, instanceId, region } = await openTableInstance(args, config);
  try {
    const tables = await gateway.listTables();
    const found = tables.find((table) => table.name === name);
    if (!found) throw new ProblemError(notFound(name, `instance ${instanceId}, Region ${region}`, tables));
    const live = gateway.table(found.dataTableId);
    const attributes = await live.listAttributes();
    const table = await live.describeTable();
    const { dataTableId, arn } = table;
    const primaryAttributes = keyColumns(attributes).sort();
    return { ...recordLive({ ...table, attributes }), instanceId, region, dataTableId, arn, primaryAttributes };
  } catch (error) {
    throw errorAbout(`getDataTable "${name}"`, error);
  }
}

function notFound(name: string, place: string, tables: readonly { readonly name: string }[]): Problem {
  const message = `there is no data table "${name}" in ${place}.`;
  return { code: "NOT_FOUND", severity: "error", message, hint: known(name, tables) };
}

/** What there is instead of a table that is not found. */
function known(name: string, tables: readonly { readonly name: string }[]): string {
  const quoted = (some: typeof tables) => some.map((one) => `"${one.name}"`).join(", ");
  const close = tables.filter((one) => foldName(one.name) === foldName(name));
  if (close.length > 0) return `There is ${quoted(close)}: the spelling must be exact.`;
  if (tables.length === 0) return "The instance has no tables.";
  return `The instance has ${quoted(tables.slice(0, 10))}${tables.length > 10 ? ", …" : ""}.`;
}

import { toDeclaration } from "../../core/schema/same-settings";
import type { Problem } from "../../core/problem";
import { ProblemError } from "../../core/problem-error";
import type { TableSummary } from "../../sync/ports";
import { isServiceError } from "../../sync/service-error";
import { serviceProblem } from "../../sync/service-problem";
import { idsOf } from "./read";
import { openTableInstance } from "./target";
import type { GetDataTableArgs, GetDataTableResult } from "./get";
import type { StackConfig } from "../host/stack-config";

/** The table of exactly this name, over all pages of the listing. @throws ProblemError when there is none. */
export async function lookUpTable(args: GetDataTableArgs, config: StackConfig): Promise<GetDataTableResult> {
  const { name } = args;
  const { gateway, instanceId, region } = await openTableInstance(args, config);
  try {
    const tables = await gateway.listTables();
    const found = tables.find((table) => table.name === name);
    if (!found) throw new ProblemError(notFound(name, { instanceId, region, tables }));
    const live = gateway.table(found.dataTableId);
    const table = await live.describeTable();
    const attributes = await live.listAttributes();
    const { dataTableId, arn, description, timeZone, lockLevel, tags } = table;
    return {
      ...{
        instanceId,
        region,
        dataTableId,
        arn,
        name: table.name,
        description,
        timeZone,
        lockLevel,
        tags: { ...tags },
      },
      attributes: Object.fromEntries(attributes.map((attribute) => [attribute.name, toDeclaration(attribute)])),
      attributeIds: idsOf(attributes),
      primaryAttributes: attributes
        .filter((attribute) => attribute.primary)
        .map((attribute) => attribute.name)
        .sort(),
    };
  } catch (error) {
    if (!isServiceError(error)) throw error;
    throw new ProblemError(serviceProblem(error, { about: `getDataTable "${name}"` }), { cause: error });
  }
}

interface Searched {
  readonly instanceId: string;
  readonly region: string;
  readonly tables: readonly TableSummary[];
}

function notFound(name: string, { instanceId, region, tables }: Searched): Problem {
  const names = tables.map((table) => table.name);
  const close = names.filter((one) => one.trim().toLowerCase() === name.trim().toLowerCase());
  const known = `${names
    .slice(0, 10)
    .map((one) => `"${one}"`)
    .join(", ")}${names.length > 10 ? ", …" : ""}`;
  return {
    code: "NOT_FOUND",
    severity: "error",
    message: `there is no data table "${name}" in instance ${instanceId}, Region ${region}.`,
    hint:
      close.length > 0
        ? `There is "${close.join('", "')}": the spelling must be exact.`
        : `The instance has ${names.length === 0 ? "no tables" : known}.`,
  };
}

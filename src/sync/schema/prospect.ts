/** What is to become of a table, seen before anything is written: one look at the service, one plan. Only reads. */
import type { Problem } from "../../core/problem";
import { planSchema } from "../../core/schema/plan-schema";
import { refusedPlan, type SchemaPlan } from "../../core/schema/steps";
import { foldName, type ObservedTable, type RecordedTable, type TableDeclaration } from "../../core/schema/declaration";
import { isServiceError } from "../service-error";
import type { InstanceGateway } from "../ports";

/** What is to become of a table. `dataTableId` and `recorded` come from state; both are absent for a resource that has none. */
export interface TableRequest {
  readonly desired: TableDeclaration;
  readonly recorded?: RecordedTable;
  readonly dataTableId?: string;
  /** The value of the owner tag that a create writes. */
  readonly ownerTag?: string;
}

/** What was seen and what follows from it; nothing is written yet. */
export interface TableProspect {
  readonly plan: SchemaPlan;
  /** Absent: there is no such table. */
  readonly live?: ObservedTable;
}

/** Observes a table and plans it. Only reads. */
export async function prospectTable(gateway: InstanceGateway, request: TableRequest): Promise<TableProspect> {
  const live = await observeTable(gateway, request);
  if (request.recorded && !live) return { plan: gone(request.recorded.name) };
  let prospect: TableProspect = { plan: planSchema({ ...request, live }), live };
  if (live && prospect.plan.needsValues) {
    const known = { ...live, hasValues: await gateway.table(live.dataTableId).hasValues() };
    prospect = { plan: planSchema({ ...request, live: known }), live: known };
  }
  return (await isNameTaken(gateway, prospect)) ? withNameRefused(prospect, request.desired.name) : prospect;
}

/** The live table: by its id, or by its name as the service compares names. `undefined` when there is none although the instance answers. */
export async function observeTable(
  gateway: InstanceGateway,
  request: Pick<TableRequest, "dataTableId"> & { readonly desired: Pick<TableDeclaration, "name"> },
): Promise<ObservedTable | undefined> {
  const id = request.dataTableId ?? (await findTable(gateway, request.desired.name));
  if (id === undefined) return undefined;
  try {
    const table = gateway.table(id);
    return { ...(await table.describeTable()), attributes: await table.listAttributes() };
  } catch (error) {
    if (isServiceError(error, "not-found") && (await gateway.instanceAnswers())) return undefined;
    throw error;
  }
}

/** The id of the table of this name, as the service compares names. */
export async function findTable(gateway: InstanceGateway, name: string): Promise<string | undefined> {
  const tables = await gateway.listTables();
  return tables.find((table) => foldName(table.name) === foldName(name))?.dataTableId;
}

async function isNameTaken(gateway: InstanceGateway, { plan, live }: TableProspect): Promise<boolean> {
  const rename = plan.steps.find((step) => step.kind === "updateMetadata");
  if (!live || !rename || foldName(rename.after.name) === foldName(live.name)) return false;
  const owner = await findTable(gateway, rename.after.name);
  return owner !== undefined && owner !== live.dataTableId;
}

function withNameRefused({ plan, live }: TableProspect, name: string): TableProspect {
  const refusal: Problem = {
    code: "TABLE_EXISTS",
    severity: "error",
    message: `the table cannot be named ${JSON.stringify(name)}, because the instance has another table of that name.`,
    hint: "Choose another name, or rename or delete the other table.",
  };
  return { plan: { ...plan, refusals: [...plan.refusals, refusal] }, live };
}

function gone(name: string): SchemaPlan {
  return refusedPlan({
    code: "TABLE_GONE",
    severity: "error",
    message: `the table ${JSON.stringify(name)} was deleted by someone else: its instance responds, but the table no longer exists.`,
    hint: "Run `pulumi refresh`; the next `pulumi up` creates it again.",
  });
}

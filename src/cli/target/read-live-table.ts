import type { LiveCell } from "../../core/model";
import { visible } from "../../core/text";
import { foldName, type ObservedTable } from "../../core/schema/declaration";
import type { ConnectionSettings } from "../../aws/connection-settings";
import { openInstance } from "../../aws/connect-instance";
import { nearestName } from "../../core/arguments/nearest-name";
import { type CliContext, cliError } from "../context";
import type { Target } from "./options";
import { regionOfSdk } from "../../aws/connection";

/** A live table with everything in it. */
export interface LiveTable {
  readonly instanceId: string;
  readonly region: string;
  readonly observed: ObservedTable;
  readonly cells: readonly LiveCell[];
}

/** Reads a live table, all pages; writes nothing. */
export async function readLiveTable(target: Target, context: CliContext): Promise<LiveTable> {
  const { instanceId, profile, endpoint } = target;
  const region = await resolveRegion(target, context);
  const settings: ConnectionSettings = { region, profile, endpoint };
  const dataTableId =
    "id" in target.table ? target.table.id : await findByName(target.table.name, settings, instanceId);
  const gateway = openInstance(settings, instanceId).table(dataTableId);
  const description = await gateway.describeTable();
  const attributes = await gateway.listAttributes();
  const cells = await gateway.listValues();
  return { instanceId, region, observed: { ...description, attributes }, cells };
}

async function findByName(name: string, settings: ConnectionSettings, instanceId: string): Promise<string> {
  const tables = await openInstance(settings, instanceId).listTables();
  const found =
    tables.find((table) => table.name === name) ?? tables.find((table) => foldName(table.name) === foldName(name));
  if (found) return found.dataTableId;
  const names = tables.map((table) => table.name);
  const meant = nearestName(name, names);
  const known =
    names.length === 0
      ? "The instance has no data table in this Region."
      : `Data tables: ${names.slice(0, 20).map(visible).join(", ")}.`;
  throw cliError(
    "NOT_FOUND",
    `there is no data table ${JSON.stringify(name)}.`,
    meant ? `Did you mean ${JSON.stringify(meant)}?` : known,
  );
}

/** The Region to call: the one that was named, else that of the environment or of the profile, as the AWS CLI finds it. */
export async function resolveRegion(
  { region, profile }: { readonly region?: string; readonly profile?: string },
  { env }: CliContext,
): Promise<string> {
  const found =
    region ??
    (profile === undefined ? env.AWS_REGION : undefined) ??
    (await regionOfSdk(profile)) ??
    env.AWS_DEFAULT_REGION;
  if (found) return found;
  throw cliError("NO_REGION", "no Region is set anywhere.", "Use --region, or set AWS_REGION.");
}

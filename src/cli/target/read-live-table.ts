import type { LiveCell } from "../../core/model";
import { visible } from "../../core/text";
import { foldName, type ObservedTable } from "../../core/schema/declaration";
import type { ConnectionSettings } from "../../aws/connection-settings";
import { openInstance } from "../../aws/connect-instance";
import type { InstanceGateway, TableSummary } from "../../sync/ports";
import { nearestName } from "../../core/arguments/nearest-name";
import { type CliContext, cliError } from "../context";
import { Progress } from "../progress";
import type { TableName, Target } from "./options";
import { regionOfSdk } from "../../aws/connection";

/** A live table with everything in it. */
export interface LiveTable {
  readonly instanceId: string;
  readonly region: string;
  readonly observed: ObservedTable;
  readonly cells: readonly LiveCell[];
}

/** Reads a live table, all pages; writes nothing. */
export async function readLiveTable(
  target: Target & { readonly table: TableName },
  context: CliContext,
): Promise<LiveTable> {
  return (await openLiveInstance(target, context)).read(target.table);
}

/** Opens the instance that is meant. No request is sent before its first use. */
export async function openLiveInstance(target: Target, context: CliContext): Promise<LiveInstance> {
  const { instanceId, profile, endpoint } = target;
  const region = await resolveRegion(target, context);
  const settings: ConnectionSettings = { region, profile, endpoint };
  return new LiveInstance(instanceId, region, openInstance(settings, instanceId), new Progress(context));
}

/** The tables of an instance, as commands read them: one after the other, all under one limiter. */
export class LiveInstance {
  private summaries: Promise<TableSummary[]> | undefined;

  constructor(
    readonly instanceId: string,
    readonly region: string,
    private readonly gateway: InstanceGateway,
    private readonly progress: Progress,
  ) {}

  /** All tables, in the order of their names. */
  async list(): Promise<readonly TableSummary[]> {
    this.summaries ??= this.gateway.listTables();
    const order = ({ name, dataTableId }: TableSummary) => `${foldName(name)}\n${name}\n${dataTableId}`;
    return [...(await this.summaries)].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  /** One table, all pages. `place`: which of how many it is, for the one who waits. */
  async read(table: TableName, place?: { readonly number: number; readonly of: number }): Promise<LiveTable> {
    const dataTableId = "id" in table ? table.id : (await this.find(table.name)).dataTableId;
    const gateway = this.gateway.table(dataTableId);
    const description = await gateway.describeTable();
    const of = place ? `table ${place.number} of ${place.of}, ` : "";
    const say = (values: number) => this.progress.say(`${of}${visible(description.name)}: ${values} values read`);
    say(0);
    const attributes = await gateway.listAttributes();
    const cells = await gateway.listValues(say);
    const { instanceId, region } = this;
    return { instanceId, region, observed: { ...description, attributes }, cells };
  }

  /** The table of a name. @throws ProblemError when there is none. */
  async find(name: string): Promise<TableSummary> {
    const tables = await this.list();
    const folded = foldName(name);
    const found =
      tables.find((table) => table.name === name) ?? tables.find((table) => foldName(table.name) === folded);
    if (found) return found;
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
}

/** The Region to call: the one that was named, else that of the environment or of the profile, as the AWS CLI finds it. */
async function resolveRegion(
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

/** Where a table is and how to get there: ids in their canonical form, the Region, and the connection settings. */
import type { ConnectionSettings } from "../../aws/connection-settings";
import { parseInstanceId, parseTableId, type Identity } from "../../core/identity";
import type { WriteMemory } from "../../core/apply/batch";
import { limits } from "../../core/limits";
import type { Problem } from "../../core/problem";
import { given } from "../../core/record";
import { mergeSettings, resolveConnection, settingNames, type SettingArgs } from "./settings";
import { hostWays } from "../host/advice";
import type { StackConfig } from "../host/run";
import { knownService } from "../host/service-file";
import { unknownNames, unknownValue } from "../host/engine-values";

/** What is known of the target; members are absent while they are unknown or wrong. */
export interface Target {
  readonly instanceId?: string;
  readonly dataTableId?: string;
  readonly connection?: ConnectionSettings;
  /** The table as one text. */
  readonly table?: string;
  /** Items of one batch request. */
  readonly batchSize: number;
  /** What is known of the service before the first request. */
  readonly learned: WriteMemory;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** What a resource says of its target. */
type TargetArgs = SettingArgs & { readonly instanceId: string; readonly dataTableId: string };

/** Resolves the target of inputs. `recordedRegion`: where state has the table; `isJudged`: a check has judged the settings among them. */
export async function resolveTarget(
  asked: TargetArgs,
  config: StackConfig,
  { recordedRegion, isJudged = false }: { readonly recordedRegion?: string; readonly isJudged?: boolean } = {},
): Promise<Target> {
  const unknown = unknownNames(asked, settingNames);
  const args: TargetArgs = { ...asked, ...Object.fromEntries(unknown.map((name) => [name, undefined])) };
  const problems: Problem[] = [];
  const instance = identity("instanceId", args.instanceId, parseInstanceId, problems);
  const table = identity("dataTableId", args.dataTableId, parseTableId, problems);
  const merged = mergeSettings(args, config, isJudged);
  problems.push(...contradictions(args, merged.settings, { instance, table }), ...merged.problems);
  const arnRegion = table?.region ?? instance?.region;
  const service = knownService(config);
  const { batchSize = limits.batchSize, ...others } = { ...service.settings, ...given(merged.settings) };
  const settings = { ...others, region: args.region ?? arnRegion ?? others.region };
  const isKnown = !waysToTheService.some((name) => unknown.includes(name));
  const lastResort = hostWays().keepsRegion ? recordedRegion : undefined;
  const connection = isKnown ? await resolveConnection(settings, lastResort) : undefined;
  if (isKnown) problems.push(...regionProblems(args.region ?? arnRegion, connection?.region, recordedRegion));
  const place = { instanceId: instance?.instanceId ?? table?.instanceId, dataTableId: table?.dataTableId };
  const tableText = tableOf({ ...place, region: connection?.region });
  problems.push(...service.problems);
  const warnings = [...merged.warnings, ...service.warnings];
  return { ...place, connection, table: tableText, batchSize, learned: service.memory, problems, warnings };
}

/** Settings that decide who calls, and where. */
const waysToTheService = ["region", "profile", "assumeRole", "endpoint"] as const satisfies (keyof SettingArgs)[];

/** ARNs, ids, the Region and the allowed accounts against each other. */
function contradictions(
  { region }: TargetArgs,
  { allowedAccountIds }: SettingArgs,
  { instance, table }: { readonly instance?: Identity; readonly table?: Identity },
): Problem[] {
  const messages: string[] = [];
  if (table?.instanceId && instance?.instanceId && table.instanceId !== instance.instanceId) {
    messages.push(`dataTableId belongs to instance ${table.instanceId}, but instanceId is ${instance.instanceId}.`);
  }
  for (const part of ["region", "account"] as const) {
    const [one, other] = [table?.[part], instance?.[part]];
    if (one && other && one !== other)
      messages.push(`the ARN of the table has ${part} ${one}, but that of the instance has ${other}.`);
  }
  const arnRegion = table?.region ?? instance?.region;
  if (region && arnRegion && arnRegion !== region) {
    messages.push(`the ARN is in Region ${arnRegion}, but region is ${region}.`);
  }
  const account = table?.account ?? instance?.account;
  if (account && Array.isArray(allowedAccountIds) && !allowedAccountIds.includes(account)) {
    messages.push(
      `the ARN belongs to account ${account}, but allowedAccountIds lists ${allowedAccountIds.join(", ")}.`,
    );
  }
  return messages.map(contradiction);
}

function identity(
  name: string,
  text: string,
  parse: (text: string) => Identity | undefined,
  problems: Problem[],
): Identity | undefined {
  if (text === unknownValue) return undefined;
  const parsed = typeof text === "string" ? parse(text) : undefined;
  if (parsed && !hasFormOfName(parsed)) return parsed;
  const words = parsed ? "which looks like a name" : "which is neither an id nor an ARN";
  const message = `${name} is ${JSON.stringify(text)}, ${words}.`;
  const copy = "Copy the id or the ARN from the admin website or the AWS CLI";
  const lookUp = `getDataTable({ instanceId, name: ${JSON.stringify(text)} }) finds a table by its name and has its dataTableId.`;
  problems.push(invalidIdentity(message, name === "dataTableId" ? `${copy}; ${lookUp}` : `${copy}.`));
  return undefined;
}

/** Ids are opaque, and UUIDs in every example: an id has at least a few digits. */
function hasFormOfName({ dataTableId: id, region }: Identity): boolean {
  return id !== undefined && region === undefined && id.replace(/\D/g, "").length < 3;
}

function contradiction(message: string): Problem {
  return invalidIdentity(message, "Correct one of the two.");
}

/** What to say of ids and ARNs that do not tell which instance or table is meant. */
export function invalidIdentity(message: string, hint: string): Problem {
  return { code: "INVALID_IDENTITY", severity: "error", message, hint };
}

function regionProblems(
  explicit: string | undefined,
  resolved: string | undefined,
  recorded: string | undefined,
): Problem[] {
  if (resolved === undefined) {
    const hint = hostWays().region;
    return [{ code: "NO_REGION", severity: "error", message: "no Region is set anywhere.", hint }];
  }
  if (explicit !== undefined || recorded === undefined || recorded === resolved) return [];
  const message = `state records this table in Region ${recorded}, but the configuration or environment of this update says ${resolved}.`;
  const hint = `Run with ${recorded}; to move the values to another Region, set \`region\` of the resource.`;
  return [{ code: "REGION_CHANGED", severity: "error", message, hint }];
}

/** Where a table is, as far as it is known. */
export interface TablePlace {
  readonly instanceId?: string;
  readonly dataTableId?: string;
  readonly region?: string;
}

const placeNames = ["instanceId", "dataTableId", "region"] as const satisfies (keyof TablePlace)[];

/** The names of the places that are another one now than state has. One that is not known yet, or not named, is none of them. */
export function placesMoved(olds: TablePlace, news: TablePlace): (keyof TablePlace)[] {
  return placeNames.filter((name) => {
    const [old, now] = [olds[name], news[name]];
    return old !== undefined && now !== undefined && now !== unknownValue && old !== now;
  });
}

/** The table that these name, as one text; `undefined` while a part of it is not known. */
export function tableOf({ region, instanceId, dataTableId }: TablePlace): string | undefined {
  if (region === undefined || instanceId === undefined || dataTableId === undefined) return undefined;
  return tableIdentity(region, instanceId, dataTableId);
}

/** One text for one table. */
export function tableIdentity(region: string, instanceId: string, dataTableId: string): string {
  return `${region}/${instanceId}/${dataTableId}`;
}

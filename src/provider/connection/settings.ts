/**
 * Where settings come from, in this order: the resource's arguments; stack configuration `connect-data-tables:<name>`; the settings of
 * @pulumi/aws (`aws:region`, `aws:profile`, `aws:assumeRole`, `aws:allowedAccountIds`); then the AWS SDK's own chain.
 */
import type { AssumeRole, ConnectionSettings } from "../../aws/connection-settings";
import { regionOfSdk } from "../../aws/connection";
import { judgeArguments } from "../../core/arguments/program";
import { connectionSettings } from "../../core/arguments/resources";
import type { RecordShape } from "../../core/arguments/shape";
import { limits } from "../../core/limits";
import type { Problem } from "../../core/problem";
import type { StackConfig } from "../host/stack-config";

/** The settings that a resource takes as arguments. */
export interface SettingArgs {
  readonly region?: string;
  readonly profile?: string;
  readonly assumeRole?: AssumeRole;
  readonly allowedAccountIds?: readonly string[];
  readonly endpoint?: string;
  readonly batchSize?: number;
  readonly requestsPerSecond?: number;
  readonly burst?: number;
}

/** The names of the settings, in the order of the documentation. */
export const settingNames = [
  "region",
  "profile",
  "assumeRole",
  "allowedAccountIds",
  "endpoint",
  "batchSize",
  "requestsPerSecond",
  "burst",
] as const satisfies readonly (keyof SettingArgs)[];

/** Settings of @pulumi/aws that change who calls or where, and that this package does not read. */
const notHonoured = [
  "accessKey",
  "secretKey",
  "token",
  "assumeRoles",
  "assumeRoleWithWebIdentity",
  "forbiddenAccountIds",
  "endpoints",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
  "customCaBundle",
  "httpProxy",
  "httpsProxy",
  "useDualstackEndpoint",
  "useFipsEndpoint",
];

/** Members of a role that are honoured. */
const roleMembers = new Set(["roleArn", "externalId", "sessionName"]);

/** Settings from arguments and configuration together, before the SDK's chain, with what is wrong and what was left out. */
interface MergedSettings {
  readonly settings: SettingArgs;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** What stack configuration says of the settings. */
interface ConfiguredSettings {
  /** The settings that it has, as texts. */
  readonly texts: ReadonlyMap<keyof SettingArgs, string>;
  /** What of @pulumi/aws is not read. */
  readonly warnings: readonly Problem[];
}

/** The engine hands a process one configuration, which does not change: it is read once. */
const alreadyRead = new WeakMap<StackConfig, ConfiguredSettings>();

function readConfig(config: StackConfig): ConfiguredSettings {
  const texts = new Map<keyof SettingArgs, string>();
  for (const name of settingNames) {
    const text =
      config.get(`connect-data-tables:${name}`) ?? (awsNames.has(name) ? config.get(`aws:${name}`) : undefined);
    if (text !== undefined) texts.set(name, text);
  }
  const others = notHonoured.filter((name) => config.get(`aws:${name}`) !== undefined);
  return { texts, warnings: others.map((name) => unused(`stack configuration aws:${name}`)) };
}

/** Merges arguments and stack configuration. Pure but for the `config` it is given. */
export function mergeSettings(args: SettingArgs, config: StackConfig): MergedSettings {
  const configured = alreadyRead.get(config) ?? readConfig(config);
  alreadyRead.set(config, configured);
  const problems: Problem[] = [];
  const warnings = [...configured.warnings];
  const settings: Record<string, unknown> = {};
  for (const name of settingNames) {
    const text = configured.texts.get(name);
    settings[name] = args[name] ?? (text === undefined ? undefined : parseSetting(name, text, problems));
  }
  const { allowedAccountIds } = settings;
  if (Array.isArray(allowedAccountIds)) settings.allowedAccountIds = allowedAccountIds.map(String);
  problems.push(...validateSettings(settings));
  if (args.assumeRole === undefined) warnings.push(...roleWarnings(settings.assumeRole));
  return { settings: settings, problems, warnings };
}

const awsNames = new Set<keyof SettingArgs>(["region", "profile", "assumeRole", "allowedAccountIds"]);
const structured = new Set<keyof SettingArgs>(["assumeRole", "allowedAccountIds"]);
const numeric = new Set<keyof SettingArgs>(["batchSize", "requestsPerSecond", "burst"]);

function parseSetting(name: keyof SettingArgs, text: string, problems: Problem[]): unknown {
  if (numeric.has(name)) return Number(text);
  if (!structured.has(name)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    problems.push(invalid(name, `stack configuration ${name} is not JSON.`, "Set it with `pulumi config set --path`."));
    return undefined;
  }
}

/** State of an earlier version may hold names that are refused today: those are for check to refuse, not for a destroy to stop at. */
function validateSettings(settings: Record<string, unknown>): readonly Problem[] {
  const shape: RecordShape = { kind: "record", fields: connectionSettings };
  return judgeArguments(settings, shape, () => false).problems.filter(({ code }) => code !== "UNKNOWN_SETTING");
}

function roleWarnings(role: unknown): Problem[] {
  if (typeof role !== "object" || role === null) return [];
  const unknown = Object.keys(role).filter((member) => !roleMembers.has(member));
  return unknown.map((member) => unused(`${member} of the assumed role in stack configuration`));
}

function unused(setting: string): Problem {
  const hint = "Use AWS environment variables, or a profile with `connect-data-tables:profile`.";
  return { code: "UNUSED_SETTING", severity: "warning", message: `${setting} is not used here.`, hint };
}

/** The settings to connect with. The Region comes from the SDK's chain when nothing names one, then from `lastResort`; `undefined` without one. */
export async function resolveConnection(
  settings: SettingArgs,
  lastResort?: string,
): Promise<ConnectionSettings | undefined> {
  const region = settings.region ?? (await regionOfSdk(settings.profile)) ?? lastResort;
  if (region === undefined) return undefined;
  const { profile, endpoint, assumeRole, allowedAccountIds, requestsPerSecond, burst } = settings;
  return { region, profile, endpoint, assumeRole, allowedAccountIds, requestsPerSecond, burst };
}

/** The items of one batch request. */
export function batchSizeOf(settings: SettingArgs): number {
  return settings.batchSize ?? limits.batchSize;
}

function invalid(column: string, message: string, hint: string): Problem {
  return { code: "INVALID_SETTING", severity: "error", message: message || column, hint };
}

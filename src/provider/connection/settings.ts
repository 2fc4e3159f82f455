/**
 * Where settings come from, in this order: the resource's arguments; stack configuration `connect-data-tables:<name>`; the settings of
 * @pulumi/aws (`aws:region`, `aws:profile`, `aws:assumeRole`, `aws:allowedAccountIds`); then the AWS SDK's own chain.
 */
import type { AssumeRole, ConnectionSettings } from "../../aws/connection-settings";
import { regionOfSdk } from "../../aws/connection";
import { judgeArguments } from "../../core/arguments/program";
import { connectionSettings } from "../../core/arguments/resources";
import type { RecordShape } from "../../core/arguments/shape";
import type { Problem } from "../../core/problem";
import { oncePerObject } from "../../core/once";
import type { StackConfig } from "../host/run";

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

/** The names of the settings. */
export const settingNames = Object.keys(connectionSettings) as (keyof SettingArgs)[];

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
const roleMembers = new Set(Object.keys(connectionSettings.assumeRole.fields));

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
const configured = oncePerObject(readConfig);

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

/** Merges arguments and stack configuration, and judges what was not judged before. Pure but for the `config` it is given. */
export function mergeSettings(args: SettingArgs, config: StackConfig, isJudged: boolean): MergedSettings {
  const { texts, warnings: unread } = configured(config);
  const problems: Problem[] = [];
  const warnings = [...unread];
  const settings: Record<string, unknown> = {};
  for (const name of settingNames) {
    const text = texts.get(name);
    const value = args[name] ?? (text === undefined ? undefined : parseSetting(name, text, problems));
    if (value !== undefined) settings[name] = value;
  }
  const { allowedAccountIds } = settings;
  if (Array.isArray(allowedAccountIds)) settings.allowedAccountIds = allowedAccountIds.map(String);
  const open = Object.entries(settings).filter(([name]) => !isJudged || args[name as keyof SettingArgs] === undefined);
  problems.push(...validateSettings(Object.fromEntries(open)));
  if (args.assumeRole === undefined) warnings.push(...roleWarnings(settings.assumeRole));
  return { settings: settings, problems, warnings };
}

const awsNames = new Set<keyof SettingArgs>(["region", "profile", "assumeRole", "allowedAccountIds"]);

function parseSetting(name: keyof SettingArgs, text: string, problems: Problem[]): unknown {
  const { kind } = connectionSettings[name];
  if (kind === "number") return Number.isNaN(Number(text)) ? text : Number(text);
  if (kind === "text") return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const message = `stack configuration ${name} is not JSON.`;
    const hint = "Set it with `pulumi config set --path`.";
    problems.push({ code: "INVALID_SETTING", severity: "error", message, hint });
    return undefined;
  }
}

/** State of an earlier version may hold names that are refused today: those are for check to refuse, not for a destroy to stop at. */
function validateSettings(settings: SettingArgs): readonly Problem[] {
  if (Object.keys(settings).length === 0) return [];
  const shape: RecordShape = { kind: "record", fields: connectionSettings };
  return judgeArguments({ ...settings }, shape, () => false).problems.filter(({ code }) => code !== "UNKNOWN_SETTING");
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
  settings: Omit<SettingArgs, "batchSize">,
  lastResort?: string,
): Promise<ConnectionSettings | undefined> {
  const region = settings.region ?? (await regionOfSdk(settings.profile)) ?? lastResort;
  return region === undefined ? undefined : { ...settings, region };
}

import { type Command } from "commander";
import { parseInstanceId, parseTableId } from "../../core/identity";
import { cliError } from "../context";

/** The options that say which live table is meant, and how to reach it. */
export interface TargetOptions {
  readonly instanceId?: string;
  readonly dataTableId?: string;
  readonly dataTableName?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
}

/** A table by its id, or by its name. */
export type TableName = { readonly id: string } | { readonly name: string };

/** A live table as the options name it: plain ids, no ARNs. */
export interface Target {
  readonly instanceId: string;
  /** Absent: the table is found by the name that its file gives it, or all tables are meant. */
  readonly table?: TableName;
  /** From an ARN or from `--region`. */
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
}

/** Adds the options of a command that reads a live table. */
export function addTargetOptions(command: Command): Command {
  return addInstanceOptions(command)
    .option("--data-table-id <id>", "id or ARN of the data table (an ARN names the instance and the Region as well)")
    .option("--data-table-name <name>", "name of the data table, instead of its id");
}

/** Adds the options of a command that reads the tables of an instance. */
export function addInstanceOptions(command: Command): Command {
  return command
    .option("--instance-id <id>", "id or ARN of the Amazon Connect instance")
    .option("--region <region>", "AWS Region; default: AWS_REGION, AWS_DEFAULT_REGION, or that of the profile")
    .option("--profile <name>", "profile of the shared AWS files; default: AWS_PROFILE")
    .option("--endpoint <url>", "base URL of the service; default: AWS_ENDPOINT_URL_CONNECT, or that of the Region");
}

/** What the options mean; ARNs must agree with each other and with `--region`. */
export function parseTarget(options: TargetOptions): Target & { readonly table: TableName } {
  const { table, ...target } = parseInstance(options);
  if (table) return { ...target, table };
  throw cliError(
    "INVALID_OPTION",
    "exactly one data table must be named.",
    "Use either --data-table-id or --data-table-name.",
  );
}

/** The same for commands that read files: one table can be named only where there is one file. */
export function parseFilesTarget(options: TargetOptions, files: readonly string[]): Target {
  const target = parseInstance(options);
  if (!target.table || files.length === 1) return target;
  throw cliError(
    "INVALID_OPTION",
    "one data table is named, but several files are given.",
    "Remove --data-table-id and --data-table-name: each table is found by the name in its file.",
  );
}

/** The same where no table need be named. */
export function parseInstance(options: TargetOptions): Target {
  const { dataTableId, dataTableName: name, profile, endpoint } = options;
  if (dataTableId !== undefined && name !== undefined) {
    throw cliError(
      "INVALID_OPTION",
      "at most one data table can be named.",
      "Use either --data-table-id or --data-table-name.",
    );
  }
  const table = dataTableId === undefined ? {} : identity(parseTableId(dataTableId), "--data-table-id", dataTableId);
  const instance =
    options.instanceId === undefined
      ? {}
      : identity(parseInstanceId(options.instanceId), "--instance-id", options.instanceId);
  const instanceId = agree("instance", [instance.instanceId, table.instanceId]);
  if (instanceId === undefined) {
    throw cliError(
      "INVALID_OPTION",
      "the Amazon Connect instance is not named.",
      "Use --instance-id, or the ARN of the table as --data-table-id.",
    );
  }
  if (endpoint !== undefined && !/^https?:$/.test(protocolOf(endpoint))) {
    throw cliError(
      "INVALID_OPTION",
      `--endpoint is ${JSON.stringify(endpoint)}, which is not a URL.`,
      "Use a URL such as http://127.0.0.1:4500.",
    );
  }
  const region = agree("Region", [options.region, instance.region, table.region]);
  const meant = table.dataTableId === undefined ? name !== undefined && { name } : { id: table.dataTableId };
  return { instanceId, ...(meant && { table: meant }), region, profile, endpoint };
}

function protocolOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : "";
}

function identity<T>(parsed: T | undefined, option: string, text: string): T {
  if (parsed !== undefined) return parsed;
  throw cliError(
    "INVALID_OPTION",
    `${option} is ${JSON.stringify(text)}, which is neither an id nor an ARN.`,
    "Copy it from the Amazon Connect admin website or the AWS CLI.",
  );
}

function agree(what: string, values: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = values.filter((value) => value !== undefined);
  const other = others.find((value) => value !== first);
  if (other === undefined) return first;
  throw cliError(
    "INVALID_OPTION",
    `the options contradict each other about the ${what}: ${first} and ${other}.`,
    "Use the same one everywhere.",
  );
}

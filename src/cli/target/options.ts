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

/** A live table as the options name it: plain ids, no ARNs. */
export interface Target {
  readonly instanceId: string;
  readonly table: { readonly id: string } | { readonly name: string };
  /** From an ARN or from `--region`. */
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
}

/** Adds the options of a command that reads a live table. */
export function addTargetOptions(command: Command): Command {
  return command
    .option("--instance-id <id>", "id or ARN of the Amazon Connect instance")
    .option("--data-table-id <id>", "id or ARN of the data table (an ARN names the instance and the Region as well)")
    .option("--data-table-name <name>", "name of the data table, instead of its id")
    .option("--region <region>", "AWS Region; default: AWS_REGION, AWS_DEFAULT_REGION, or that of the profile")
    .option("--profile <name>", "profile of the shared AWS files; default: AWS_PROFILE")
    .option("--endpoint <url>", "base URL of the service; default: AWS_ENDPOINT_URL_CONNECT, or that of the Region");
}

/** What the options mean; ARNs must agree with each other and with `--region`. */
export function parseTarget(options: TargetOptions): Target {
  const { dataTableId, dataTableName: name, profile, endpoint } = options;
  if ((dataTableId === undefined) === (name === undefined)) {
    throw cliError(
      "INVALID_OPTION",
      "exactly one data table must be named.",
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
  const meant = table.dataTableId === undefined ? { name: name ?? "" } : { id: table.dataTableId };
  return { instanceId, table: meant, region, profile, endpoint };
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

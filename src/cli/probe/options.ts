/** The options of `probe`. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { parseInstanceId } from "../../core/identity";
import { cliError } from "../context";

/** The forms of a result. */
const formats = ["text", "json", "markdown"] as const;

/** What `probe` was called with. */
export interface ProbeOptions {
  readonly instanceId?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly clean?: boolean;
  readonly requestsPerSecond: number;
  readonly burst: number;
  readonly tableQuota: number;
  readonly fillQuota?: boolean;
  readonly measureThrottling?: boolean;
  readonly restrictedRoleArn?: string;
  readonly format: (typeof formats)[number];
  readonly output?: string;
  readonly force?: boolean;
}

/** Adds them. The default pace is half of the documented one. */
export function addProbeOptions(command: Command): Command {
  const number = (flags: string, text: string, otherwise: number) =>
    new Option(flags, text).argParser(positive).default(otherwise);
  return command
    .option("--instance-id <id>", "id or ARN of the Amazon Connect instance")
    .option("--region <region>", "AWS Region; default: AWS_REGION, AWS_DEFAULT_REGION, or that of the profile")
    .option("--profile <name>", "profile of the shared AWS files; default: AWS_PROFILE")
    .option("--endpoint <url>", "base URL of the service; default: AWS_ENDPOINT_URL_CONNECT, or that of the Region")
    .option("--yes", "do not ask before tables are made or removed")
    .option("--dry-run", "show what would be done; makes and removes nothing")
    .option("--clean", "only remove scratch tables that an earlier run left")
    .addOption(number("--requests-per-second <number>", "requests a second of each operation", 1))
    .addOption(number("--burst <number>", "requests of one operation that may come at once", 2))
    .addOption(number("--table-quota <number>", "data tables that the instance may hold", 100))
    .option("--fill-quota", "fill a scratch table up to its quota, for the questions about it and larger batches")
    .option("--measure-throttling", "send requests until one is throttled, to measure the rate")
    .option("--restricted-role-arn <arn>", "role that may not see one row, for the question about forbidden items")
    .addOption(new Option("--format <format>", "form of the result").choices(formats).default("text"))
    .option("-o, --output <file>", "file to write the result to; default: standard output")
    .option("--force", "replace an existing file");
}

function positive(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError("It takes a number greater than 0.");
}

/** The instance that is meant, and the Region that its ARN or the options name. */
export function instanceOf({ instanceId = "", region }: ProbeOptions): { instanceId: string; region?: string } {
  const parsed = parseInstanceId(instanceId);
  if (!parsed) throw cliError("INVALID_OPTION", notAnInstance(instanceId), "Use --instance-id.");
  if (region !== undefined && parsed.region !== undefined && parsed.region !== region) {
    const message = `the options contradict each other about the Region: ${region} and ${parsed.region}.`;
    throw cliError("INVALID_OPTION", message, "Use the same one everywhere.");
  }
  return { instanceId: parsed.instanceId ?? instanceId, region: region ?? parsed.region };
}

function notAnInstance(text: string): string {
  if (text === "") return "the Amazon Connect instance is not named.";
  return `--instance-id is ${JSON.stringify(text)}, which is neither an id nor an ARN.`;
}

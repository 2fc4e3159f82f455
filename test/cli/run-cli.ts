import { createRequire } from "node:module";
import { join } from "node:path";
import type { runCli } from "../../src/cli/cli";

/** `CLI_CHECKOUT=<folder>` runs the tests against the command line of another checkout of this repository, to show that they fail there. */
export const checkout = process.env.CLI_CHECKOUT ?? join(__dirname, "..", "..");
const commandLine = createRequire(__filename)(join(checkout, "src/cli/cli")) as { readonly runCli: typeof runCli };

/** What a call printed and answered. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a call differs from one in a pipe without any setting. */
export interface CliCall {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly stopped?: () => Promise<void>;
  /** Called with each piece of standard output. */
  readonly onOutput?: (text: string) => void;
}

/** Runs the command line in this process. */
export async function cli(args: readonly string[], call: CliCall = {}): Promise<CliResult> {
  const { stdin = "", env = {}, isTTY = false, stopped = () => Promise.resolve(), onOutput } = call;
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const input = async function* () {
    await Promise.resolve();
    yield typeof stdin === "string" ? Buffer.from(stdin) : stdin;
  };
  const code = await commandLine.runCli(args, {
    env,
    stdin: Object.assign(input(), { isTTY: call.stdin === undefined }),
    stdout: { isTTY, write: (text: string) => (stdout.push(text), onOutput?.(text)) },
    stderr: { isTTY, write: (text: string) => stderr.push(text) },
    stopped,
  });
  return { code, stdout: stdout.join(""), stderr: stderr.join("") };
}

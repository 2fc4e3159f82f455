/** Asks before something is made or removed. */
import { cliError, type CliContext } from "../context";

/** Whether somebody at the terminal agrees. @throws ProblemError where nobody can be asked. */
export async function agrees({ stdin, stderr }: CliContext, question: string): Promise<boolean> {
  if (stdin.isTTY !== true) {
    const hint = "Use --yes, or --dry-run to see what would be done.";
    throw cliError("INVALID_OPTION", "nobody can be asked, because standard input is not a terminal.", hint);
  }
  stderr.write(`${question} [y/N] `);
  for await (const chunk of stdin) return /^\s*y(es)?\s*$/i.test(String(chunk));
  return false;
}

/** Asks before something is made or removed. */
import { cliError, type CliContext } from "../context";

/** Whether the user at the terminal agrees. @throws ProblemError when standard input is not a terminal. */
export async function agrees(
  { stdin, stderr }: Pick<CliContext, "stdin" | "stderr">,
  question: string,
): Promise<boolean> {
  if (stdin.isTTY !== true) {
    const hint = "Use --yes, or --dry-run to see what would be done.";
    throw cliError("INVALID_OPTION", "cannot ask for confirmation, because standard input is not a terminal.", hint);
  }
  stderr.write(`${question} [y/N] `);
  for await (const chunk of stdin) return /^\s*y(es)?\s*$/i.test(String(chunk));
  return false;
}

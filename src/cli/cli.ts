import { Command, CommanderError } from "commander";
import type { Problem } from "../core/problem";
import { visibleLines } from "../core/text";
import { isServiceError, type ServiceErrorKind } from "../sync/service-error";
import { serviceProblem, thrownProblems } from "../sync/service-problem";
import { addDiff } from "./commands/diff";
import { addExport } from "./commands/export";
import { addInit } from "./commands/init";
import { addList } from "./commands/list";
import { addPull } from "./commands/pull";
import { addReport } from "./commands/report";
import { addSimulator } from "./commands/simulator";
import { addValidate } from "./commands/validate";
import { exitCodes, type CliContext, type Output, type Run } from "./context";
import { showProblems } from "./show-problems";
import { packageVersion } from "./version";

/** The executable as a function: arguments and the outside world in, exit code out. Never throws. */
export async function runCli(argv: readonly string[], outside: CliContext): Promise<number> {
  const context: CliContext = { ...outside, stderr: visibleOutput(outside.stderr) };
  let exitCode: number = exitCodes.ok;
  const run: Run = async (action) => {
    exitCode = await action(context);
  };
  try {
    await makeProgram(run, context).parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.error;
    showProblems(context, problemsOfCommand(error));
    if (context.env.CONNECT_DATA_TABLES_LOG === "debug" && error instanceof Error) {
      context.stderr.write(`${error.stack ?? ""}\n`);
    }
    return exitCodes.error;
  }
}

/** Whatever a message quotes (an option, a path, the service), a terminal gets nothing of it that it would obey. */
function visibleOutput(output: Output): Output {
  return { isTTY: output.isTTY, write: (text) => output.write(visibleLines(text)) };
}

function makeProgram(run: Run, { stdout, stderr }: CliContext): Command {
  const program = new Command("connect-data-tables")
    .description(
      "Amazon Connect data tables as files: check them, compare them with the live table, export them, and report changes.",
    )
    .version(packageVersion(), "-V, --version", "show the version")
    .helpOption("-h, --help", "show the help of a command")
    .helpCommand("help [command]", "show the help of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
    })
    .showHelpAfterError("(see --help)")
    .showSuggestionAfterError()
    .addHelpText("after", examples);
  for (const add of [addValidate, addList, addDiff, addExport, addPull, addInit, addReport, addSimulator])
    add(program, run);
  return program;
}

const examples = `
Examples:
  connect-data-tables validate tables/*.yaml
  connect-data-tables export --instance-id I --data-table-name StoreHours -o tables/store-hours.yaml
  connect-data-tables diff tables/store-hours.yaml --instance-id I --data-table-name StoreHours
  pulumi preview --json | connect-data-tables report > report.md
  connect-data-tables simulator --port 4500 --data simulator.json

connect-data-tables <command> --help shows the options of a command.
Data goes to standard output, everything else to standard error. NO_COLOR=1 turns colours off.`;

/** What `commander` itself says of options is shown as it words that; everything else that stops a command has a code. */
function problemsOfCommand(error: unknown): readonly Problem[] {
  if (!isServiceError(error)) return thrownProblems(error);
  const { hint, ...problem } = serviceProblem(error);
  const better = serviceErrorHints[error.kind] ?? hint;
  return [{ ...problem, ...(better !== undefined && { hint: better }) }];
}

/** What to do about an error of the service in a command that only reads. */
const serviceErrorHints: Readonly<Partial<Record<ServiceErrorKind, string>>> = {
  "access-denied":
    "The credentials need connect:DescribeDataTable, connect:ListDataTableAttributes and connect:ListDataTableValues on the table, and connect:ListDataTables to find a table by name.",
  "not-found": "Check --instance-id, --data-table-id and --region.",
  unreachable: "Check the credentials, --profile, --region, --endpoint and the network.",
  lost: "Try again; nothing was written.",
  throttled: "Another program is using up the account's request rate; try again later.",
};

import { type Command, InvalidArgumentError, Option } from "commander";
import { limits as defaultQuota } from "../../core/limits";
import { startSimulator } from "../../simulator";
import { cliError, exitCodes, type CliContext, type Run } from "../context";
import { loadFile } from "../files/load-file";
import { seedSimulator } from "../files/seed-simulator";
import { showProblems } from "../show-problems";
import { addVariableOptions, allVariables, type VariableOptions } from "../target/variables";

interface SimulatorOptions extends VariableOptions {
  readonly port: number;
  readonly data?: string;
  readonly personality: string;
  readonly table: readonly string[];
  readonly instanceId: string;
}

/** `simulator`: an imitation of the service on this machine. */
export function addSimulator(program: Command, run: Run): void {
  addVariableOptions(program.command("simulator"))
    .summary("run a simulator of the service on this machine")
    .description(
      "Serves the data tables API of Amazon Connect on 127.0.0.1, for experiments and tests. Runs until stopped.",
    )
    .addOption(new Option("--port <port>", "TCP port; 0 for a free one").argParser(portNumber).default(4500))
    .option("--data <file>", "file that keeps the data between runs; default: memory only")
    .option(
      "--personality <name>",
      "named set of behaviours, for what the service's documentation leaves open",
      "documented",
    )
    .option(
      "--table <file>",
      "table file to load at the start, unless its table already exists; may be repeated",
      collect,
      [],
    )
    .option("--instance-id <id>", "instance for those tables", "11111111-2222-3333-4444-555555555555")
    .addHelpText(
      "after",
      `
Examples:
  connect-data-tables simulator --data simulator.json
  connect-data-tables simulator --table tables/store-hours.yaml

In another terminal:
  export AWS_ENDPOINT_URL_CONNECT=http://127.0.0.1:4500 AWS_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=simulator AWS_SECRET_ACCESS_KEY=simulator
  connect-data-tables export --instance-id 11111111-2222-3333-4444-555555555555 --data-table-name StoreHours`,
    )
    .action((options: SimulatorOptions) => run((context) => simulate(options, context)));
}

async function simulate(options: SimulatorOptions, context: CliContext): Promise<number> {
  const { port, data: dataFile, personality, instanceId } = options;
  const tables = [];
  for (const path of options.table) {
    const { table, problems } = await loadFile(path, context, allVariables(options));
    showProblems(context, problems);
    if (!table) return exitCodes.error;
    tables.push(table);
  }
  const quotas = tables.flatMap(({ values }) => values.valueQuota ?? []);
  const limits = quotas.length > 0 ? { cellsPerTable: Math.max(...quotas, defaultQuota.valuesPerTable) } : {};
  const simulator = await startSimulator({ port, dataFile, personality, limits }).catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "EADDRINUSE") throw cliError("SIMULATOR", message);
    throw cliError("SIMULATOR", `port ${port} is already in use.`, "Use another --port, or 0 for any free port.");
  });
  try {
    for (const table of tables) await seedSimulator(simulator.url, instanceId, table);
    context.stdout.write(`${simulator.url}\n`);
    context.stderr.write(
      [
        "Serving until stopped (Ctrl-C). For clients:",
        `  export AWS_ENDPOINT_URL_CONNECT=${simulator.url} AWS_REGION=us-east-1`,
        "  export AWS_ACCESS_KEY_ID=simulator AWS_SECRET_ACCESS_KEY=simulator\n",
      ].join("\n"),
    );
    await context.stopped();
  } finally {
    await simulator.close();
  }
  return exitCodes.ok;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a number from 0 to 65535.");
}

function collect(file: string, files: readonly string[]): string[] {
  return [...files, file];
}

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { visible } from "../../core/text";
import { cliError, exitCodes, type CliContext, type Run } from "../context";
import { writeOutput } from "../files/output-files";
import { exportAll } from "../instance/export-all";
import { projectLanguages, projectOf, type ProjectLanguage } from "../instance/project/project";
import { schemaInPackage } from "../instance/table-output";
import { addInstanceOptions, parseInstance, type TargetOptions } from "../target/options";
import { openLiveInstance } from "../target/read-live-table";
import { addVariableOptions, variableValues, type VariableOptions } from "../target/variables";
import { packageVersion } from "../version";

interface InitOptions extends TargetOptions, VariableOptions {
  readonly output: string;
  readonly language: ProjectLanguage;
}

/** `init`: a Pulumi project for all tables of an instance. */
export function addInit(program: Command, run: Run): void {
  addVariableOptions(addInstanceOptions(program.command("init")))
    .summary("make a Pulumi project of all tables of an instance")
    .description(
      "Writes a Pulumi project that takes over all data tables of an instance: a file for each table, and a workflow for pull requests. Its " +
        "first `pulumi up` writes nothing to the tables.",
    )
    .requiredOption("-o, --output <folder>", "folder of the project; it must be empty or missing")
    .addOption(
      new Option("--language <language>", "language of the program").choices(projectLanguages).default("typescript"),
    )
    .addHelpText(
      "after",
      `
With --vars or --var, the files have the names of variables in the place of the values, and Pulumi.dev.yaml has the values.

Exit code: 0, or 1 on an error.

Examples:
  connect-data-tables init --instance-id I -o contact-center
  connect-data-tables init --instance-id I -o contact-center --language python --vars dev.yaml
  cd contact-center && npm install && pulumi stack init dev && pulumi up`,
    )
    .action((options: InitOptions) => run((context) => init(options, context)));
}

async function init(options: InitOptions, context: CliContext): Promise<number> {
  const { output: folder, endpoint, profile, language } = options;
  refuseFilled(folder);
  const variables = variableValues(options);
  const target = parseInstance(options);
  const instance = await openLiveInstance(target, context);
  const place = { folder: join(folder, "tables"), format: "yaml", force: false } as const;
  const schema = `../${schemaInPackage}`;
  const written = await exportAll(instance, { ...place, variables, schema }, context);
  const { instanceId, region } = instance;
  const tables = written.map(({ name, open }) => ({ name, hasVariables: open.length > 0 }));
  const used = new Set(written.flatMap(({ open }) => open));
  const { files, install } = projectOf(language, {
    ...{ folder, instanceId, region, endpoint, profile, version: packageVersion(), tables },
    variables: Object.fromEntries(Object.entries(variables ?? {}).filter(([name]) => used.has(name))),
  });
  for (const [name, text] of Object.entries(files)) writeOutput(join(folder, name), text, false);
  const next = [`cd ${visible(folder)}`, ...install, "pulumi stack init dev", "pulumi up"];
  context.stderr.write(`Next: ${next.join(" && ")}\n`);
  return exitCodes.ok;
}

function refuseFilled(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw cliError("FILE_NOT_WRITTEN", `${visible(folder)} is not empty; nothing was written.`, "Name a new folder.");
}

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { visible } from "../../core/text";
import { cliError, exitCodes, type CliContext, type Run } from "../context";
import { writeOutput } from "../files/output-files";
import { exportAll } from "../instance/export-all";
import { projectFiles, projectLanguages, type ProjectLanguage } from "../instance/project";
import { schemaInPackage } from "../instance/table-output";
import { addInstanceOptions, parseInstance, type TargetOptions } from "../target/options";
import { openLiveInstance } from "../target/read-live-table";
import { packageVersion } from "../version";

interface InitOptions extends TargetOptions {
  readonly output: string;
  readonly language: string;
}

/** `init`: a Pulumi project for all tables of an instance. */
export function addInit(program: Command, run: Run): void {
  addInstanceOptions(program.command("init"))
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
Exit code: 0, or 1 on an error.

Examples:
  connect-data-tables init --instance-id I -o contact-center
  cd contact-center && npm install && pulumi stack init dev && pulumi up`,
    )
    .action((options: InitOptions) => run((context) => init(options, context)));
}

async function init(options: InitOptions, context: CliContext): Promise<number> {
  const { output: folder, endpoint, profile } = options;
  const language = knownLanguage(options.language);
  refuseFilled(folder);
  const target = parseInstance(options);
  const instance = await openLiveInstance(target, context);
  const tables = join(folder, "tables");
  const schema = `../${schemaInPackage}`;
  await exportAll(instance, { folder: tables, format: "yaml", force: false, schema }, context);
  const { instanceId, region } = instance;
  const files = projectFiles(language, { folder, instanceId, region, endpoint, profile, version: packageVersion() });
  for (const [name, text] of Object.entries(files)) writeOutput(join(folder, name), text, false);
  context.stderr.write(`Next: cd ${visible(folder)} && npm install && pulumi stack init dev && pulumi up\n`);
  return exitCodes.ok;
}

function knownLanguage(language: string): ProjectLanguage {
  if (language === "typescript") return language;
  const hint =
    "Use --language typescript. For a program in YAML or Python, write the files with `export --all -o tables`, and declare their tables with the plugin's `getTableFile`.";
  throw cliError("INVALID_OPTION", `this release writes no projects in ${language}.`, hint);
}

function refuseFilled(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw cliError("FILE_NOT_WRITTEN", `${visible(folder)} is not empty; nothing was written.`, "Name a new folder.");
}

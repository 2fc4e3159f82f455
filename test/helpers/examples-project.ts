/** An example of the repository as a project of its own: its files are copied, the package is the packed one. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { startSimulator, type Simulator, type SimulatorOptions } from "../../src/simulator";
import { installedPackage, newProject, stackName, startCommand, type CommandResult } from "./project";
import { instanceId, useDummyCredentials } from "./values-bench";
import { assertFitForPeople } from "./values-project";

/** Where they are. */
export const examplesFolder = join(__dirname, "..", "..", "examples");

/** All of them. */
export const exampleNames = ["yaml-table", "csv-table", "existing-table", "many-tables"] as const;

/** What a test works with. */
export interface Example {
  readonly simulator: Simulator;
  readonly folder: string;
  /** What its commands run in. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs `pulumi` and sees to it that what it prints is fit for a person. */
  readonly pulumi: (args: readonly string[]) => Promise<CommandResult>;
  /** Runs the package's executable in the folder of the project. */
  readonly cli: (args: readonly string[]) => Promise<CommandResult>;
  /** Operations that write, in the order of the log. */
  writes(): string[];
  close(): Promise<void>;
}

/** A folder of the repository that has a program in it. */
export type ExampleName = (typeof exampleNames)[number] | "quickstart";

/** How an example is started. */
export interface ExampleOptions extends SimulatorOptions {
  /** Stack configuration beside the id of the instance. Default: no rate limit of our own. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Starts a simulator and a project with the files of an example. */
export async function openExample(name: ExampleName, options: ExampleOptions = {}): Promise<Example> {
  const { config = { "connect-data-tables:requestsPerSecond": 1000 }, ...simulatorOptions } = options;
  useDummyCredentials();
  const simulator = await startSimulator(simulatorOptions);
  try {
    const files = readFolder(join(examplesFolder, name));
    const settings = { config: { [`${projectName(files)}:instanceId`]: instanceId, ...config } };
    const project = await newProject({
      files: { ...files, [`Pulumi.${stackName}.yaml`]: settings },
      endpoint: simulator.url,
    });
    const bin = join((await installedPackage()).folder, "node_modules", ".bin", "connect-data-tables");
    return {
      simulator,
      folder: project.folder,
      env: project.env,
      pulumi: async (args) => {
        const result = await project.pulumi(args);
        assertFitForPeople(result.all, [simulator.dump({ locks: true })]);
        return result;
      },
      cli: (args) => startCommand(bin, args, project.folder, project.env).done,
      writes: () =>
        simulator
          .requests()
          .map(({ operation }) => operation)
          .filter((operation) => !/^(List|Describe|BatchDescribe|Search)/.test(operation)),
      close: async () => {
        project.remove();
        await simulator.close();
      },
    };
  } catch (error) {
    await simulator.close();
    throw error;
  }
}

function projectName(files: Readonly<Record<string, string>>): string {
  const [, name = ""] = /^name: (.+)$/m.exec(files["Pulumi.yaml"] ?? "") ?? [];
  return name;
}

/** The files below a folder: path → text. */
export function readFolder(root: string, folder = root): Record<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== "node_modules");
  const files = entries.map((entry): Record<string, string> => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return readFolder(root, path);
    return { [relative(root, path).split(sep).join("/")]: readFileSync(path, "utf8") };
  });
  return Object.assign({}, ...files) as Record<string, string>;
}

/**
 * Taking over an instance as a person does it, with the packed package and the real engine: `init`, `npm install`, `pulumi up`, preview, `diff`.
 * Each step checks itself; the numbers are for who runs it on its own.
 */
import { strict as assert } from "node:assert";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { seedSimulator } from "../../src/cli/files/seed-simulator";
import type { ProjectLanguage } from "../../src/cli/instance/project/project";
import type { CellValue } from "../../src/core/model";
import type { FileRow, TableFile } from "../../src/file/format/table-file";
import { startSimulator, type Simulator } from "../../src/simulator";
import { installedPackage, newFolder, startCommand, type CommandResult } from "./project";
import { useDummyCredentials } from "./values-bench";

/** What a run counted. */
export interface TakeOver {
  readonly tables: number;
  readonly values: number;
  /** Requests and seconds of each step. */
  readonly steps: Readonly<Record<string, { readonly requests: number; readonly seconds: number }>>;
}

const queueArn = (environment: string) => `arn:aws:connect:eu-central-1:1:instance/${environment}/queue/orders`;

function textOf(row: number, index: number, environment: string): CellValue {
  if (row % 7 === 0) return { expression: `=CONCAT("a", "${row}")` };
  return row % 7 === 1 ? queueArn(environment) : `value ${row} of ${index}: "x", \${y}`;
}

/** Five value types, expressions, composite keys, default records, names that clash as file names. */
function tableOf(index: number, values: number, environment: string): TableFile {
  const isComposite = index % 3 === 1;
  const rows = Array.from({ length: Math.ceil((values - 2) / 5) }, (_, row): FileRow => {
    const cells: Record<string, CellValue> = {
      Text: textOf(row, index, environment),
      Size: row % 2 === 0 ? row / 2 : "12345678901234567890",
      Open: row % 2 === 0,
      Days: row % 3 === 0 ? [] : ["Mo", `day ${row}`],
      Codes: [row, 2.5],
    };
    return { Key: `k${row}`, ...(isComposite && { Number: row % 4 }), ...cells };
  });
  const names = ["Store Hours", "store-hours", "StoreHours", "STORE_HOURS"];
  return {
    table: {
      name: index < names.length ? (names[index] ?? "") : `Table ${index}`,
      timeZone: "Europe/Berlin",
      attributes: {
        Key: { type: "TEXT", primary: true },
        ...(isComposite && { Number: { type: "NUMBER", primary: true } as const }),
        Text: { type: "TEXT", validation: { maxLength: 200 } },
        Size: { type: "NUMBER" },
        Open: { type: "BOOLEAN" },
        Days: { type: "TEXT_LIST" },
        Codes: { type: "NUMBER_LIST" },
      },
    },
    values: {
      primaryAttributes: isComposite ? ["Key", "Number"] : ["Key"],
      rows,
      defaults: { Text: "default", Size: index },
    },
  };
}

/** The instance of each environment. */
const instances = {
  dev: "11111111-2222-4333-8444-555555555555",
  staging: "99999999-2222-4333-8444-555555555555",
  prod: "77777777-2222-4333-8444-555555555555",
} as const;
const further = ["staging", "prod"] as const;
const withoutWaiting = "  connect-data-tables:requestsPerSecond: 100000\n  connect-data-tables:burst: 1000\n";
/** What a person adds to a file; the program hands it on. */
const settings = "guard: { maxUpdatePercent: 90, minimumRows: 12 }\nignore: { rows: [nobody] }\nsensitive: [Codes]\n";
const recordedSettings = /"guard": \{\s*"maxUpdatePercent": 90,\s*"minimumRows": 12\s*\}/;
const writes = /^(Batch(Create|Update|Delete)|Create|Update|Delete|Tag|Untag)/;

/** What is taken over, and how. */
export interface TakeOverOptions {
  readonly tables: number;
  readonly values: number;
  /** The language of the project. Default: typescript. */
  readonly language?: ProjectLanguage;
  /** By `npm install` in the project and at the service's rates, as a person would; otherwise the package is there, and no request waits. */
  readonly isReal: boolean;
  /** Two more instances get their values from the same files, with the configuration of their stacks as files of variables. */
  readonly hasEnvironments?: boolean;
}

/** Takes over an instance of so many tables. */
export async function takeOver(options: TakeOverOptions): Promise<TakeOver> {
  useDummyCredentials();
  const simulator = await startSimulator();
  const root = await newFolder();
  try {
    const { tables, values, hasEnvironments } = options;
    for (const environment of ["dev", ...(hasEnvironments ? further : [])] as const) {
      for (let index = 0; index < tables; index++) {
        await seedSimulator(simulator.url, instances[environment], tableOf(index, values / tables, environment));
      }
    }
    return await takeOverFrom(simulator, root, options);
  } finally {
    await simulator.close();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Step = (
  name: string,
  command: string,
  args: readonly string[],
  more?: { readonly cwd?: string; readonly stack?: string },
) => Promise<CommandResult>;

async function takeOverFrom(simulator: Simulator, root: string, options: TakeOverOptions): Promise<TakeOver> {
  const { isReal, hasEnvironments, language = "typescript" } = options;
  const { folder: installed } = await installedPackage();
  const folder = join(root, "contact-center");
  const steps: Record<string, { requests: number; seconds: number }> = {};
  const step = counted(simulator, folder, await environmentOf(simulator, root, language), steps);
  const before = simulator.dump();
  const main = join(installed, "node_modules", "pulumi-connect-data-tables", "dist", "cli", "main.js");
  const target = ["--instance-id", instances.dev, "--region", "eu-central-1", "--endpoint", simulator.url];
  writeFileSync(join(root, "vars.yaml"), `queueArn: ${queueArn("dev")}\n`);
  const variables = hasEnvironments ? ["--vars", "vars.yaml"] : [];
  const init = [main, "init", ...target, "-o", folder, "--language", language, ...variables];
  await step("init", process.execPath, init, { cwd: root });
  if (!isReal) appendFileSync(join(folder, "Pulumi.dev.yaml"), withoutWaiting);
  await install(step, folder, options);
  const files = readdirSync(join(folder, "tables")).filter((name) => name.endsWith(".yaml"));
  appendFileSync(join(folder, "tables", files[0] ?? ""), settings);
  const dev = readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8");
  for (const environment of ["dev", ...(hasEnvironments ? further : [])] as const) {
    const own = dev
      .replaceAll(instances.dev, instances[environment])
      .replaceAll(queueArn("dev"), queueArn(environment));
    writeFileSync(join(folder, `Pulumi.${environment}.yaml`), own);
    const pulumi = (name: string, ...args: string[]) =>
      step(`${environment}: ${name}`, "pulumi", args, { stack: environment });
    await pulumi("stack init", "stack", "init", environment);
    assert.match((await pulumi("up", "up", "--yes", "--skip-preview")).all, /Resources:\n +\+ \d+ created/);
    assert.match((await pulumi("stack export", "stack", "export")).stdout, recordedSettings);
    assert.match((await pulumi("preview", "preview", "--expect-no-changes")).all, /\d+ unchanged/);
    const at = ["--instance-id", instances[environment], ...target.slice(2)];
    const diff = [main, "diff", ...files.map((name) => join("tables", name)), ...at];
    const { stdout } = await step(`${environment}: diff`, process.execPath, [
      ...diff,
      ...(hasEnvironments ? ["--vars", `Pulumi.${environment}.yaml`] : []),
    ]);
    assert.match(stdout, new RegExp(`^${files.length} tables: no changes$`, "m"));
  }
  assert.deepEqual(simulator.dump(), before);
  const tables = Object.values(simulator.dump().tables).filter(({ instance }) => instance.endsWith(instances.dev));
  const cells = tables.flatMap(({ rows, defaults }) => [defaults, ...rows.map(({ values }) => values)]);
  const values = cells.reduce((sum, row) => sum + Object.keys(row).length, 0);
  return { tables: files.length, values, steps };
}

/**
 * The environment of every command: the engine, and the hosts of the other languages. The Python host that is built from source predates the option
 * of Pulumi.yaml that names the virtual environment, so the environment names it. `PYTHON_HOST=<folder>` takes a current host from that folder, which
 * reads the option.
 */
async function environmentOf(simulator: Simulator, root: string, language: ProjectLanguage) {
  const { engineEnvironment } = await import("../../scripts/engine/environment.mjs");
  const { ensureLanguages } = await import("../../scripts/engine.mjs");
  const { binDir } = await installedPackage();
  const home = join(root, "home");
  mkdirSync(home);
  const env = { ...engineEnvironment({ home, binDir, endpoint: simulator.url }), NO_COLOR: "1" };
  if (language === "typescript") return env;
  const hosts = [binDir, await ensureLanguages(), process.env.PATH];
  if (language === "yaml") return { ...env, PATH: hosts.join(delimiter) };
  const { PYTHON_HOST } = process.env;
  if (PYTHON_HOST) return { ...env, PATH: [PYTHON_HOST, ...hosts].join(delimiter) };
  const venv = join(root, "contact-center", "venv");
  return { ...env, VIRTUAL_ENV: venv, PATH: [join(venv, "bin"), ...hosts].join(delimiter) };
}

/** Runs a command that must succeed and write nothing, and counts its requests. */
function counted(
  simulator: Simulator,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  steps: Record<string, { requests: number; seconds: number }>,
): Step {
  return async (name, command, args, { cwd = folder, stack = "dev" } = {}) => {
    simulator.clearRequests();
    const start = performance.now();
    const result = await startCommand(command, args, cwd, { ...env, PULUMI_STACK: stack }).done;
    const requests = simulator.requests();
    steps[name] = { requests: requests.length, seconds: Math.round((performance.now() - start) / 100) / 10 };
    assert.equal(result.code, 0, `${name}:\n${result.all}`);
    const written = requests.filter(({ operation }) => writes.test(operation ?? ""));
    assert.deepEqual(written, [], `${name} writes nothing`);
    return result;
  };
}

/** What the project asks for before its first `up`. Without `isReal` it is there already, and the project finds it where it would be. */
async function install(step: Step, folder: string, { isReal, language = "typescript" }: TakeOverOptions) {
  const { folder: installed, tarball } = await installedPackage();
  if (isReal) {
    const path = join(folder, "package.json");
    const version = /"pulumi-connect-data-tables": "[^"]*"/;
    writeFileSync(path, readFileSync(path, "utf8").replace(version, `"pulumi-connect-data-tables": "file:${tarball}"`));
    await step("npm install", "npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"]);
  } else symlinkSync(join(installed, "node_modules"), join(folder, "node_modules"), "junction");
  if (language !== "python") return;
  const requirements = ["-r", "requirements.txt", "--quiet", "--disable-pip-version-check"];
  await step("venv", "python3", ["-m", "venv", "venv"]);
  await step("pip install", join("venv", "bin", "pip"), ["install", ...requirements]);
}

/**
 * Taking over an instance as a person does it, with the packed package and the real engine: `init`, `npm install`, `pulumi up`, preview, `diff`.
 * Each step checks itself; the numbers are for who runs it on its own.
 */
import { strict as assert } from "node:assert";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seedSimulator } from "../../src/cli/files/seed-simulator";
import type { CellValue } from "../../src/core/model";
import type { FileRow, TableFile } from "../../src/file/format/table-file";
import { startSimulator, type Simulator } from "../../src/simulator";
import { installedPackage, newFolder, startCommand } from "./project";

/** What a run counted. */
export interface TakeOver {
  readonly tables: number;
  readonly values: number;
  /** Requests that read, of `init`, `up` and the preview, and the seconds that each took. */
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
        Text: { type: "TEXT" },
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
type Environment = keyof typeof instances;
const further = ["staging", "prod"] as const;
const withoutWaiting = "  connect-data-tables:requestsPerSecond: 100000\n  connect-data-tables:burst: 1000\n";
const writes = /^(Batch(Create|Update|Delete)|Create|Update|Delete|Tag|Untag)/;

/** What is taken over, and how. */
export interface TakeOverOptions {
  readonly tables: number;
  readonly values: number;
  /** By `npm install` in the project and at the service's rates, as a person would; otherwise the package is there, and no request waits. */
  readonly isReal: boolean;
  /** Two more instances get their values from the same files, with a file of variables each. */
  readonly hasEnvironments?: boolean;
}

/** Takes over an instance of so many tables. */
export async function takeOver(options: TakeOverOptions): Promise<TakeOver> {
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

async function takeOverFrom(
  simulator: Simulator,
  root: string,
  { isReal, hasEnvironments }: TakeOverOptions,
): Promise<TakeOver> {
  const { engineEnvironment } = await import("../../scripts/engine/environment.mjs");
  const { folder: installed, tarball, binDir } = await installedPackage();
  const [folder, home] = [join(root, "contact-center"), join(root, "home")];
  mkdirSync(home);
  const env = { ...engineEnvironment({ home, binDir, endpoint: simulator.url }), NO_COLOR: "1" };
  const steps: Record<string, { requests: number; seconds: number }> = {};
  const step = async (name: string, command: string, args: readonly string[], cwd = folder, stack = "dev") => {
    simulator.clearRequests();
    const start = performance.now();
    const result = await startCommand(command, args, cwd, { ...env, PULUMI_STACK: stack }).done;
    steps[name] = {
      requests: simulator.requests().length,
      seconds: Math.round((performance.now() - start) / 100) / 10,
    };
    assert.equal(result.code, 0, `${name}:\n${result.all}`);
    const written = simulator.requests().filter(({ operation }) => writes.test(operation ?? ""));
    assert.deepEqual(written, [], `${name} writes nothing`);
    return result;
  };
  const main = join(installed, "node_modules", "pulumi-connect-data-tables", "dist", "cli", "main.js");
  const before = simulator.dump();
  await step(
    "init",
    process.execPath,
    [main, "init", "--instance-id", instances.dev, "-o", folder, "--region", "eu-central-1"],
    root,
  );
  if (!isReal) appendFileSync(join(folder, "Pulumi.dev.yaml"), withoutWaiting);
  if (isReal) {
    const path = join(folder, "package.json");
    const version = /"pulumi-connect-data-tables": "[^"]*"/;
    writeFileSync(path, readFileSync(path, "utf8").replace(version, `"pulumi-connect-data-tables": "file:${tarball}"`));
    await step("npm install", "npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"]);
  }
  const takeOverStack = async (environment: Environment, of = "", variables: readonly string[] = []) => {
    const pulumi = (name: string, ...args: string[]) => step(name + of, "pulumi", args, folder, environment);
    await pulumi("stack init", "stack", "init", environment);
    const up = await pulumi("up", "up", "--yes", "--skip-preview");
    assert.match(up.all, /Resources:\n +\+ \d+ created/);
    const preview = await pulumi("preview", "preview", "--expect-no-changes");
    assert.match(preview.all, /\d+ unchanged/);
    const paths = tableFiles(folder).map((name) => join("tables", name));
    const args = [main, "diff", ...paths, "--instance-id", instances[environment], ...variables];
    await step(`diff${of}`, process.execPath, args);
  };
  await takeOverStack("dev");
  if (hasEnvironments) {
    for (const environment of ["dev", ...further] as const) {
      writeFileSync(join(folder, `${environment}.vars.yaml`), `queueArn: ${queueArn(environment)}\n`);
    }
    const all = [
      "export",
      "--all",
      "--force",
      "--instance-id",
      instances.dev,
      "--vars",
      "dev.vars.yaml",
      "-o",
      "tables",
    ];
    await step("export with variables", process.execPath, [main, ...all]);
    for (const environment of further) {
      const variables = `config:\n  contact-center:variables: { queueArn: "${queueArn(environment)}" }`;
      const config = readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8").replace(
        instances.dev,
        instances[environment],
      );
      writeFileSync(join(folder, `Pulumi.${environment}.yaml`), config.replace("config:", variables));
      await takeOverStack(environment, ` of ${environment}`, ["--vars", `${environment}.vars.yaml`]);
    }
  }
  assert.deepEqual(simulator.dump(), before);
  const tables = Object.values(simulator.dump().tables).filter(({ instance }) => instance.endsWith(instances.dev));
  const cells = tables.flatMap(({ rows, defaults }) => [defaults, ...rows.map(({ values }) => values)]);
  const values = cells.reduce((sum, row) => sum + Object.keys(row).length, 0);
  return { tables: tableFiles(folder).length, values, steps };
}

function tableFiles(folder: string): string[] {
  return readdirSync(join(folder, "tables")).filter((name) => name.endsWith(".yaml"));
}

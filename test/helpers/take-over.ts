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
import { installedPackage, newFolder, startCommand, type CommandResult } from "./project";

/** What a run counted. */
export interface TakeOver {
  readonly tables: number;
  readonly values: number;
  /** Requests that read, of `init`, `up` and the preview, and the seconds that each took. */
  readonly steps: Readonly<Record<string, { readonly requests: number; readonly seconds: number }>>;
}

/** Five value types, expressions, composite keys, default records, names that clash as file names. */
function tableOf(index: number, values: number): TableFile {
  const isComposite = index % 3 === 1;
  const rows = Array.from({ length: Math.ceil((values - 2) / 5) }, (_, row): FileRow => {
    const cells: Record<string, CellValue> = {
      Text: row % 7 === 0 ? { expression: `=CONCAT("a", "${row}")` } : `value ${row} of ${index}: "x", \${y}`,
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

const instanceId = "11111111-2222-3333-4444-555555555555";
const withoutWaiting = "  connect-data-tables:requestsPerSecond: 100000\n  connect-data-tables:burst: 1000\n";
const writes = /^(Batch(Create|Update|Delete)|Create|Update|Delete|Tag|Untag)/;

/** What is taken over, and how. */
export interface TakeOverOptions {
  readonly tables: number;
  readonly values: number;
  /** By `npm install` in the project and at the service's rates, as a person would; otherwise the package is there, and no request waits. */
  readonly isReal: boolean;
}

/** Takes over an instance of so many tables. */
export async function takeOver(options: TakeOverOptions): Promise<TakeOver> {
  const simulator = await startSimulator();
  const root = await newFolder();
  try {
    for (let index = 0; index < options.tables; index++) {
      await seedSimulator(simulator.url, instanceId, tableOf(index, options.values / options.tables));
    }
    return await takeOverFrom(simulator, root, options.isReal);
  } finally {
    await simulator.close();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function takeOverFrom(simulator: Simulator, root: string, isReal: boolean): Promise<TakeOver> {
  const { engineEnvironment } = await import("../../scripts/engine/environment.mjs");
  const { folder: installed, tarball, binDir } = await installedPackage();
  const [folder, home] = [join(root, "contact-center"), join(root, "home")];
  mkdirSync(home);
  const env = { ...engineEnvironment({ home, binDir, endpoint: simulator.url }), PULUMI_STACK: "dev", NO_COLOR: "1" };
  const steps: Record<string, { requests: number; seconds: number }> = {};
  const step = async (name: string, command: string, args: readonly string[], cwd = folder): Promise<CommandResult> => {
    simulator.clearRequests();
    const start = performance.now();
    const result = await startCommand(command, args, cwd, env).done;
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
    [main, "init", "--instance-id", instanceId, "-o", folder, "--region", "eu-central-1"],
    root,
  );
  if (!isReal) appendFileSync(join(folder, "Pulumi.dev.yaml"), withoutWaiting);
  if (isReal) {
    const path = join(folder, "package.json");
    const version = /"pulumi-connect-data-tables": "[^"]*"/;
    writeFileSync(path, readFileSync(path, "utf8").replace(version, `"pulumi-connect-data-tables": "file:${tarball}"`));
    await step("npm install", "npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"]);
  }
  await step("stack init", "pulumi", ["stack", "init", "dev"]);
  const up = await step("up", "pulumi", ["up", "--yes", "--skip-preview"]);
  assert.match(up.all, /Resources:\n +\+ \d+ created/);
  const preview = await step("preview", "pulumi", ["preview", "--expect-no-changes"]);
  assert.match(preview.all, /\d+ unchanged/);
  const files = readdirSync(join(folder, "tables")).filter((name) => name.endsWith(".yaml"));
  const paths = files.map((name) => join("tables", name));
  await step("diff", process.execPath, [main, "diff", ...paths, "--instance-id", instanceId]);
  assert.deepEqual(simulator.dump(), before);
  const tables = Object.values(simulator.dump().tables);
  const cells = tables.flatMap(({ rows, defaults }) => [defaults, ...rows.map(({ values }) => values)]);
  return { tables: files.length, values: cells.reduce((sum, row) => sum + Object.keys(row).length, 0), steps };
}

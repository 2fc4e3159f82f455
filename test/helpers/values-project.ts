/** A simulator, a table in it, and a project whose program declares the values that `desired.json` names. */
import { strict as assert } from "node:assert";
import type { Dump } from "../../src/simulator";
import { assertErrorsOnce } from "./errors-once";
import { newProject, type CommandResult, type ExportedResource, type Project } from "./project";
import { valuesBench, type ColumnSpec, type ValuesBench } from "./values-bench";

/** Resource name → arguments, without those that point at the table. */
export type Desired = Readonly<Record<string, object>>;

const loop = `
for (const [name, args] of Object.entries(JSON.parse(readFileSync("desired.json", "utf8"))))
  new DataTableValues(name, args);
`;

/** The same program in every way to write one. */
export const programs = {
  commonJs: {
    "index.js":
      'const { readFileSync } = require("node:fs");\n' +
      'const { DataTableValues } = require("pulumi-connect-data-tables");\n' +
      loop,
  },
  esModule: {
    "package.json": { type: "module", main: "index.js" },
    "index.js":
      'import { readFileSync } from "node:fs";\nimport { DataTableValues } from "pulumi-connect-data-tables";\n' + loop,
  },
  typeScript: {
    "tsconfig.json": {
      compilerOptions: {
        strict: true,
        target: "es2020",
        module: "commonjs",
        moduleResolution: "node",
        types: ["node"],
      },
    },
    "index.ts": typedProgram(),
  },
  typeScriptEsModule: {
    "package.json": { type: "module", main: "index.ts" },
    "tsconfig.json": { compilerOptions: { strict: true, module: "nodenext", target: "es2022", types: ["node"] } },
    "index.ts": typedProgram(),
  },
} as const;

function typedProgram(): string {
  return `
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { DataTableValues, type DataTableValuesArgs } from "pulumi-connect-data-tables";

interface Row {
  readonly Store: string;
  readonly Opens?: string;
}

const desired = JSON.parse(readFileSync("desired.json", "utf8")) as Record<string, DataTableValuesArgs>;
const values = Object.entries(desired).map(([name, args]) => new DataTableValues(name, args));

// Rows of an interface, of the stack's configuration, and in an Output.
const configured = new pulumi.Config().getObject<Record<string, Row[]>>("rows") ?? {};
for (const [name, rows] of Object.entries(configured)) {
  const { instanceId, dataTableId } = (desired.hours ?? {}) as { instanceId: string; dataTableId: string };
  const place = { instanceId, dataTableId, primaryAttributes: ["Store"] };
  if (name === "plain") new DataTableValues(name, { ...place, rows });
  else new DataTableValues(name, { ...place, rows: pulumi.output(rows) });
}
export const cellCount: pulumi.Output<number> | undefined = values[0]?.cellCount;
`;
}

/** What a test works with. */
export interface ValuesProject {
  readonly bench: ValuesBench;
  readonly project: Project;
  /** Makes the program declare this. */
  declare(desired: Desired): void;
  /** Runs `pulumi` and sees to it that what it prints is fit for a person. */
  pulumi(args: readonly string[], env?: Readonly<Record<string, string | undefined>>): Promise<CommandResult>;
  /** The resource of this name as state has it. */
  recorded(name: string): Promise<ExportedResource>;
  /** The write requests since the log was cleared: operation and number of items. */
  writes(): (readonly [string, number])[];
  close(): Promise<void>;
}

/** Starts everything. */
export async function valuesProject(
  files: Readonly<Record<string, string | object>>,
  columns: Readonly<Record<string, ColumnSpec>>,
  options: Parameters<typeof valuesBench>[1] = {},
): Promise<ValuesProject> {
  const bench = await valuesBench(columns, options);
  const { endpoint, ...target } = bench.inputs;
  const project = await newProject({ files, endpoint }).catch(async (error: unknown) => {
    await bench.close();
    throw error;
  });
  return {
    bench,
    project,
    declare: (desired) => {
      const entries = Object.entries(desired).map(([name, args]) => [name, { ...target, ...args }]);
      project.write("desired.json", Object.fromEntries(entries) as object);
    },
    pulumi: async (args, env) => {
      const before = bench.simulator.dump({ locks: true });
      const result = await project.pulumi(args, env);
      assertFitForPeople(result.all, [before, bench.simulator.dump({ locks: true })]);
      return result;
    },
    recorded: async (name) => {
      const { resources } = await project.exportState();
      const resource = resources.find(({ urn }) => urn.endsWith(`::${name}`));
      return resource ?? assert.fail(`state has no resource ${name}`);
    },
    writes: () =>
      bench.simulator
        .requests()
        .filter(({ operation }) => /^(Batch(Create|Update|Delete)|Create|Update|Delete|Tag|Untag)/.test(operation))
        .map(({ operation, items }) => [operation, items] as const),
    close: async () => {
      project.remove();
      await bench.close();
    },
  };
}

/**
 * No stack trace, no warning about plugins or versions, no lock version: not in any output of any command. Only the lines that decide a conflict
 * name the lock version of a secret.
 */
export function assertFitForPeople(output: string, dumps: readonly Dump[]): void {
  assert.doesNotMatch(output, /^\s*at .*:\d+:\d+\)?\s*$/m, "a stack trace");
  assert.doesNotMatch(output, /node_modules|node:internal/, "a path of the machinery");
  assert.doesNotMatch(output, /pulumi-resource-|from \$PATH|\[resource plugin/i, "a warning about plugins");
  assert.doesNotMatch(output, /\(node:\d+\)|DeprecationWarning|NodeVersionSupportWarning/, "a warning of Node's");
  assertErrorsOnce(output);
  const read = output.replace(/^ *export CONNECT_DATA_TABLES_RESOLVE=.*$/gm, "");
  const shown = dumps.flatMap(lockVersions).filter((version) => read.includes(version));
  assert.deepEqual(shown, [], "lock versions");
}

function lockVersions({ tables }: Dump): string[] {
  const rows = Object.values(tables).flatMap((table) => [
    ...table.rows,
    ...(table.defaultRow ? [table.defaultRow] : []),
  ]);
  const locks = rows.flatMap((row) => Object.values(row.locks ?? {}));
  return locks.flatMap((lock) => Object.values(lock) as string[]);
}

/** A project whose program declares the resources of `program.json`: `DataTable`, `DataTableValues` and `DataTableFile`, with resource options. */
import { strict as assert } from "node:assert";
import { startSimulator, type Dump, type Simulator } from "../../src/simulator";
import { newProject, type CommandResult, type Project, type ProjectOptions } from "./project";
import { assertFitForPeople } from "./values-project";
import { instanceId, useDummyCredentials } from "./values-bench";

/** One resource. In `args`, `{ $of: "<resource>.<output>" }` is an output of a resource above, and `{ $of: "<resource>" }` the resource; in `options`, `deletedWith`, `replaceWith` and `dependsOn` are names. */
export interface StackResource {
  readonly type: "DataTable" | "DataTableValues" | "DataTableFile";
  readonly name: string;
  readonly args: object;
  readonly options?: object;
}

const program = `
const { readFileSync } = require("node:fs");
const all = require("pulumi-connect-data-tables");
const made = {};
const filled = (value) => {
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== "object" || value === null) return value;
  if (value.$of) { const [name, output] = value.$of.split("."); return output ? made[name][output] : made[name]; }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, filled(part)]));
};
const named = (value) => Array.isArray(value) ? value.map((name) => made[name]) : made[value];
for (const { type, name, args, options = {} } of JSON.parse(readFileSync("program.json", "utf8"))) {
  const { deletedWith, replaceWith, dependsOn, ...rest } = options;
  made[name] = new all[type](name, filled(args), {
    ...rest,
    ...(deletedWith && { deletedWith: named(deletedWith) }),
    ...(replaceWith && { replaceWith: named(replaceWith) }),
    ...(dependsOn && { dependsOn: named(dependsOn) }),
  });
}
`;

/** The other instance of these tests. */
export const otherInstanceId = "99999999-2222-4333-8444-555555555555";

/** What reaches the simulator without a rate limit. */
export const rates = { requestsPerSecond: 100_000, burst: 1000 };

/** A stack and its simulator. */
export interface StackProject {
  readonly project: Project;
  readonly simulator: Simulator;
  declare(...resources: StackResource[]): void;
  /** Runs `pulumi` and sees to it that what it prints is fit for a person. */
  pulumi(...args: string[]): Promise<CommandResult>;
  /** The same, and it must succeed; answers what was printed. */
  run(...args: string[]): Promise<string>;
  /** The same, and it must fail; answers what was printed. */
  fail(...args: string[]): Promise<string>;
  /** Someone else's write. */
  edit(table: string, key: string, column: string, value: string | null): void;
  /** Row key → column → value of a table; `undefined` when there is no such table. */
  live(table?: string): Record<string, Record<string, string>> | undefined;
  /** The URN of a resource in state. */
  urn(name: string, type?: string): Promise<string>;
  /** Asserts that a refresh shows no drift. */
  assertNoDrift(): Promise<void>;
  /** Asserts that a refresh shows just these differences, as `<resource> <path>`: `hours rows.Paris.Opens`. */
  assertDispute(...differences: string[]): Promise<void>;
  close(): Promise<void>;
}

/** Starts everything. */
export async function stackProject(
  files: Readonly<Record<string, string | object>> = {},
  options: Pick<ProjectOptions, "door" | "isMeasured"> = {},
): Promise<StackProject> {
  useDummyCredentials();
  const simulator = await startSimulator();
  const project = await newProject({ files: { "index.js": program, ...files }, endpoint: simulator.url, ...options });
  const pulumi = async (...args: string[]) => {
    const before = simulator.dump({ locks: true });
    const result = await project.pulumi(args);
    assertFitForPeople(result.all, [before, simulator.dump({ locks: true })]);
    return result;
  };
  const expecting =
    (isRight: (code: number) => boolean) =>
    async (...args: string[]) => {
      const { code, all } = await pulumi(...args);
      assert.ok(isRight(code), `pulumi ${args.join(" ")} ended with ${code}:\n${all}`);
      return all;
    };
  const run = expecting((code) => code === 0);
  return {
    project,
    simulator,
    pulumi,
    run,
    fail: expecting((code) => code !== 0),
    declare: (...resources) => project.write("program.json", JSON.stringify(resources)),
    edit: (table, key, column, value) => simulator.edit({ table, keys: { Store: key }, column, value }),
    live: (table = "Hours") => liveOf(simulator.dump(), table),
    urn: async (name, type = "DataTableValues") => {
      const { resources } = await project.exportState();
      const resource = resources.find(({ urn }) => urn.endsWith(`:${type}::${name}`));
      return resource?.urn ?? assert.fail(`state has no ${type} ${name}`);
    },
    assertNoDrift: async () => void (await run("refresh", "--preview-only", "--expect-no-changes")),
    assertDispute: async (...differences) => {
      const { code, stdout, all } = await project.pulumi(["refresh", "--preview-only", "--json"]);
      assert.equal(code, 0, all);
      assert.deepEqual(differencesIn(JSON.parse(stdout) as RefreshPreview).sort(), differences.sort());
    },
    close: async () => {
      project.remove();
      await simulator.close();
    },
  };
}

interface RefreshPreview {
  readonly steps: readonly { readonly op: string; readonly urn: string; readonly detailedDiff?: object | null }[];
}

function differencesIn({ steps }: RefreshPreview): string[] {
  const changed = steps.filter(({ op }) => op !== "refresh" && op !== "same");
  return changed.flatMap(({ op, urn, detailedDiff }) => {
    const name = urn.split("::").pop() ?? urn;
    const paths = Object.keys(detailedDiff ?? {});
    return paths.length > 0 ? paths.map((path) => `${name} ${path}`) : [`${name} ${op}`];
  });
}

function liveOf({ tables }: Dump, name: string): Record<string, Record<string, string>> | undefined {
  const table = tables[name];
  return table && Object.fromEntries(table.rows.map(({ keys, values }) => [keys.Store ?? "", values]));
}

/** A `DataTable` with a key column and two others. */
export function hoursTable(args: object = {}, options?: object): StackResource {
  const attributes = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" }, Closes: { type: "TEXT" } };
  const all = { instanceId, name: "Hours", timeZone: "Europe/Berlin", attributes, ...rates, ...args };
  return { type: "DataTable", name: "table", args: all, options };
}

/** The values of that table: Store → time of opening. */
export function hoursValues(
  opens: Readonly<Record<string, string>>,
  args: object = {},
  options?: object,
): StackResource {
  const rows = Object.entries(opens).map(([Store, Opens]) => ({ Store, Opens }));
  const target = { instanceId: { $of: "table.instanceId" }, dataTableId: { $of: "table.dataTableId" } };
  const all = { ...target, primaryAttributes: ["Store"], ...rates, rows, ...args };
  return { type: "DataTableValues", name: "hours", args: all, options };
}

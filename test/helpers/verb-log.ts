/** A project for the real `pulumi` whose provider process writes down every verb that it is called with (`verb-preload.cjs`). */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startSimulator, type Simulator } from "../../src/simulator";
import { doorOfProcess, plugins } from "./door";
import { newProject, type Project, type RunningCommand } from "./project";
import { instanceId, useDummyCredentials } from "./values-bench";

/** A verb of the provider. */
export type Verb = "check" | "diff" | "create" | "read" | "update" | "delete";

/** What the package, or a rule, answers to a diff. */
export interface LoggedDiff {
  readonly changes?: boolean;
  readonly replaces?: readonly string[];
}

/** One line of the log: that a call began, or how it ended. */
export interface VerbEvent {
  readonly event: "start" | "end" | "failed";
  /** The same for both lines of a call in its process. */
  readonly call: number;
  readonly pid: number;
  /** Milliseconds. */
  readonly time: number;
  readonly type: "table" | "values";
  readonly verb: Verb;
  /** `__urn` of the new inputs; where there are none, of what state recorded. */
  readonly urn: string;
  readonly name: string;
  readonly olds?: "empty" | "inputs" | "outputs";
  /** `__urn` of what state recorded. */
  readonly oldUrn?: string;
  readonly oldMark?: string;
  readonly mark?: string;
  /** Whether the table's id, or the instance's, is not known yet. */
  readonly isUnknown: boolean;
  /** Whether no check of this URN came before in the process. */
  readonly isFirst: boolean;
  readonly answer?: LoggedDiff;
}

/** What happens to the calls that `when` describes; the first rule that fits counts. */
export interface VerbRule {
  readonly when: Partial<Pick<VerbEvent, "type" | "verb" | "name" | "mark" | "isUnknown" | "isFirst">>;
  /** Milliseconds before anything else. */
  readonly sleep?: number;
  /** The call never ends. */
  readonly hang?: true;
  /** The call fails with this message. */
  readonly fail?: string;
  /** Given in place of what the package would answer, which is then not called. */
  readonly answer?: unknown;
}

/** A resource of the program. Names in `options`, and `table`, are those of resources before it. */
export interface DeclaredResource {
  readonly kind: "table" | "values" | "component";
  readonly name: string;
  readonly args?: object;
  /** The resource whose table values are for. */
  readonly table?: string;
  readonly options?: object;
}

const program = `
const pulumi = require("@pulumi/pulumi");
const { readFileSync } = require("node:fs");
const { DataTable, DataTableValues } = require("pulumi-connect-data-tables");
const made = {};
const fast = { requestsPerSecond: 100000, burst: 1000 };
function resolve({ parent, deletedWith, replaceWith, dependsOn, ...options }) {
  return {
    ...options,
    ...(dependsOn && { dependsOn: dependsOn.map((name) => made[name]) }),
    ...(parent && { parent: made[parent] }),
    ...(deletedWith && { deletedWith: made[deletedWith] }),
    ...(replaceWith && { replaceWith: replaceWith.map((name) => made[name]) }),
  };
}
for (const { kind, name, args, table, options = {} } of JSON.parse(readFileSync("desired.json", "utf8"))) {
  if (kind === "component") made[name] = new pulumi.ComponentResource("test:index:Group", name, {}, resolve(options));
  if (kind === "table") made[name] = new DataTable(name, { ...fast, ...args }, resolve(options));
  if (kind !== "values") continue;
  const target = table ? { dataTableId: made[table].dataTableId } : {};
  made[name] = new DataTableValues(name, { ...fast, primaryAttributes: ["Store"], ...target, ...args }, resolve(options));
}
`;

/** What a test works with. */
export interface VerbProject {
  readonly project: Project;
  readonly simulator: Simulator;
  /** Replaces the program. */
  readonly declare: (...resources: readonly DeclaredResource[]) => void;
  /** Replaces all rules; they count at once. */
  readonly rules: (...rules: readonly VerbRule[]) => void;
  /** Starts `pulumi` with an empty log. */
  readonly start: (...args: readonly string[]) => RunningCommand;
  readonly events: () => readonly VerbEvent[];
  readonly close: () => Promise<void>;
}

/** Starts everything; the stack is empty. */
export async function verbProject(): Promise<VerbProject> {
  useDummyCredentials();
  const simulator = await startSimulator();
  const ownPlugin = `name: test\nruntime: nodejs\n${plugins.replace(/path: .*/, "path: ./plugin")}`;
  const files = { "index.js": program, ...(doorOfProcess() === "plugin" && { "Pulumi.yaml": ownPlugin }) };
  const project = await newProject({ files, endpoint: simulator.url });
  if (doorOfProcess() === "plugin") await writeOwnPlugin(join(project.folder, "plugin"));
  const log = join(project.folder, "verbs.log");
  const env = {
    NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, "verb-preload.cjs"))}`,
    VERB_LOG_FOLDER: project.folder,
  };
  return {
    project,
    simulator,
    start: (...args) => {
      rmSync(log, { force: true });
      return project.start(args, env);
    },
    events: () => readEvents(log),
    declare: (...resources) => project.write("desired.json", resources),
    rules: (...rules) => project.write("verb-rules.json", rules),
    close: async () => {
      project.remove();
      await simulator.close();
    },
  };
}

/** The plugin, with its verbs recorded. */
async function writeOwnPlugin(folder: string): Promise<void> {
  const { bundlePlugin } = await import("../../scripts/bundle-plugin.mjs");
  mkdirSync(folder);
  const entry = pathToFileURL(join(__dirname, "verb-plugin.ts"));
  await bundlePlugin(join(folder, "pulumi-resource-connect-data-tables"), entry);
}

/** The last line may be half written. */
function readEvents(log: string): VerbEvent[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as VerbEvent);
}

/** A table of the program; `mark` is its description, by which the log tells copies apart. */
export function tableOf(mark: string, options: object = {}, more: object = {}, name = "t"): DeclaredResource {
  const attributes = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" } };
  // adopt: a forced replacement without a base would refuse the changed mark.
  const args = { instanceId, name, timeZone: "Europe/Berlin", description: mark, adopt: true, attributes, ...more };
  return { kind: "table", name, args, options };
}

/**
 * Values of the program for the table `t`: one row, unless `more` says otherwise. `mark`, by which the log tells copies apart, is a quota:
 * it changes nothing in the table.
 */
export function valuesOf(mark: string, options: object = {}, more: object = {}, name = "v"): DeclaredResource {
  const rows = [{ Store: "Berlin", Opens: "09:00" }];
  const args = { instanceId, rows, guard: false, valueQuota: 1000 + Number(mark.slice(1)), ...more };
  return { kind: "values", name, table: "t", args, options };
}

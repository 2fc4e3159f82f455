/** The same histories of stacks through the real `pulumi`, the packed package and the SDK's provider host: one project with two stacks. */
import { readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { parsePropertyPath } from "../../../src/report/property-path";
import { newProject, type CommandResult as Ended, type Project, type RunningCommand } from "../../helpers/project";
import {
  nameOf,
  type CommandOptions,
  type CommandResult,
  type LogLine,
  type Properties,
  type ResourceType,
  type StackEntry,
  type StackResource,
  type UpOptions,
} from "../../helpers/stack";
import type { DrivenStack, OpenDriver } from "./driver";

const program = `
const { readFileSync } = require("node:fs");
const all = require("pulumi-connect-data-tables");
const made = {};
const filled = (value) => {
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== "object" || value === null) return value;
  if (value.$output) return made[value.$output][value.property];
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, filled(part)]));
};
const named = (value) => Array.isArray(value) ? value.map((name) => made[name]) : made[value];
for (const { type, name, args, options = {} } of JSON.parse(readFileSync("program.json", "utf8"))) {
  const { aliases, ...rest } = options;
  for (const option of ["deletedWith", "replaceWith", "dependsOn"]) if (rest[option]) rest[option] = named(rest[option]);
  made[name] = new all[type](name, filled(args), { ...rest, ...(aliases && { aliases: aliases.map((name) => ({ name })) }) });
}
`;

/** Real milliseconds that a provider without its engine gets to end by itself. */
const patience = 20_000;

const types = ["DataTableValues", "DataTable"] as const;

class EngineDrivenStack implements DrivenStack {
  private running?: RunningCommand;
  private killed = false;
  private renames = 0;

  constructor(
    private readonly project: Project,
    private name: string,
  ) {}

  async up(
    resources: readonly StackResource[],
    { skipPreview, settle, ...options }: UpOptions,
  ): Promise<CommandResult> {
    this.declare(resources);
    const more = this.optionsOf(options, resources);
    const preview = skipPreview ? undefined : outcome(await this.run(["preview", ...more]), "preview");
    if (preview?.failure !== undefined) return preview;
    await settle?.();
    const result = outcome(await this.run(["up", "--yes", "--skip-preview", ...more]), "update");
    return { ...result, messages: [...(preview?.messages ?? []), ...result.messages] };
  }

  async preview(resources: readonly StackResource[], options: CommandOptions): Promise<CommandResult> {
    this.declare(resources);
    return outcome(await this.run(["preview", ...this.optionsOf(options, resources)]), "preview");
  }

  async refresh({ previewOnly }: { readonly previewOnly?: boolean }): Promise<CommandResult> {
    const shown = await this.run(["refresh", "--preview-only", "--json"]);
    if (shown.code !== 0) return outcome(shown, "preview");
    const drift = driftOf(shown.stdout);
    if (previewOnly) return { ...outcome(shown, "preview"), drift };
    return { ...outcome(await this.run(["refresh", "--yes", "--skip-preview"]), "update"), drift };
  }

  async destroy(options: CommandOptions): Promise<CommandResult> {
    const state = await this.entries();
    const known = state.map(({ urn, type }) => ({ type, name: nameOf(urn) }));
    return outcome(await this.run(["destroy", "--yes", "--skip-preview", ...this.optionsOf(options, known)]), "update");
  }

  async taint(name: string, isTainted: boolean): Promise<void> {
    for (const { urn } of (await this.entries()).filter((entry) => nameOf(entry.urn) === name && !entry.delete))
      await this.run(["state", isTainted ? "taint" : "untaint", urn, "--yes"]);
  }

  async rename(): Promise<void> {
    const name = `${this.name.replace(/\d*$/, "")}${++this.renames}`;
    await this.succeed(["stack", "rename", name]);
    this.name = name;
  }

  async entries(): Promise<StackEntry[]> {
    const { stdout } = await this.succeed(["stack", "export"]);
    const { deployment } = JSON.parse(stdout) as { deployment: { resources?: Exported[] } };
    return (deployment.resources ?? []).flatMap((one) => entryOf(one) ?? []);
  }

  kill(isProviderKilled: boolean): void {
    this.killed = true;
    kill(this.running?.child.pid);
    if (isProviderKilled) this.processes().forEach(kill);
  }

  async bury(): Promise<void> {
    const end = performance.now() + patience;
    while (this.processes().length > 0 && performance.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 50));
    if (this.processes().length > 0) throw new Error("a provider whose pulumi was killed does not end");
    if (this.killed) await this.run(["cancel", "--yes"]);
    this.killed = false;
  }

  /** `pulumi state move` to another stack. */
  async moveTo(target: EngineDrivenStack, names: readonly string[]): Promise<void> {
    const urns = (await this.entries()).flatMap(({ urn }) => (names.includes(nameOf(urn)) ? [urn] : []));
    const stacks = ["--source", this.name, "--dest", target.name];
    await this.succeed(["state", "move", "--yes", ...stacks, ...new Set(urns)]);
  }

  private declare(resources: readonly StackResource[]): void {
    const program = resources.map(({ args, ...rest }) => ({ ...rest, args: argsOf(args) }));
    this.project.write("program.json", JSON.stringify(program));
  }

  private optionsOf(
    { refresh, targets = [], replace = [] }: UpOptions,
    known: readonly { readonly type: ResourceType; readonly name: string }[],
  ): string[] {
    const urnsOf = (name: string) => {
      const type = known.find((one) => one.name === name)?.type;
      return type === undefined
        ? []
        : [`urn:pulumi:${this.name}::test::pulumi-nodejs:dynamic/connect-data-tables:${type}::${name}`];
    };
    return [
      ...(refresh ? ["--refresh"] : []),
      ...targets.flatMap(urnsOf).flatMap((urn) => ["--target", urn]),
      ...replace.flatMap(urnsOf).flatMap((urn) => ["--replace", urn]),
    ];
  }

  private async run(args: readonly string[]): Promise<Ended> {
    this.running = this.project.start(args, { PULUMI_STACK: this.name });
    try {
      return await this.running.done;
    } finally {
      this.running = undefined;
    }
  }

  private async succeed(args: readonly string[]): Promise<Ended> {
    const ended = await this.run(args);
    if (ended.code !== 0) throw new Error(`pulumi ${args.join(" ")}: ${ended.all}`);
    return ended;
  }

  /** Everything that still runs in the project's folder. */
  private processes(): number[] {
    const root = join(this.project.folder, "..");
    return readdirSync("/proc").flatMap((name) => {
      try {
        return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`).startsWith(root) ? [Number(name)] : [];
      } catch {
        return [];
      }
    });
  }
}

/** Both stacks of a new project. */
export const openEngineDriver: OpenDriver = async (simulator) => {
  const project = await newProject({ files: { "index.js": program }, endpoint: simulator.url });
  const made = await project.pulumi(["stack", "init", "other"], { PULUMI_STACK: undefined });
  if (made.code !== 0) throw new Error(made.all);
  const stacks = [new EngineDrivenStack(project, "dev"), new EngineDrivenStack(project, "other")] as const;
  return {
    stacks,
    move: (from, names) => (from === 0 ? stacks[0].moveTo(stacks[1], names) : stacks[1].moveTo(stacks[0], names)),
    close: () => Promise.resolve(project.remove()),
  };
};

interface Exported {
  readonly urn: string;
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
  readonly initErrors?: readonly string[];
  readonly delete?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
}

function entryOf(resource: Exported): StackEntry | undefined {
  const type = types.find((one) => resource.urn.includes(`connect-data-tables:${one}::`));
  if (!type) return undefined;
  const { urn, id = "", inputs = {}, outputs = {}, initErrors = [], retainOnDelete, deletedWith } = resource;
  const known = { dependencies: [], propertyDependencies: {}, options: { retainOnDelete, deletedWith } };
  return { urn, type, id, inputs, outputs, initErrors, ...known, ...(resource.delete && { delete: true }) };
}

/** The arguments of the constructor: rows as records with their key, without what limits the rate. */
function argsOf({ rows, ...rest }: Properties): Properties {
  const records = Object.entries((rows ?? {}) as Record<string, object>).map(([Store, cells]) => ({ Store, ...cells }));
  return { ...rest, ...(rows !== undefined && { rows: records }), requestsPerSecond: 100_000, burst: 1000 };
}

function outcome({ code, all }: Ended, process: LogLine["process"]): CommandResult {
  const done =
    /^ *(\+|\+\+|~|-|--|\+-) +\S+:(?:DataTableValues|DataTable) (\S+) (created|created replacement|updated|deleted)\b/gm;
  const words: Readonly<Record<string, string>> = { "+": "create", "++": "replace", "+-": "replace", "~": "update" };
  const steps = [...all.matchAll(done)].map(([, sign = "", name = ""]) => `${words[sign] ?? "delete"} ${name}`);
  const base = { steps, verbs: [], messages: messagesOf(all, process), drift: new Map<string, readonly string[]>() };
  return code === 0 ? base : { ...base, failure: all };
}

/** What stands under each resource in the diagnostics. */
function messagesOf(all: string, process: LogLine["process"]): LogLine[] {
  const [, diagnostics = ""] = /^Diagnostics:\n([^]*)/m.exec(all) ?? [];
  const parts = [...diagnostics.matchAll(/^ {2}(\S+) \((.+)\):\n((?: {4}.*\n|\n)*)/gm)];
  return parts.map(([, type = "", name = "", text = ""]) => {
    return { kind: "warning", urn: `urn:${type}::${name}`, text, process };
  });
}

/** What a refresh would change: URN → paths. */
function driftOf(json: string): Map<string, readonly string[]> {
  const { steps = [] } = JSON.parse(json) as {
    steps?: readonly { op: string; urn: string; detailedDiff?: Readonly<Record<string, unknown>> | null }[];
  };
  const changed = steps.filter(({ op, urn }) => op !== "same" && urn.includes("connect-data-tables:"));
  return new Map(
    changed
      .map(({ op, urn, detailedDiff }) => {
        const paths = Object.keys(detailedDiff ?? {}).map((path) => parsePropertyPath(path).join("\n"));
        return [urn, op === "delete" ? [""] : paths] as const;
      })
      .filter(([, paths]) => paths.length > 0),
  );
}

function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

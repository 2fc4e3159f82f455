/** The same histories through the real `pulumi`: one project with two stacks, whose programs are JSON files. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  nameOf,
  type CommandOptions,
  type CommandResult,
  type LogLine,
  type Properties,
  type StackEntry,
  type StackResource,
} from "../../helpers/stack";
import { newProject, type CommandResult as Ended, type Project } from "../../helpers/project";
import { Commands } from "../commands";
import type { Driver, DrivenStack, DrivenUp, OpenDriver } from "./driver";

const program = `
const { existsSync, readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const types = require("pulumi-connect-data-tables");
const file = "program.json";
const made = {};
for (const { type, name, args, options = {} } of existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : []) {
  const resolved = Object.fromEntries(Object.entries(args).map(([key, value]) =>
    [key, value && value.$output ? made[value.$output][value.property] : value]));
  const one = (other) => made[other];
  made[name] = new types[type](name, resolved, {
    ...options,
    ...(options.aliases && { aliases: options.aliases.map((alias) => ({ name: alias })) }),
    ...(options.deletedWith && { deletedWith: one(options.deletedWith) }),
    ...(options.replaceWith && { replaceWith: options.replaceWith.map(one) }),
    ...(options.dependsOn && { dependsOn: options.dependsOn.map(one) }),
  });
}
`;

/** One engine event, as far as it is read. */
interface EngineEvent {
  readonly diagnosticEvent?: {
    readonly urn?: string;
    readonly message: string;
    readonly severity: string;
    readonly ephemeral?: boolean;
  };
  readonly resOutputsEvent?: { readonly metadata: { readonly op: string; readonly urn: string } };
}

class EngineDrivenStack implements DrivenStack {
  private readonly commands: Commands;
  private renames = 0;

  constructor(
    private readonly project: Project,
    private name: string,
  ) {
    this.commands = new Commands(project);
  }

  get env() {
    return { PULUMI_STACK: this.name, PULUMI_DEBUG_COMMANDS: "true" };
  }

  async up(resources: readonly StackResource[], options: DrivenUp): Promise<CommandResult> {
    const { skipPreview, settle, refresh, replace, strict = false, resolve } = options;
    const flags = await this.flags(resources, { refresh, replace, targets: options.targets });
    if (!flags) return nothing;
    this.write(resources);
    const settings = ["--config", `connect-data-tables:strict=${strict}`];
    const env = { CONNECT_DATA_TABLES_RESOLVE: resolve };
    const preview = skipPreview ? undefined : await this.run("preview", ["preview", ...flags, ...settings], env);
    if (preview?.failure !== undefined) return preview;
    await settle?.();
    const update = await this.run("update", ["up", "--yes", "--skip-preview", ...flags, ...settings], env);
    return { ...update, messages: [...(preview?.messages ?? []), ...update.messages] };
  }

  preview(resources: readonly StackResource[], { refresh }: CommandOptions): Promise<CommandResult> {
    this.write(resources);
    return this.run("preview", ["preview", ...(refresh ? ["--refresh"] : [])]);
  }

  /** Whether it proposes a change is the exit code of a preview that expects none. */
  async refresh({ previewOnly }: { readonly previewOnly?: boolean }): Promise<CommandResult> {
    if (!previewOnly) return this.run("update", ["refresh", "--yes", "--skip-preview"]);
    const { failure, ...result } = await this.run("preview", ["refresh", "--preview-only", "--expect-no-changes"]);
    if (failure === undefined || !/no changes were expected/.test(failure))
      return { ...result, ...(failure !== undefined && { failure }) };
    return { ...result, drift: new Map([["urn:pulumi:::::::: something", [failure]]]) };
  }

  async destroy({ refresh, targets }: CommandOptions): Promise<CommandResult> {
    const flags = await this.flags([], { refresh, targets });
    return flags ? this.run("update", ["destroy", "--yes", "--skip-preview", ...flags]) : nothing;
  }

  async taint(name: string, isTainted: boolean): Promise<void> {
    const entry = (await this.entries()).find(({ urn, delete: isOld }) => nameOf(urn) === name && !isOld);
    if (entry) await this.must(["state", isTainted ? "taint" : "untaint", entry.urn, "--yes"]);
  }

  async rename(): Promise<void> {
    const name = `${this.name.replace(/\d*$/, "")}${++this.renames}`;
    await this.must(["stack", "rename", name]);
    this.name = name;
  }

  /** `pulumi state move` of the resources of these names. */
  async move(names: readonly string[], to: EngineDrivenStack): Promise<void> {
    const urns = (await this.entries()).map(({ urn }) => urn).filter((urn) => names.includes(nameOf(urn)));
    if (urns.length === 0) return;
    await this.must(["state", "move", "--yes", "--source", this.name, "--dest", to.name, ...new Set(urns)]);
  }

  async entries(): Promise<StackEntry[]> {
    const { code, stdout, stderr } = await this.project.pulumi(["stack", "export"], this.env);
    if (code !== 0) throw new Error(`pulumi stack export failed:\n${stderr}`);
    const { deployment } = JSON.parse(stdout) as { deployment: { resources?: ExportedEntry[] } };
    return (deployment.resources ?? []).flatMap(entryOf);
  }

  kill(isProviderKilled: boolean): void {
    this.commands.kill(isProviderKilled);
  }

  bury(): Promise<void> {
    return this.commands.bury(this.env);
  }

  private write(resources: readonly StackResource[]): void {
    this.project.write(
      "program.json",
      resources.map((resource) => ({ ...resource, args: argsOf(resource) })),
    );
  }

  /** The flags of a command; `undefined` when its targets name nothing that there is. */
  private async flags(
    resources: readonly StackResource[],
    { refresh, targets, replace = [] }: Pick<DrivenUp, "refresh" | "targets" | "replace">,
  ): Promise<string[] | undefined> {
    const entries = await this.entries();
    const planned = resources.map(({ type, name }) => this.urnOf(type, name));
    const known = [...new Set([...entries.map(({ urn }) => urn), ...planned])];
    const named = (names: readonly string[], urns: readonly string[]) =>
      urns.filter((urn) => names.includes(nameOf(urn)));
    const targeted = targets && named(targets, known);
    if (targeted?.length === 0) return undefined;
    const replaced = named(replace, [...new Set(entries.map(({ urn }) => urn))]);
    return [
      ...(refresh ? ["--refresh"] : []),
      ...(targeted ?? []).flatMap((urn) => ["--target", urn]),
      ...replaced.flatMap((urn) => ["--replace", urn]),
    ];
  }

  private urnOf(type: string, name: string): string {
    return `urn:pulumi:${this.name}::test::pulumi-nodejs:dynamic/connect-data-tables:${type}::${name}`;
  }

  private async run(
    process: LogLine["process"],
    args: readonly string[],
    env: Readonly<Record<string, string | undefined>> = {},
  ): Promise<CommandResult> {
    const log = join(this.project.folder, "events.json");
    rmSync(log, { force: true });
    const ended = await this.commands.run([...args, "--event-log", log], { ...this.env, ...env });
    return resultOf(process, ended, existsSync(log) ? readFileSync(log, "utf8") : "");
  }

  private async must(args: readonly string[]): Promise<void> {
    const { code, all } = await this.project.pulumi(args, this.env);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${all}`);
  }
}

const nothing: CommandResult = { steps: [], verbs: [], messages: [], drift: new Map() };

/** A resource as `pulumi stack export` shows it. */
interface ExportedEntry {
  readonly urn: string;
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
  readonly initErrors?: string[];
  readonly delete?: boolean;
  readonly pendingReplacement?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
}

function entryOf(exported: ExportedEntry): StackEntry[] {
  const type = /connect-data-tables:(DataTable|DataTableValues)::/.exec(exported.urn)?.[1];
  if (type !== "DataTable" && type !== "DataTableValues") return [];
  const {
    urn,
    id = "",
    inputs = {},
    outputs = {},
    initErrors = [],
    delete: isOld,
    pendingReplacement,
    retainOnDelete,
    deletedWith,
  } = exported;
  const options = { retainOnDelete, deletedWith };
  return [
    {
      urn,
      type,
      id,
      inputs,
      outputs,
      initErrors,
      dependencies: [],
      propertyDependencies: {},
      options,
      delete: isOld,
      pendingReplacement,
    },
  ];
}

/** What a command did and said, from its events. */
function resultOf(process: LogLine["process"], { code, all }: Ended, log: string): CommandResult {
  const events = log
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as EngineEvent);
  const messages = events.flatMap(({ diagnosticEvent: event }): LogLine[] => {
    if (!event || event.ephemeral || !/^(warning|info)/.test(event.severity)) return [];
    const kind = event.severity.startsWith("warning") ? "warning" : "info";
    return [{ kind, urn: event.urn ?? "", text: event.message, process }];
  });
  const steps = events.flatMap(({ resOutputsEvent: event }) => {
    const { op = "", urn = "" } = event?.metadata ?? {};
    const step = {
      create: "create",
      update: "update",
      delete: "delete",
      "create-replacement": "replace",
      "delete-replaced": "delete",
    }[op];
    return step && urn.includes("connect-data-tables:") ? [`${step} ${nameOf(urn)}`] : [];
  });
  return { ...(code !== 0 && { failure: all }), steps, verbs: [], messages, drift: new Map() };
}

/** The arguments of the constructor that make these inputs: rows as records with their key. */
function argsOf({ type, args }: StackResource): Properties {
  const unlimited = { requestsPerSecond: 100_000, burst: 1000 };
  if (type === "DataTable") return { ...args, ...unlimited };
  const { rows = {}, ...rest } = args as { rows?: Readonly<Record<string, Properties>> };
  return { ...rest, ...unlimited, rows: Object.entries(rows).map(([Store, cells]) => ({ Store, ...cells })) };
}

/** Two new stacks of the real engine. */
export const openEngineDriver: OpenDriver = async (simulator): Promise<Driver> => {
  const project = await newProject({ files: { "index.js": program }, endpoint: simulator.url });
  const stacks = [new EngineDrivenStack(project, "dev"), new EngineDrivenStack(project, "other")] as const;
  const { code, all } = await project.pulumi(["stack", "init", "other"], { PULUMI_STACK: undefined });
  if (code !== 0) throw new Error(`pulumi stack init failed:\n${all}`);
  return {
    stacks,
    isReal: true,
    move: (from, names) => (from === 0 ? stacks[0].move(names, stacks[1]) : stacks[1].move(names, stacks[0])),
    close: () => {
      project.remove();
      return Promise.resolve();
    },
  };
};

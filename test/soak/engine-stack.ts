/** The same histories through the real `pulumi`, the packed package and the SDK's provider host. */
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import { newProject, type CommandResult, type Project } from "../helpers/project";
import type { RunResult } from "../helpers/verb-stack";
import { rows } from "./alphabet";
import { Commands } from "./commands";
import type { OpenStack, SoakStack, UpOptions } from "./stack";

const program = `
const { readFileSync } = require("node:fs");
const { DataTableValues } = require("pulumi-connect-data-tables");
new DataTableValues("values", JSON.parse(readFileSync("desired.json", "utf8")));
`;

class EngineStack implements SoakStack {
  private readonly commands: Commands;

  constructor(private readonly project: Project) {
    this.commands = new Commands(project);
  }

  async up(
    inputs: Partial<ValuesInputs>,
    { refresh, skipPreview, settle, strict = false, resolve }: UpOptions,
  ): Promise<RunResult> {
    this.project.write("desired.json", argsOf(inputs));
    const more = [...(refresh ? ["--refresh"] : []), "--config", `connect-data-tables:strict=${strict}`];
    const env = { CONNECT_DATA_TABLES_RESOLVE: resolve };
    if (!skipPreview) {
      const preview = outcome(await this.commands.run(["preview", ...more], env));
      if (preview.failure !== undefined) return preview;
    }
    await settle?.();
    return outcome(await this.commands.run(["up", "--yes", "--skip-preview", ...more], env));
  }

  /** Whether it proposes a change is the exit code of a preview that expects none. */
  async refresh(options: { readonly previewOnly?: boolean } = {}): Promise<RunResult> {
    const preview = await this.commands.run(["refresh", "--preview-only", "--expect-no-changes"]);
    const changed = /no changes were expected/.test(preview.all);
    if (preview.code !== 0 && !changed) return outcome(preview);
    if (options.previewOnly) return { changed };
    return { ...outcome(await this.commands.run(["refresh", "--yes", "--skip-preview"])), changed };
  }

  async destroy(): Promise<RunResult> {
    return outcome(await this.commands.run(["destroy", "--yes", "--skip-preview"]));
  }

  async recorded(): Promise<object | undefined> {
    const { resources } = await this.project.exportState();
    return resources.find(({ urn }) => urn.endsWith("::values"))?.outputs;
  }

  async keep(): Promise<() => Promise<void>> {
    const { stdout } = await this.project.pulumi(["stack", "export"]);
    return async () => {
      this.project.write("kept.json", stdout);
      const { code, all } = await this.project.pulumi(["stack", "import", "--file", "kept.json", "--force"]);
      if (code !== 0) throw new Error(all);
    };
  }

  readonly killing = {
    kill: (isProviderKilled: boolean) => this.commands.kill(isProviderKilled),
    bury: () => this.commands.bury(),
  };

  close(): Promise<void> {
    this.project.remove();
    return Promise.resolve();
  }
}

/** A new stack of the real engine. */
export const openEngineStack: OpenStack = async (simulator) =>
  new EngineStack(await newProject({ files: { "index.js": program }, endpoint: simulator.url }));

/** `changed`: the last lines count what was done; the stack itself, which every first run makes, does not count. */
function outcome({ code, all }: CommandResult): RunResult {
  const done = /\d+ (updated|deleted|replaced)|\+ ([2-9]) created/.test(all);
  return code === 0 ? { changed: done } : { failure: all, changed: done };
}

/** The arguments of the constructor that make these inputs: rows as records with their key. */
function argsOf({ rows: keyed = {}, moved, ...rest }: Partial<ValuesInputs>): object {
  const key = (rowKey: string) => ({ Store: rows.find((row) => row.rowKey === rowKey)?.store });
  return {
    ...rest,
    rows: Object.entries(keyed).map(([rowKey, cells]) => ({ ...key(rowKey), ...cells })),
    ...(moved && { moved: moved.map(({ from, to }) => ({ from: key(from), to: key(to) })) }),
  };
}

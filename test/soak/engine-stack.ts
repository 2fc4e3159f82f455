/** The same histories through the real `pulumi`, the packed package and the SDK's provider host. */
import { readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import { newProject, type CommandResult, type Project, type RunningCommand } from "../helpers/project";
import type { RunResult } from "../helpers/verb-stack";
import { rows } from "./alphabet";
import type { OpenStack, SoakStack, UpOptions } from "./stack";

const program = `
const { readFileSync } = require("node:fs");
const { DataTableValues } = require("pulumi-connect-data-tables");
new DataTableValues("values", JSON.parse(readFileSync("desired.json", "utf8")));
`;

/** Real milliseconds that a provider without its engine gets to end by itself. */
const patience = 20_000;

class EngineStack implements SoakStack {
  private running?: RunningCommand;
  private killed = false;

  constructor(private readonly project: Project) {}

  async up(inputs: Partial<ValuesInputs>, { refresh, skipPreview, settle }: UpOptions): Promise<RunResult> {
    this.project.write("desired.json", argsOf(inputs));
    const more = refresh ? ["--refresh"] : [];
    if (!skipPreview) {
      const preview = outcome(await this.run(["preview", ...more]));
      if (preview.failure !== undefined) return preview;
    }
    await settle?.();
    return outcome(await this.run(["up", "--yes", "--skip-preview", ...more]));
  }

  /** Whether it proposes a change is the exit code of a preview that expects none. */
  async refresh(options: { readonly previewOnly?: boolean } = {}): Promise<RunResult> {
    const preview = await this.run(["refresh", "--preview-only", "--expect-no-changes"]);
    const changed = /no changes were expected/.test(preview.all);
    if (preview.code !== 0 && !changed) return outcome(preview);
    if (options.previewOnly) return { changed };
    return { ...outcome(await this.run(["refresh", "--yes", "--skip-preview"])), changed };
  }

  async destroy(): Promise<RunResult> {
    return outcome(await this.run(["destroy", "--yes", "--skip-preview"]));
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
    kill: (isProviderKilled: boolean) => {
      this.killed = true;
      const pid = this.running?.child.pid;
      if (pid !== undefined) kill(pid);
      if (isProviderKilled) this.processes().forEach(kill);
    },
    bury: async () => {
      const end = performance.now() + patience;
      while (this.processes().length > 0 && performance.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 50));
      if (this.processes().length > 0) throw new Error("a provider whose pulumi was killed does not end");
      if (this.killed) await this.project.pulumi(["cancel", "--yes"]);
      this.killed = false;
    },
  };

  close(): Promise<void> {
    this.project.remove();
    return Promise.resolve();
  }

  private async run(args: readonly string[]): Promise<CommandResult> {
    this.running = this.project.start(args);
    try {
      return await this.running.done;
    } finally {
      this.running = undefined;
    }
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

/** A new stack of the real engine. */
export const openEngineStack: OpenStack = async (simulator) =>
  new EngineStack(await newProject({ files: { "index.js": program }, endpoint: simulator.url }));

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

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

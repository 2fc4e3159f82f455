/** The commands of `pulumi` in one project, one at a time, which a history may kill. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { CommandResult, Project, RunningCommand } from "../helpers/project";

type Environment = Readonly<Record<string, string | undefined>>;

/** Real milliseconds that a provider without its engine gets to end by itself. */
const patience = 20_000;

export class Commands {
  private running?: RunningCommand;
  private wasKilled = false;

  constructor(private readonly project: Project) {}

  /** Runs a command to its end. */
  async run(args: readonly string[], env?: Environment): Promise<CommandResult> {
    this.running = this.project.start(args, env);
    try {
      return await this.running.done;
    } finally {
      this.running = undefined;
    }
  }

  /** The engine dies now, and with it the provider or not. */
  kill(isProviderKilled: boolean): void {
    this.wasKilled = true;
    const pid = this.running?.child.pid;
    if (pid !== undefined) kill(pid);
    if (isProviderKilled) this.processes().forEach(kill);
  }

  /** What a person does afterwards. Providers end by themselves; the engine's language host would stay. */
  async bury(env?: Environment): Promise<void> {
    const providers = () => this.processes().filter((pid) => commandOf(pid).includes("dynamic-provider"));
    const end = performance.now() + patience;
    while (providers().length > 0 && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    if (providers().length > 0) throw new Error("a provider whose pulumi was killed does not end");
    this.processes().forEach(kill);
    if (this.wasKilled) await this.project.pulumi(["cancel", "--yes"], env);
    this.wasKilled = false;
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

/** The command line of a process; empty when it has ended. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

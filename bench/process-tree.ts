/** Processor time and memory of all processes that run in a folder, read from /proc; nothing is measured where there is none. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** What the processes of a folder have used. */
export interface Usage {
  /** Seconds of processor time, user and system. */
  readonly cpu: number;
  /** The same by kind of process. */
  readonly cpus: Readonly<Record<string, number>>;
  /** The most memory that they held together, in MB. */
  readonly peak: number;
  /** The most that one of each kind held, in MB. */
  readonly peaks: Readonly<Record<string, number>>;
}

const ticksPerSecond = 100;
const pageBytes = 4096;

/** Watches a folder until `stop`. */
export class ProcessTree {
  /** Process → its kind and its time. */
  private readonly times = new Map<string, { readonly kind: string; readonly ticks: number }>();
  private readonly peaks = new Map<string, number>();
  private peak = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly folder: string) {
    this.timer = setInterval(() => this.sample(), 25);
  }

  stop(): Usage {
    clearInterval(this.timer);
    const cpus: Record<string, number> = {};
    for (const { kind, ticks } of this.times.values()) cpus[kind] = (cpus[kind] ?? 0) + ticks / ticksPerSecond;
    const cpu = Object.values(cpus).reduce((sum, one) => sum + one, 0);
    return { cpu, cpus, peak: this.peak, peaks: Object.fromEntries(this.peaks) };
  }

  private sample(): void {
    let memory = 0;
    for (const pid of processes()) {
      try {
        if (!readlinkSync(`/proc/${pid}/cwd`).startsWith(this.folder)) continue;
        memory += this.take(pid);
      } catch {
        // It ended meanwhile, or belongs to somebody else.
      }
    }
    this.peak = Math.max(this.peak, memory);
  }

  private take(pid: string): number {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [user, system, start, pages] = [fields[11], fields[12], fields[19], fields[21]].map(Number);
    // A process that has just been forked still counts as its parent; the time of the start tells processes apart.
    const kind = kindOf(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
    this.times.set(`${pid}/${start}`, { kind, ticks: (user ?? 0) + (system ?? 0) });
    const megabytes = ((pages ?? 0) * pageBytes) / 1e6;
    this.peaks.set(kind, Math.max(this.peaks.get(kind) ?? 0, megabytes));
    return megabytes;
  }
}

function kindOf(command: string): string {
  if (command.includes("dynamic-provider")) return "provider";
  if (/cmd\/run|pulumi-language/.test(command))
    return command.includes("pulumi-language") ? "language host" : "program";
  return command.includes("pulumi") ? "engine" : "other";
}

function processes(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

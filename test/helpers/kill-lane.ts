/**
 * Kill runs, one after the other on one stack: an apply of 400 cells in which `pulumi` or the provider is killed, somebody else writing
 * meanwhile, and then what a person does: `pulumi cancel`, `pulumi up`. Each run checks itself and throws where something was lost,
 * written twice or did not converge.
 */
import { strict as assert } from "node:assert";
import type { DataTableLockLevel } from "@aws-sdk/client-connect";
import type { CommandResult, RunningCommand } from "./project";
import { comesTrue, kill9, providersIn, randomFrom } from "./kill";
import { programs, valuesProject, type ValuesProject } from "./values-project";

/** Lock levels in the order in which lanes take them. */
export const killLevels = ["VALUE", "DATA_TABLE", "NONE", "PRIMARY_VALUE", "ATTRIBUTE"] as const;

/** What one run did. */
export interface KillRun {
  readonly level: DataTableLockLevel;
  readonly command: "up" | "destroy";
  readonly victim: "pulumi" | "provider";
  /** The request at whose arrival the kill was set off, and how many milliseconds later it came. */
  readonly request: number;
  readonly delay: number;
  /** Whether the victim was still at work. */
  readonly struck: boolean;
  /** Declared cells that had their value when the next `up` began (that were gone when the next `destroy` did), of all. */
  readonly done: number;
  readonly cells: number;
  /** Write requests that a provider sent after its `pulumi` was killed. */
  readonly orphaned: number;
  /** Whether somebody else had changed a cell that was to be written, so that the next `up` had to stop. */
  readonly contested: boolean;
}

/** Row and column as one text → value. */
type Cells = Map<string, string>;

const rowCount = 200;
const shift = 20;
const batchSize = 10;
const latencyMs = 20;
const columns = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  Closes: { type: "TEXT" },
  Note: { type: "TEXT" },
} as const;

/** One stack and its table. */
export class KillLane {
  private readonly random: () => number;
  private readonly foreign: Cells = new Map();
  /** Cells that were live before state first recorded them. */
  private readonly found = new Set<string>();
  private round = 0;

  private constructor(
    private readonly stack: ValuesProject,
    readonly level: DataTableLockLevel,
    seed: number,
  ) {
    this.random = randomFrom(seed);
  }

  static async start(seed: number, level: DataTableLockLevel): Promise<KillLane> {
    const options = { latencyMs, lockLevel: level };
    return new KillLane(await valuesProject(programs.commonJs, columns, options), level, seed);
  }

  close(): Promise<void> {
    return this.stack.close();
  }

  /** One kill and what follows. The first run of a lane creates, the others create, update and delete. */
  async run(): Promise<KillRun> {
    this.round++;
    const desired = this.desired();
    const mayContest = this.level !== "NONE" && this.random() < 0.3;
    this.declare(desired);
    const attack = await this.attack("up", () => this.writeAsOther(desired, mayContest));
    const { done, contested } = await this.recover(desired);
    await this.assertConverged(desired);
    await this.assertNobodyLeft();
    return { ...attack, level: this.level, done, cells: desired.size, contested };
  }

  /**
   * The last run of a lane kills a destroy: the next one removes the rest of what is ours, and nothing of anybody else's. The stack did not make
   * the table, so what a killed run wrote and no state recorded cannot be told from what was there before, and stays.
   */
  async destroy(): Promise<KillRun> {
    this.round++;
    const found = new Map([...this.live()].filter(([cell]) => this.found.has(cell)));
    const isOurs = (cell: string) => !this.foreign.has(cell) && !found.has(cell);
    const before = [...this.live().keys()].filter(isOurs);
    const attack = await this.attack("destroy", () => this.writeAsOther(new Map(), false));
    const left = [...this.live().keys()].filter(isOurs);
    this.stack.bench.simulator.clearRequests();
    succeeded(await this.stack.project.pulumi(["destroy", "--skip-preview", "--yes"]));
    assert.equal(this.itemsSent(), left.length, "items that the next destroy sent");
    assert.deepEqual(sorted(this.live()), sorted(new Map([...found, ...this.foreign])));
    await this.assertNobodyLeft();
    return {
      ...attack,
      level: this.level,
      done: before.length - left.length,
      cells: before.length,
      contested: false,
    };
  }

  /** The values of this round: later rounds leave out rows of the one before, add others and change the rest. */
  private desired(): Cells {
    const cells: Cells = new Map();
    for (let row = this.round * shift; row < this.round * shift + rowCount; row++) {
      for (const column of ["Opens", "Closes"]) cells.set(`s${row}/${column}`, `${column} ${this.round}`);
    }
    return cells;
  }

  private declare(desired: Cells): void {
    const rows = new Map<string, Record<string, string>>();
    for (const [cell, value] of desired) {
      const [Store = "", column = ""] = cell.split("/");
      rows.set(Store, { Store, ...rows.get(Store), [column]: value });
    }
    this.stack.declare({ hours: { rows: [...rows.values()], batchSize, guard: false } });
  }

  private live(): Cells {
    const cells: Cells = new Map();
    for (const { keys, values } of this.stack.bench.simulator.dump().tables.Hours?.rows ?? []) {
      for (const [column, value] of Object.entries(values)) cells.set(`${keys.Store}/${column}`, value);
    }
    return cells;
  }

  private edit(cell: string, value: string): void {
    const [Store = "", column = ""] = cell.split("/");
    this.stack.bench.simulator.edit({ table: "Hours", keys: { Store }, column, value });
    this.foreign.set(cell, value);
  }

  private whole(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  /** Starts a command, lets somebody else write and kills. Resolves when the victim, and whoever waits for it, is gone and the stack is free. */
  private async attack(command: KillRun["command"], writeAsOther: () => void) {
    const { simulator } = this.stack.bench;
    const victim = this.random() < 0.5 ? "pulumi" : "provider";
    const [request, delay] = [this.whole(1, 48), this.whole(0, latencyMs + 10)];
    simulator.clearRequests();
    const running = this.stack.project.start([command, "--skip-preview", "--yes"]);
    const killed = new Promise<{ struck: boolean; time: number }>((resolve) => {
      const strike = () => resolve(this.strike(victim, running));
      simulator.setFaults(
        { kind: "edit", nth: this.whole(1, request), run: writeAsOther },
        { kind: "edit", nth: request, run: () => void setTimeout(strike, delay) },
      );
      void running.done.then(() => resolve({ struck: false, time: Infinity }));
    });
    const { struck, time } = await killed;
    await ended(running);
    simulator.setFaults();
    const isWrite = /^Batch(Create|Update|Delete)/;
    await this.silence();
    const late = simulator.requests().filter((entry) => isWrite.test(entry.operation) && entry.time > time);
    assert.ok(late.length <= 1, `${late.length} batches arrived after the kill`);
    await this.stack.project.pulumi(["cancel", "--yes"]);
    return { command, victim, request, delay, struck, orphaned: late.length } as const;
  }

  private strike(victim: "pulumi" | "provider", running: RunningCommand): { struck: boolean; time: number } {
    const pids = victim === "pulumi" ? [running.child.pid] : providersIn(this.stack.project.folder);
    const struck = running.child.exitCode === null && pids.length > 0;
    pids.forEach(kill9);
    return { struck, time: victim === "pulumi" ? Date.now() : Infinity };
  }

  /** An orphan has time for several batches before the next command comes. */
  private async silence(): Promise<void> {
    let before = -1;
    const count = () => this.stack.bench.simulator.requests().length;
    while (count() !== before) {
      before = count();
      await new Promise((resolve) => setTimeout(resolve, 5 * latencyMs));
    }
  }

  /** Somebody else writes a cell of their own beside ours, a row of their own, and sometimes a cell that is still to be written. */
  private writeAsOther(desired: Cells, contested: boolean): void {
    const value = `somebody else ${this.round}`;
    this.edit(`s${this.whole(0, rowCount + 10 * shift)}/Note`, value);
    this.edit(`elsewhere ${this.whole(1, 5)}/Opens`, value);
    if (!contested) return;
    const live = this.live();
    const waiting = [...desired].filter(([cell, wanted]) => live.has(cell) && live.get(cell) !== wanted);
    const [cell] = waiting[this.whole(0, waiting.length - 1)] ?? [];
    if (cell) this.edit(cell, value);
  }

  /** `pulumi up` again. Where somebody else's value stands in a declared cell it must stop; the program then takes the value over. */
  private async recover(desired: Cells): Promise<{ done: number; contested: boolean }> {
    const { project } = this.stack;
    const others = [...desired.keys()].filter(
      (cell) => this.foreign.has(cell) && this.foreign.get(cell) === this.live().get(cell),
    );
    if (others.length > 0) {
      const before = this.writers();
      const result = await project.pulumi(["up", "--skip-preview", "--yes"]);
      assert.notEqual(result.code, 0, "an up over somebody else's value succeeded");
      for (const cell of others) assert.match(result.all, conflictLine(cell));
      assert.deepEqual(this.writers(), before, "an up with a conflict wrote something");
      for (const cell of others) desired.set(cell, this.foreign.get(cell) ?? "");
      this.declare(desired);
    }
    const done = await this.finish(desired);
    return { done, contested: others.length > 0 };
  }

  /** The `up` that ends it: it sends what is missing and nothing else. */
  private async finish(desired: Cells): Promise<number> {
    const { project, bench } = this.stack;
    const [live, writers] = [this.live(), this.writers()];
    const isDone = (cell: string) => live.get(cell) === desired.get(cell);
    const done = [...desired.keys()].filter(isDone);
    const gone = [...live.keys()].filter((cell) => !desired.has(cell) && !this.foreign.has(cell));
    const recorded = await this.recorded();
    bench.simulator.clearRequests();
    succeeded(await project.pulumi(["up", "--skip-preview", "--yes"]));
    assert.equal(this.itemsSent(), desired.size - done.length + gone.length, "items that the next up sent");
    for (const cell of done) if (!recorded.has(cell)) this.found.add(cell);
    for (const cell of this.found) if (!desired.has(cell)) this.found.delete(cell);
    const after = this.writers();
    for (const cell of [...done, ...this.foreign.keys()]) {
      assert.equal(after.get(cell), writers.get(cell), `${cell} was written without need`);
    }
    return done.length;
  }

  /** The cells that state records. */
  private async recorded(): Promise<Set<string>> {
    const { resources } = await this.stack.project.exportState();
    const rows = resources.find(({ urn }) => urn.endsWith("::hours"))?.outputs.rows ?? {};
    const cells = Object.entries(rows as Record<string, object>);
    return new Set(cells.flatMap(([row, columns]) => Object.keys(columns).map((column) => `${row}/${column}`)));
  }

  private itemsSent(): number {
    return this.stack.writes().reduce((sum, [, count]) => sum + count, 0);
  }

  /** Cell → who wrote it last. */
  private writers(): Cells {
    const cells: Cells = new Map();
    for (const { keys, lastWrittenBy } of this.stack.bench.simulator.dump({ locks: true }).tables.Hours?.rows ?? []) {
      for (const [column, by] of Object.entries(lastWrittenBy ?? {})) cells.set(`${keys.Store}/${column}`, by);
    }
    return cells;
  }

  private async assertConverged(desired: Cells): Promise<void> {
    const expected = new Map([...this.foreign, ...desired]);
    assert.deepEqual(sorted(this.live()), sorted(expected));
    succeeded(await this.stack.project.pulumi(["refresh", "--preview-only", "--expect-no-changes"]));
    for (const cell of desired.keys()) this.foreign.delete(cell);
  }

  /** A provider whose `pulumi` is gone ends by itself. */
  private async assertNobodyLeft(): Promise<void> {
    const left = () => providersIn(this.stack.project.folder);
    assert.ok(await comesTrue(() => left().length === 0, 20_000), `providers ${left().join(", ")} are still there`);
  }
}

function conflictLine(cell: string): RegExp {
  const [row = "", column = ""] = cell.split("/");
  return new RegExp(`row "${row}", column "${column}" was edited`);
}

function succeeded({ code, all }: CommandResult): void {
  assert.equal(code, 0, all);
}

/** The killed command's descendants may keep its output open, so its own end is what counts. */
function ended({ child }: RunningCommand): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

function sorted(cells: Cells): [string, string][] {
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1));
}

import { createHash, randomUUID } from "node:crypto";
import { emptyState, holdDataFile, loadDataFile, saveDataFile } from "./data-file";
import type { State, TableState } from "./state";

/**
 * The one memory of a simulator. Operations read a table, change a copy and `commit` it, so that a request that is refused half
 * way leaves nothing behind, and a reader that lags can still be shown what was there before.
 */
export class Store {
  private readonly state: State;
  /** Table id → what it was before the last commit, and how many reads still see that. */
  private readonly before = new Map<string, { table: TableState; reads: number }>();

  /** Grows with everything that is stored. */
  revision = 0;
  /** Lets the data file go, for the next simulator. */
  readonly release: () => void;

  constructor(private readonly file?: string) {
    this.release = file === undefined ? () => undefined : holdDataFile(file);
    try {
      this.state = file === undefined ? emptyState() : loadDataFile(file);
    } catch (error) {
      this.release();
      throw error;
    }
  }

  /** A lock version that was never handed out before, in this run or an earlier one. */
  mint(format: "opaque" | "counter"): string {
    this.state.minted += 1;
    if (format === "counter") return String(this.state.minted);
    const digest = createHash("sha256").update(`${this.state.seed}/${this.state.minted}`).digest("base64url");
    return digest.slice(0, 22);
  }

  /** A fresh opaque id. */
  newId(): string {
    return randomUUID();
  }

  /** The keys of all instances that hold tables. */
  instanceKeys(): string[] {
    return Object.keys(this.state.instances);
  }

  /** The tables of an instance, in the order of their creation. */
  tables(instance: string): readonly TableState[] {
    return this.state.instances[instance] ?? [];
  }

  /** The table as it is now. */
  find(instance: string, id: string): TableState | undefined {
    return this.tables(instance).find((table) => table.id === id);
  }

  /** The table as a read sees it: with a lag, the state before the last commit. */
  view(instance: string, id: string): TableState | undefined {
    const old = this.before.get(id);
    if (old && old.reads > 0) {
      old.reads -= 1;
      return old.table;
    }
    return this.find(instance, id);
  }

  /** Puts a new or changed table in its place. `lag`: how many reads of it still see the old one. */
  commit(instance: string, table: TableState, lag = 0): void {
    const tables = (this.state.instances[instance] ??= []);
    const index = tables.findIndex((known) => known.id === table.id);
    const old = tables[index];
    if (old && lag > 0) this.before.set(table.id, { table: old, reads: lag });
    if (index < 0) tables.push(table);
    else tables[index] = table;
    this.save();
  }

  /** Forgets a table. */
  remove(instance: string, id: string): void {
    this.state.instances[instance] = this.tables(instance).filter((table) => table.id !== id);
    this.before.delete(id);
    this.save();
  }

  /** Forgets everything, as if the simulator had just been started without a file. */
  clear(): void {
    this.state.instances = {};
    this.before.clear();
    this.save();
  }

  private save(): void {
    this.revision += 1;
    if (this.file !== undefined) saveDataFile(this.file, this.state);
  }
}

/** The lab of a run: its session, its scratch tables, and what is known so far. */
import type { Value } from "../experiment";
import type { Lab } from "./lab";
import { LockWatch } from "./lock-watch";
import type { ScratchTables } from "./scratch-tables";
import type { Session } from "./session";
import type { TableName } from "./shapes";
import type { Table } from "./table";

/** What a run was asked for. */
export interface LabOptions {
  readonly instanceId: string;
  readonly region: string;
  readonly fillsQuota: boolean;
  readonly restricted?: Session;
}

/** `Lab` of one run. */
export class Laboratory implements Lab {
  readonly locks: LockWatch;
  private readonly tables = new Map<TableName, Table>();
  private readonly answers = new Map<string, Value>();
  private rows = 0;

  constructor(
    readonly session: Session,
    private readonly scratch: ScratchTables,
    private readonly options: LabOptions,
  ) {
    this.locks = new LockWatch((what) => session.note(what));
  }

  get instanceId(): string {
    return this.options.instanceId;
  }

  get region(): string {
    return this.options.region;
  }

  get fillsQuota(): boolean {
    return this.options.fillsQuota;
  }

  get restricted(): Session | undefined {
    return this.options.restricted;
  }

  async table(name: TableName): Promise<Table> {
    const known = this.tables.get(name);
    if (known) return known;
    const table = await this.scratch.make(name, this);
    this.tables.set(name, table);
    return table;
  }

  /** Removes tables of which it is not known what they hold: who asks next gets new ones. Never throws. */
  async renew(names: readonly TableName[]): Promise<void> {
    for (const name of names) {
      const table = this.tables.get(name);
      this.tables.delete(name);
      if (table) await this.scratch.remove({ id: table.address.DataTableId, name: table.title }).catch(() => false);
    }
  }

  row(): string {
    this.rows += 1;
    return `row-${this.rows}`;
  }

  known(name: string): Value | undefined {
    return this.answers.get(name);
  }

  most(name: string): number | undefined {
    const most = this.answers.get(name);
    return typeof most === "number" ? Math.max(1, most) : undefined;
  }

  /** Keeps the answer of an experiment for those that follow. */
  learn(name: string, value: Value): void {
    this.answers.set(name, value);
  }
}

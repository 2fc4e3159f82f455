/** A scratch table in the hands of an experiment. */
import { beSurprised, giveUp } from "../experiment";
import type { JsonObject, Reply } from "../service/ports";
import { keysOf, lockIn, lockOf, type Cell, type Lock, type Outcome } from "./cell";
import type { Laboratory } from "./laboratory";
import { outcomesOf } from "./match";
import { keyColumnOf, type TableName } from "./shapes";

/** A lock level. */
export type Level = "NONE" | "DATA_TABLE" | "PRIMARY_VALUE" | "ATTRIBUTE" | "VALUE";

/** How the service knows a table that the probe made. */
export interface TableAddress extends JsonObject {
  readonly InstanceId: string;
  readonly DataTableId: string;
}

/** What an update of the table's metadata has to repeat. */
export interface TableIdentity {
  readonly Name: string;
  readonly TimeZone: string;
  readonly Description: string;
}

type Batch = "Create" | "Update" | "Delete" | "Describe";

/** At level NONE no version is compared, but a service may want to see one. */
const anyLock: Lock = { Value: "0" };

/** A scratch table that exists. */
export class Table {
  private level: Level = "NONE";
  /** Whether something was written since the reads were last known to have caught up. */
  private isFresh = true;

  constructor(
    readonly name: TableName,
    readonly address: TableAddress,
    private readonly identity: TableIdentity,
    private readonly lab: Laboratory,
  ) {}

  /** The table's name in the service. */
  get title(): string {
    return this.identity.Name;
  }

  /** Sends a request about this table. */
  async send(operation: string, input: JsonObject = {}, isQuiet = false): Promise<Reply> {
    const isRead = /^(BatchDescribe|Evaluate|ListDataTableValues|ListDataTablePrimary)/.test(operation);
    if (isRead) await this.settle();
    const reply = await this.lab.session.send(operation, { ...this.address, ...input }, { isQuiet });
    if (!isRead && reply.kind === "answer" && !/^(List|Describe)/.test(operation)) this.isFresh = true;
    return reply;
  }

  /** Lets reads catch up with what was written, where they are known to lag. */
  async settle(): Promise<void> {
    if (!this.isFresh) return;
    this.isFresh = false;
    const lag = Number(this.lab.known("staleReads") ?? 0);
    const page = { ...this.address, MaxResults: 1 };
    for (let read = 0; read < lag; read++) await this.lab.session.send("ListDataTableValues", page, { isQuiet: true });
  }

  create(...cells: readonly Cell[]): Promise<Outcome[]> {
    return this.batch("Create", cells);
  }

  update(...cells: readonly Cell[]): Promise<Outcome[]> {
    return this.batch("Update", cells);
  }

  remove(...cells: readonly Cell[]): Promise<Outcome[]> {
    return this.batch("Delete", cells);
  }

  describe(...cells: readonly Cell[]): Promise<Outcome[]> {
    return this.batch("Describe", cells);
  }

  /** Sends items of a batch operation as they are. */
  sendBatch(verb: Batch, cells: readonly Cell[], isQuiet = false): Promise<Reply> {
    return this.send(`Batch${verb}DataTableValue`, { Values: cells.map((cell) => this.item(verb, cell)) }, isQuiet);
  }

  /** Creates cells at level NONE, in requests that the service takes. @throws Verdict undecided when one is not created. */
  async prepare(...cells: readonly Cell[]): Promise<void> {
    await this.setLevel("NONE");
    const size = this.lab.most("maxItemsCreate") ?? cells.length;
    for (let start = 0; start < cells.length; start += size) {
      const part = cells.slice(start, start + size);
      const outcomes = await this.batch("Create", part, true);
      const wrong = outcomes.find(({ kind }) => kind !== "done");
      if (wrong) giveUp(`a cell could not be prepared: ${wrong.kind === "refused" ? wrong.type : "it failed"}`);
    }
  }

  /** The entry of one cell as BatchDescribe shows it. @throws Verdict undecided when there is none. */
  async entry(row: string | null, column: string): Promise<JsonObject> {
    const [outcome] = await this.describe({ row, column });
    if (outcome?.kind !== "done") return giveUp("a cell that was written is not found");
    return outcome.item;
  }

  /** The current lock version of a cell. */
  async lock(row: string | null, column: string): Promise<Lock> {
    return lockIn(await this.entry(row, column));
  }

  /** The version of one part. @throws Verdict undecided when the service does not show it. */
  async lockPart(row: string, column: string, part: keyof Lock): Promise<string> {
    return (await this.lock(row, column))[part] ?? giveUp(`the ${part} part is not shown`);
  }

  /** A lock version that is good at level NONE: the cell's own, or any. */
  async looseLock(row: string | null, column: string): Promise<Lock> {
    const lock = await this.lock(row, column);
    return Object.keys(lock).length > 0 ? lock : anyLock;
  }

  /** Gives the table another lock level. */
  async setLevel(level: Level): Promise<void> {
    if (this.level === level) return;
    const reply = await this.send("UpdateDataTableMetadata", { ...this.identity, ValueLockLevel: level }, true);
    if (reply.kind === "refusal") giveUp(`the lock level cannot be changed: ${reply.type}`);
    this.level = level;
  }

  /** The table's own part of the lock version. */
  async tableVersion(): Promise<string> {
    const reply = await this.send("DescribeDataTable");
    const table = reply.kind === "answer" ? (reply.body.DataTable as JsonObject) : {};
    return lockIn(table).DataTable ?? giveUp("the table shows no lock version");
  }

  /** Other keys for a row. */
  rekey(from: string, to: string, LockVersion: Lock): Promise<Reply> {
    const keys = { PrimaryValues: this.keys(from), NewPrimaryValues: this.keys(to) };
    return this.send("UpdateDataTablePrimaryValues", { ...keys, LockVersion });
  }

  /** What a flow would see of a cell. */
  async evaluate(row: string | null, column: string): Promise<JsonObject> {
    const set = { ...(row !== null && { PrimaryValues: this.keys(row) }), AttributeNames: [column] };
    const reply = await this.send("EvaluateDataTableValues", { Values: [set] });
    const [value] = reply.kind === "answer" ? (reply.body.Values as readonly JsonObject[]) : [];
    return value ?? giveUp("a value could not be evaluated");
  }

  /** PrimaryValues of a row of this table. */
  keys(row: string): readonly JsonObject[] {
    const own = { AttributeName: keyColumnOf(this.name), Value: row };
    return this.name === "pairs" ? [own, { AttributeName: "City", Value: row }] : [own];
  }

  private async batch(verb: Batch, cells: readonly Cell[], isQuiet = false): Promise<Outcome[]> {
    const reply = await this.sendBatch(verb, cells, isQuiet);
    const outcomes = outcomesOf(reply, cells);
    outcomes.forEach((outcome, index) => this.watch(cells[index], outcome));
    return outcomes;
  }

  private watch(cell: Cell | undefined, outcome: Outcome): void {
    if (!cell) return;
    this.lab.locks.look(this.address.DataTableId, cell.row ?? "", cell.column, lockOf(outcome));
  }

  private item(verb: Batch, { row, column, value, lock }: Cell): JsonObject {
    return {
      ...(row !== null && { PrimaryValues: this.keys(row) }),
      AttributeName: column,
      ...((verb === "Create" || verb === "Update") && { Value: value ?? "x" }),
      ...(verb !== "Describe" && lock !== undefined && { LockVersion: lock }),
      ...(verb === "Delete" && lock === undefined && { LockVersion: {} }),
    };
  }
}

/** The row that an entry of a list belongs to; null: the default record. */
export function rowOf(entry: JsonObject): string | null {
  const keys = keysOf(entry);
  return (
    keys.Store ?? keys.Id ?? (Object.keys(keys).length === 0 ? null : beSurprised("an entry without its key column"))
  );
}

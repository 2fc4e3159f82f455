/** Making and removing scratch tables. Nothing is ever written to a table that is not made here. */
import { giveUp } from "../experiment";
import type { JsonObject } from "../service/ports";
import { Disturbance } from "../service/ports";
import type { Laboratory } from "./laboratory";
import { marker, runPrefix, tag } from "./scratch-names";
import type { Session } from "./session";
import { columnsOf, type TableName } from "./shapes";
import { Table, type TableAddress, type TableIdentity } from "./table";

/** A table that the service says it made. */
interface Made {
  readonly id: string;
  readonly name: string;
}

/** The scratch tables of one run. */
export class ScratchTables {
  private readonly made: Made[] = [];
  /** Whether a request to make a table was lost, so that there may be one that is not in the list. */
  isUncertain = false;
  private mayTag = true;
  private count = 0;

  constructor(
    private readonly session: Session,
    private readonly instanceId: string,
    readonly runId: string,
  ) {}

  /** Whether nothing can be left to remove. */
  get isClean(): boolean {
    return this.made.length === 0 && !this.isUncertain;
  }

  /** Makes a scratch table with its columns. @throws Verdict undecided when the service refuses. */
  async make(name: TableName, lab: Laboratory): Promise<Table> {
    this.count += 1;
    const { id, identity } = await this.create(`${runPrefix(this.runId)}${name}${this.count}`);
    const address = { InstanceId: this.instanceId, DataTableId: id };
    try {
      await this.addColumns(name, address);
    } catch (error) {
      // The next experiment would make another one: tables without their columns must not add up.
      await this.remove({ id, name: identity.Name }).catch(() => false);
      throw error;
    }
    return new Table(name, address, identity, lab);
  }

  private async addColumns(name: TableName, address: TableAddress): Promise<void> {
    for (const column of columnsOf(name)) {
      const reply = await this.session.send("CreateDataTableAttribute", { ...address, ...column }, { isQuiet: true });
      if (reply.kind === "refusal") giveUp(`a scratch table could not be prepared: ${reply.type}`);
    }
  }

  /** Removes a table that this run made; one that no longer exists counts as removed. Never throws a refusal. */
  async remove(table: Made, session = this.session): Promise<boolean> {
    const isRemoved = await deleteTable(session, this.instanceId, table.id);
    const index = this.made.findIndex(({ id }) => id === table.id);
    if (isRemoved && index >= 0) this.made.splice(index, 1);
    return isRemoved;
  }

  /** The tables to remove. */
  remaining(): readonly Made[] {
    return [...this.made];
  }

  /** Takes in tables of this run that were found in a list: a request whose answer was lost may have made them. */
  adopt(found: readonly Made[]): void {
    for (const table of found) if (!this.made.some(({ id }) => id === table.id)) this.made.push(table);
    this.isUncertain = false;
  }

  /** The description follows the tag: without one, the marker in it is what tells a scratch table, and no later update may replace it. */
  private async create(Name: string): Promise<{ readonly id: string; readonly identity: TableIdentity }> {
    const identity = { Name, TimeZone: "UTC", Description: marker(this.runId, this.mayTag) };
    const input = { InstanceId: this.instanceId, ...identity, ValueLockLevel: "NONE", Status: "PUBLISHED" };
    const tags = this.mayTag ? { Tags: { [tag]: this.runId } } : {};
    const reply = await this.tryCreate({ ...input, ...tags });
    if (reply.kind === "answer" && typeof reply.body.Id === "string") {
      this.made.push({ id: reply.body.Id, name: Name });
      return { id: reply.body.Id, identity };
    }
    if (reply.kind === "refusal" && reply.type === "AccessDeniedException" && this.mayTag) {
      this.mayTag = false;
      return this.create(Name);
    }
    return giveUp(`a scratch table could not be made: ${reply.kind === "refusal" ? reply.type : "no id"}`);
  }

  private async tryCreate(input: JsonObject) {
    try {
      return await this.session.send("CreateDataTable", input, { isQuiet: true, mayBeDenied: true });
    } catch (error) {
      if (error instanceof Disturbance) this.isUncertain = true;
      throw error;
    }
  }
}

/** Deletes a table; whether it no longer exists. Never throws a refusal. @throws Disturbance, Unreachable, Interrupted */
export async function deleteTable(session: Session, InstanceId: string, DataTableId: string): Promise<boolean> {
  const manner = { isQuiet: true, mayBeDenied: true };
  const reply = await session.send("DeleteDataTable", { InstanceId, DataTableId }, manner);
  return reply.kind === "answer" || reply.type === "ResourceNotFoundException";
}

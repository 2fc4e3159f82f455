/** The service of a history of stacks: the tables that were there before, other writers, and the truth. */
import {
  type ConnectClient,
  CreateDataTableAttributeCommand,
  CreateDataTableCommand,
  ListDataTableValuesCommand,
} from "@aws-sdk/client-connect";
import type { Simulator } from "../../../src/simulator";
import { openService, startProcess } from "../service";
import { columns, rows, tableNames, type Edit, type World } from "./history";
import { instanceIds, type ExportedTable, type Place } from "./program";

/** The text of a person's write. */
const byPerson = "edit";

/** One stored value. */
export interface LiveValue {
  readonly table: string;
  readonly row: number;
  readonly column: number;
  readonly text: string;
  /** An AWS request id, or `edit` for a person. */
  readonly by: string;
  /** Tells this write of the value from every other one. */
  readonly identity: string;
}

/** Every stored value, by `cellOf`. */
export type Truth = ReadonlyMap<string, LiveValue>;

/** One text for one cell: the table's id, its row and its column. */
export function cellOf(table: string, row: number, column: number): string {
  return `${table} ${row} ${column}`;
}

/** Whether a person wrote the value. */
export function isByPerson({ by }: LiveValue): boolean {
  return by === byPerson;
}

export class StacksBench {
  private readonly edits = new Map<string, number>();
  private count = 0;

  private constructor(
    readonly simulator: Simulator,
    private readonly client: ConnectClient,
    private readonly world: World,
    private readonly isReal: boolean,
  ) {}

  static async open(world: World, isReal: boolean): Promise<StacksBench> {
    const { simulator, client } = await openService(world.personality, isReal);
    const bench = new StacksBench(simulator, client, world, isReal);
    await Promise.all([bench.make({ instance: 0, name: "P0" }), bench.make({ instance: 1, name: "P1" })]);
    bench.edit(world.filled);
    return bench;
  }

  /** The id of a table, if it is there. */
  idOf(place: Place): string | undefined {
    return this.tableAt(place)?.id;
  }

  /** The same, if the table has all its columns: a create that was killed leaves one to which no program can write values by its id. */
  idOfWhole(place: Place): string | undefined {
    const table = this.tableAt(place);
    const isWhole = ["Store", ...columns.map(({ name }) => name)].every((name) => table?.columns.includes(name));
    return isWhole ? table?.id : undefined;
  }

  private tableAt({ instance, name }: Place) {
    return this.tables().find((table) => table.instance === instance && table.name === name);
  }

  /** All tables that are there. */
  tables(): { readonly id: string; readonly name: string; readonly instance: number; readonly columns: string[] }[] {
    return Object.entries(this.simulator.dump().tables).map(([name, { id, instance, attributes }]) => ({
      id,
      columns: Object.keys(attributes),
      name: name.split("/").pop() ?? "",
      instance: instanceIds.findIndex((each) => instance.endsWith(each)),
    }));
  }

  truth(): Truth {
    const truth = new Map<string, LiveValue>();
    for (const { id, rows: records, defaultRow } of Object.values(this.simulator.dump({ locks: true }).tables)) {
      for (const { keys, values, lastWrittenBy = {} } of [...records, ...(defaultRow ? [defaultRow] : [])]) {
        const row = rows.findIndex((each) => each === keys.Store);
        columns.forEach(({ name }, column) => {
          const text = values[name];
          if (text === undefined) return;
          const [cell, by] = [cellOf(id, row, column), lastWrittenBy[name] ?? ""];
          const identity = by === byPerson ? `${by} ${this.edits.get(cell) ?? 0}` : by;
          truth.set(cell, { table: id, row, column, text, by, identity });
        });
      }
    }
    return truth;
  }

  /** Writes as a person, in every table of the name that is there; answers the cells. */
  edit(edits: readonly Edit[]): string[] {
    return edits.flatMap(({ table, row, column, value }) =>
      this.tables()
        .filter(({ name }) => name === tableNames[table])
        .filter(({ columns: known }) => known.includes(columns[column]?.name ?? ""))
        .map(({ id }) => {
          const texts = columns[column]?.foreign ?? [];
          this.edits.set(cellOf(id, row, column), ++this.count);
          this.simulator.edit({
            table: id,
            ...(rows[row] !== undefined && { keys: { Store: rows[row] } }),
            column: columns[column]?.name,
            value: value === null ? null : (texts[value % texts.length] ?? ""),
          });
          return cellOf(id, row, column);
        }),
    );
  }

  /** Reads a whole table, as `connect-data-tables export` does. */
  async export(name: string): Promise<ExportedTable | undefined> {
    const table = this.tables().find((each) => each.name === name);
    if (!table) return undefined;
    this.simulator.setRateLimit(undefined);
    const times = await this.list(table.instance, table.id);
    const seen = [...this.truth().values()].filter((value) => value.table === table.id);
    const at = times.length > 0 && times.length >= seen.length ? Math.max(...times) : undefined;
    const from = `${instanceIds[table.instance]}/${table.id}`;
    return {
      cells: seen.map(({ row, column, text }) => ({ row, column, text })),
      ...(at !== undefined && { exported: { at: new Date(at).toISOString(), from } }),
      seen: new Map(seen.map(({ row, column, identity }) => [cellOf(table.id, row, column), identity])),
    };
  }

  /** What separates two commands, or a preview from its update: a while, and reads that have caught up. */
  async newProcess(): Promise<void> {
    this.simulator.setRateLimit(undefined);
    const tables = this.tables();
    if (this.world.personality === "lagging") for (const { instance, id } of tables) await this.list(instance, id);
    this.simulator.clearRequests();
    if (!this.isReal)
      startProcess(
        this.simulator,
        tables.map(({ instance, id }) => `${instanceIds[instance]}/${id}`),
      );
  }

  /** Writes since the last process began. */
  writes(): string[] {
    return this.simulator
      .requests()
      .map(({ operation }) => operation)
      .filter((operation) => !/^(List|Describe|Search|BatchDescribe)/.test(operation));
  }

  async close(): Promise<void> {
    this.client.destroy();
    if (this.isReal) return this.simulator.close();
    for (const { id } of this.tables()) this.simulator.edit({ table: id, deleteTable: true });
  }

  /** The times of the values, as far as the service tells them. */
  private async list(instance: number, DataTableId: string): Promise<number[]> {
    const times: number[] = [];
    let NextToken: string | undefined;
    do {
      const request = { InstanceId: instanceIds[instance], DataTableId, NextToken };
      const answer = await this.client.send(new ListDataTableValuesCommand(request));
      for (const { LastModifiedTime } of answer.Values ?? [])
        if (LastModifiedTime) times.push(LastModifiedTime.getTime());
      ({ NextToken } = answer);
    } while (NextToken !== undefined);
    return times;
  }

  private async make({ instance, name }: Place): Promise<void> {
    const InstanceId = instanceIds[instance];
    const table = {
      Name: name,
      TimeZone: "Europe/Berlin",
      ValueLockLevel: this.world.lockLevel,
      Status: "PUBLISHED",
    } as const;
    const { Id: DataTableId } = await this.client.send(new CreateDataTableCommand({ InstanceId, ...table }));
    const all = [{ name: "Store", type: "TEXT", primary: true } as const, ...columns];
    for (const column of all) {
      const attribute = { Name: column.name, ValueType: column.type, Primary: "primary" in column };
      await this.client.send(new CreateDataTableAttributeCommand({ InstanceId, DataTableId, ...attribute }));
    }
  }
}

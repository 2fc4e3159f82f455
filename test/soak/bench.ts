/** The service of a history of one table; each history gets a table of its own. */
import {
  type ConnectClient,
  CreateDataTableAttributeCommand,
  CreateDataTableCommand,
  ListDataTableValuesCommand,
  UpdateDataTableMetadataCommand,
} from "@aws-sdk/client-connect";
import type { Simulator } from "../../src/simulator";
import { instanceId } from "../helpers/values-bench";
import { cellName, columns, rows, tableColumns } from "./alphabet";
import type { ForeignEdit, World } from "./history";
import { throttled } from "./rate";
import { openService, startProcess } from "./service";
import { truthOf, type Truth } from "./truth";

/** A table in a simulator: on simulated time under the documented rate limit, or for other processes on real time without one. */
export class Bench {
  private readonly excess: string[] = [];

  private constructor(
    readonly simulator: Simulator,
    private readonly client: ConnectClient,
    readonly tableId: string,
    private readonly world: World,
    private readonly isReal: boolean,
  ) {}

  static async open(world: World, isReal: boolean): Promise<Bench> {
    const { simulator, client } = await openService(world.personality, isReal);
    const tableId = await makeTable(client, world);
    const bench = new Bench(simulator, client, tableId, world, isReal);
    bench.edit(world.start);
    return bench;
  }

  /** The inputs that point at the table. */
  inputs(batchSize: number) {
    const target = { instanceId, dataTableId: this.tableId, endpoint: this.simulator.url };
    const rate = this.isReal ? { requestsPerSecond: 100_000, burst: 1000 } : {};
    return { ...target, ...rate, primaryAttributes: ["Store"], batchSize };
  }

  truth(): Truth {
    return truthOf(this.simulator, tableName);
  }

  /** Whether a row without values has kept its key, so that no other row can get it. */
  hasEmptyRow(): boolean {
    const { rows = [] } = this.simulator.dump().tables[tableName] ?? {};
    return rows.some(({ values }) => Object.keys(values).length === 0);
  }

  /** Writes as somebody else; answers the names of the cells. */
  edit(edits: readonly ForeignEdit[]): string[] {
    for (const { row, column, value } of edits) {
      const spelled = rows[row]?.store;
      // The globs of `ignore` mind case, whatever the key column does: the row that they are for keeps its spelling.
      const store = this.world.ignoreCase && spelled !== "TEST" ? spelled?.toLowerCase() : spelled;
      const texts = columns[column]?.foreign ?? [];
      this.simulator.edit({
        table: tableName,
        ...(store !== undefined && { keys: { Store: store } }),
        column: columns[column]?.name,
        value: value === null ? null : (texts[value % texts.length] ?? ""),
      });
    }
    return edits.map(({ row, column }) => cellName(row, column));
  }

  /** Gives the table another lock level, as somebody else. */
  async setLevel(ValueLockLevel: World["lockLevel"]): Promise<void> {
    this.simulator.setRateLimit(undefined);
    const table = { InstanceId: instanceId, DataTableId: this.tableId };
    await this.client.send(
      new UpdateDataTableMetadataCommand({ ...table, Name: tableName, TimeZone: "Europe/Berlin", ValueLockLevel }),
    );
  }

  /** What separates two commands, or a preview from its update: another process, a while later, and reads that have caught up. */
  async newProcess(): Promise<void> {
    this.excess.push(...throttled(this.simulator));
    this.simulator.setRateLimit(undefined);
    if (this.world.personality === "lagging") await this.list();
    this.simulator.clearRequests();
    if (!this.isReal) startProcess(this.simulator, [`${instanceId}/${this.tableId}`]);
  }

  /** Requests above the rate limit since the last call. */
  takeExcess(): string[] {
    this.excess.push(...throttled(this.simulator));
    this.simulator.clearRequests();
    return this.excess.splice(0);
  }

  async close(): Promise<void> {
    this.client.destroy();
    if (this.isReal) await this.simulator.close();
    else this.simulator.edit({ table: tableName, deleteTable: true });
  }

  private list(): Promise<unknown> {
    return this.client.send(new ListDataTableValuesCommand({ InstanceId: instanceId, DataTableId: this.tableId }));
  }
}

const tableName = "Soak";

async function makeTable(client: ConnectClient, { lockLevel, ignoreCase }: World): Promise<string> {
  const answer = await client.send(
    new CreateDataTableCommand({
      InstanceId: instanceId,
      Name: tableName,
      TimeZone: "Europe/Berlin",
      ValueLockLevel: lockLevel,
      Status: "PUBLISHED",
    }),
  );
  const { Id: DataTableId = "" } = answer;
  for (const [Name, { type, primary, validation }] of Object.entries(tableColumns(ignoreCase))) {
    const column = {
      InstanceId: instanceId,
      DataTableId,
      Name,
      ValueType: type,
      Primary: primary,
      Validation: validation,
    };
    await client.send(new CreateDataTableAttributeCommand(column));
  }
  return DataTableId;
}

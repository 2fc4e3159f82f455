/** One simulator for each personality, kept for the life of the process; each history gets a table of its own. */
import {
  ConnectClient,
  CreateDataTableAttributeCommand,
  CreateDataTableCommand,
  ListDataTableValuesCommand,
  UpdateDataTableMetadataCommand,
} from "@aws-sdk/client-connect";
import { useClock } from "../../src/aws/limiter";
import { writeMemory } from "../../src/core/apply/write-memory";
import { endRun } from "../../src/provider/host/run";
import { documentedRateLimit, startSimulator, type Simulator } from "../../src/simulator";
import { instanceId, useDummyCredentials } from "../helpers/values-bench";
import { cellName, columns, rows, tableColumns } from "./alphabet";
import type { ForeignEdit, World } from "./history";
import { throttled } from "./rate";
import { truthOf, type Truth } from "./truth";
import { VirtualClock } from "./virtual-clock";

/** The clock of the service and of the client. */
export const clock = new VirtualClock();
const simulators = new Map<string, Promise<Simulator>>();
const region = "eu-central-1";

/** Milliseconds of simulated time that a new provider process takes to start; measured on the real engine it is more. */
export const startOfProcess = 1500;

/** Schema calls are not what the histories are about, and the simulator holds a table for 20 real milliseconds to tell them apart. */
export function simulatorOf(personality: string): Promise<Simulator> {
  const switches = { parallelSchemaCalls: "accepted" } as const;
  const simulator = simulators.get(personality) ?? startSimulator({ personality, switches, clock: clock.arrival });
  simulators.set(personality, simulator);
  return simulator;
}

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
    useDummyCredentials();
    clock.reset();
    const { personality } = world;
    const simulator = isReal ? await startSimulator({ personality }) : await simulatorOf(personality);
    simulator.setRateLimit(undefined);
    simulator.setFaults();
    const client = new ConnectClient({ endpoint: simulator.url, region });
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
    if (this.isReal) return;
    this.simulator.setRateLimit(documentedRateLimit);
    clock.advance(startOfProcess);
    useClock(clock);
    Object.assign(writeMemory(`${region}/${instanceId}/${this.tableId}`), {
      maxItems: undefined,
      oneItemPerScope: undefined,
    });
    endRun();
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

/** Stops the simulators, so that the process can end. */
export async function closeSimulators(): Promise<void> {
  for (const simulator of simulators.values()) await (await simulator).close();
  simulators.clear();
}

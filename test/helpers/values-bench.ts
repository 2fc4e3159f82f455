import { startSimulator, type Simulator, type SimulatorOptions } from "../../src/simulator";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import {
  ConnectClient,
  CreateDataTableAttributeCommand,
  CreateDataTableCommand,
  ListDataTableValuesCommand,
  type DataTableAttributeValueType,
  type DataTableLockLevel,
  type Validation,
} from "@aws-sdk/client-connect";

/** An instance id as the service makes them. */
export const instanceId = "11111111-2222-4333-8444-555555555555";

/** A column for a table of a test. */
export interface ColumnSpec {
  readonly type: DataTableAttributeValueType;
  readonly primary?: boolean;
  readonly validation?: Validation;
}

/** Credentials and a Region for everything in a test process that speaks to a simulator. */
export function useDummyCredentials(): void {
  process.env.AWS_ACCESS_KEY_ID = "test";
  process.env.AWS_SECRET_ACCESS_KEY = "test";
  process.env.AWS_REGION = "eu-central-1";
  process.env.AWS_EC2_METADATA_DISABLED = "true";
}

/** A simulator with one table, and the inputs that point at it without any rate limit. */
export interface ValuesBench {
  readonly simulator: Simulator;
  readonly client: ConnectClient;
  readonly tableId: string;
  readonly inputs: Partial<ValuesInputs>;
  close(): Promise<void>;
}

/** Starts a simulator and makes a table in it. */
export async function valuesBench(
  columns: Readonly<Record<string, ColumnSpec>>,
  options: SimulatorOptions & { readonly lockLevel?: DataTableLockLevel } = {},
): Promise<ValuesBench> {
  useDummyCredentials();
  const { lockLevel = "VALUE", ...simulatorOptions } = options;
  const simulator = await startSimulator(simulatorOptions);
  const client = new ConnectClient({ endpoint: simulator.url, region: "eu-central-1" });
  const { Id: tableId = "" } = await client.send(
    new CreateDataTableCommand({
      InstanceId: instanceId,
      Name: "Hours",
      TimeZone: "Europe/Berlin",
      ValueLockLevel: lockLevel,
      Status: "PUBLISHED",
    }),
  );
  for (const [Name, { type, primary, validation }] of Object.entries(columns)) {
    await client.send(
      new CreateDataTableAttributeCommand({
        InstanceId: instanceId,
        DataTableId: tableId,
        Name,
        ValueType: type,
        Primary: primary,
        Validation: validation,
      }),
    );
  }
  simulator.clearRequests();
  const primaryAttributes = Object.keys(columns).filter((name) => columns[name]?.primary);
  const inputs = {
    instanceId,
    dataTableId: tableId,
    endpoint: simulator.url,
    requestsPerSecond: 100_000,
    burst: 1000,
    ...(primaryAttributes.length > 0 ? { primaryAttributes } : {}),
  };
  return { simulator, client, tableId, inputs, close: () => simulator.close().then(() => client.destroy()) };
}

/** How many requests of each operation the simulator has logged. */
export function requestCounts(simulator: Simulator): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operation } of simulator.requests()) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

/** Lists the table once: what is read next is not older than this, however much the simulator's reads lag. */
export async function listTable({ client, tableId, simulator }: ValuesBench): Promise<void> {
  const before = simulator.requests().length;
  await client.send(new ListDataTableValuesCommand({ InstanceId: instanceId, DataTableId: tableId }));
  if (before === 0) simulator.clearRequests();
}

/** Milliseconds from one write of values to the next, as the service saw the first ones: what one request takes in this run. */
export function timeBetweenWrites(simulator: Simulator): number {
  const times = simulator
    .requests()
    .flatMap(({ operation, time }) => (/^Batch(Create|Update|Delete)/.test(operation) ? [time] : []));
  const [first, last] = [times[0] ?? NaN, times.at(-1) ?? NaN];
  return (last - first) / (times.length - 1);
}

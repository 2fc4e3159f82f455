/** What the contract tests of tables share: a simulator for each test, and a stack with one `DataTable`. */
import { ConnectClient } from "@aws-sdk/client-connect";
import { startSimulator, type Dump, type Simulator, type SimulatorOptions } from "../../src/simulator";
import type { TableInputs } from "../../src/provider/table/inputs";
import type { TableOutputs } from "../../src/provider/table/state";
import { ResourceStack, type ActionResult } from "../helpers/resource-stack";

/** An instance id as the service makes them. */
export const instanceId = "11111111-2222-4333-8444-555555555555";

/** A simulator with everything a test does to it, and the settings that point at it. */
export interface TableBench {
  readonly simulator: Simulator;
  readonly client: ConnectClient;
  readonly settings: Pick<TableInputs, "instanceId" | "endpoint" | "requestsPerSecond" | "burst">;
  /** A table as it is stored, without ids and ARN. */
  table(name: string): unknown;
  /** Calls that changed something, in order. */
  writes(): string[];
  close(): Promise<void>;
}

/** Starts a simulator; nothing is in it. */
export async function tableBench(options: SimulatorOptions = {}): Promise<TableBench> {
  process.env.AWS_ACCESS_KEY_ID = "test";
  process.env.AWS_SECRET_ACCESS_KEY = "test";
  process.env.AWS_REGION = "eu-central-1";
  process.env.AWS_EC2_METADATA_DISABLED = "true";
  const simulator = await startSimulator(options);
  const client = new ConnectClient({ endpoint: simulator.url, region: "eu-central-1" });
  return {
    simulator,
    client,
    settings: { instanceId, endpoint: simulator.url, requestsPerSecond: 100_000, burst: 1000 },
    table: (name) => shown(simulator.dump().tables[name]),
    writes: () =>
      simulator
        .requests()
        .map(({ operation }) => operation)
        .filter((operation) => !/^(List|Describe|Search)/.test(operation)),
    close: async () => {
      client.destroy();
      await simulator.close();
    },
  };
}

function shown(table: Dump["tables"][string] | undefined): unknown {
  if (!table) return undefined;
  const columns = Object.entries(table.attributes).map(([name, column]) => [name, without(column, "id")] as const);
  return { ...without(table, "id", "arn", "instance"), attributes: Object.fromEntries(columns) };
}

/** A copy of an object without some of its members. */
export function without<T extends object, K extends keyof T & string>(whole: T, ...names: K[]): Omit<T, K> {
  const left = Object.entries(whole).filter(([name]) => !(names as string[]).includes(name));
  return Object.fromEntries(left) as Omit<T, K>;
}

/** A stack with one `DataTable`. */
export class TableStack extends ResourceStack<TableInputs, TableOutputs, ActionResult> {
  constructor() {
    super("DataTable", "hours", "dev", (result) => result);
  }

  /** `pulumi up` without its preview. */
  override up(program: Partial<TableInputs>, options: { readonly refresh?: boolean } = {}): Promise<ActionResult> {
    return super.up(program, { ...options, skipPreview: true });
  }
}

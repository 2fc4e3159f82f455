/** Tables that are not the probe's, two of which look as if they were. */
import {
  BatchCreateDataTableValueCommand,
  ConnectClient,
  CreateDataTableAttributeCommand,
  CreateDataTableCommand,
} from "@aws-sdk/client-connect";
import type { Simulator } from "../../src/simulator";
import { prefix } from "../../src/probe/lab/scratch-names";
import { useDummyCredentials } from "../helpers/values-bench";

const names = ["Hours", `${prefix}01234567-cells1`, `${prefix}mine`];

/** Makes them, each with a value. */
export async function makeNeighbours(url: string, InstanceId: string): Promise<void> {
  useDummyCredentials();
  const client = new ConnectClient({ endpoint: url, region: "us-east-1" });
  for (const Name of names) {
    const table = { InstanceId, Name, TimeZone: "UTC", ValueLockLevel: "NONE", Status: "PUBLISHED" } as const;
    const Tags = { "connect-data-tables:probe": "another" };
    const { Id: DataTableId } = await client.send(new CreateDataTableCommand({ ...table, Tags }));
    const place = { InstanceId, DataTableId };
    await client.send(new CreateDataTableAttributeCommand({ ...place, Name: "Text", ValueType: "TEXT" }));
    await client.send(
      new BatchCreateDataTableValueCommand({ ...place, Values: [{ AttributeName: "Text", Value: "x" }] }),
    );
  }
  client.destroy();
}

/** Everything that is in the tables of others, and the names of scratch tables. */
export function neighbours(simulator: Simulator): { readonly others: string; readonly scratch: readonly string[] } {
  const { tables } = simulator.dump({ locks: true });
  const others = Object.entries(tables).filter(([name]) => names.includes(name));
  return { others: JSON.stringify(others), scratch: Object.keys(tables).filter((name) => !names.includes(name)) };
}

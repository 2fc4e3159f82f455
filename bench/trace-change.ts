/**
 * The change that `npm run trace` follows: one cell of two rows, from the program to the service's answer. It runs as a process of its own:
 * `trace-change.ts <folder of a repository>` prints the trace as JSON. `--declared` and `--one-column` as `trace.ts` says.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ConnectClient, CreateDataTableAttributeCommand, CreateDataTableCommand } from "@aws-sdk/client-connect";
import type * as runtime from "../src/runtime";
import type * as simulator from "../src/simulator";
import { followLoads, record, type Trace } from "./trace-recorder";

const instanceId = "11111111-2222-4333-8444-555555555555";
const columns = [
  { Name: "Store", ValueType: "TEXT", Primary: true },
  { Name: "Opens", ValueType: "TEXT" },
  { Name: "Seats", ValueType: "NUMBER" },
] as const;

type Given = Parameters<typeof runtime.dataTableValues.check>[1];

/** Follows the change through the provider of a repository, against the simulator of the same one. One call for each process. */
async function traceChange(root: string, { declared = false, "one-column": isNarrow = false }): Promise<Trace> {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "eu-central-1",
    AWS_EC2_METADATA_DISABLED: "true",
  });
  followLoads(join(root, "src"));
  const { startSimulator } = fresh<typeof simulator>(root, "simulator");
  const simulated = await startSimulator({ switches: { parallelSchemaCalls: "accepted" } });
  try {
    const program = (opens: string): Given =>
      plain({
        __urn: "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/connect-data-tables:DataTableValues::hours",
        __provider: "text",
        instanceId,
        dataTableId,
        endpoint: simulated.url,
        requestsPerSecond: 100_000,
        burst: 1000,
        primaryAttributes: ["Store"],
        rows: {
          Berlin: { Opens: opens, ...(isNarrow ? {} : { Seats: 12 }) },
          Paris: { Opens: "10:00", ...(isNarrow ? {} : { Seats: 8 }) },
        },
      });
    const dataTableId = await makeTable(simulated.url);
    const before = await created(fresh<typeof runtime>(root, "runtime").dataTableValues, program("09:00"));
    const { dataTableValues: verbs } = fresh<typeof runtime>(root, "runtime");
    const follow = async () => {
      const { inputs, failures } = await verbs.check(plain(before.inputs), program("09:30"));
      if (failures) throw new Error(failures.map(({ reason }) => reason).join("\n"));
      const { changes } = await verbs.diff(before.id, plain(before.outputs), plain(inputs));
      if (changes === false) throw new Error("the diff sees no change");
      await verbs.update(before.id, plain(before.outputs), plain(inputs));
    };
    const trace = await record(follow, { declared });
    if (!JSON.stringify(simulated.dump()).includes("09:30")) throw new Error("the change did not arrive");
    return trace;
  } finally {
    await simulated.close();
  }
}

/** A part of the repository as a new process has it: what the provider remembers of a run is in its modules. */
function fresh<T>(root: string, part: "runtime" | "simulator"): T {
  const src = join(root, "src");
  for (const path of Object.keys(require.cache)) if (path.startsWith(src)) delete require.cache[path];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the repository to follow is an argument
  return require(join(src, part)) as T;
}

async function created(verbs: typeof runtime.dataTableValues, program: Given) {
  const { inputs, failures } = await verbs.check({}, program);
  if (failures) throw new Error(failures.map(({ reason }) => reason).join("\n"));
  const { id, outs } = await verbs.create(plain(inputs));
  return { id, inputs, outputs: outs as unknown as Parameters<typeof verbs.update>[1] };
}

async function makeTable(endpoint: string): Promise<string> {
  const client = new ConnectClient({ endpoint });
  const table = { InstanceId: instanceId, Name: "Hours", TimeZone: "Europe/Berlin" };
  const { Id: DataTableId } = await client.send(
    new CreateDataTableCommand({ ...table, ValueLockLevel: "VALUE", Status: "PUBLISHED" }),
  );
  for (const column of columns)
    await client.send(new CreateDataTableAttributeCommand({ InstanceId: instanceId, DataTableId, ...column }));
  client.destroy();
  return DataTableId ?? "";
}

/** What passes through the engine: JSON. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { declared: { type: "boolean" }, "one-column": { type: "boolean" } },
    allowPositionals: true,
  });
  console.log(JSON.stringify(await traceChange(positionals[0] ?? ".", values)));
}

void main();

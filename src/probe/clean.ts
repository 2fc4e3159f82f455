/** Removing scratch tables: those of a run at its end, and those that earlier runs left. */
import { runOf, runPrefix } from "./lab/scratch-names";
import { deleteTable, type ScratchTables } from "./lab/scratch-tables";
import { Session } from "./lab/session";
import { ServiceError } from "../sync/service-error";
import type { Clock, JsonObject, Refusal, Service } from "./service/ports";

/** A scratch table that exists. */
export interface Leftover {
  readonly id: string;
  readonly name: string;
}

/** A scratch table that was found in the instance, and the run that made it. */
interface FoundTable extends Leftover {
  readonly runId: string;
}

/** How often the removal of a table is tried whose answer is lost. */
const attempts = 5;

/** Removes the tables of a run; returns what is left. Never throws, and does not listen to interruptions. */
export async function removeAll(
  service: Service,
  clock: Clock,
  scratch: ScratchTables,
  instanceId: string,
): Promise<readonly Leftover[]> {
  const session = new Session(service, clock, () => false);
  for (let attempt = 1; attempt <= attempts && !scratch.isClean; attempt++) {
    for (const table of scratch.remaining()) await quietly(() => scratch.remove(table, session));
    if (!scratch.isUncertain) continue;
    const found = await quietly(() => scratchTables(session, instanceId, runPrefix(scratch.runId)));
    if (found) scratch.adopt(found.filter(({ runId }) => runId === scratch.runId));
  }
  return scratch.remaining();
}

/** Scratch tables that can be told from all others by their name and their tag. @throws Disturbance, Unreachable */
export async function scratchTables(
  session: Session,
  instanceId: string,
  prefix: string,
): Promise<readonly FoundTable[]> {
  const found: FoundTable[] = [];
  for (const { Id, Name } of await listTables(session, instanceId)) {
    if (typeof Id !== "string" || typeof Name !== "string" || !Name.startsWith(prefix)) continue;
    const input = { InstanceId: instanceId, DataTableId: Id };
    const reply = await session.send("DescribeDataTable", input, { isQuiet: true, mayBeDenied: true });
    const runId = reply.kind === "answer" ? runOf(reply.body.DataTable as JsonObject) : undefined;
    if (runId !== undefined) found.push({ id: Id, name: Name, runId });
  }
  return found;
}

/** Deletes scratch tables; returns those that still exist. */
export async function deleteTables(
  session: Session,
  InstanceId: string,
  tables: readonly Leftover[],
): Promise<readonly Leftover[]> {
  const left: Leftover[] = [];
  for (const table of tables) {
    const remove = () => deleteTable(session, InstanceId, table.id);
    const isRemoved = (await quietly(remove)) ?? (await quietly(remove));
    if (!isRemoved) left.push(table);
  }
  return left;
}

/** All tables of the instance: ids and names. @throws Disturbance, Unreachable; ServiceError when the list is refused. */
export async function listTables(session: Session, InstanceId: string): Promise<readonly JsonObject[]> {
  const tables: JsonObject[] = [];
  const seen = new Set<unknown>();
  for (let NextToken: unknown; ;) {
    const input = { InstanceId, MaxResults: 1000, ...(NextToken !== undefined && { NextToken }) };
    const reply = await session.send("ListDataTables", input, { isQuiet: true, mayBeDenied: true });
    if (reply.kind === "refusal") throw notListed(reply);
    tables.push(...((reply.body.DataTableSummaryList ?? []) as readonly JsonObject[]));
    NextToken = reply.body.NextToken ?? undefined;
    if (NextToken === undefined || seen.has(NextToken)) return tables;
    seen.add(NextToken);
  }
}

function notListed({ type, message, requestId }: Refusal): ServiceError {
  const kind =
    type === "AccessDeniedException" ? "access-denied" : type === "ResourceNotFoundException" ? "not-found" : "other";
  return new ServiceError(kind, "ListDataTables", message, { errorType: type, requestId });
}

/** Errors are left out: the outcome names the tables that remain. */
async function quietly<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch {
    return undefined;
  }
}

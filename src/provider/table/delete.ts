/**
 * delete: the table, when no one else's values are left in it. A table that was taken over is let go, and one that another resource or the new
 * copy of this one has in this run stays.
 */
import type { LiveCell } from "../../core/model";
import type { Problem } from "../../core/problem";
import { ProblemError } from "../../core/problem-error";
import { isServiceError } from "../../sync/service-error";
import { inTurn } from "../../sync/queue";
import { observeAll, observeAttributes } from "../../sync/values/observe";
import { errorAbout, notBelieved } from "../connection/table-words";
import { nameOf } from "./messages";
import { tableStateProblem, type TableOutputs } from "./state";
import { openTableInstance, placeOf, tableIdOf, type OpenedInstance } from "./target";
import { assertEngineAlive, tell, tellProblem } from "../host/engine-log";
import { run } from "../host/run";
import { notEmpty, valuesThatGo } from "../../report/table-contents";
import { tableIdentity } from "../connection/target";

/** How often a delete is tried, and how long to wait between, in milliseconds. */
const attempts = { most: 4, pause: 1000 } as const;

/** The verb. A table that no longer exists is success, but only when the instance still answers. */
export async function deleteTable(id: string, props: TableOutputs): Promise<void> {
  const problem = tableStateProblem(props);
  if (problem) throw new ProblemError(problem);
  const opened = await openTableInstance({ ...props, dataTableId: undefined });
  const dataTableId = tableIdOf(id);
  const table = tableIdentity(opened.region, opened.instanceId, dataTableId);
  const label = nameOf({ name: props.name, dataTableId });
  if (run.tables.isLeft(table, { ...opened, name: props.name })) {
    if (!run.tables.isHeld(table)) run.recorded.rememberCopy(props.__urn ?? "", placeOf(opened), props);
    return;
  }
  if (props.adopted && props.allowDelete !== true) {
    await tellProblem(props.__urn, letGo(label));
    return;
  }
  const users = run.claims.claimants(table);
  if (users.length > 0) throw new ProblemError(stillFilled(label, users));
  try {
    await inTurn(table, () => remove({ opened, dataTableId, table, props }));
  } catch (error) {
    if (isServiceError(error, "not-found")) throw new ProblemError(notBelieved(label, opened));
    throw errorAbout(label, error);
  }
}

/** The table to delete. */
interface Doomed {
  readonly opened: OpenedInstance;
  readonly dataTableId: string;
  /** Region, instance and table as one string. */
  readonly table: string;
  readonly props: TableOutputs;
}

async function remove(doomed: Doomed): Promise<void> {
  const { opened, dataTableId, props } = doomed;
  for (let attempt = 1; await exists(opened, dataTableId); attempt++) {
    await assertEngineAlive(props.__urn, `deleting the table "${props.name}"`);
    try {
      const values = await valuesLeft(doomed);
      if (values.length > 0 && props.allowDelete !== true) {
        throw new ProblemError(notEmpty(props, dataTableId, values));
      }
      await opened.gateway.deleteTable(dataTableId);
      await tell(props.__urn, valuesThatGo(values, `with table "${props.name}" (allowDelete: true)`, "past"));
      return;
    } catch (error) {
      const again =
        isServiceError(error) && (error.kind === "conflict" || error.kind === "lost" || error.kind === "not-found");
      if (!again || attempt === attempts.most) throw error;
      await pause(attempt);
    }
  }
}

/** What the table still holds. A list may lag behind the deletes of this run: while it shows nothing but what they removed it is read again. */
async function valuesLeft({ opened, dataTableId, table }: Doomed): Promise<LiveCell[]> {
  const gateway = opened.gateway.table(dataTableId);
  const attributes = await observeAttributes(gateway);
  for (let attempt = 1; ; attempt++) {
    const values = await observeAll(gateway, { attributes, rows: new Map() });
    const left = [...run.contents.withoutRemoved(table, values)];
    if (left.length > 0 || values.size === 0) return left;
    if (attempt === attempts.most) return [...values];
    await pause(attempt);
  }
}

function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, attempts.pause * attempt));
}

async function exists({ gateway }: OpenedInstance, dataTableId: string): Promise<boolean> {
  try {
    await gateway.table(dataTableId).describeTable();
    return true;
  } catch (error) {
    if (isServiceError(error, "not-found") && (await gateway.instanceAnswers())) return false;
    throw error;
  }
}

function stillFilled(label: string, users: readonly string[]): Problem {
  return {
    code: "TABLE_NOT_EMPTY",
    severity: "error",
    message: `${label} is not deleted: its values are managed by ${users.map((user) => `"${user}"`).join(" and ")} of this program.`,
    hint: "Remove them from the program too, or keep the `DataTable`; to keep the table and only forget it, use `pulumi state delete`.",
  };
}

function letGo(label: string): Problem {
  return {
    code: "TABLE_ADOPTED",
    severity: "warning",
    message: `${label} existed before this stack took it over, so it stays in the instance; the stack releases it.`,
    hint: "To delete such a table with everything in it, first set `allowDelete: true` and run `pulumi up`.",
  };
}

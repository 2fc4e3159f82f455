/** delete: the table with everything in it, unless it was taken over and nobody allowed that, or another resource of this run has it. */
import { renderProblem, type Problem } from "../core/problem";
import { isServiceError } from "../sync/service-error";
import { inTurn } from "../sync/table-queue";
import { otherHolder } from "./data-table-registry";
import { tableStateProblem, type TableOutputs } from "./data-table-state";
import { openTableInstance, tableIdOf, type OpenedInstance } from "./data-table-target";
import { notBelieved } from "./data-table-read";
import { assertEngineAlive } from "./engine-log";
import { tableIdentity } from "./values-target";

/** How often a delete is tried, and how long to wait between, in milliseconds. */
const attempts = { most: 4, pause: 1000 } as const;

/** The verb. A table that is gone already is success, but only when the instance still answers. */
export async function deleteTable(id: string, props: TableOutputs): Promise<void> {
  const problem = tableStateProblem(props);
  if (problem) throw new Error(problem);
  const opened = await openTableInstance({ ...props, dataTableId: undefined });
  const dataTableId = tableIdOf(id);
  const table = tableIdentity(opened.region, opened.instanceId, dataTableId);
  if (otherHolder(table, props.__urn ?? "") !== undefined) return;
  try {
    await inTurn(table, () => remove(opened, dataTableId, props));
  } catch (error) {
    if (isServiceError(error, "not-found")) throw notBelieved(opened, props.name);
    if (isServiceError(error)) throw new Error(`table "${props.name}": ${error.describe()}`, { cause: error });
    throw error;
  }
}

async function remove(opened: OpenedInstance, dataTableId: string, props: TableOutputs): Promise<void> {
  for (let attempt = 1; await exists(opened, dataTableId); attempt++) {
    if (props.adopted && props.allowDelete !== true) throw new Error(renderProblem(adopted(props.name)));
    await assertEngineAlive(props.__urn, `deleting the table "${props.name}"`);
    try {
      return await opened.gateway.deleteTable(dataTableId);
    } catch (error) {
      const again =
        isServiceError(error) && (error.kind === "conflict" || error.kind === "lost" || error.kind === "not-found");
      if (!again || attempt === attempts.most) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempts.pause * attempt));
    }
  }
}

async function exists({ gateway }: OpenedInstance, dataTableId: string): Promise<boolean> {
  try {
    await gateway.describeTable(dataTableId);
    return true;
  } catch (error) {
    if (isServiceError(error, "not-found") && (await gateway.instanceAnswers())) return false;
    throw error;
  }
}

function adopted(name: string): Problem {
  return {
    code: "TABLE_ADOPTED",
    severity: "error",
    message: `table "${name}" existed before this resource took it over, so it is not deleted.`,
    hint:
      "To let the table be and only forget it, give the resource `retainOnDelete: true` and run `pulumi up` first. " +
      "To delete it with everything in it, set `allowDelete: true` and run `pulumi up` first.",
  };
}

/** diff: what state records against what is declared, without a request. It never throws: it also runs in a refresh. */
import { releasedColumns, type RecordedTable, type TableDeclaration } from "../../core/schema/declaration";
import { expectedTable, planSchema } from "../../core/schema/plan-schema";
import { toDeclarationOf, type TableInputs } from "./inputs";
import { recordedTable, type TableOutputs } from "./state";
import { placeOf } from "./target";
import { run } from "../host/run";
import { hasUnknown, unknownValue } from "../host/engine-values";
import { placesMoved, tableOf } from "../connection/target";

/** What the engine is answered. Without `changes` the engine compares the inputs itself and shows what changed and nothing else. */
export interface TableDiffAnswer {
  readonly changes?: boolean;
  readonly replaces?: string[];
  readonly deleteBeforeReplace?: boolean;
}

/** The verb. `olds` are the recorded outputs, `news` the checked inputs. Only another instance or Region replaces. */
export function diffTable(olds: Partial<TableOutputs>, news: TableInputs): TableDiffAnswer {
  const replaces = placesMoved(olds, news);
  const urn = news.__urn ?? "";
  const table = tableOf(olds);
  if (table !== undefined) run.tables.rememberName(table, olds.name);
  if (table !== undefined && !run.recorded.readingOf(olds)) run.recorded.rememberCopy(urn, placeOf(olds), olds);
  const unknown = !run.claims.wasChecked(urn) && news.instanceId === unknownValue;
  // The names of tables are unique in an instance, and its mirror in another Region holds the same table.
  if (replaces.length > 0 || unknown) {
    if (table !== undefined)
      run.tables.leave(table, {
        name: olds.name ?? "",
        mayHoldValues: olds.allowDelete === true || olds.adopted === true,
      });
    return { replaces: unknown ? ["instanceId"] : replaces, deleteBeforeReplace: true };
  }
  if (table !== undefined && run.claims.wasChecked(urn)) run.tables.hold(table, urn);
  const declaration = toDeclarationOf(news);
  const recorded = recordedTable(olds);
  if (hasUnknown([declaration, news.instanceId, news.region, news.allowDelete]) || !recorded) return {};
  const released = (inputs: Pick<TableInputs, "attributes">) =>
    releasedColumns({ ...declaration, ...inputs })
      .sort()
      .join("\n");
  const same =
    !declarationDiffers(recorded, declaration) &&
    (olds.allowDelete ?? false) === (news.allowDelete ?? false) &&
    released({ attributes: olds.attributes ?? {} }) === released(news);
  return same ? { changes: false } : {};
}

/** Whether a declaration asks for anything that state does not record: whether there is a step to take, or a refusal, from a table as recorded. */
export function declarationDiffers(recorded: RecordedTable, desired: TableDeclaration): boolean {
  if (desired.lockLevel !== undefined && recorded.lockLevel === undefined) return true;
  const { steps, refusals } = planSchema({ desired, recorded, live: expectedTable(recorded) });
  return steps.length > 0 || refusals.length > 0;
}

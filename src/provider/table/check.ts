/**
 * check: canonical inputs and every problem at once. Where the declaration changed it reads the live table, found by its name, and plans,
 * so that a preview says what the apply would say. What cannot be read is a warning here and an error only in the apply.
 */
import { openInstance } from "../../aws/connect-instance";
import { bySeverity, type Problem } from "../../core/problem";
import { isRecord } from "../../core/record";
import { plural } from "../../core/text";
import { notChecked } from "../connection/table-words";
import { expectedTable, planSchema } from "../../core/schema/plan-schema";
import type { RecordedTable, TableDeclaration } from "../../core/schema/declaration";
import { validateDeclaration } from "../../core/schema/validate/table";
import type { SchemaPlan } from "../../core/schema/steps";
import { valuesOfColumns } from "../../report/table-contents";
import type { TableGateway } from "../../sync/ports";
import { isServiceError } from "../../sync/service-error";
import { findTable, prospectTable } from "../../sync/schema/prospect";
import { declarationDiffers } from "./diff";
import { declaredColumns, declaredRenames, knownDeclaration, type TableInputs } from "./inputs";
import { nameOf } from "./messages";
import { ownerTagOf } from "../host/urn";
import { recordedTable, type TableOutputs } from "./state";
import { placeOf, resolveTableTarget } from "./target";
import { judgeInputs } from "../connection/arguments";
import { tableArguments } from "../../core/arguments/resources";
import { checkFailures, type CheckFailure } from "../host/failures";
import { engineInfo, tell, tellProblem } from "../host/engine-log";
import { run } from "../host/run";
import type { DeclaredTable } from "../host/tables";
import { settingNames } from "../connection/settings";
import { placesMoved, type Target } from "../connection/target";
import { hasUnknown, unknownValue } from "../host/engine-values";

/** What the engine is answered. */
export interface TableCheckAnswer {
  readonly inputs: TableInputs;
  readonly failures?: CheckFailure[];
}

/** The verb. `olds` are the recorded inputs, empty for a new resource; `news` the program's. */
export async function checkTable(olds: Partial<TableInputs>, news: TableInputs): Promise<TableCheckAnswer> {
  const { inputs: fit, problems: refused } = judgeInputs(news, tableArguments);
  const target = await resolveTableTarget(fit, olds.region);
  const inputs = canonicalInputs(news, target);
  remember(inputs, target, Object.keys(olds).length === 0);
  const declared = validateDeclaration({ ...news }, (value) => value === unknownValue, refused);
  const before = [...refused, ...target.problems, ...declared];
  const isWrong = bySeverity(before).errors.length > 0;
  const problems = isWrong ? before : [...before, ...(await planProblems(olds, inputs, target))];
  for (const warning of target.warnings) await tellProblem(inputs.__urn, warning);
  return answer(inputs, problems);
}

async function answer(inputs: TableInputs, problems: readonly Problem[]): Promise<TableCheckAnswer> {
  const { errors, warnings } = bySeverity(problems);
  for (const warning of warnings) {
    await tellProblem(inputs.__urn, { title: `${nameOf(inputs)}:`, problems: [warning] });
  }
  if (errors.length === 0) return { inputs };
  const title = `${nameOf(inputs)} has ${plural(errors.length, "problem")}:`;
  return { inputs, failures: checkFailures({ title, problems: errors }) };
}

/** The instance's id without ARN, and the Region that this check resolved. */
function canonicalInputs(news: TableInputs, target: Target): TableInputs {
  return {
    ...news,
    ...(target.instanceId === undefined ? {} : { instanceId: target.instanceId }),
    ...(target.connection ? { region: target.connection.region } : {}),
  };
}

async function planProblems(olds: Partial<TableInputs>, inputs: TableInputs, target: Target): Promise<Problem[]> {
  const desired = knownDeclaration(inputs);
  const moved = inputs.instanceId === unknownValue || placesMoved(olds, inputs).length > 0;
  const { connection, instanceId } = target;
  const copy = run.recorded.copyOf<Partial<TableOutputs>>(inputs.__urn ?? "", placeOf(inputs));
  const isNew = Object.keys(olds).length === 0;
  const base = isNew ? (copy ?? olds) : (run.recorded.before(olds) ?? olds);
  const recorded = moved ? undefined : recordedTable(base);
  if (!desired || (recorded && !declarationDiffers(recorded, desired))) return [];
  const settings = settingNames.map((name) => inputs[name]);
  if (!connection || !instanceId || hasUnknown(settings)) return offlineProblems(desired, recorded);
  try {
    const gateway = openInstance(connection, instanceId);
    const dataTableId = recorded && (await findTable(gateway, recorded.name));
    if (recorded && dataTableId === undefined) return offlineProblems(desired, recorded);
    const ownerTag = ownerTagOf(inputs.__urn);
    const { plan, live } = await prospectTable(gateway, { desired, recorded, dataTableId, ownerTag });
    if (plan.adopts && live) await engineInfo(inputs.__urn, adoption(live.name));
    if (live) declare(inputs, { live, isWhole: false });
    if (live) await tellRemovals(inputs, plan, gateway.table(live.dataTableId));
    return asFarAsCertain([...plan.refusals, ...plan.warnings], olds);
  } catch (error) {
    if (!isServiceError(error) || error.kind === "account" || error.kind === "other") throw error;
    return [...offlineProblems(desired, recorded), notChecked(error.describe())];
  }
}

/** Lists the values that will go with columns that are removed. */
async function tellRemovals(inputs: TableInputs, plan: SchemaPlan, gateway: TableGateway): Promise<void> {
  const columns = plan.steps.flatMap((step) => (step.kind === "deleteAttribute" ? step.before.name : []));
  if (columns.length === 0 || plan.refusals.length > 0) return;
  const values = (await gateway.listValues()).filter(({ attribute }) => columns.includes(attribute));
  await tell(inputs.__urn, ...valuesOfColumns(values, "future"));
}

/** Tells the other verbs of this run that the program has this resource, and which table it asks for. */
function remember(inputs: TableInputs, { connection, instanceId }: Target, isNew: boolean): void {
  const { __urn: urn = "", name } = inputs;
  run.claims.markChecked(urn);
  declare(inputs, { isWhole: isNew && inputs.adopt !== true && !hasUnknown(inputs.attributes) });
  if (!connection || !instanceId || typeof name !== "string" || hasUnknown(name)) return;
  run.tables.want(urn, { region: connection.region, instanceId, name });
}

function declare(inputs: TableInputs, rest: Pick<DeclaredTable, "isWhole" | "live">): void {
  if (!isRecord(inputs.attributes)) return;
  const [columns, renames] = [declaredColumns(inputs), declaredRenames(inputs)];
  run.tables.declare(inputs.__urn ?? "", { columns, renames, ...rest });
}

/** What the declaration and state say alone, as if no one had touched the table. */
function offlineProblems(desired: TableDeclaration, recorded: RecordedTable | undefined): Problem[] {
  if (!recorded) return [];
  const { refusals, warnings } = planSchema({ desired, recorded, live: expectedTable(recorded) });
  return [...refusals, ...warnings];
}

/**
 * check knows the recorded inputs, not the outputs: after a run that failed half way they say more, or less, than was done, and what was
 * done looks like someone else's change. So such a change is only a warning here; the apply knows better.
 */
function asFarAsCertain(problems: readonly Problem[], olds: Partial<TableInputs>): Problem[] {
  if (Object.keys(olds).length === 0 || run.recorded.readingOf(olds)) return [...problems];
  return problems.flatMap((problem): Problem[] => {
    if (problem.code !== "TABLE_CHANGED") return [problem];
    return problem.severity === "error" ? [{ ...problem, severity: "warning" }] : [];
  });
}

/** The engine shows a take-over as a create, and tells its id to nobody: in that preview, values are compared only where they name the resource. */
function adoption(name: string): string {
  return (
    `table "${name}" exists and is taken over (adopt: true); settings that are already equal are not written. ` +
    "A preview compares its values if they name this resource as `table`, as DataTableFile does."
  );
}

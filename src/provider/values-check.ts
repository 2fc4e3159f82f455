/**
 * check: canonical inputs and every problem at once. Where inputs changed and the table is known it reads the live columns and the cells
 * concerned, so that a preview says what the apply would say. What cannot be read is a warning here and an error only in the apply.
 */
import { openTable } from "../aws/open-table";
import type { CellAddress } from "../core/cell-map";
import { allowance, guardRefusal, isAllowed } from "../core/guard";
import { limits } from "../core/limits";
import type { LockVersion } from "../core/model";
import { renderProblem, type Problem } from "../core/problem";
import { isServiceError } from "../sync/service-error";
import { prepare, type Prepared } from "../sync/reconcile";
import { conflictMessage } from "../report/conflict-message";
import { engineLog } from "./engine-log";
import { claimTable, declaredByOthers, recordedBefore, rememberAttributes, rememberGuarded } from "./run-registry";
import { batchSizeOf } from "./settings";
import { stackConfig } from "./stack-config";
import { inputCells, releasedBy, type InputCells } from "./values-cells";
import { diffCells, extentOf, hasMoves, settingsDiffer, type CellDifferences } from "./values-differ";
import { resourceName, unknownValue, type ValuesInputs } from "./values-inputs";
import { ownedCells, secretCells, type ValuesOutputs } from "./values-state";
import { allowancesOfRun } from "./values-guard";
import { resolveTarget, tableIdentity, type Target } from "./values-target";
import { keysOf, validateCells, validateInputs, validateKeys } from "./values-validate";

/** What the engine is answered. */
export interface CheckAnswer {
  readonly inputs: ValuesInputs;
  readonly failures?: { readonly property: string; readonly reason: string }[];
}

/** Everything that the parts of a check share. */
interface Check {
  readonly olds: Partial<ValuesInputs>;
  readonly news: ValuesInputs;
  readonly cells: InputCells;
  readonly target: Target;
  readonly changed: CellDifferences;
  readonly isReleased: (cell: CellAddress) => boolean;
  readonly redact: (cell: CellAddress) => boolean;
}

/** The verb. `olds` are the recorded inputs, empty for a new resource; `news` the program's. */
export async function checkValues(olds: Partial<ValuesInputs>, news: ValuesInputs): Promise<CheckAnswer> {
  const target = await resolveTarget(news, stackConfig(), olds.region);
  const inputs = canonicalInputs(news, target);
  const cells = inputCells(inputs);
  const table = identityOf(target);
  const isReleased = releasedBy(inputs, cells, table ? declaredByOthers(table, inputs.__urn ?? "") : () => false);
  const changed = diffCells(inputCells(olds), cells, { inputs, isReleased });
  const redact = secretCells(inputs);
  const check: Check = { olds, news: inputs, cells, target, changed, isReleased, redact };

  const problems = [
    ...target.problems,
    ...validateInputs(inputs, cells),
    ...keyChanges(check),
    ...overlaps(check, table),
    ...(await checkLive(check, table)),
  ];
  for (const warning of target.warnings) await engineLog("warning", inputs.__urn, warning);
  return answer(inputs, problems);
}

async function answer(inputs: ValuesInputs, problems: readonly Problem[]): Promise<CheckAnswer> {
  for (const warning of problems.filter((problem) => problem.severity === "warning")) {
    await engineLog("warning", inputs.__urn, renderProblem(warning));
  }
  const errors = problems.filter((problem) => problem.severity === "error");
  if (errors.length === 0) return { inputs };
  const count = errors.length === 1 ? "1 problem" : `${errors.length} problems`;
  const table = inputs.dataTableId === unknownValue ? "the data table" : `data table ${inputs.dataTableId}`;
  return {
    inputs,
    failures: [{ property: "", reason: [`${count} with ${table}:`, ...errors.map(renderProblem)].join("\n") }],
  };
}

/** Ids without ARNs and aliases, key columns in a fixed order, the Region that the run resolved. */
function canonicalInputs(news: ValuesInputs, target: Target): ValuesInputs {
  const { __problems, ...inputs } = news;
  return {
    ...inputs,
    ...(__problems && __problems.length > 0 ? { __problems } : {}),
    instanceId: target.instanceId ?? news.instanceId,
    dataTableId: target.dataTableId ?? news.dataTableId,
    ...(news.primaryAttributes ? { primaryAttributes: [...news.primaryAttributes].sort() } : {}),
    ...(target.connection ? { region: target.connection.region } : {}),
  };
}

function identityOf({ connection, instanceId, dataTableId }: Target): string | undefined {
  return connection && instanceId && dataTableId
    ? tableIdentity(connection.region, instanceId, dataTableId)
    : undefined;
}

/** Key columns belong to the table; another set would look like a table full of other rows. */
function keyChanges({ olds, news }: Check): Problem[] {
  if (!olds.primaryAttributes && !olds.rows) return [];
  if (olds.dataTableId !== news.dataTableId && news.dataTableId !== unknownValue) return [];
  const rename = (name: string) =>
    news.renamed && Object.hasOwn(news.renamed, name) ? (news.renamed[name] ?? name) : name;
  const before = [...(olds.primaryAttributes ?? [])].map(rename).sort().join(", ");
  const after = [...(news.primaryAttributes ?? [])].sort().join(", ");
  if (before === after) return [];
  const message = `primaryAttributes changes from "${before}" to "${after}".`;
  const hint = "The key columns of a table stay the same; a renamed key column goes into `renamed`.";
  return [{ code: "KEY_COLUMNS_CHANGED", severity: "error", message, hint }];
}

function overlaps({ news, cells }: Check, table: string | undefined): Problem[] {
  if (!table || !news.__urn) return [];
  const claim = { urn: news.__urn, table, exclusive: news.ownership === "exclusive", cells: keysOf(cells.declared) };
  return claimTable(claim).map(({ other, cell }) => {
    const names = `resources "${resourceName({ __urn: other.urn })}" and "${resourceName(news)}"`;
    const message = cell
      ? `${names} both declare row "${cell.rowKey}", column "${cell.attribute}" of one table.`
      : `${names} write one table, and one of them is exclusive.`;
    const hint = cell ? "Declare the cell in one of them." : 'Use ownership: "declared" in both, or one resource.';
    return { code: "OVERLAP", severity: "error", message, hint };
  });
}

/** Cells, columns, guard, quota and conflicts: with the live table where that can be read, without it otherwise. */
async function checkLive(check: Check, table: string | undefined): Promise<Problem[]> {
  const offline = () => [...validateCells(check.cells.declared, check.news, check.redact), ...guardProblems(check, [])];
  const { connection, instanceId, dataTableId } = check.target;
  if (!table || !connection || !instanceId || !dataTableId || !isChanged(check)) return offline();
  try {
    const gateway = openTable(connection, { instanceId, dataTableId });
    const prepared = await prepare({
      ...intentOf(check),
      gateway,
      primaryAttributes: check.news.primaryAttributes ?? [],
      batchSize: batchSizeOf(check.target),
    });
    rememberAttributes(table, prepared.attributes);
    return liveProblems(check, prepared);
  } catch (error) {
    if (!isServiceError(error) || error.kind === "other") throw error;
    return [...offline(), notChecked(error.describe())];
  }
}

function isChanged({ olds, news, cells, changed }: Check): boolean {
  const { created, updated, deleted } = changed;
  return (
    created.length + updated.length + deleted.length > 0 ||
    settingsDiffer(olds, news) ||
    hasMoves(inputCells(olds), cells, news)
  );
}

function intentOf({ olds, news, cells, isReleased }: Check) {
  const none: LockVersion = {};
  const before = recordedBefore<Partial<ValuesOutputs>>(news.__urn ?? "");
  return {
    owned: before ? ownedCells(before) : inputCells(olds).declared.map((cell) => ({ ...cell, lockVersion: none })),
    declared: cells.declared,
    isReleased: (cell: CellAddress) => isReleased(cell) || cells.unknown.has(`${cell.attribute}\n${cell.rowKey}`),
    ownership: cells.partly ? "declared" : (news.ownership ?? "declared"),
    onConflict: news.onConflict ?? "fail",
    moves: news.moved ?? [],
    renamed: news.renamed ?? {},
    emptyIsAbsent: true,
  } as const;
}

function liveProblems(check: Check, { attributes, plan, live, complete }: Prepared): Problem[] {
  const { news, cells, redact } = check;
  const renamedAway = new Set(Object.values(news.renamed ?? {}));
  const known = cells.declared.filter((cell) => attributes.has(cell.attribute) || !renamedAway.has(cell.attribute));
  const recorded = new Set(plan.recorded.keys());
  const foreign = plan.changes.filter(
    (change) => change.kind === "delete" && !recorded.has(`${change.attribute}\n${change.rowKey}`),
  );
  const problems = [
    ...validateKeys(news, attributes),
    ...validateCells(known, news, redact, attributes),
    ...plan.moveProblems.map((message): Problem => ({ code: "IMPOSSIBLE_MOVE", severity: "error", message })),
    ...guardProblems(check, foreign),
    ...quotaProblems(check, complete ? live.size : plan.recorded.size, plan.changes),
  ];
  if (plan.conflicts.length > 0) {
    const message = conflictMessage(plan.conflicts, { written: 0, redact });
    problems.push({ code: "CONFLICT", severity: "error", message });
  }
  if (complete && !problems.some((problem) => problem.severity === "error")) rememberGuarded(news.__urn ?? "");
  return problems;
}

function guardProblems({ olds, news, cells, changed, isReleased }: Check, foreign: readonly CellAddress[]): Problem[] {
  if (cells.partly) return [];
  const recorded = inputCells(olds).declared.filter((cell) => !isReleased(cell));
  const own = extentOf(changed);
  const extent = { updates: own.updates, deletes: own.deletes + foreign.length };
  const desiredRows = Object.keys(news.rows ?? {}).length;
  const refusal = guardRefusal(news.guard, { recorded: keysOf(recorded), extent, desiredRows, foreign });
  if (!refusal || isAllowed(allowancesOfRun(), resourceName(news), extent)) return [];
  const allow = allowance(resourceName(news), extent);
  const hint = `If that is meant, allow exactly this once: CONNECT_DATA_TABLES_ALLOW="${allow}" pulumi up`;
  return [{ code: "GUARD", severity: "error", message: refusal, hint }];
}

function quotaProblems({ news }: Check, present: number, changes: Prepared["plan"]["changes"]): Problem[] {
  const quota = news.valueQuota ?? limits.valuesPerTable;
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
  const total = present + count("create") - count("delete");
  if (count("create") === 0 || total <= quota) return [];
  const message = `the table would hold ${total} values, and its quota is ${quota}.`;
  const hint = "The quota of a table can be raised (L-735CD262); if it was, set valueQuota.";
  return [{ code: "OVER_QUOTA", severity: "warning", message, hint }];
}

function notChecked(reason: string): Problem {
  const message = "not checked against the live table.";
  return { code: "NOT_CHECKED", severity: "warning", message, hint: reason };
}

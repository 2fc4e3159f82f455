/**
 * check: canonical inputs and every problem at once. Where inputs changed and the table is known it reads the live columns and the cells
 * concerned, so that a preview says what the apply would say. What cannot be read is a warning here and an error only in the apply.
 */
import { bySeverity, type Problem, type Problems } from "../../core/problem";
import { cellLabel } from "../../core/cells/row-key";
import { conflictAgain } from "../../report/conflict-problem";
import { checkFailures, type CheckFailure } from "../host/failures";
import { tell, tellProblem } from "../host/engine-log";
import { run, stackConfig } from "../host/run";
import type { DeclaredTable } from "../host/tables";
import { baseOf, intentOf } from "./intent";
import { claimOf, inputCells } from "./state/cells";
import { knownInputs, type ValuesInputs } from "./state/inputs";
import { resourceName } from "../host/urn";
import { hasUnknown, unknownNames, wrapSecret } from "../host/engine-values";
import { isRecord } from "../../core/record";
import { tellOutcome } from "./messages/outcome";
import { checkLive, type Check, type LiveCheck } from "./preview";
import { secretCells, type ValuesOutputs } from "./state/state";
import { problemsWith, tableLabel } from "../connection/table-words";
import { placesMoved, resolveTarget, type Target } from "../connection/target";
import { doubtsSensitive, isOfArgument, judgeInputs } from "../connection/arguments";
import { forgottenKeyColumns } from "../../core/arguments/program";
import { valuesArguments } from "../../core/arguments/resources";
import type { RecordShape } from "../../core/arguments/shape";
import { validateCells, validateInputs } from "./validate";

/** What the engine is answered. */
export interface CheckAnswer {
  readonly inputs: ValuesInputs;
  readonly failures?: CheckFailure[];
}

/** The verb. `recorded` are the recorded inputs, empty for a new resource; `news` the program's. */
export async function checkValues(recorded: Partial<ValuesInputs>, given: ValuesInputs): Promise<CheckAnswer> {
  const { inputs: news, refused, ofRows, ofTable } = judgeValues(given);
  const { claims, tables } = run;
  const declared = tables.declaredAs(ofTable, recorded.dataTableId);
  const dataTableId = placeToCheck(news, recorded, declared);
  const target = await resolveTarget({ ...news, dataTableId }, stackConfig(), {
    recordedRegion: recorded.region,
    isJudged: true,
  });
  const inputs = canonicalInputs(news, target);
  claims.markChecked(inputs.__urn ?? "");
  const check = { ...checkOf(recorded, inputs, target), declared };
  const own = [...refused, ...target.problems, ...ofRows, ...validateInputs(check.news, check.cells)];
  if (refused.length > 0) {
    // A claim is made all the same: another resource must not delete what this one declares.
    overlaps(check);
    const cells = doubtsSensitive(refused, given) ? [] : validateCells(check.cells.declared, check.news, check.redact);
    return { ...(await answer(check, inputs, [...own, ...cells])), inputs: given };
  }
  const { problems: live, listings = [], conflictOf, planOf = () => undefined } = await checkLive(check);
  const problems = [...own, ...keyChanges(check), ...overlaps(check), ...live];
  for (const warning of target.warnings) await tellProblem(inputs.__urn, warning);
  await tell(inputs.__urn, ...listings);
  const answered = await answer({ ...check, conflictOf }, inputs, problems);
  if (!answered.failures) await tellOutcome(check, recorded, inputs, planOf);
  return answered;
}

/** The arguments that make sense, why others do not, and what the constructor found wrong with rows. */
function judgeValues(given: ValuesInputs) {
  const { __problems, __table: ofTable, ...args } = given;
  const found = Array.isArray(__problems) ? (__problems as readonly Problem[]) : [];
  const ofRows = found.filter((problem) => !isOfArgument(problem));
  const forgotten = hasRows(args) && !args.primaryAttributes?.length ? [forgottenKeyColumns()] : [];
  const { inputs, problems } = judgeInputs(args, inputsShape, [...found.filter(isOfArgument), ...forgotten]);
  const isKeyless = problems.some(({ path: [name] }) => name === "primaryAttributes");
  return { inputs: isKeyless ? { ...inputs, rows: undefined } : inputs, refused: problems, ofRows, ofTable };
}

/**
 * The table to check against. While its id is not known, because the table is made or changed by the same program, it is the one that this
 * program found for the resource, and otherwise the one that state records.
 */
function placeToCheck(
  news: ValuesInputs,
  recorded: Partial<ValuesInputs>,
  declared: DeclaredTable | undefined,
): string {
  if (!hasUnknown(news.dataTableId)) return news.dataTableId;
  const isSamePlace = !hasUnknown(news.instanceId) && recorded.instanceId === news.instanceId;
  return declared?.live?.dataTableId ?? (isSamePlace && recorded.dataTableId ? recorded.dataTableId : news.dataTableId);
}

/** The arguments as the constructor hands them on: rows by their keys, moves between keys. */
const inputsShape: RecordShape = {
  ...valuesArguments,
  fields: {
    ...valuesArguments.fields,
    rows: { kind: "cells" },
    moved: { kind: "list", items: { kind: "record", fields: { from: { kind: "text" }, to: { kind: "text" } } } },
  },
};

function hasRows({ rows }: ValuesInputs): boolean {
  return typeof rows === "object" && rows !== null && Object.keys(rows).length > 0;
}

/** What the parts of a check share. Another table has nothing to do with the one that state records: the engine will replace. */
function checkOf(recorded: Partial<ValuesInputs>, inputs: ValuesInputs, target: Target): Check {
  const news = knownInputs(inputs);
  const olds = placesMoved(recorded, news).length > 0 ? {} : recorded;
  const cells = inputCells(news);
  const { table } = target;
  const urn = news.__urn ?? "";
  const base = baseOf(olds, urn, table);
  const isNew = Object.keys(olds).length === 0;
  // A trigger replaces without a diff: then the recorded inputs are all that a create can know of the old copy.
  const { recorded: memory } = run;
  if (!isNew && !base.before && table && memory.copyOf(urn, table) === undefined) memory.rememberCopy(urn, table, olds);
  const isUncertain = cells.partly || unknownNames(inputs, ["moved", "ignore"]).length > 0;
  const intent = intentOf(news, cells, base, target);
  const { owned } = base;
  return {
    olds,
    base,
    news,
    cells,
    target,
    intent: {
      ...intent,
      owned: isNoLongerExclusive(olds, news) ? owned.filter((cell) => cells.declared.has(cell)) : owned,
      ownership: isUncertain ? "declared" : intent.ownership,
      emptyIsAbsent: true,
    },
    isUncertain,
    redact: secretCells(news, olds),
  };
}

/** A refresh in exclusive mode puts foreign cells into the inputs. Which ones those are only the outputs tell, and the apply. */
function isNoLongerExclusive(olds: Partial<ValuesInputs>, news: ValuesInputs): boolean {
  return olds.ownership === "exclusive" && news.ownership !== "exclusive";
}

/** A check and what it found out about conflicts. */
type Checked = Check & Pick<LiveCheck, "conflictOf">;

async function answer(check: Checked, inputs: ValuesInputs, problems: readonly Problem[]): Promise<CheckAnswer> {
  const { errors, warnings } = bySeverity(problems);
  for (const warning of warnings) await tellProblem(inputs.__urn, warning);
  if (errors.length === 0) return { inputs: withSecretColumns(inputs) };
  const reason = problemsWith(tableLabel(inputs), errors);
  if (await isDeferred(check, reason)) return { inputs: withSecretColumns(inputs) };
  return { inputs, failures: checkFailures(reason) };
}

/** The inputs with the cells of sensitive columns as secrets: a transform may have named the columns after the constructor had marked them. */
function withSecretColumns(inputs: ValuesInputs): ValuesInputs {
  const columns = new Set(hasUnknown(inputs.sensitive) ? [] : inputs.sensitive);
  if (columns.size === 0) return inputs;
  const rowOf = (row: unknown): unknown => {
    if (!isRecord(row)) return row;
    const isHidden = (name: string, value: unknown) => columns.has(name) && value !== null && !hasUnknown(value);
    const cells = Object.entries(row).map(([name, value]) => [name, isHidden(name, value) ? wrapSecret(value) : value]);
    return Object.fromEntries(cells);
  };
  const { rows, defaults } = inputs;
  const keyed = isRecord(rows) && Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, rowOf(row)]));
  return { ...inputs, ...(keyed && { rows: keyed }), ...(defaults && { defaults: rowOf(defaults) }) } as ValuesInputs;
}

/**
 * Two kinds of conflicts are not for a check to stop at. After a refresh in the same process (`up --refresh`) a check that fails would leave
 * in state what was just read, and the next `up` would take an edit for accepted: the apply fails and puts the base back. And after a run
 * that failed half way the recorded inputs, all that a check knows, say more or less than was written: diff knows the outputs, and tells.
 */
async function isDeferred(check: Checked, reason: Problems): Promise<boolean> {
  const { base, conflictOf, news, olds } = check;
  const urn = news.__urn ?? "";
  const { problems: errors } = reason;
  if (!errors.some(({ code }) => code === "CONFLICT")) return false;
  if (base.before) {
    run.told.rememberRefusal(urn, { ...reason, problems: errors.map(conflictAgain) });
    const title = `\`pulumi up\` will stop here and write nothing; ${reason.title}`;
    await tellProblem(urn, { ...reason, title });
    return true;
  }
  if (!conflictOf || errors.length > 1 || !olds.dataTableId) return false;
  run.told.rememberDoubt<Partial<ValuesOutputs>>(urn, (outputs) => {
    const conflict = conflictOf(outputs);
    return conflict && problemsWith(tableLabel(news), [conflict]);
  });
  return true;
}

/** Ids without ARNs and aliases, key columns in a fixed order, the Region that the run resolved. */
function canonicalInputs(news: ValuesInputs, target: Target): ValuesInputs {
  return {
    ...news,
    instanceId: target.instanceId ?? news.instanceId,
    dataTableId: hasUnknown(news.dataTableId) ? news.dataTableId : (target.dataTableId ?? news.dataTableId),
    ...(news.primaryAttributes ? { primaryAttributes: [...news.primaryAttributes].sort() } : {}),
    ...(target.connection ? { region: target.connection.region } : {}),
  };
}

/** Key columns belong to the table; another set would look like a table full of other rows. */
function keyChanges({ olds, news }: Check): Problem[] {
  if (!olds.primaryAttributes && !olds.rows) return [];
  const rename = (name: string) =>
    news.renamed && Object.hasOwn(news.renamed, name) ? (news.renamed[name] ?? name) : name;
  const before = [...(olds.primaryAttributes ?? [])];
  const names = (columns: readonly string[]) => [...columns].sort().join(", ");
  const after = names(news.primaryAttributes ?? []);
  if (names(before) === after || names(before.map(rename)) === after) return [];
  const message = `primaryAttributes changes from "${names(before)}" to "${after}".`;
  const hint = "The key columns of a table cannot change; list a renamed key column in `renamed`.";
  return [{ code: "KEY_COLUMNS_CHANGED", severity: "error", message, hint }];
}

function overlaps({ news, cells, target: { table } }: Check): Problem[] {
  if (!table || !news.__urn) return [];
  return run.claims.make(claimOf(news, cells, table)).map(({ other, cell }) => {
    const names = `resources "${resourceName({ __urn: other.urn })}" and "${resourceName(news)}"`;
    const message = cell
      ? `${names} both declare ${cellLabel(cell)} of the same table.`
      : `${names} write to the same table, and one of them is exclusive.`;
    const hint = cell ? "Declare the cell in only one of them." : 'Use ownership: "declared" in both, or one resource.';
    return { code: "OVERLAP", severity: "error", message, hint };
  });
}

/** Tells in a plan what will become of cells of which the engine, which compares inputs, shows something else. */
import type { Cells } from "../../../core/cells/cell-map";
import { defaultRowKey } from "../../../core/cells/row-key";
import { fatesOf, fatesWithoutRead } from "../../../core/values/fates";
import type { Attributes } from "../../../core/model";
import type { DeclaredCell } from "../../../core/values/cells";
import { joinTable, type TablePlan, type TableRows } from "../../../core/values/table-rows";
import { isRecord } from "../../../core/record";
import { outcomeListings, type Outcome } from "../../../report/outcome";
import { compareInputs, type ComparedInputs } from "../../../report/preview/compare-inputs";
import { run } from "../../host/run";
import { tell } from "../../host/engine-log";
import type { Check } from "../preview";
import { inputCells } from "../state/cells";
import type { ValuesInputs } from "../state/inputs";
import { ownedCells, secretCells, type ValuesOutputs } from "../state/state";

/** A plan and the rows that it was made of. */
export interface Planned {
  readonly rows: TableRows;
  readonly plan: TablePlan;
}

/** The plan from what state records; `undefined` where the table was not read. */
export type PlanOf = (outputs: Partial<ValuesOutputs>) => Planned | undefined;

/**
 * Tells at once of a new resource, which gets no diff. Of any other the diff tells, because it knows what state records: a check knows the
 * recorded inputs only, and after a failed run those say more or less than was written.
 */
export async function tellOutcome(check: Check, recorded: Partial<ValuesInputs>, inputs: ValuesInputs, planOf: PlanOf) {
  if (check.isUncertain) return;
  const urn = inputs.__urn ?? "";
  const isNew = Object.keys(recorded).length === 0;
  const announce = async (outputs: Partial<ValuesOutputs>) => {
    const happens = whatHappens(check, planOf(outputs), outputs);
    const compared = comparedInputs(check, recorded, inputs);
    const { isUnknown } = check.cells;
    await tell(urn, ...outcomeListings(compared, { ...happens, isUnknown, redact: check.redact }));
  };
  if (!isNew) run().told.rememberOutcome(urn, announce);
  else if (planOf({})) await announce({});
}

function whatHappens(
  check: Check,
  planned: Planned | undefined,
  outputs: Partial<ValuesOutputs>,
): Omit<Outcome, "isUnknown" | "redact"> {
  if (planned) {
    const { rows, plan } = planned;
    return { fates: fatesOf(rows, plan), moves: plan.moves, renames: [...rows.renames] };
  }
  const types = Object.entries(outputs.__lockVersions?.types ?? {});
  const columns: Attributes = new Map(types.map(([name, valueType]) => [name, { name, valueType, primary: false }]));
  const rows = joinTable({ ...check.intent, owned: ownedCells(check.base.before ?? outputs) }, columns);
  return { fates: fatesWithoutRead(rows), moves: rows.moves, renames: [...rows.renames] };
}

/** What the engine shows: it has inputs only, and of a secret nothing but that it differs. */
function comparedInputs({ cells }: Check, recorded: Partial<ValuesInputs>, inputs: ValuesInputs): ComparedInputs {
  let before: Cells<DeclaredCell> | undefined;
  return compareInputs(withoutSecrets(recorded), withoutSecrets(inputs), (cell) => {
    before ??= inputCells(recorded).declared;
    const [old, now] = [before.get(cell), cells.declared.get(cell)];
    return old !== undefined && now !== undefined && JSON.stringify(old.value) !== JSON.stringify(now.value);
  });
}

function withoutSecrets(inputs: Partial<ValuesInputs>): Readonly<Record<string, unknown>> {
  const isSecret = secretCells(inputs);
  const shown = (rowKey: string, row: unknown) => {
    if (!isRecord(row)) return row;
    const cells = Object.entries(row).map(([attribute, value]) => {
      return [attribute, value !== null && isSecret({ rowKey, attribute }) ? "[secret]" : value] as const;
    });
    return Object.fromEntries(cells);
  };
  const { rows, defaults, ...rest } = inputs;
  const keyed = isRecord(rows)
    ? Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, shown(key, row)]))
    : rows;
  return { ...rest, rows: keyed, defaults: shown(defaultRowKey, defaults) };
}

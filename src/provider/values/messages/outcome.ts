/** Tells in a plan what will become of cells of which the engine, which compares inputs, shows something else. */
import { fatesOf, fatesWithoutRead } from "../../../core/values/fates";
import type { Attributes } from "../../../core/model";
import type { DeclaredCell } from "../../../core/values/cells";
import { joinTable, type TablePlan, type TableRows } from "../../../core/values/table-rows";
import { outcomeListings, type Outcome } from "../../../report/outcome";
import { compareDeclared, type ComparedInputs } from "../../../report/preview/compare-inputs";
import { run } from "../../host/run";
import { tell } from "../../host/engine-log";
import type { Check } from "../preview";
import { inputCells, releasedBy } from "../state/cells";
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
    const secrecy = { isUnknown: check.cells.isUnknown, redact: check.redact, isHidden: hiddenPairs(check, recorded) };
    const happens = whatHappens(check, planOf(outputs), outputs);
    await tell(urn, ...outcomeListings(comparedInputs(check, recorded), { ...happens, ...secrecy }));
  };
  if (!isNew) run.told.rememberOutcome(urn, announce);
  else if (planOf({})) await announce({});
}

function whatHappens(
  check: Check,
  planned: Planned | undefined,
  outputs: Partial<ValuesOutputs>,
): Pick<Outcome<DeclaredCell>, "fates" | "moves" | "renames"> {
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
function comparedInputs({ cells, news }: Check, recorded: Partial<ValuesInputs>): ComparedInputs<DeclaredCell> {
  const [wasSecret, isSecret] = [secretCells(recorded), secretCells(news)];
  return compareDeclared({
    ...news,
    before: inputCells(recorded).declared,
    after: cells.declared,
    isReleased: releasedBy(news, cells, () => false),
    differ: (was, is) => wasSecret(was) !== isSecret(is) || JSON.stringify(was.value) !== JSON.stringify(is.value),
  });
}

/** Tells whether the engine hides both values of a cell. */
function hiddenPairs({ news }: Check, recorded: Partial<ValuesInputs>): Outcome<DeclaredCell>["isHidden"] {
  const columns = new Set([...(recorded.sensitive ?? []), ...(news.sensitive ?? [])]);
  const [wasSecret, isSecret] = [secretCells(recorded), secretCells(news)];
  return (was, is) => columns.has(is.attribute) || (wasSecret(was) && isSecret(is));
}

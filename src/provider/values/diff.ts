/**
 * diff: what state records against what is declared, without a request. It never throws in a refresh; in a plan it says of a conflict, that
 * the check before it has seen and could not be sure of, that it is one.
 */
import { cellMap, type CellAddress } from "../../core/cells/cell-map";
import { ProblemError } from "../../core/problem-error";
import type { Change } from "../../core/values/plan";
import { columnTypeOf, textOf } from "../../core/cells/cell-value";
import { countDifferences, isSettled, joinTable, type TableRows } from "../../core/values/table-rows";
import { compareSettings } from "../../report/compare-settings";
import { replacedValues } from "../../report/listings";
import { placesMoved, tableOf } from "../connection/target";
import { run } from "../host/run";
import { tell } from "../host/engine-log";
import { hasUnknown, unknownNames, unknownValue } from "../host/engine-values";
import { intentOf } from "./intent";
import { inputCells, releasedBy, type InputCells } from "./state/cells";
import type { RowInputs, ValuesInputs } from "./state/inputs";
import { ownedCells, secretCells, type ValuesOutputs } from "./state/state";

/** What the engine is answered. Without `changes` the engine compares the inputs itself and shows each changed cell and nothing else. */
export interface DiffAnswer {
  readonly changes?: boolean;
  readonly replaces?: string[];
}

/** The verb. `olds` are the recorded outputs, `news` the checked inputs. */
export function diffValues(olds: Partial<ValuesOutputs>, news: ValuesInputs): DiffAnswer {
  const moved = placesMoved(olds, news);
  const urn = news.__urn ?? "";
  const table = tableOf(olds);
  const { recorded, told } = run;
  if (table !== undefined && !recorded.readingOf(olds)) recorded.rememberCopy(urn, table, olds);
  if (moved.length > 0) return { replaces: moved };
  const gone = placesThatGo(news, table);
  if (gone.length > 0) return { replaces: gone };
  const conflict = told.confirmedDoubt(urn, olds);
  if (conflict !== undefined) throw new ProblemError(conflict);
  if (table !== undefined && wasRobbed(olds, news, table)) return { changes: true };
  if (unknownNames(news, ["dataTableId", "instanceId", "moved", "ignore"]).length > 0) return {};
  if (settingsDiffer(olds, news)) return {};
  // A destroy goes by what state records: an "overwrite" that the program has taken back must not live on there.
  if ((olds.onConflict ?? "fail") !== (news.onConflict ?? "fail")) return {};
  const foreign = news.ownership === "exclusive" ? (olds.__lockVersions?.foreignCells ?? 0) : 0;
  const stays = foreign === 0 && !news.moved?.length && Object.keys(news.renamed ?? {}).length === 0;
  if (stays && isSameTable(olds, news)) return { changes: false };
  const cells = inputCells(news);
  if (!cells.isKnown) return {};
  const rows = recordedAgainst(olds, news, cells);
  if (foreign > 0 && rows.moves.length === 0 && rows.renames.size === 0) {
    // The refresh put others' cells into the inputs. Where the program now declares just these, the engine finds no difference in the inputs
    // and has to be told that there is something to record.
    const counts = countDifferences(rows);
    const taken = counts.create === foreign && counts.update + counts.delete === 0;
    return taken && run.claims.wasChecked(urn) ? { changes: true } : {};
  }
  return isSettled(rows) && !releasesMore(olds, cells) ? { changes: false } : {};
}

function releasesMore(olds: Partial<ValuesOutputs>, { released }: InputCells): boolean {
  if (released.size === 0) return false;
  const before = inputCells(olds).released;
  return [...released].some((key) => !before.has(key));
}

/** Inputs beside the cells that make another resource state when they change. Credentials, rates and policies for a run do not. */
const meaningful = [
  "primaryAttributes",
  "ownership",
  "ignore",
  "initial",
  "sensitive",
] as const satisfies readonly (keyof ValuesInputs)[];

/** Whether the arguments beside the cells differ in a way that state must follow. */
export function settingsDiffer(olds: Partial<ValuesInputs>, news: Partial<ValuesInputs>): boolean {
  const settings = (inputs: Partial<ValuesInputs>) =>
    Object.fromEntries(meaningful.map((name) => [name, withoutEmpty(inputs[name])]));
  return compareSettings(settings(olds), settings(news)).length > 0;
}

function withoutEmpty(value: unknown): unknown {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0 ? undefined : value;
}

/** Whether the program has the very values that state has: the answer of nearly every diff, without a list of cells. */
function isSameTable(olds: Partial<ValuesInputs>, news: ValuesInputs): boolean {
  const [before = {}, after = {}] = [olds.rows, news.rows];
  if (typeof after !== "object" || !isSameRow(olds.defaults, news.defaults)) return false;
  const keys = Object.keys(after);
  return keys.length === Object.keys(before).length && keys.every((key) => isSameRow(before[key], after[key]));
}

function isSameRow(old: RowInputs = {}, now: RowInputs = {}): boolean {
  const columns = Object.keys(now);
  return columns.length === Object.keys(old).length && columns.every((column) => isSameCell(old[column], now[column]));
}

/** Whether two values are one and known. */
function isSameCell(old: unknown, now: unknown): boolean {
  if (typeof now !== "object") return old === now && now !== unknownValue;
  return JSON.stringify(old) === JSON.stringify(now) && !hasUnknown(now);
}

/** State and program side by side, with the column types that state records. */
export function recordedAgainst(olds: Partial<ValuesOutputs>, news: ValuesInputs, cells: InputCells): TableRows {
  const types = Object.entries(olds.__lockVersions?.types ?? {});
  const columns = new Map(types.map(([name, valueType]) => [name, { name, valueType, primary: false }]));
  const isReleased = releasedBy({}, cells, () => false);
  const base = { recorded: olds, owned: ownedCells(olds) };
  return joinTable({ ...intentOf(news, cells, base, news), isReleased }, columns);
}

/**
 * Asked before any check whether a place that is not known yet replaces the resource, the engine wants to know what to delete before a
 * table or an instance that it is about to delete: our values go first. A table that this run keeps does not go.
 */
function placesThatGo(news: ValuesInputs, table: string | undefined): string[] {
  if (run.claims.wasChecked(news.__urn ?? "") || (table !== undefined && run.tables.isHeld(table))) return [];
  return (["instanceId", "dataTableId"] as const).filter((name) => news[name] === unknownValue);
}

/** Whether another resource of this run, which gave up a cell that both had declared, has removed it before this one was checked. */
function wasRobbed(olds: Partial<ValuesOutputs>, news: ValuesInputs, table: string): boolean {
  const isRemoved = run.contents.removedFrom(table);
  if (!isRemoved || !run.claims.wasChecked(news.__urn ?? "")) return false;
  const { declared } = inputCells(news);
  return [...ownedCells(olds)].some((cell) => isRemoved(cell) && declared.has(cell));
}

/** Tells, in a plan, which values that a refresh took from other writers the program replaces or removes: check does not know which those are. */
export async function tellAccepted(
  refreshed: Partial<ValuesOutputs>,
  news: ValuesInputs,
  answer: DiffAnswer,
): Promise<void> {
  const urn = news.__urn ?? "";
  // What the refresh of this very run has read is not accepted.
  const olds = run.recorded.before(refreshed) ?? refreshed;
  if (!olds.__lockVersions?.taken || answer.changes === false || answer.replaces || !run.claims.wasChecked(urn)) return;
  const rows = recordedAgainst(olds, news, inputCells(news));
  const going = cellMap<CellAddress>([...rows.differences].filter(({ kind }) => kind !== "create"));
  const { attributes } = rows;
  const changes = [...rows.recorded].flatMap((cell): Change[] => {
    if (!cell.taken || !going.has(cell)) return [];
    const [valueType, before] = [columnTypeOf(cell, attributes), textOf(cell, attributes)];
    return [{ ...cell, kind: "update", valueType, before, consent: "refresh" }];
  });
  await tell(urn, ...replacedValues(changes, "future", secretCells(news, olds)));
}

/** read: the table as it is live. A refresh shows what differs; run on its own it is consent, and what it read becomes the base. */
import { cellMap, type CellAddress, type Cells } from "../../core/cells/cell-map";
import { keyColumns } from "../../core/cells/row-key";
import { decodeValue, textOf } from "../../core/cells/cell-value";
import type { OwnedCell } from "../../core/values/cells";
import type { Attributes, LiveCell } from "../../core/model";
import { isAsLeft } from "../../core/values/others";
import type { Drift } from "../../core/values/plan";
import { planValues } from "../../core/values/plan-values";
import { ProblemError } from "../../core/problem-error";
import { isServiceError } from "../../sync/service-error";
import { errorAbout, notBelieved, tableLabel } from "../connection/table-words";
import { observeAll, observeAttributes } from "../../sync/values/observe";
import { knownRows } from "../../sync/values/prepare";
import { renamedAttributes, renamedGateway } from "../../sync/renamed-gateway";
import { run } from "../host/run";
import { driftListing } from "../../report/listings";
import { tell } from "../host/engine-log";
import { plainJson } from "../host/engine-values";
import { isInstanceThere, openTable, withOrigin, type OpenedTable } from "./open-table";
import { inputCells, releasedBy, type InputCells } from "./state/cells";
import type { ValuesInputs } from "./state/inputs";
import { shownTable, toOutputs } from "./state/outputs";
import { ownedCells, secretCells, stateProblem, type ValuesOutputs } from "./state/state";

/** What the engine is answered; empty when the table is gone. */
export interface ReadAnswer {
  readonly id?: string;
  readonly props?: Record<string, unknown>;
  readonly inputs?: Record<string, unknown>;
}

/** The verb. `props` are the recorded outputs, or the arguments of `DataTableValues.get`. */
export async function readValues(props: Partial<ValuesOutputs> & ValuesInputs): Promise<ReadAnswer> {
  const problem = stateProblem(props);
  if (problem) throw new ProblemError(problem);
  const opened = await openTable(props);
  try {
    return props.__lockVersions && props.__urn !== undefined
      ? await refreshed(props, opened)
      : await lookedUp(props, opened);
  } catch (error) {
    if (isServiceError(error, "not-found")) {
      if (props.__urn) run.recorded.rememberReading({ before: props });
      return gone(opened);
    }
    throw errorAbout(tableLabel(opened), error);
  }
}

/** A missing table is believed to be gone only when its instance still answers: a wrong account or Region must not look like that. */
async function gone(opened: OpenedTable): Promise<ReadAnswer> {
  if (await isInstanceThere(opened)) return {};
  throw new ProblemError(notBelieved(tableLabel(opened), opened));
}

interface Seen {
  readonly attributes: Attributes;
  readonly owned: Cells<OwnedCell>;
  readonly live: Cells<LiveCell>;
}

/**
 * The table under the names that state records. A key column that got another name outside of this program is not another table; which one it
 * was can be told when it is the only one.
 */
async function observeRecorded(props: ValuesInputs, cells: InputCells, opened: OpenedTable): Promise<Seen> {
  const { gateway } = opened;
  const owned = ownedCells(props);
  const rows = knownRows(
    { owned, intent: { declared: cellMap([]), named: cells.named } },
    props.primaryAttributes ?? [],
  );
  const live = await observeAttributes(gateway);
  const keys = keyColumns(live.values());
  const [gone, ...moreGone] = (props.primaryAttributes ?? []).filter((name) => !keys.includes(name));
  const [added, ...moreAdded] = keys.filter((name) => !props.primaryAttributes?.includes(name));
  if (gone === undefined && added === undefined) {
    return {
      attributes: live,
      owned,
      live: await observeAll(gateway, { attributes: live, rows, recorded: owned.rows }),
    };
  }
  if (gone === undefined || added === undefined || moreGone.length + moreAdded.length > 0)
    throw otherKeys(props, keys, tableLabel(opened));
  const renames = new Map([[added, gone]]);
  const attributes = renamedAttributes(live, renames);
  const known = { attributes, rows, recorded: owned.rows };
  return { attributes, owned, live: await observeAll(renamedGateway(gateway, renames), known) };
}

function otherKeys({ primaryAttributes = [] }: ValuesInputs, live: readonly string[], table: string): ProblemError {
  const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ") || "none";
  const message =
    `${table}: the key columns of the table are ${list(live)}, but state records ${list(primaryAttributes)}, ` +
    "so rows cannot be matched, and none is removed from state.";
  const hint = "Rename the columns back, one at a time.";
  return new ProblemError({ code: "KEY_COLUMNS_CHANGED", severity: "error", message, hint });
}

async function refreshed(props: Partial<ValuesOutputs> & ValuesInputs, opened: OpenedTable): Promise<ReadAnswer> {
  const cells = inputCells(props);
  const seen = await observeRecorded(props, cells, opened);
  const isReleased = releasedBy(props, cells, () => false);
  const current = await withOrigin(cellMap(currentCells(props, seen)), opened, props.__urn);
  const foreign =
    props.ownership === "exclusive" ? foreignCells(seen, (cell) => seen.owned.has(cell) || isReleased(cell)) : [];
  const inputs: ValuesInputs = withoutOutputs(props);
  const outputs = toOutputs({
    inputs,
    owned: current,
    released: cells.released,
    attributes: seen.attributes,
    lockLevel: props.lockLevel,
    emptyIsAbsent: props.__lockVersions?.emptyIsAbsent,
    foreignCells: foreign.length > 0 ? foreign.length : undefined,
  });
  const { rows = {}, defaults }: Record<string, unknown> =
    foreign.length === 0 ? outputs : shownTable([...current, ...foreign], cells.released, secretCells(props));
  const hasRows = Object.keys(rows as object).length > 0 || props.rows !== undefined;
  const shownInputs = plainJson({ ...withoutTable(inputs), rows: hasRows ? rows : undefined, defaults });
  run.recorded.rememberReading({ before: props, outputs, changed: changedCells(seen.owned, current) });
  run.recorded.rememberCopy(props.__urn ?? "", opened.table, props);
  await tell(props.__urn, driftListing(leftDrift(seen, current), secretCells(props)));
  return { id: opened.id, props: outputs, inputs: shownInputs };
}

/** Recorded cells as they are live: in the recorded spelling where the meaning is the same, left out where they are gone. */
function currentCells(props: Partial<ValuesOutputs>, { attributes, owned, live }: Seen): OwnedCell[] {
  const { lockLevel, __lockVersions: locks } = props;
  const unchanged = cellMap(
    planValues({ recorded: owned, live, desired: owned, attributes, onConflict: "fail", lockLevel }).settled,
  );
  return [...owned].flatMap((cell) => {
    const now = live.get(cell);
    if (isOthers(cell, now)) return [cell];
    if (!now) return locks?.emptyIsAbsent && isBlank(cell.value) ? [cell] : [];
    const same = unchanged.has(cell);
    // A list may leave lock versions out; then the recorded one is still the best that is known of an unchanged value.
    const lockVersion = same && Object.keys(now.lockVersion).length === 0 ? cell.lockVersion : now.lockVersion;
    if (same) return [{ ...cell, lockVersion, left: undefined }];
    const value = decodeValue(now.value, now.valueType);
    return [{ ...cell, lockVersion, value, taken: true, left: undefined }];
  });
}

/** Whether a cell is others' to change: of an `initial` column, or as a run was told to leave it. A refresh keeps what state says of it. */
function isOthers(recorded: OwnedCell, live: LiveCell | undefined): boolean {
  if (recorded.initial) return true;
  return recorded.left !== undefined && isAsLeft({ recorded, live, valueType: live?.valueType ?? "TEXT" });
}

/** What a run was told to leave and what is still so: no difference for the engine to show, and told all the same. */
function leftDrift({ attributes, live }: Seen, current: Cells<OwnedCell>): Drift[] {
  return [...current].flatMap((cell) => {
    const now = live.get(cell);
    const valueType = attributes.get(cell.attribute)?.valueType ?? now?.valueType ?? "TEXT";
    if (cell.initial || !cell.left) return [];
    return [{ ...cell, valueType, recorded: textOf(cell, attributes), live: now?.value }];
  });
}

/** Recorded cells that another writer changed or removed. */
function changedCells(owned: Cells<OwnedCell>, current: Cells<OwnedCell>): CellAddress[] {
  return [...owned].filter((cell) => {
    const now = current.get(cell);
    return !now || (now.taken === true && now.value !== cell.value);
  });
}

function isBlank(value: unknown): boolean {
  return typeof value === "string" && value.trim() === "";
}

function foreignCells({ live }: Seen, isOurs: (cell: CellAddress) => boolean): OwnedCell[] {
  return [...live]
    .filter((cell) => !isOurs(cell))
    .map((cell) => ({ ...cell, value: decodeValue(cell.value, cell.valueType) }));
}

/** `DataTableValues.get`: everything that the table holds. */
async function lookedUp(props: ValuesInputs, opened: OpenedTable): Promise<ReadAnswer> {
  const attributes = await observeAttributes(opened.gateway);
  const live = await observeAll(opened.gateway, { attributes, rows: new Map() });
  const { lockLevel } = await opened.gateway.describeTable();
  const owned = [...live].map((cell) => ({ ...cell, value: decodeValue(cell.value, cell.valueType) }));
  const primaryAttributes = keyColumns(attributes.values()).sort();
  const { instanceId, dataTableId, region } = opened;
  const inputs = { ...props, instanceId, dataTableId, region, primaryAttributes };
  return {
    id: opened.id,
    props: toOutputs({ inputs, owned, released: new Set(), attributes, lockLevel }),
    inputs: plainJson(withoutTable(withoutOutputs(props))),
  };
}

function withoutOutputs(props: Partial<ValuesOutputs> & ValuesInputs): ValuesInputs {
  const inputs: Record<string, unknown> = { ...props };
  for (const name of ["cellCount", "lockLevel", "__lockVersions"]) delete inputs[name];
  return inputs as unknown as ValuesInputs;
}

function withoutTable(inputs: ValuesInputs): Record<string, unknown> {
  const rest: Record<string, unknown> = { ...inputs };
  delete rest.rows;
  delete rest.defaults;
  return rest;
}

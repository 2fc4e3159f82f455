/**
 * What the resources of one run say of tables, kept in the provider process, which lives exactly as long as one preview or one update. It
 * is how a renamed resource sends no delete, and how two resources that fight over a cell are found.
 */
import type { Attributes } from "../core/model";
import { CellMap, cellMap, cellOf, type CellAddress, type Cells } from "../core/cell-map";

/** One resource's claim on one table. */
export interface Claim {
  readonly urn: string;
  /** Region, instance and table as one text. */
  readonly table: string;
  readonly exclusive: boolean;
  readonly cells: Cells<CellAddress>;
}

const claims = new Map<string, Claim>();

/** Makes or renews a resource's claim, and says which other claims it contradicts, each with one cell of the overlap (none beside an exclusive one). */
export function claimTable(claim: Claim): { readonly other: Claim; readonly cell?: CellAddress }[] {
  claims.set(claim.urn, claim);
  return otherClaims(claim.table, claim.urn).flatMap((other) => {
    if (claim.exclusive || other.exclusive) return [{ other }];
    const cell = sharedCell(claim.cells, other.cells);
    return cell ? [{ other, cell }] : [];
  });
}

/** What other resources claim of a table. Their cells are looked up again and again from now on, so they are kept. */
function otherClaims(table: string, urn: string): Claim[] {
  const others = [...claims.values()].filter((claim) => claim.table === table && claim.urn !== urn);
  return others.map((claim) => {
    if (claim.cells instanceof CellMap) return claim;
    const kept = { ...claim, cells: cellMap(claim.cells) };
    claims.set(claim.urn, kept);
    return kept;
  });
}

function sharedCell(cells: Cells<CellAddress>, others: Cells<CellAddress>): CellAddress | undefined {
  for (const rowKey of cells.rowKeys()) {
    const row = others.row(rowKey);
    const shared = row.length > 0 && cells.row(rowKey).find((cell) => cellOf(row, cell.attribute));
    if (shared) return shared;
  }
  return undefined;
}

/** Whether check has run for this resource in this process: then a diff is part of a plan, and otherwise of a refresh. */
export function wasChecked(urn: string): boolean {
  return claims.has(urn);
}

/** Whether another resource of this run declares a cell of the table. */
export function declaredByOthers(table: string, urn: string): (cell: CellAddress) => boolean {
  const others = otherClaims(table, urn);
  return (cell) => others.some((claim) => claim.cells.has(cell));
}

const readBefore = new Map<string, unknown>();

/** Remembers what state recorded before this process refreshed it: inside one `up --refresh` a refresh is no consent. */
export function rememberRecorded(urn: string, recorded: unknown): void {
  readBefore.set(urn, recorded);
}

/** What state recorded before this process refreshed it; `undefined` when it did not. */
export function recordedBefore<T>(urn: string): T | undefined {
  return readBefore.get(urn) as T | undefined;
}

const refusals = new Map<string, string>();

/** Remembers why the apply of a resource must fail, for a check that must not fail itself. */
export function rememberRefusal(urn: string, reason: string): void {
  refusals.set(urn, reason);
}

/** Why the apply of a resource must fail; `undefined` when it need not. */
export function rememberedRefusal(urn: string): string | undefined {
  return refusals.get(urn);
}

const doubts = new Map<string, (outputs: unknown) => string | undefined>();

/** Remembers what a check that knows only the inputs took for a conflict: `judge` tells from the recorded outputs whether it is one. */
export function rememberDoubt<Outputs>(urn: string, judge: (outputs: Outputs) => string | undefined): void {
  doubts.set(urn, (outputs) => judge(outputs as Outputs));
}

/** The conflict that a check was not sure of, if the recorded outputs say that it is one. */
export function confirmedDoubt(urn: string, outputs: unknown): string | undefined {
  return doubts.get(urn)?.(outputs);
}

const guarded = new Set<string>();

/** Remembers that check has judged all that this resource would change, so that the apply need not judge again. */
export function rememberGuarded(urn: string): void {
  guarded.add(urn);
}

/** Whether check has judged this resource by its guard in this process. */
export function wasGuarded(urn: string): boolean {
  return guarded.has(urn);
}

const attributesOf = new Map<string, Attributes>();

/** Remembers the columns that a check has read, so that the apply in the same process need not read them again. */
export function rememberAttributes(table: string, attributes: Attributes): void {
  attributesOf.set(table, attributes);
}

/** Forgets the columns of a table, or of every table: for whoever changes columns in this process. */
export function forgetAttributes(): void {
  attributesOf.clear();
}

/** The columns that a check has read in this process. */
export function checkedAttributes(table: string): Attributes | undefined {
  return attributesOf.get(table);
}

/** Forgets everything, as the end of the process does; for tests that play several runs in one process. */
export function endRun(): void {
  claims.clear();
  readBefore.clear();
  guarded.clear();
  refusals.clear();
  doubts.clear();
  attributesOf.clear();
}

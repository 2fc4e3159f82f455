/**
 * What the verbs of one process remember of each other. A provider process lives exactly as long as one preview or one update, so this is the
 * memory of one run: who claims which cell and which table, what state recorded before the run refreshed it, what the copies of a
 * replaced resource recorded, and what has been told already. The engine says none of it to the verb that needs it.
 */
import { cellKey, cellMap, cellOf, type CellAddress, type Cells } from "../../core/cells/cell-map";
import type { Attributes } from "../../core/model";
import type { Seen } from "../../sync/values/prepare";
import type { Problems } from "../../core/problem";
import type { Change } from "../../core/values/plan";
import { compareText } from "../../core/cells/row-key";
import { foldName } from "../../core/schema/declaration";

/** One resource's claim on the cells of one table. */
export interface Claim {
  readonly urn: string;
  /** Region, instance and table as one string. */
  readonly table: string;
  readonly exclusive: boolean;
  readonly cells: Cells<CellAddress>;
  /** Cells that the resource forgets without a write: an old copy of it leaves them too. */
  readonly isReleased: (cell: CellAddress) => boolean;
  /** Cells that the resource declares as `null`: their live value is to be left alone, by every resource of the program. */
  readonly isNull: (cell: CellAddress) => boolean;
  /** The program's inputs. */
  readonly inputs: object;
}

/** One read of a recorded resource, as a refresh does it. */
interface Reading {
  /** Members that tell the resource: its recorded URN, and where its table is. Only those that both sides have are compared. */
  readonly of: Recorded;
  /** What state recorded before. */
  readonly before: object;
  /** The outputs that the read answered; absent when the table no longer exists. */
  readonly outputs?: object;
  /** Cells that another writer changed or removed since they were recorded. */
  readonly changed?: readonly CellAddress[];
}

/** What tells a recorded resource from others. */
interface Recorded {
  readonly __urn?: string;
  readonly region?: string;
  readonly instanceId?: string;
  readonly dataTableId?: string;
}

/** A table as a program asks for it. */
interface WantedTable {
  readonly region: string;
  readonly instanceId: string;
  readonly name: string;
}

/** A table as the program declares it, for the check of the values that go into it. */
export interface DeclaredTable {
  readonly columns: Attributes;
  /** Columns that it renames: old name → new name. */
  readonly renames: Readonly<Record<string, string>>;
  /** Whether these are all columns that the table will have. */
  readonly isWhole: boolean;
  /** The id of the table, if it exists. */
  readonly dataTableId?: string;
}

/** A table that its resource gives up in this run. */
interface LeavingTable {
  readonly name: string;
  /** Whether others' values do not keep it from going: it may be deleted with them, or it was taken over and is only let go. */
  readonly mayHoldValues: boolean;
}

/** How long a read of a check may stand for one before the write: as long as a read and its write may lie apart anyway. */
const freshMilliseconds = 2000;

/** The memory of one run. */
class Run {
  private readonly claims = new Map<string, Claim>();
  private readonly readings: Reading[] = [];
  private readonly copies = new Map<string, object>();
  private readonly told = new Set<string>();
  private readonly refusals = new Map<string, Problems>();
  private readonly doubts = new Map<string, (outputs: unknown) => Problems | undefined>();
  private readonly guarded = new Map<string, boolean>();
  private readonly attributes = new Map<string, Attributes>();
  private readonly seen = new Map<string, Seen & { readonly at: number }>();
  private readonly checked = new Set<string>();
  private readonly wanted = new Map<string, WantedTable>();
  private readonly declared = new Map<string, DeclaredTable>();
  private readonly holders = new Map<string, string>();
  private readonly leaving = new Map<string, LeavingTable>();
  private readonly removed = new Map<string, Set<string>>();
  private readonly deletes = new Map<string, number>();
  private readonly names = new Map<string, string>();

  /** Makes or renews a resource's claim, and says which other claims it contradicts, each with one cell of the overlap (none beside an exclusive one). */
  claim(claim: Claim): { readonly other: Claim; readonly cell?: CellAddress }[] {
    this.claims.set(claim.urn, claim);
    return this.otherClaims(claim.table, claim.urn).flatMap((other) => {
      if (claim.exclusive || other.exclusive) return [{ other }];
      const cell = sharedCell(claim.cells, other.cells);
      return cell ? [{ other, cell }] : [];
    });
  }

  /** What other resources claim of a table. */
  private otherClaims(table: string, urn: string): Claim[] {
    return [...this.claims.values()].filter((claim) => claim.table === table && claim.urn !== urn);
  }

  /** Notes that check has run for this resource. */
  markChecked(urn: string): void {
    this.checked.add(urn);
  }

  /** Whether check has run for this resource in this process: then a diff is part of a plan, and otherwise of a refresh or about a dependency. */
  wasChecked(urn: string): boolean {
    return this.checked.has(urn);
  }

  /** Whether another resource of this run declares a cell of the table, with a value or as `null`. */
  declaredByOthers(table: string, urn: string): (cell: CellAddress) => boolean {
    const others = this.otherClaims(table, urn);
    return (cell) => others.some((claim) => claim.cells.has(cell) || claim.isNull(cell));
  }

  /** The claim of the resource itself on this table: then what is deleted is an old copy of a resource that lives on. */
  ownClaim(table: string, urn: string): Claim | undefined {
    const claim = [...this.claims.values()].find((one) => withoutStack(one.urn) === withoutStack(urn));
    return claim?.table === table ? claim : undefined;
  }

  /** Whether a delete leaves a cell: another resource, or the new copy of this one, declares or releases it. */
  leftByDelete(table: string, urn: string): (cell: CellAddress) => boolean {
    const byOthers = this.declaredByOthers(table, urn);
    const own = this.ownClaim(table, urn);
    return (cell) => byOthers(cell) || (own !== undefined && (own.cells.has(cell) || own.isReleased(cell)));
  }

  /** Remembers a read: inside one `up --refresh` or `destroy --refresh` a refresh is not consent. */
  rememberReading(reading: Reading): void {
    this.readings.push(reading);
  }

  /** The read of this process that made these recorded inputs or outputs; `undefined` when the process did not refresh them. */
  readingOf(recorded: Recorded): Reading | undefined {
    if (recorded.__urn === undefined) return undefined;
    const candidates = this.readings.filter(({ of }) => isSame(of, recorded));
    if (candidates.length < 2) return candidates[0];
    const text = contentOf(recorded);
    const exact = candidates.find(({ outputs = {} }) => contentOf(outputs) === text);
    return exact ?? candidates[candidates.length - 1];
  }

  /** What state recorded before this process refreshed it; `undefined` when it did not. */
  recordedBefore<T extends Recorded>(recorded: T): T | undefined {
    return this.readingOf(recorded)?.before as T | undefined;
  }

  /** Remembers what the present copy of a resource records of a table, for a create that replaces it: the engine hands a create no base. */
  rememberCopy(urn: string, table: string, outputs: object): void {
    this.copies.set(`${withoutStack(urn)}\n${table}`, outputs);
  }

  /** What another copy of the resource records of the table. */
  copyOf<T extends object>(urn: string, table: string): T | undefined {
    return this.copies.get(`${withoutStack(urn)}\n${table}`) as T | undefined;
  }

  /** The names of the resources of the program that fill a table. */
  claimants(table: string): string[] {
    return [...this.claims.values()]
      .filter((claim) => claim.table === table)
      .map(({ urn }) => urn.split("::").pop() ?? urn);
  }

  /** What all copies that this run has seen record of the table. */
  copiesOn<T extends object>(table: string): T[] {
    return [...this.copies].filter(([key]) => key.endsWith(`\n${table}`)).map(([, outputs]) => outputs as T);
  }

  /** Answers whether this is said for the first time in this process, and remembers it. */
  tell(urn: string, what: string): boolean {
    const key = `${urn}\n${what}`;
    return this.told.size < this.told.add(key).size;
  }

  /** Remembers why the apply of a resource must fail, for a check that must not fail itself. */
  rememberRefusal(urn: string, reason: Problems): void {
    this.refusals.set(urn, reason);
  }

  /** Why the apply of a resource must fail; `undefined` when it need not. */
  rememberedRefusal(urn: string): Problems | undefined {
    return this.refusals.get(urn);
  }

  /** Remembers what a check that knows only the inputs took for a conflict: `judge` tells from the recorded outputs whether it is one. */
  rememberDoubt<Outputs>(urn: string, judge: (outputs: Outputs) => Problems | undefined): void {
    this.doubts.set(urn, (outputs) => judge(outputs as Outputs));
  }

  /** The conflict that a check was not sure of, if the recorded outputs say that it is one. */
  confirmedDoubt(urn: string, outputs: unknown): Problems | undefined {
    return this.doubts.get(urn)?.(outputs);
  }

  /** Remembers that check has judged what this resource would change; `withBase`: it knew what state records. */
  rememberGuarded(urn: string, withBase: boolean): void {
    this.guarded.set(urn, withBase || this.guarded.get(urn) === true);
  }

  /** Whether check has judged this resource by its guard in this process; `withBase`: with what state records. */
  wasGuarded(urn: string, withBase: boolean): boolean {
    const judged = this.guarded.get(urn);
    return withBase ? judged === true : judged !== undefined;
  }

  /** Remembers the columns that a check has read, so that the apply in the same process need not read them again. */
  rememberAttributes(table: string, attributes: Attributes): void {
    this.attributes.set(table, attributes);
  }

  /** Forgets the columns of every table: for whoever changes columns in this process. */
  forgetAttributes(): void {
    this.attributes.clear();
    this.seen.clear();
  }

  /** The columns that a check has read in this process. */
  checkedAttributes(table: string): Attributes | undefined {
    return this.attributes.get(table);
  }

  /** Remembers what a check has read of a table, so that the apply in the same process need not read it again. */
  rememberSeen(table: string, urn: string, seen: Seen): void {
    this.seen.set(`${urn}\n${table}`, { ...seen, at: Date.now() });
  }

  /** What the check of a resource has just read in this process; `undefined` when it read nothing, or too long ago, or the table was written to since. */
  seenByCheck(table: string, urn: string): Seen | undefined {
    const seen = this.seen.get(`${urn}\n${table}`);
    return seen && Date.now() - seen.at < freshMilliseconds ? seen : undefined;
  }

  /** Notes that a delete of values on this table has begun. */
  beginDelete(table: string): void {
    this.deletes.set(table, (this.deletes.get(table) ?? 0) + 1);
  }

  /** Whether several deletes of values on this table are or were under way: two copies of one resource, for example. */
  hasSeveralDeletes(table: string): boolean {
    return (this.deletes.get(table) ?? 0) > 1;
  }

  /** Remembers which cells this run has removed, and not created again: a read that lags behind may still show them. */
  rememberWritten(table: string, written: readonly (CellAddress & { readonly kind: Change["kind"] })[]): void {
    for (const key of this.seen.keys()) if (key.endsWith(`\n${table}`)) this.seen.delete(key);
    const removed = this.removed.get(table) ?? new Set<string>();
    this.removed.set(table, removed);
    for (const cell of written) {
      if (cell.kind === "delete") removed.add(cellKey(cell));
      else removed.delete(cellKey(cell));
    }
  }

  /** Whether this run removed any cell of a table. */
  hasRemoved(table: string): boolean {
    return (this.removed.get(table)?.size ?? 0) > 0;
  }

  /** Whether this run removed a cell. */
  wasRemoved(table: string, cell: CellAddress): boolean {
    return this.removed.get(table)?.has(cellKey(cell)) === true;
  }

  /** `wasRemoved` of one table; `undefined` when this run has removed nothing from it. */
  removedFrom(table: string): ((cell: CellAddress) => boolean) | undefined {
    return this.hasRemoved(table) ? (cell) => this.wasRemoved(table, cell) : undefined;
  }

  /** Recorded cells without those that another resource or copy has removed in this run: they are to be created again, and no drift. */
  withoutRemoved<T extends CellAddress>(table: string, cells: Cells<T>): Cells<T> {
    return this.hasRemoved(table) ? cellMap(cells.filter((cell) => !this.wasRemoved(table, cell))) : cells;
  }

  /** Remembers what a table is called. */
  nameTable(table: string, name: string | undefined): void {
    if (name !== undefined && name !== "") this.names.set(table, name);
  }

  /** What a table is called, as far as this run has learned it. */
  tableName(table: string | undefined): string | undefined {
    return table === undefined ? undefined : this.names.get(table);
  }

  /** Remembers which table a `DataTable` resource of the program asks for. */
  wantTable(urn: string, wanted: WantedTable): void {
    this.wanted.set(urn, wanted);
  }

  /** Remembers what a `DataTable` resource of the program declares. */
  declareTable(urn: string, declared: DeclaredTable): void {
    this.declared.set(urn, declared);
  }

  /** What the `DataTable` resource declares that has this URN or, where none is given, this table. */
  declaredTable(urn: string | undefined, dataTableId: string | undefined): DeclaredTable | undefined {
    if (urn !== undefined) return this.declared.get(urn);
    return [...this.declared.values()].find((one) => one.dataTableId !== undefined && one.dataTableId === dataTableId);
  }

  /** Remembers that a resource has a table, and keeps it after this run. */
  holdTable(table: string, urn: string): void {
    this.holders.set(table, urn);
    this.leaving.delete(table);
  }

  /** Remembers that a resource gives up a table because the program puts it elsewhere. */
  leaveTable(table: string, leaving: LeavingTable): void {
    this.leaving.set(table, leaving);
  }

  /** How a table is given up in this run; `undefined` when it is not. */
  leavingTable(table: string): LeavingTable | undefined {
    return this.leaving.get(table);
  }

  /** Whether a resource of this run has the table. */
  isHeld(table: string): boolean {
    return this.holders.has(table);
  }

  /** Whether a delete leaves a table: a resource of this run has it, or was checked, asks for a table of this name and has no other one. */
  tableIsLeft(table: string, at: WantedTable): boolean {
    if (this.isHeld(table)) return true;
    if (this.leaving.has(table)) return false;
    const settled = new Set(this.holders.values());
    return [...this.wanted].some(
      ([urn, wanted]) =>
        !settled.has(urn) &&
        wanted.region === at.region &&
        wanted.instanceId === at.instanceId &&
        foldName(wanted.name) === foldName(at.name),
    );
  }
}

/** A URN without the name of its stack: after a rename of the stack state keeps the old one, until the resource is updated. */
function withoutStack(urn: string): string {
  return urn.replace(/^urn:pulumi:[^:]*::/, "");
}

/** What tells two copies of one resource apart: the cells and their lock versions, in an order of their own. */
function contentOf(recorded: object): string {
  return JSON.stringify(recorded, (name, value: unknown) => {
    if (name !== "" && /^__(?!lockVersion)/.test(name)) return undefined;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)));
  });
}

function isSame(of: Recorded, recorded: Recorded): boolean {
  return (["__urn", "region", "instanceId", "dataTableId"] as const).every(
    (name) => of[name] === undefined || recorded[name] === undefined || of[name] === recorded[name],
  );
}

function sharedCell(cells: Cells<CellAddress>, others: Cells<CellAddress>): CellAddress | undefined {
  for (const rowKey of cells.rowKeys()) {
    const row = others.row(rowKey);
    const shared = row.length > 0 && cells.row(rowKey).find((cell) => cellOf(row, cell.attribute));
    if (shared) return shared;
  }
  return undefined;
}

let current = new Run();

/** The run that this process is. */
export function run(): Run {
  return current;
}

/** Forgets everything, as the end of the process does; for tests that play several runs in one process. */
export function endRun(): void {
  current = new Run();
}

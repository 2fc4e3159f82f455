/** Observe, plan, apply, record: one flow for create, update, adopt and delete. It looks at recorded, live and desired, never at how it was called. */
import { cellKey, cellMap, cellsAt, type CellAddress, type CellKey, type Cells } from "../../core/cells/cell-map";
import type { DeclaredCell, OwnedCell } from "../../core/values/cells";
import { columnTypeOf, textOf } from "../../core/cells/cell-value";
import { limits } from "../../core/limits";
import { LockChain } from "../../core/apply/lock-chain";
import type { Attributes, LiveCell, LockLevel } from "../../core/model";
import { moveCells, type Move } from "../../core/values/moves";
import type { Change } from "../../core/values/plan";
import { planValues } from "../../core/values/plan-values";
import type { TablePlan, TableRows } from "../../core/values/table-rows";
import { recordOutcome } from "../../core/apply/recorded";
import { nothingApplied, type Applied, type Progress, type Replan } from "./applied";
import { applyChanges } from "./apply";
import type { CellTarget } from "../ports";
import { moveRows } from "./move-rows";
import { observeCells, type ReadOptions } from "./observe";
import { prepare, type PrepareInput, type Prepared } from "./prepare";
import { assertRenamed } from "../renamed-gateway";
import { isServiceError } from "../service-error";

/** What a run on one table needs. */
export interface ReconcileInput extends PrepareInput {
  /** Cells that the table may hold; deletes go first where creates would not fit otherwise. Default: 1,000. */
  readonly valueQuota?: number;
  /** Tells from a table's tags whether this stack made it: then no cell of it was there before us. Default: it did not. */
  readonly isOurTable?: (tags: Readonly<Record<string, string>>) => boolean;
  /** Cells that another resource or copy of this stack has created: none of them was there before us. */
  readonly wasOurs?: (cell: CellAddress) => boolean;
  /** Called with what was seen before the first write; throws to stop the run unwritten. */
  readonly beforeWrite?: (prepared: Prepared) => void;
  readonly assertAlive: () => Promise<void>;
  readonly onProgress: (progress: Progress) => void;
}

/** What a run did, and what state is to record. */
export interface Reconciled extends Applied {
  readonly owned: Cells<OwnedCell>;
  readonly plan: TablePlan;
  /** What the plan was made of. */
  readonly rows: TableRows;
  /** Rows that got another key in this run. */
  readonly moved: readonly Move[];
  readonly attributes: Attributes;
  readonly lockLevel: LockLevel | undefined;
  /** Whether the service keeps no empty text; `undefined` while none was written. */
  readonly emptyIsAbsent: boolean | undefined;
}

/** Brings the table to the declared state. Conflicts and impossible moves that are seen before the first write stop the run unwritten. */
export async function reconcile(input: ReconcileInput): Promise<Reconciled> {
  let prepared = await prepare(input);
  assertRenamed(input, prepared.attributes);
  if (isBlocked(prepared)) return new Work(input, prepared).refuse();
  input.beforeWrite?.(prepared);
  const moved = await moveRows(input.gateway, prepared.plan.moves, { ...input, live: prepared.live });
  if (moved.error) return new Work(input, prepared, moved.made).halt(moved.error);
  if (moved.made.length > 0) prepared = await prepare({ ...input, attributes: prepared.attributes });
  const work = new Work(input, prepared, moved.made);
  return isBlocked(prepared) ? work.refuse() : work.run();
}

function isBlocked({ plan }: Prepared): boolean {
  return plan.conflicts.length > 0 || plan.moveProblems.length > 0;
}

class Work {
  private readonly chain = new LockChain();
  private lockLevel: LockLevel | undefined;
  private levelIsCurrent = false;
  private emptyIsAbsent: boolean | undefined;
  private tags?: Readonly<Record<string, string>>;

  constructor(
    private readonly input: ReconcileInput,
    private readonly prepared: Prepared,
    private readonly moved: readonly Move[] = [],
  ) {
    this.lockLevel = input.lockLevel;
    this.emptyIsAbsent = input.emptyIsAbsent;
    for (const cell of prepared.live) this.chain.observe(cell, cell.lockVersion);
    for (const { name, lockVersion } of prepared.attributes.values()) {
      this.chain.observe({ rowKey: "", attribute: name }, lockVersion);
    }
  }

  /** Nothing is written, and nothing changes in state but what was found settled. */
  refuse(): Reconciled {
    const { conflicts, changes, moves } = this.prepared.plan;
    const result = this.result({ ...nothingApplied, conflicts, unsent: changes.length });
    return this.moved.length === 0 && moves.length > 0 ? { ...result, owned: this.prepared.rows.owned } : result;
  }

  /** A move failed: state keeps the rows that were moved under their new keys, the others under their old ones. */
  halt(error: Error): Reconciled {
    const { changes, moves, effectiveMoves } = this.prepared.plan;
    const madeBefore = effectiveMoves.filter((move) => !moves.includes(move));
    const owned = moveCells(this.prepared.rows.owned, [...madeBefore, ...this.moved]);
    return { ...this.result({ ...nothingApplied, stopped: error, unsent: changes.length }), owned };
  }

  async run(): Promise<Reconciled> {
    if (this.lockLevel === undefined) await this.readLevel();
    const { attributes, plan } = this.prepared;
    const again = await this.versionsLeftOut(plan.changes);
    const replanned = new Map(again.changes.map((change) => [cellKey(change), change]));
    const { settled: known, drift, kept: left, denied } = again;
    const dropped = new Set([...[...known, ...drift, ...left].map(cellKey), ...denied.keys()]);
    const ready = plan.changes.filter((change) => !dropped.has(cellKey(change)));
    const { conflicts, settled } = again;
    if (conflicts.length > 0) {
      return this.result({ ...nothingApplied, settled, conflicts, unsent: ready.length - conflicts.length });
    }
    const current = ready.map((change) => replanned.get(cellKey(change)) ?? change);
    const possible = current.filter((change) => attributes.has(change.attribute));
    const applied = await applyChanges(possible, this.applyOptions(possible));
    await this.learnEmptyText(applied.written);
    await this.learnOwner();
    const refused = plan.changes.flatMap((change) => {
      const isKnown = attributes.has(change.attribute);
      const message = isKnown ? again.denied.get(cellKey(change)) : "the table has no column of this name";
      return message === undefined ? [] : [{ change, message }];
    });
    const all = { settled: [...settled, ...applied.settled], refused: [...refused, ...applied.refused] };
    return this.result({ ...applied, ...all, kept: [...plan.kept, ...left, ...applied.kept] });
  }

  private applyOptions(changes: readonly Change[]) {
    const { gateway, batchSize, memory, assertAlive, onProgress, valueQuota = limits.valuesPerTable } = this.input;
    const count = (kind: Change["kind"]) => changes.filter((change) => change.kind === kind).length;
    const present = this.prepared.asked ? this.prepared.rows.owned.size : this.prepared.live.size;
    const readCells = (cells: readonly CellTarget[]) => this.observe(cells);
    const currentLevel = () => this.lockLevel;
    return {
      gateway,
      attributes: this.prepared.attributes,
      get lockLevel() {
        return currentLevel();
      },
      batchSize,
      deletesFirst: present + count("create") > valueQuota,
      chain: this.chain,
      memory,
      siblings: this.siblings(),
      observe: readCells,
      replan: (again: readonly Change[]) => this.replan(again),
      levelChanged: () => this.levelChanged(),
      assertAlive,
      onProgress,
    };
  }

  /** A cell of each row that is there, as far as known: by which a create in the row asks for the row's lock version. */
  private siblings(): Map<string, CellTarget> {
    const { asked, live, rows } = this.prepared;
    const known: Cells<CellTarget>[] = asked ? [rows.owned, live] : [live];
    return new Map(
      known.flatMap((cells) => [...cells.rows].flatMap(([rowKey, [cell]]) => (cell ? [[rowKey, cell]] : []))),
    );
  }

  /** A list may leave lock versions out; a write that needs one asks for it. */
  private async versionsLeftOut(changes: readonly Change[]): Promise<Replan> {
    const bare = changes.filter(
      (change) => change.kind !== "create" && Object.keys(change.lockVersion ?? {}).length === 0,
    );
    if (bare.length > 0 && (this.lockLevel !== "NONE" || this.input.memory.locksAtNone)) return this.replan(bare);
    return { changes: [], conflicts: [], drift: [], settled: [], kept: [], denied: new Map() };
  }

  private async replan(changes: readonly Change[]): Promise<Replan> {
    if (!this.levelIsCurrent) await this.readLevel();
    const denied = new Map<CellKey, string>();
    const live = await this.observe(changes, (cell, error) => denied.set(cellKey(cell), error.describe()));
    const again = cellMap<CellAddress>(changes.filter((change) => !denied.has(cellKey(change))));
    const {
      attributes,
      intent: { declared: desired, resolve },
    } = this.prepared.rows;
    const plan = planValues({
      recorded: cellsAt(this.prepared.plan.recorded, again),
      live,
      desired: cellsAt(desired, again),
      attributes,
      removable: this.input.ownership === "exclusive" ? (cell) => !desired.has(cell) : undefined,
      onConflict: this.input.onConflict,
      exportedAt: this.input.exportedAt,
      lockLevel: this.lockLevel,
      // A cell that is to stay is no change that could be planned again: what is found now is another value.
      resolve: (cell, now) => (resolve?.(cell, now) === "program" ? "program" : undefined),
      createsMissing: this.input.createsMissing,
      emptyIsAbsent: this.emptyIsAbsent,
    });
    return { ...plan, denied };
  }

  /** Whether the service keeps an empty text is not documented: the first one that is written is looked for. What stops that stops nothing else. */
  private async learnEmptyText(written: Applied["written"]): Promise<void> {
    if (this.emptyIsAbsent !== undefined) return;
    const empty = written.find((cell) => cell.value !== undefined && cell.value.trim() === "");
    const desired = empty && this.input.declared.get(empty);
    if (!desired || columnTypeOf(desired, this.prepared.attributes) !== "TEXT") return;
    try {
      this.emptyIsAbsent = await this.isEmptyAbsent(desired);
    } catch (error) {
      if (!isServiceError(error)) throw error;
    }
  }

  /** A string that is missing is written once more, because someone may have removed it; another one is someone else's, and says nothing. */
  private async isEmptyAbsent(cell: DeclaredCell): Promise<boolean | undefined> {
    // Twice, because a read may lag behind a write.
    const look = async () => (await this.observe([cell])).get(cell)?.value;
    const lookTwice = async () => (await look()) ?? (await look());
    const first = await lookTwice();
    if (first !== undefined) return first.trim() === "" ? false : undefined;
    const { attributes } = this.prepared;
    const again: Change = { ...cell, kind: "create", valueType: "TEXT", after: textOf(cell, attributes) };
    if ((await applyChanges([again], this.applyOptions([again]))).written.length === 0) return undefined;
    const second = await lookTwice();
    return second === undefined || second.trim() === "" ? second === undefined : undefined;
  }

  private async observe(cells: readonly CellTarget[], onDenied?: ReadOptions["onDenied"]): Promise<Cells<LiveCell>> {
    const targets = cells.map(({ rowKey, attribute, primaryValues }) => ({ rowKey, attribute, primaryValues }));
    const options = { ...this.prepared.reading, pages: Infinity, onDenied };
    const live = await observeCells(this.input.gateway, targets, options);
    for (const cell of live) this.chain.observe(cell, cell.lockVersion);
    return live;
  }

  /** Who made the table matters only where cells are recorded for the first time that were there before. */
  private async learnOwner(): Promise<void> {
    const { plan } = this.prepared;
    const isNew = (cell: CellAddress) => !plan.recorded.has(cell) && this.prepared.live.has(cell);
    if (this.tags || !this.input.isOurTable) return;
    const updates = plan.changes.filter((change) => change.kind === "update");
    if (![plan.settled, updates].some((cells) => cells.some(isNew))) return;
    try {
      await this.readLevel();
    } catch (error) {
      if (!isServiceError(error)) throw error;
    }
  }

  private async levelChanged(): Promise<boolean> {
    if (this.levelIsCurrent) return false;
    const assumed = this.lockLevel;
    await this.readLevel();
    return this.lockLevel !== assumed;
  }

  private async readLevel(): Promise<void> {
    const { lockLevel, lockVersion, tags } = await this.input.gateway.describeTable();
    this.tags = tags;
    this.lockLevel = lockLevel;
    this.levelIsCurrent = true;
    this.chain.observe({ rowKey: "", attribute: "" }, { DataTable: lockVersion.DataTable });
  }

  private result(applied: Applied): Reconciled {
    const { plan, attributes } = this.prepared;
    const settled = [...plan.settled, ...applied.settled];
    const { chain, lockLevel, emptyIsAbsent } = this;
    const isOurs = this.tags !== undefined && this.input.isOurTable?.(this.tags) === true;
    const { wasOurs = () => false } = this.input;
    const isFound = (cell: CellAddress) => !isOurs && this.prepared.live.has(cell) && !wasOurs(cell);
    const outcome = { attributes, settled, written: applied.written, kept: applied.kept, chain, lockLevel, isFound };
    const owned = recordOutcome(plan.recorded, this.input.declared, outcome);
    const { rows } = this.prepared;
    return { ...applied, settled, owned, plan, rows, moved: this.moved, attributes, lockLevel, emptyIsAbsent };
  }
}

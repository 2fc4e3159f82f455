/** Observe, plan, apply, record: one flow for create, update, adopt and delete. It looks at recorded, live and desired, never at how it was called. */
import { cellKey, type CellAddress, type CellMap } from "../core/cell-map";
import { decodeValue } from "../core/cell-value";
import type { DeclaredCell, OwnedCell } from "../core/declared";
import { limits } from "../core/limits";
import { LockChain } from "../core/lock-chain";
import type { Attributes, LiveCell, LockLevel, PrimaryValues } from "../core/model";
import { planValues, type Change, type Plan } from "../core/plan";
import {
  cellsInQuestion,
  intendedCells,
  planTable,
  type IntendedCells,
  type TableIntent,
  type TablePlan,
} from "../core/plan-table";
import { recordOutcome } from "../core/recorded";
import { parseRowKey } from "../core/row-key";
import type { WriteMemory } from "../core/write-memory";
import { applyChanges, type Applied, type Progress } from "./apply";
import { moveRows } from "./move-rows";
import type { CellTarget, TableGateway } from "./gateway";
import { observeAll, observeAttributes, observeCells } from "./observe";

/** What a run on one table needs. */
export interface ReconcileInput extends TableIntent {
  readonly gateway: TableGateway;
  readonly primaryAttributes: readonly string[];
  readonly batchSize: number;
  /** Cells that the table may hold; deletes go first where creates would not fit otherwise. Default: 1,000. */
  readonly valueQuota?: number;
  /** The lock level that state records; absent when none is recorded. */
  readonly lockLevel?: LockLevel;
  /** The columns, when they were read in this process before. */
  readonly attributes?: Attributes;
  readonly memory: WriteMemory;
  /** Called with what was seen before the first write; rejects or throws to stop the run unwritten. */
  readonly beforeWrite?: (prepared: Prepared) => void;
  readonly assertAlive: () => Promise<void>;
  readonly onProgress: (progress: Progress) => void;
}

/** What was seen and what follows from it. Nothing is written yet. */
export interface Prepared {
  readonly attributes: Attributes;
  readonly cells: IntendedCells;
  readonly live: CellMap<LiveCell>;
  /** Whether `live` is the whole table. */
  readonly complete: boolean;
  readonly plan: TablePlan;
}

/** What a run did, and what state is to record. */
export interface Reconciled extends Applied {
  readonly owned: readonly OwnedCell[];
  readonly plan: TablePlan;
  readonly attributes: Attributes;
  readonly lockLevel: LockLevel | undefined;
  /** Whether the service keeps no empty text; `undefined` while none was written. */
  readonly emptyIsAbsent: boolean | undefined;
}

type PrepareInput = TableIntent &
  Pick<ReconcileInput, "gateway" | "primaryAttributes" | "batchSize" | "attributes" | "lockLevel">;

/** Observes what is in question and plans it. Only reads. A conflict is looked at twice, because a read may lag behind a write. */
export async function prepare(input: PrepareInput): Promise<Prepared> {
  const attributes = input.attributes ?? (await observeAttributes(input.gateway));
  const cells = intendedCells(input, attributes);
  const targets = toTargets(cellsInQuestion(cells), input.primaryAttributes);
  const pages = Math.max(1, Math.ceil(cells.recorded.size / limits.pageSize));
  const rows = knownRows(input);
  const described = Math.ceil(targets.length / input.batchSize);
  const complete = input.ownership === "exclusive" || (described >= pages && targets.length > 0);
  const options = { attributes, rows, batchSize: input.batchSize, pages };
  const live = complete
    ? await observeAll(input.gateway, attributes, rows)
    : await observeCells(input.gateway, targets, options);
  const asked = new Set(targets.map(cellKey));
  const seen = (cell: CellAddress) => complete || asked.has(cellKey(cell));
  const plan = planTable(input, cells, live, { seen, lockLevel: input.lockLevel });
  const prepared = { attributes, cells, live, complete, plan };
  if (plan.conflicts.length === 0) return prepared;
  const again = toTargets(plan.conflicts, input.primaryAttributes);
  const current = new Map(live);
  again.forEach((cell) => current.delete(cellKey(cell)));
  for (const [key, cell] of await observeCells(input.gateway, again, { ...options, pages: Infinity }))
    current.set(key, cell);
  return { ...prepared, live: current, plan: planTable(input, cells, current, { seen, lockLevel: input.lockLevel }) };
}

/** Brings the table to the declared state. Conflicts and impossible moves that are seen before the first write stop the run unwritten. */
export async function reconcile(input: ReconcileInput): Promise<Reconciled> {
  let prepared = await prepare(input);
  const blocked = prepared.plan.conflicts.length > 0 || prepared.plan.moveProblems.length > 0;
  if (!blocked) input.beforeWrite?.(prepared);
  if (!blocked && prepared.plan.moves.length > 0) {
    await input.assertAlive();
    await moveRows(input.gateway, prepared.plan.moves, {
      live: prepared.live,
      primaryAttributes: input.primaryAttributes,
    });
    prepared = await prepare({ ...input, attributes: prepared.attributes });
  }
  const work = new Work(input, prepared);
  return prepared.plan.conflicts.length > 0 || prepared.plan.moveProblems.length > 0 ? work.refuse() : work.run();
}

class Work {
  private readonly chain = new LockChain();
  private lockLevel: LockLevel | undefined;
  private levelIsCurrent = false;
  private emptyIsAbsent: boolean | undefined;
  private readonly rows: ReadonlyMap<string, PrimaryValues>;

  constructor(
    private readonly input: ReconcileInput,
    private readonly prepared: Prepared,
  ) {
    this.lockLevel = input.lockLevel;
    this.emptyIsAbsent = input.emptyIsAbsent;
    this.rows = knownRows(input);
    for (const cell of prepared.live.values()) this.chain.observe(cell, cell.lockVersion);
    for (const { name, lockVersion } of prepared.attributes.values()) {
      this.chain.observe({ rowKey: "", attribute: name }, lockVersion);
    }
  }

  /** Nothing is written, and nothing changes in state but what was found settled. */
  refuse(): Reconciled {
    const { conflicts, changes, moves } = this.prepared.plan;
    const result = this.result({ written: [], settled: [], refused: [], conflicts, unsent: changes.length });
    return moves.length > 0 ? { ...result, owned: this.input.owned } : result;
  }

  async run(): Promise<Reconciled> {
    if (this.lockLevel === undefined) await this.readLevel();
    const { changes } = this.prepared.plan;
    const again = await this.versionsLeftOut(changes);
    const replanned = new Map(again.changes.map((change) => [cellKey(change), change]));
    const dropped = new Set([...again.settled, ...again.drift].map(cellKey));
    const ready = changes.filter((change) => !dropped.has(cellKey(change)));
    const { conflicts, settled } = again;
    if (conflicts.length > 0) {
      return this.result({ written: [], settled, refused: [], conflicts, unsent: ready.length - conflicts.length });
    }
    const current = ready.map((change) => replanned.get(cellKey(change)) ?? change);
    const applied = await applyChanges(current, this.applyOptions(current));
    await this.learnEmptyText(applied.written);
    return this.result({ ...applied, settled: [...settled, ...applied.settled] });
  }

  private applyOptions(changes: readonly Change[]) {
    const { gateway, batchSize, memory, assertAlive, onProgress, valueQuota = limits.valuesPerTable } = this.input;
    const count = (kind: Change["kind"]) => changes.filter((change) => change.kind === kind).length;
    const present = this.prepared.complete ? this.prepared.live.size : this.prepared.cells.recorded.size;
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
      siblings: new Map<string, CellTarget>([...this.prepared.live.values()].map((cell) => [cell.rowKey, cell])),
      observe: readCells,
      replan: (again: readonly Change[]) => this.replan(again),
      assertAlive,
      onProgress,
    };
  }

  /** A list may leave lock versions out; a write that needs one asks for it. */
  private async versionsLeftOut(changes: readonly Change[]): Promise<Plan> {
    const bare = changes.filter(
      (change) => change.kind !== "create" && Object.keys(change.lockVersion ?? {}).length === 0,
    );
    if (bare.length === 0 || this.lockLevel === "NONE") return { changes: [], conflicts: [], drift: [], settled: [] };
    return this.replan(bare);
  }

  private async replan(changes: readonly Change[]): Promise<Plan> {
    if (!this.levelIsCurrent) await this.readLevel();
    const live = await this.observe(changes);
    const keys = new Set(changes.map(cellKey));
    const only = <T>(map: ReadonlyMap<string, T>) => new Map([...map].filter(([key]) => keys.has(key)));
    const { recorded } = this.prepared.plan;
    return planValues({
      recorded: only(recorded),
      live,
      desired: only(this.prepared.cells.desired),
      removable:
        this.input.ownership === "exclusive" ? (cell) => !this.prepared.cells.desired.has(cellKey(cell)) : undefined,
      onConflict: this.input.onConflict,
      lockLevel: this.lockLevel,
      emptyIsAbsent: this.emptyIsAbsent,
    });
  }

  /** Whether the service keeps an empty text is not documented: the first one that is written is looked for, twice where it is missing. */
  private async learnEmptyText(written: Applied["written"]): Promise<void> {
    if (this.emptyIsAbsent !== undefined) return;
    const empty = written.find((cell) => cell.value !== undefined && cell.value.trim() === "");
    const desired = empty && this.prepared.cells.desired.get(cellKey(empty));
    if (!desired || desired.valueType !== "TEXT") return;
    const look = async () => (await this.observe([desired])).get(cellKey(desired))?.value;
    const seen = (await look()) ?? (await look());
    // Another text is somebody's who came in between, and says nothing.
    if (seen === undefined || seen.trim() === "") this.emptyIsAbsent = seen === undefined;
  }

  private async observe(cells: readonly CellTarget[]): Promise<CellMap<LiveCell>> {
    const { attributes } = this.prepared;
    const { gateway, batchSize } = this.input;
    const targets = cells.map(({ rowKey, attribute, primaryValues }) => ({ rowKey, attribute, primaryValues }));
    const live = await observeCells(gateway, targets, { attributes, rows: this.rows, batchSize, pages: Infinity });
    for (const cell of live.values()) this.chain.observe(cell, cell.lockVersion);
    return live;
  }

  private async readLevel(): Promise<void> {
    const { lockLevel, lockVersion } = await this.input.gateway.describeTable();
    this.lockLevel = lockLevel;
    this.levelIsCurrent = true;
    this.chain.observe({ rowKey: "", attribute: "" }, { DataTable: lockVersion.DataTable });
  }

  private result(applied: Applied): Reconciled {
    const { plan, cells, attributes } = this.prepared;
    const settled = [...plan.settled, ...applied.settled];
    const recorded = recordOutcome(plan.recorded, { settled, written: applied.written, chain: this.chain });
    const declared = new Map(this.input.declared.map((cell) => [cellKey(cell), cell]));
    const owned = new Map(this.input.owned.map((cell) => [cellKey(cell), cell]));
    const spelled = [...recorded.values()].map((cell): OwnedCell => {
      const key = cellKey(cell);
      const desired = cells.desired.get(key);
      const source = desired?.value === cell.value ? declared.get(key) : owned.get(key);
      const valueType = attributes.get(cell.attribute)?.valueType ?? "TEXT";
      return {
        ...cell,
        primaryValues: this.rows.get(cell.rowKey) ?? {},
        value: source?.value ?? decodeValue(cell.value, valueType),
      };
    });
    const { lockLevel, emptyIsAbsent } = this;
    return { ...applied, settled, owned: spelled, plan, attributes, lockLevel, emptyIsAbsent };
  }
}

/** Every row that the program or state names, with its key. */
function knownRows(input: TableIntent): ReadonlyMap<string, PrimaryValues> {
  const rows = new Map<string, PrimaryValues>();
  for (const { rowKey, primaryValues } of [...input.owned, ...input.declared] as DeclaredCell[])
    rows.set(rowKey, primaryValues);
  return rows;
}

function toTargets(cells: readonly CellAddress[], primaryAttributes: readonly string[]): CellTarget[] {
  return cells.flatMap((cell) => {
    const primaryValues = parseRowKey(cell.rowKey, primaryAttributes);
    return primaryValues ? [{ ...cell, primaryValues }] : [];
  });
}

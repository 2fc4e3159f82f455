/**
 * Observe, plan, apply, record, for a table and its columns. One flow for create, update, adoption and the run after an interrupted
 * one. One call at a time, because the service refuses concurrent changes of one schema. A refusal for that reason (409), and an answer
 * that was lost, are never guessed at: the table is observed and planned again, and what was applied after all is found settled.
 */
import type { Problem } from "../../core/problem";
import { recordTable } from "../../core/schema/record-table";
import type { TableStep } from "../../core/schema/steps";
import type { RecordedTable } from "../../core/schema/declaration";
import { isServiceError, type ServiceError } from "../service-error";
import type { LiveCell } from "../../core/model";
import type { InstanceGateway } from "../ports";
import { prospectTable, type TableProspect, type TableRequest } from "./prospect";

/** What the flow needs beside the service. */
interface TableRun {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Throws when no one waits for this run any more; called before every write. */
  readonly assertAlive?: () => Promise<void>;
  /** Hears of every step before it is sent. */
  readonly onStep?: (step: TableStep) => void;
}

/** A table that exists, and what state is to record of it. */
export interface SyncedTable {
  readonly dataTableId: string;
  readonly arn: string;
  readonly recorded: RecordedTable;
  /** The table's part of its lock version. */
  readonly lockVersion: string;
  /** Whether the table existed before and was taken over in this run. */
  readonly adopted: boolean;
}

/** How a run ended. `failure`: a step was refused after `done` steps; `refusals`: nothing was written because of them. */
export interface TableOutcome {
  readonly table?: SyncedTable;
  readonly refusals: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly done: readonly TableStep[];
  /** The values that went with columns which were removed. */
  readonly removed: readonly LiveCell[];
  readonly failure?: { readonly step: TableStep; readonly error: ServiceError; readonly left: readonly TableStep[] };
}

/** How often a table is planned again, and how long to wait before, in milliseconds, the first time; then twice as long, and so on. */
const rounds = { most: 5, pause: 500 } as const;

/** Brings a table to its declared state. */
export async function reconcileTable(
  gateway: InstanceGateway,
  request: TableRequest,
  run: TableRun,
): Promise<TableOutcome> {
  let state: RoundState = { request, done: [], removed: [], doubtful: [], warnings: [] };
  let round = new Round(gateway, run, state, await prospectTable(gateway, request));
  let outcome = await round.go();
  for (let count = 1; count < rounds.most; count++) {
    if (!outcome.failure || !isWorthAnotherRound(outcome.failure.error)) return outcome;
    await run.sleep(rounds.pause * 2 ** (count - 1));
    state = continued(state, outcome, round.doubtful);
    const prospect = await prospectTable(gateway, state.request).catch(onlyServiceErrors);
    if (!prospect) return outcome;
    round = new Round(gateway, run, state, prospect);
    outcome = await round.go();
  }
  return outcome;
}

/** What earlier rounds came to. */
interface RoundState {
  readonly request: TableRequest;
  readonly table?: SyncedTable;
  readonly done: readonly TableStep[];
  readonly removed: readonly LiveCell[];
  /** Values of columns whose removal was not confirmed: they went with it where the column is no longer there. */
  readonly doubtful: readonly LiveCell[];
  readonly warnings: readonly Problem[];
}

/** One pass over a plan, up to the first step that is refused. */
class Round {
  private readonly ids: Record<string, string> = {};
  private readonly applied = new Set<TableStep>();
  private readonly removed: LiveCell[];
  /** All values of the table, listed once before the first column goes. */
  private values?: readonly LiveCell[];
  doubtful: readonly LiveCell[] = [];
  private dataTableId: string;
  private arn: string;
  private lockVersion: string;

  constructor(
    private readonly gateway: InstanceGateway,
    private readonly run: TableRun,
    private readonly state: RoundState,
    private readonly prospect: TableProspect,
  ) {
    const { live } = prospect;
    this.removed = state.doubtful.filter((cell) => !live?.attributes.some(({ name }) => name === cell.attribute));
    this.dataTableId = live?.dataTableId ?? "";
    this.arn = live?.arn ?? "";
    this.lockVersion = live?.lockVersion.DataTable ?? "";
  }

  async go(): Promise<TableOutcome> {
    const { plan } = this.prospect;
    if (plan.refusals.length > 0) return this.outcome();
    for (const step of plan.steps) {
      try {
        this.run.onStep?.(step);
        await this.run.assertAlive?.();
        await this.apply(step);
      } catch (error) {
        if (!isServiceError(error)) throw error;
        return this.outcome({ step, error, left: plan.steps.filter((one) => !this.applied.has(one)) });
      }
      this.applied.add(step);
    }
    return this.outcome();
  }

  private async apply(step: TableStep): Promise<void> {
    switch (step.kind) {
      case "createTable": {
        const { dataTableId, arn, lockVersion } = await this.gateway.createTable(step.metadata, step.tags);
        [this.dataTableId, this.arn, this.lockVersion] = [dataTableId, arn, lockVersion.DataTable ?? ""];
        return;
      }
      case "tag":
        return this.gateway.tag(this.arn, step.tags);
      case "untag":
        return this.gateway.untag(this.arn, step.keys);
      case "createAttribute": {
        const { attributeId, lockVersion } = await this.gateway.createAttribute(this.dataTableId, step.after);
        if (attributeId !== undefined) this.ids[step.column] = attributeId;
        this.lockVersion = lockVersion.DataTable ?? this.lockVersion;
        return;
      }
      case "deleteAttribute": {
        const { name } = step.before;
        this.values ??= await this.gateway.table(this.dataTableId).listValues();
        this.doubtful = this.values.filter(({ attribute }) => attribute === name);
        this.lockVersion = (await this.gateway.deleteAttribute(this.dataTableId, name)).DataTable ?? this.lockVersion;
        this.removed.push(...this.doubtful);
        this.doubtful = [];
        return;
      }
      default:
        this.lockVersion = (await this.change(step)).DataTable ?? this.lockVersion;
    }
  }

  private change(step: Extract<TableStep, { kind: "updateMetadata" | "updateAttribute" }>) {
    switch (step.kind) {
      case "updateMetadata":
        return this.gateway.updateMetadata(this.dataTableId, step.after);
      case "updateAttribute":
        return this.gateway.updateAttribute(this.dataTableId, step.before.name, step.after);
      default:
        return step satisfies never;
    }
  }

  private outcome(failure?: TableOutcome["failure"]): TableOutcome {
    const { plan, live } = this.prospect;
    const { desired, recorded } = this.state.request;
    const progress = { desired, recorded, live, plan, done: this.applied, ids: this.ids };
    const table = {
      dataTableId: this.dataTableId,
      arn: this.arn,
      recorded: recordTable(progress),
      lockVersion: this.lockVersion,
      adopted: this.state.table?.adopted || plan.adopts,
    };
    const refused = plan.refusals.length > 0 || this.dataTableId === "";
    return {
      table: refused ? this.state.table : table,
      refusals: plan.refusals,
      warnings: withoutRepetition([...this.state.warnings, ...plan.warnings]),
      done: [...this.state.done, ...this.applied],
      removed: [...this.state.removed, ...this.removed],
      failure,
    };
  }
}

/** 409: two changes of one schema at once, or a name that was taken since we looked. Lost: applied or not, a look will tell. */
function isWorthAnotherRound(error: ServiceError): boolean {
  return error.kind === "conflict" || error.kind === "lost" || error.kind === "not-found";
}

/** The next round goes on from what this one did: its columns are ours now, and so is a table that it made or took over. */
function continued(
  state: RoundState,
  { table, done, removed, warnings }: TableOutcome,
  doubtful: readonly LiveCell[],
): RoundState {
  if (!table) return { ...state, done, removed, doubtful, warnings };
  const { dataTableId, recorded } = table;
  return { request: { ...state.request, dataTableId, recorded }, table, done, removed, doubtful, warnings };
}

function withoutRepetition(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.column}\n${problem.message}`, problem])).values()];
}

/** A look that fails after something was written must not lose what was written. */
function onlyServiceErrors(error: unknown): undefined {
  if (!isServiceError(error)) throw error;
}

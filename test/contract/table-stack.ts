/**
 * The engine's part of a stack with `DataTable` resources, for tests that drive the provider's verbs: what it keeps in state after a
 * success, a failed create and a failed update, and which verbs a command calls (`engine.md`, measured on the real engine).
 */
import { ConnectClient } from "@aws-sdk/client-connect";
import { startSimulator, type Dump, type Simulator, type SimulatorOptions } from "../../src/simulator";
import type { TableInputs } from "../../src/provider/table/inputs";
import { dataTableVerbs as verbs } from "../../src/provider/table/verbs";
import type { TableOutputs } from "../../src/provider/table/state";
import { endRun } from "../../src/provider/host/run";

/** An instance id as the service makes them. */
export const instanceId = "11111111-2222-4333-8444-555555555555";

/** What state holds of one resource. */
export interface TableState {
  readonly id: string;
  readonly inputs: TableInputs;
  readonly outputs: TableOutputs;
  readonly initErrors: readonly string[];
}

/** How a command ended for one resource. `action`: what the engine did or would do. */
export interface CommandResult {
  readonly failure?: string;
  readonly action: "none" | "create" | "update" | "replace" | "delete";
}

/** A simulator with everything a test does to it, and the settings that point at it. */
export interface TableBench {
  readonly simulator: Simulator;
  readonly client: ConnectClient;
  readonly settings: Pick<TableInputs, "instanceId" | "endpoint" | "requestsPerSecond" | "burst">;
  /** A table as it is stored, without ids and ARN. */
  table(name: string): unknown;
  /** Calls that changed something, in order. */
  writes(): string[];
  close(): Promise<void>;
}

/** Starts a simulator; nothing is in it. */
export async function tableBench(options: SimulatorOptions = {}): Promise<TableBench> {
  process.env.AWS_ACCESS_KEY_ID = "test";
  process.env.AWS_SECRET_ACCESS_KEY = "test";
  process.env.AWS_REGION = "eu-central-1";
  process.env.AWS_EC2_METADATA_DISABLED = "true";
  const simulator = await startSimulator(options);
  const client = new ConnectClient({ endpoint: simulator.url, region: "eu-central-1" });
  return {
    simulator,
    client,
    settings: { instanceId, endpoint: simulator.url, requestsPerSecond: 100_000, burst: 1000 },
    table: (name) => shown(simulator.dump().tables[name]),
    writes: () =>
      simulator
        .requests()
        .map(({ operation }) => operation)
        .filter((operation) => !/^(List|Describe|Search)/.test(operation)),
    close: async () => {
      client.destroy();
      await simulator.close();
      nextRun();
    },
  };
}

function shown(table: Dump["tables"][string] | undefined): unknown {
  if (!table) return undefined;
  const columns = Object.entries(table.attributes).map(([name, column]) => [name, without(column, "id")] as const);
  return { ...without(table, "id", "arn", "instance"), attributes: Object.fromEntries(columns) };
}

/** A copy of an object without some of its members. */
export function without<T extends object, K extends keyof T & string>(whole: T, ...names: K[]): Omit<T, K> {
  const left = Object.entries(whole).filter(([name]) => !(names as string[]).includes(name));
  return Object.fromEntries(left) as Omit<T, K>;
}

/** One resource in one stack. */
export class TableStack {
  state?: TableState;

  constructor(readonly resource = "hours") {}

  get urn(): string {
    return `urn:pulumi:dev::shop::pulumi-nodejs:dynamic/connect-data-tables:DataTable::${this.resource}`;
  }

  /** `pulumi up` without its preview. */
  async up(program: Partial<TableInputs>, options: { readonly refresh?: boolean } = {}): Promise<CommandResult> {
    nextRun();
    if (options.refresh) await this.read(true);
    return this.step(program);
  }

  /** The update part of a run that goes on in the same process. */
  async step(program: Partial<TableInputs>): Promise<CommandResult> {
    const plan = await this.plan(program);
    if (plan.failure !== undefined || plan.action === "none") return ended(plan);
    if (plan.action === "replace" && this.state) {
      const failure = await failureOf(() =>
        verbs.delete(this.state?.id ?? "", plain(this.state?.outputs as TableOutputs)),
      );
      if (failure !== undefined) return { failure, action: "replace" };
      this.state = undefined;
    }
    return this.write(plan.inputs, plan.action);
  }

  /** `pulumi preview`. */
  async preview(program: Partial<TableInputs>): Promise<CommandResult> {
    nextRun();
    return ended(await this.plan(program));
  }

  /** `pulumi refresh`; `update`: it proposed a change. */
  async refresh(): Promise<CommandResult> {
    nextRun();
    return this.read(true);
  }

  /** `pulumi destroy`. */
  async destroy(): Promise<CommandResult> {
    nextRun();
    return this.remove();
  }

  /** The delete of a resource that is no longer in the program, in a run that goes on. */
  async remove(): Promise<CommandResult> {
    const { state } = this;
    if (!state) return { action: "none" };
    const failure = await failureOf(() => verbs.delete(state.id, plain(state.outputs)));
    if (failure === undefined) this.state = undefined;
    return ended({ failure, action: "delete" });
  }

  private async plan(program: Partial<TableInputs>): Promise<CommandResult & { readonly inputs: TableInputs }> {
    const news = plain({ __urn: this.urn, __provider: "text", ...program }) as TableInputs;
    const { inputs, failures } = await verbs.check(plain(this.state?.inputs ?? {}), news);
    if (failures) return { failure: failures.map(({ reason }) => reason).join("\n"), action: "none", inputs };
    if (!this.state) return { action: "create", inputs };
    const { changes, replaces } = await verbs.diff(this.state.id, plain(this.state.outputs), plain(inputs));
    const differs = changes !== false && text(this.state.inputs) !== text(inputs);
    const action = replaces ? "replace" : differs || this.state.initErrors.length > 0 ? "update" : "none";
    if (action === "none") this.state = { ...this.state, inputs };
    return { action, inputs };
  }

  private async write(inputs: TableInputs, action: CommandResult["action"]): Promise<CommandResult> {
    const before = this.state;
    try {
      const answer = before
        ? { id: before.id, ...(await verbs.update(before.id, plain(before.outputs), plain(inputs))) }
        : await verbs.create(plain(inputs));
      this.state = { id: answer.id, inputs, outputs: plain(answer.outs), initErrors: [] };
      return { action };
    } catch (error) {
      const { id, properties, reasons, message } = error as Error & Record<"id" | "properties" | "reasons", never>;
      if (id !== undefined) {
        this.state = { id, inputs: before?.inputs ?? inputs, outputs: plain(properties), initErrors: reasons };
      }
      return { failure: reasons === undefined ? message : (reasons as string[]).join("\n"), action };
    }
  }

  private async read(save: boolean): Promise<CommandResult> {
    const { state } = this;
    if (!state) return { action: "none" };
    let failure: string | undefined;
    const answer = await verbs.read(state.id, plain(state.outputs)).catch((error: Error) => {
      failure = error.message;
      return {};
    });
    if (failure !== undefined) return { failure, action: "none" };
    const { id, props, inputs } = answer as Awaited<ReturnType<typeof verbs.read>>;
    if (id === undefined || !props || !inputs) {
      if (save) this.state = undefined;
      return { action: "delete" };
    }
    const { changes } = await verbs.diff(id, plain(props), plain(state.inputs));
    const differs = changes !== false && text(inputs) !== text(state.inputs);
    if (save) this.state = { id, inputs: plain(inputs), outputs: plain(props), initErrors: [] };
    return { action: differs ? "update" : "none" };
  }
}

function ended({ failure, action }: CommandResult): CommandResult {
  return failure === undefined ? { action } : { failure, action };
}

/** A process ends after every command, and with it what the provider remembers of a run. */
function nextRun(): void {
  endRun();
}

async function failureOf(verb: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await verb();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What passes through the engine: JSON. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function text(value: unknown): string {
  const sorted = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(sorted);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(
      Object.entries(part)
        .filter(([, member]) => member !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, member]) => [name, sorted(member)]),
    );
  };
  return JSON.stringify(sorted(value));
}

/**
 * The engine's part of a stack, for tests that drive the provider's verbs directly: what it keeps in state after a success, a failed create
 * and a failed update, and which verbs a command calls (measured on the real engine; the e2e tests hold the two together).
 */
import { endRun } from "../../src/provider/host/run";
import { dataTableValuesVerbs as verbs } from "../../src/provider/values/verbs";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import type { ValuesOutputs } from "../../src/provider/values/state/state";

interface ResourceState {
  id: string;
  inputs: ValuesInputs;
  outputs: ValuesOutputs;
  initErrors: boolean;
}

/** What a command did. */
export interface RunResult {
  readonly failure?: string;
  /** Whether diff (or a missing resource) asked for a create or an update. */
  readonly changed: boolean;
}

const secretKey = "4dabf18193072939515e22adb298388d";

/** One resource in one stack. */
export class VerbStack {
  state?: ResourceState;

  constructor(
    private readonly urn = "urn:pulumi:test::project::pulumi-nodejs:dynamic/connect-data-tables:DataTableValues::values",
  ) {}

  /** `pulumi up`: the preview process, then the update process; `settle` runs between the two. */
  async up(
    program: Partial<ValuesInputs>,
    options: { readonly refresh?: boolean; readonly skipPreview?: boolean; readonly settle?: () => Promise<void> } = {},
  ): Promise<RunResult> {
    if (!options.skipPreview) {
      const before = structuredClone(this.state);
      const preview = await this.preview(program, options);
      this.state = before;
      if (preview.failure !== undefined) return preview;
    }
    endRun();
    await options.settle?.();
    try {
      if (options.refresh) await this.read(true);
      return await this.step(program);
    } finally {
      endRun();
    }
  }

  /** `pulumi preview`. */
  async preview(program: Partial<ValuesInputs>, options: { readonly refresh?: boolean } = {}): Promise<RunResult> {
    endRun();
    const before = structuredClone(this.state);
    try {
      if (options.refresh) await this.read(true);
      const { failure, changed } = await this.plan(program);
      return { failure, changed };
    } finally {
      this.state = before;
      endRun();
    }
  }

  /** `pulumi refresh`: whether it proposed a change. */
  async refresh(options: { readonly previewOnly?: boolean } = {}): Promise<RunResult> {
    endRun();
    try {
      return await this.read(!options.previewOnly);
    } finally {
      endRun();
    }
  }

  /** `pulumi destroy`. */
  async destroy(): Promise<RunResult> {
    endRun();
    if (!this.state) return { changed: false };
    try {
      await verbs.delete(this.state.id, plain(this.state.outputs));
      this.state = undefined;
      return { changed: true };
    } catch (error) {
      return { failure: (error as Error).message, changed: true };
    } finally {
      endRun();
    }
  }

  private async plan(program: Partial<ValuesInputs>): Promise<RunResult & { inputs: ValuesInputs }> {
    const news = plain({ __urn: this.urn, ...program }) as unknown as ValuesInputs;
    const answer = await caught(() => verbs.check(plain(this.state?.inputs ?? {}) as Partial<ValuesInputs>, news));
    if (answer.failure !== undefined) return { failure: answer.failure, changed: false, inputs: news };
    const { inputs, failures } = answer.value;
    if (failures) return { failure: failures.map(({ reason }) => reason).join("\n"), changed: false, inputs };
    if (!this.state) return { changed: true, inputs };
    const { id, outputs } = this.state;
    const judged = await caught(() => verbs.diff(id, plain(outputs), inputs));
    if (judged.failure !== undefined) return { failure: judged.failure, changed: false, inputs };
    const diff = judged.value;
    if (diff.replaces) throw new Error(`the harness does not replace: ${diff.replaces.join(", ")}`);
    const different = JSON.stringify(sorted(this.state.inputs)) !== JSON.stringify(sorted(inputs));
    const changed = this.state.initErrors || diff.changes === true || (diff.changes !== false && different);
    return { changed, inputs };
  }

  private async step(program: Partial<ValuesInputs>): Promise<RunResult> {
    const { failure, changed, inputs } = await this.plan(program);
    if (failure !== undefined) return { failure, changed };
    if (!changed) {
      if (this.state) this.state.inputs = inputs;
      return { changed };
    }
    const old = this.state;
    try {
      const outs = old
        ? (await verbs.update(old.id, plain(old.outputs), plain(inputs))).outs
        : (await verbs.create(plain(inputs))).outs;
      this.state = { id: old?.id ?? "id", inputs, outputs: plain(outs) as unknown as ValuesOutputs, initErrors: false };
      return { changed };
    } catch (error) {
      const { id, properties, reasons, message } = error as Error & {
        id?: string;
        properties?: object;
        reasons?: string[];
      };
      if (id !== undefined && properties) {
        this.state = {
          id,
          inputs: old?.inputs ?? inputs,
          outputs: plain(properties) as unknown as ValuesOutputs,
          initErrors: true,
        };
      }
      return { failure: reasons?.join("\n") ?? message, changed };
    }
  }

  private async read(save: boolean): Promise<RunResult> {
    const { state } = this;
    if (!state) return { changed: false };
    const answer = await caught(() => verbs.read(state.id, plain(state.outputs)));
    if (answer.failure !== undefined) return { failure: answer.failure, changed: false };
    const { id, props, inputs } = answer.value;
    if (id === undefined) {
      if (save) this.state = undefined;
      return { changed: true };
    }
    const outputs = plain(props ?? {}) as unknown as ValuesOutputs;
    const diff = await verbs.diff(id, plain(outputs), plain(state.inputs));
    const different = JSON.stringify(sorted(inputs)) !== JSON.stringify(sorted(state.inputs));
    const changed = diff.changes !== false && different;
    if (save) this.state = { id, inputs: plain(inputs ?? {}) as unknown as ValuesInputs, outputs, initErrors: false };
    return { changed };
  }
}

async function caught<T>(verb: () => Promise<T>): Promise<{ value: T; failure?: undefined } | { failure: string }> {
  try {
    return { value: await verb() };
  } catch (error) {
    return { failure: (error as Error).message };
  }
}

/** What passes through the engine: JSON, with secrets unwrapped. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === "object" && part !== null && secretKey in part ? (part as { value?: unknown }).value : part,
  ) as T;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]));
}

/**
 * Several resources of one stack, run as the engine runs them: one process for the preview, one for the update; a refresh reads first; each
 * resource is checked and then written in the order of the program; resources that the program no longer has go last, and so does what a
 * replacement leaves behind. Secrets arrive in clear and are stored where the provider or the program marked them.
 */
import { endRun } from "../../src/provider/host/run";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import type { ValuesOutputs } from "../../src/provider/values/state/state";
import { dataTableValuesVerbs } from "../../src/provider/values/verbs";

interface State {
  readonly inputs: ValuesInputs;
  readonly outputs: ValuesOutputs;
  readonly failed: boolean;
}

/** The resources of a program, by name. */
export type Program = Readonly<Record<string, Partial<ValuesInputs>>>;

/** What one `up` did: a failure for each resource that failed, and the steps in their order. */
export interface Outcome {
  readonly failures: Readonly<Record<string, string>>;
  readonly steps: readonly string[];
}

const secretKey = "4dabf18193072939515e22adb298388d";

export function urnOf(name: string): string {
  return `urn:pulumi:test::project::pulumi-nodejs:dynamic/connect-data-tables:DataTableValues::${name}`;
}

/** The provider of one process. */
export interface Provider {
  readonly verbs: typeof dataTableValuesVerbs;
  readonly endRun: () => void;
}

/** One stack. */
export class ProgramStack {
  readonly state = new Map<string, State>();
  /** Everything that the provider answered to the engine, as JSON, secrets still wrapped. */
  readonly answers: string[] = [];

  constructor(private readonly provider: Provider = { verbs: dataTableValuesVerbs, endRun }) {}

  async up(program: Program, options: { refresh?: boolean; skipPreview?: boolean } = {}): Promise<Outcome> {
    if (!options.skipPreview) {
      const before = new Map(this.state);
      const preview = await this.process(program, { ...options, preview: true });
      this.state.clear();
      for (const [name, state] of before) this.state.set(name, state);
      if (Object.keys(preview.failures).length > 0) return preview;
    }
    return this.process(program, options);
  }

  async preview(program: Program, options: { refresh?: boolean } = {}): Promise<Outcome> {
    const before = new Map(this.state);
    const outcome = await this.process(program, { ...options, preview: true });
    this.state.clear();
    for (const [name, state] of before) this.state.set(name, state);
    return outcome;
  }

  async refresh(): Promise<Record<string, string>> {
    this.provider.endRun();
    return this.readAll();
  }

  private async readAll(): Promise<Record<string, string>> {
    const failures: Record<string, string> = {};
    for (const [name, state] of [...this.state]) {
      try {
        const answer = await this.provider.verbs.read("id", clear(state.outputs));
        this.answers.push(JSON.stringify(answer));
        if (answer.id === undefined) this.state.delete(name);
        else {
          const [inputs, outputs] = [clear(answer.inputs), clear(answer.props)] as unknown as [
            ValuesInputs,
            ValuesOutputs,
          ];
          this.state.set(name, { inputs, outputs, failed: false });
        }
      } catch (error) {
        failures[name] = (error as Error).message;
      }
    }
    return failures;
  }

  private async process(program: Program, options: { refresh?: boolean; preview?: boolean }): Promise<Outcome> {
    this.provider.endRun();
    const failures: Record<string, string> = options.refresh ? await this.readAll() : {};
    const steps: string[] = [];
    const leftBehind: [string, ValuesOutputs][] = [];
    if (Object.keys(failures).length > 0) return { failures, steps };
    for (const [name, args] of Object.entries(program)) {
      try {
        await this.step(name, { __urn: urnOf(name), ...args } as unknown as ValuesInputs, {
          options,
          steps,
          leftBehind,
        });
      } catch (error) {
        const { message, reasons } = error as Error & { reasons?: string[] };
        failures[name] = reasons?.join("\n") ?? message;
      }
    }
    const dropped = [...this.state].filter(([name]) => !(name in program));
    for (const [name, { outputs }] of dropped) leftBehind.push([name, outputs]);
    if (options.preview || Object.keys(failures).length > 0) return { failures, steps };
    for (const [name, outputs] of leftBehind) {
      try {
        await this.provider.verbs.delete("id", clear(outputs));
        steps.push(`delete ${name}`);
        if (!(name in program)) this.state.delete(name);
      } catch (error) {
        failures[name] = (error as Error).message;
      }
    }
    this.provider.endRun();
    return { failures, steps };
  }

  private async step(
    name: string,
    program: ValuesInputs,
    run: { options: { preview?: boolean }; steps: string[]; leftBehind: [string, ValuesOutputs][] },
  ): Promise<void> {
    const old = this.state.get(name);
    const inputs = await this.check(clear(old?.inputs ?? {}), program);
    const diff = old ? await this.provider.verbs.diff("id", clear(old.outputs), inputs) : undefined;
    if (old && diff?.replaces) {
      run.leftBehind.push([name, old.outputs]);
      const again = await this.check({}, program);
      run.steps.push(`replace ${name}`);
      if (!run.options.preview) await this.write(name, again, undefined);
      return;
    }
    const same = old && JSON.stringify(sorted(old.inputs)) === JSON.stringify(sorted(inputs));
    const changed = !old || old.failed || (diff?.changes !== false && !same);
    run.steps.push(`${!old ? "create" : changed ? "update" : "same"} ${name}`);
    if (!run.options.preview && changed) await this.write(name, inputs, old);
    else if (!run.options.preview && old) this.state.set(name, { ...old, inputs });
  }

  private async check(olds: Partial<ValuesInputs>, program: ValuesInputs): Promise<ValuesInputs> {
    const { inputs, failures } = await this.provider.verbs.check(olds, clear(program));
    if (failures) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    return clear(inputs);
  }

  private async write(name: string, inputs: ValuesInputs, old: State | undefined): Promise<void> {
    try {
      const { outs } = old
        ? await this.provider.verbs.update("id", clear(old.outputs), inputs)
        : await this.provider.verbs.create(inputs);
      this.answers.push(JSON.stringify(outs));
      this.state.set(name, { inputs, outputs: clear(outs) as unknown as ValuesOutputs, failed: false });
    } catch (error) {
      const { properties } = error as { properties?: unknown };
      if (properties !== undefined) {
        this.answers.push(JSON.stringify(properties));
        this.state.set(name, {
          inputs: old?.inputs ?? inputs,
          outputs: clear(properties) as ValuesOutputs,
          failed: true,
        });
      }
      throw error;
    }
  }
}

/** What passes through the engine: JSON, with secrets unwrapped. */
function clear<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === "object" && part !== null && secretKey in part ? (part as { value?: unknown }).value : part,
  ) as T;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}

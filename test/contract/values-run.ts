/** A stack with several `DataTableValues`, in the order of the program: a view of `Stack`, with what each of them came to. */
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import { Stack, type CommandOptions, type StackResource, type StackResult, type UpOptions } from "../helpers/stack";
import type { Provider } from "../helpers/stack/provider";

/** The resources of a program, by name. */
export type Program = Readonly<Record<string, Partial<ValuesInputs>>>;

/** What a command did: a failure for each resource that failed, and the steps in their order. */
export interface Outcome {
  readonly failures: Readonly<Record<string, string>>;
  readonly steps: readonly string[];
}

/** One stack. */
export class ProgramStack {
  /** Everything that the provider answered for state, as JSON, secrets still wrapped. */
  readonly answers: string[] = [];
  private readonly stack: Stack;

  constructor(provider?: Provider) {
    this.stack = new Stack("test", { provider, heard: (answer) => this.answers.push(JSON.stringify(answer)) });
  }

  /** How many resources state holds. */
  get size(): number {
    return this.stack.entries.length;
  }

  /** `aliases`: the names that resources had before. */
  async up(
    program: Program,
    { aliases = {}, ...options }: UpOptions & { readonly aliases?: Readonly<Record<string, string>> } = {},
  ): Promise<Outcome> {
    return outcome(program, await this.stack.up(resourcesOf(program, aliases), options));
  }

  async preview(program: Program, options: CommandOptions = {}): Promise<Outcome> {
    return outcome(program, await this.stack.preview(resourcesOf(program), options));
  }

  async refresh(): Promise<Outcome["failures"]> {
    return outcome({}, await this.stack.refresh()).failures;
  }
}

function resourcesOf(program: Program, aliases: Readonly<Record<string, string>> = {}): StackResource[] {
  return Object.entries(program).map(([name, args]) => {
    const alias = aliases[name];
    return {
      type: "DataTableValues",
      name,
      args: { ...args },
      options: alias === undefined ? {} : { aliases: [alias] },
    };
  });
}

/** The steps, with the resources that stay the same where the program names them. */
function outcome(program: Program, { failures, steps }: StackResult): Outcome {
  const failed = Object.fromEntries(failures.map(({ name, text }) => [name, text]));
  const isDelete = (step: string) => step.startsWith("delete ");
  const ofProgram = Object.keys(program).map((name) => {
    const step = steps.find((one) => !isDelete(one) && one.endsWith(` ${name}`));
    return step ?? (name in failed ? [] : `same ${name}`);
  });
  return { failures: failed, steps: [...ofProgram.flat(), ...steps.filter(isDelete)] };
}

/** A stack of one resource, typed by its inputs and outputs: a view of `Stack`, which plays the verbs. */
import {
  nameOf,
  Stack,
  type CommandOptions,
  type LogLine,
  type ResourceType,
  type StackEntry,
  type StackOptions,
  type StackResult,
  type UpOptions,
} from "./stack";

/** What state holds of the resource. */
export type ResourceState<Inputs, Outputs> = StackEntry & { readonly inputs: Inputs; readonly outputs: Outputs };

/** What the engine did, or would do; after a refresh, what it found. */
export type Action = "none" | "create" | "update" | "replace" | "delete";

/** How a command ended. */
export interface ActionResult {
  readonly failure?: string;
  readonly action: Action;
}

export class ResourceStack<Inputs extends object, Outputs extends object, Result> {
  /** What the provider has shown. */
  readonly messages: LogLine[] = [];
  /** The steps of the last command, as `Stack` names them. */
  steps: readonly string[] = [];
  private readonly stack: Stack;

  /** `resource`: its name in the program; another one is a rename without an alias. */
  constructor(
    private readonly type: ResourceType,
    public resource: string,
    stack: string,
    private readonly shown: (result: ActionResult) => Result,
    how: StackOptions = {},
  ) {
    this.stack = new Stack(stack, how);
  }

  get state(): ResourceState<Inputs, Outputs> | undefined {
    return this.stack.entries.find(({ urn }) => nameOf(urn) === this.resource) as ResourceState<Inputs, Outputs>;
  }

  set state(state: ResourceState<Inputs, Outputs> | undefined) {
    this.stack.entries = state ? [state] : [];
  }

  /** `pulumi up`. */
  async up(program: Partial<Inputs>, options: UpOptions = {}): Promise<Result> {
    return this.ended(await this.stack.up(this.program(program), options));
  }

  /** `pulumi preview`. */
  async preview(program: Partial<Inputs>, options: CommandOptions = {}): Promise<Result> {
    return this.ended(await this.stack.preview(this.program(program), options));
  }

  /** `pulumi refresh`. */
  async refresh(options: { readonly previewOnly?: boolean } = {}): Promise<Result> {
    const result = await this.stack.refresh(options);
    const [found] = [...result.drift.values()];
    return this.ended(result, !found || found.length === 0 ? "none" : found[0] === "" ? "delete" : "update");
  }

  /** `pulumi destroy`. */
  async destroy(): Promise<Result> {
    return this.ended(await this.stack.destroy());
  }

  private program(args: object) {
    return [{ type: this.type, name: this.resource, args: { ...args } }];
  }

  private ended({ failure, steps, messages }: StackResult, found?: Action): Result {
    this.messages.push(...messages);
    this.steps = steps;
    const actions = steps.map((step) => step.split(" ")[0] as Action);
    const action = found ?? (actions.includes("replace") ? "replace" : (actions[0] ?? "none"));
    return this.shown(failure === undefined ? { action } : { failure, action });
  }
}

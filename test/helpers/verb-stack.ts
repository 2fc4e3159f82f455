/** A stack with one `DataTableValues`. */
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import type { ValuesOutputs } from "../../src/provider/values/state/state";
import type { StackOptions } from "./stack";
import { ResourceStack } from "./resource-stack";

/** What a command did. */
export interface RunResult {
  readonly failure?: string;
  /** Whether anything was to do, or a refresh found a change. */
  readonly changed: boolean;
}

export class VerbStack extends ResourceStack<ValuesInputs, ValuesOutputs, RunResult> {
  /** `how`: the provider, where it is not that of the process. */
  constructor(resource = "values", how: StackOptions = {}) {
    super("DataTableValues", resource, "test", ({ action, ...rest }) => ({ ...rest, changed: action !== "none" }), how);
  }
}

/** A stack with one `DataTableValues`. */
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import type { ValuesOutputs } from "../../src/provider/values/state/state";
import { ResourceStack } from "./resource-stack";

/** What a command did. */
export interface RunResult {
  readonly failure?: string;
  /** Whether anything was to do, or a refresh found a change. */
  readonly changed: boolean;
}

export class VerbStack extends ResourceStack<ValuesInputs, ValuesOutputs, RunResult> {
  constructor(resource = "values") {
    super("DataTableValues", resource, "test", ({ action, ...rest }) => ({ ...rest, changed: action !== "none" }));
  }
}

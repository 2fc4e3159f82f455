/** The verbs of `DataTableValues`, as the serialised provider calls them. */
import { withCleanErrors } from "../host/failures";
import { greetEngine } from "../host/engine-log";
import { withProviderText } from "../host/provider-text";
import { rememberStackConfig, run, type StackConfig } from "../host/run";
import { applyValues } from "./apply";
import { checkValues } from "./check";
import { deleteValues } from "./delete";
import { diffValues, tellAccepted } from "./diff";
import type { ValuesInputs } from "./state/inputs";
import { readValues } from "./read";
import type { ValuesOutputs } from "./state/state";

type Outputs = Partial<ValuesOutputs> & ValuesInputs;

/** What `./runtime` offers to the provider text in people's state: additive changes only. */
export const dataTableValuesVerbs = {
  configure: (request: { readonly config?: StackConfig }) => {
    rememberStackConfig(request.config);
    return greetEngine();
  },
  check: (olds: Partial<ValuesInputs>, news: ValuesInputs) => withCleanErrors(() => checkValues(olds, news)),
  diff: (_id: string, olds: Outputs, news: ValuesInputs) =>
    withCleanErrors(async () => {
      const answer = diffValues(olds, news);
      await tellAccepted(olds, news, answer);
      if (answer.changes !== false && !answer.replaces) await run.told.announceOutcome(news.__urn ?? "", olds);
      return withProviderText({ olds, news, answer });
    }),
  create: (news: ValuesInputs) => withCleanErrors(() => applyValues({}, news)),
  read: (_id: string, props: Outputs) => withCleanErrors(() => readValues(props)),
  update: (_id: string, olds: Outputs, news: ValuesInputs) =>
    withCleanErrors(async () => ({ outs: (await applyValues(olds, news)).outs })),
  delete: (_id: string, props: ValuesOutputs) => withCleanErrors(() => deleteValues(props)),
};

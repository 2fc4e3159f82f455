/** The verbs of `DataTableValues`, as the serialised provider calls them. */
import { withCleanErrors } from "./clean-errors";
import { greetEngine } from "./engine-log";
import { rememberStackConfig, type StackConfig } from "./stack-config";
import { applyValues } from "./values-apply";
import { checkValues } from "./values-check";
import { deleteValues } from "./values-delete";
import { diffValues, tellAccepted } from "./values-diff";
import type { ValuesInputs } from "./values-inputs";
import { readValues } from "./values-read";
import type { ValuesOutputs } from "./values-state";

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
      return answer;
    }),
  create: (news: ValuesInputs) => withCleanErrors(() => applyValues({}, news)),
  read: (_id: string, props: Outputs) => withCleanErrors(() => readValues(props)),
  update: (_id: string, olds: Outputs, news: ValuesInputs) =>
    withCleanErrors(async () => ({ outs: (await applyValues(olds, news)).outs })),
  delete: (_id: string, props: ValuesOutputs) => withCleanErrors(() => deleteValues(props)),
};

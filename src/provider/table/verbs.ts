/** The verbs of `DataTable`, as the serialised provider calls them. */
import { withCleanErrors } from "../host/failures";
import { applyTable } from "./apply";
import { checkTable } from "./check";
import { deleteTable } from "./delete";
import { diffTable } from "./diff";
import type { TableInputs } from "./inputs";
import { readTable } from "./read";
import type { TableOutputs } from "./state";
import { greetEngine } from "../host/engine-log";
import { rememberStackConfig, type StackConfig } from "../host/run";

type Outputs = Partial<TableOutputs> & TableInputs;

/** What `./runtime` offers to the provider text in people's state: additive changes only. */
export const dataTableVerbs = {
  configure: (request: { readonly config?: StackConfig }) => {
    rememberStackConfig(request.config);
    return greetEngine();
  },
  check: (olds: Partial<TableInputs>, news: TableInputs) => withCleanErrors(() => checkTable(olds, news)),
  diff: (_id: string, olds: Outputs, news: TableInputs) => withCleanErrors(() => diffTable(olds, news)),
  create: (news: TableInputs) => withCleanErrors(() => applyTable(news)),
  read: (id: string, props: Outputs) => withCleanErrors(() => readTable(id, props)),
  update: (id: string, olds: Outputs, news: TableInputs) =>
    withCleanErrors(async () => ({ outs: (await applyTable(news, { id, outputs: olds })).outs })),
  delete: (id: string, props: TableOutputs) => withCleanErrors(() => deleteTable(id, props)),
};

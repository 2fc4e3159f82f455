/** The verbs of `DataTable`, as the serialised provider calls them. */
import { withCleanErrors } from "./clean-errors";
import { applyTable } from "./data-table-apply";
import { checkTable } from "./data-table-check";
import { deleteTable } from "./data-table-delete";
import { diffTable } from "./data-table-diff";
import type { TableInputs } from "./data-table-inputs";
import { readTable } from "./data-table-read";
import type { TableOutputs } from "./data-table-state";
import { greetEngine } from "./engine-log";
import { rememberStackConfig, type StackConfig } from "./stack-config";

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

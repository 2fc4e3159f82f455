/** Calls of functions: the look-up of a table by its name, and the contents of a table file. */
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { ArgumentProblem } from "../../../core/arguments/check-shape";
import { judgeArguments } from "../../../core/arguments/program";
import { getDataTableArguments, getTableFileArguments } from "../../../core/arguments/resources";
import type { RecordShape } from "../../../core/arguments/shape";
import { bySeverity, renderProblems, type Problem } from "../../../core/problem";
import { ProblemError } from "../../../core/problem-error";
import { placeholderOf } from "../../../core/arguments/placeholders";
import { given } from "../../../core/record";
import { plural } from "../../../core/text";
import type { FileKey, FileRow, TableFile } from "../../../file/format/table-file";
import { loadTableFile } from "../../../file/read/load-table-file";
import { tellProblem } from "../../../provider/host/engine-log";
import { stackConfig } from "../../../provider/host/run";
import { lookUpTable } from "../../../provider/table/lookup";
import { fromStruct, reveal, toStruct, type Properties } from "../properties";
import { tokens } from "../../../provider/program/tokens";
import { refusal, unary } from "./call";

interface PluginFunction {
  readonly args: RecordShape;
  readonly run: (args: never) => Promise<Properties>;
}

const functions = new Map<string, PluginFunction>([
  [tokens.getDataTable, { args: getDataTableArguments, run: getDataTable }],
  [tokens.getTableFile, { args: getTableFileArguments, run: getTableFile }],
]);

async function getDataTable(args: Parameters<typeof lookUpTable>[0]): Promise<Properties> {
  return { ...(await lookUpTable(args, stackConfig())) };
}

async function getTableFile({ path }: { readonly path: string }): Promise<Properties> {
  const { table, problems } = loadTableFile(path, { open: "all" });
  const { errors, warnings } = bySeverity(problems);
  if (warnings.length > 0) await tellProblem(undefined, { problems: warnings });
  if (table) return { table: { ...table.table }, values: { ...valuesOf(table) } };
  throw new ProblemError({ title: `${plural(errors.length, "problem")} in ${path}:`, problems: errors });
}

/** What a file says of the values; where it has variables, placeholders are in their place. */
function valuesOf({ table, values, open }: TableFile): object {
  if (!open) return values;
  const withPlaceholders = (row: FileRow | FileKey) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        return [name, value === null ? value : placeholderOf(value, table.attributes[name]?.type ?? "TEXT")];
      }),
    );
  const moved = values.moved?.map(({ from, to }) => ({ from: withPlaceholders(from), to: withPlaceholders(to) }));
  const { rows, defaults } = values;
  return { ...values, rows: rows.map(withPlaceholders), defaults: withPlaceholders(defaults), ...given({ moved }) };
}

/** The handlers. */
export const functionCalls = {
  invoke: unary(async (request: messages.InvokeRequest) => {
    const token = request.getTok();
    const asked = functions.get(token);
    if (!asked) throw new ProblemError(noFunction(token));
    const { plain } = reveal(fromStruct(request.getArgs()));
    const { problems } = judgeArguments(plain, asked.args, () => false);
    const answer = new messages.InvokeResponse();
    if (problems.length > 0) answer.setFailuresList(problems.map(ofArgument));
    else answer.setReturn(toStruct(await asked.run(plain as never)));
    return answer;
  }),
};

/** The engine writes the name of the argument behind the reason. */
function ofArgument(problem: ArgumentProblem) {
  return refusal(renderProblems({ problems: [problem] }), problem.path[0]);
}

function noFunction(token: string): Problem {
  const hint = `There are ${[...functions.keys()].join(" and ")}.`;
  return {
    code: "UNKNOWN_SETTING",
    severity: "error",
    message: `there is no function ${JSON.stringify(token)}.`,
    hint,
  };
}

import * as pulumi from "@pulumi/pulumi";
import { bySeverity, renderProblem, renderProblems } from "../../core/problem";
import { plural } from "../../core/text";
import type { TableFile } from "../../file/format/table-file";
import { countOf } from "../../file/format/group-problems";
import { loadTableFile } from "../../file/read/load-table-file";
import { fillValues, splitVariables, type FileVariableInputs } from "./file-variables";

/** What a file describes, its variables replaced. */
interface FilledTable {
  readonly table: TableFile["table"];
  readonly values: ReturnType<typeof fillValues>;
}

/**
 * The table that a file describes; what it warns of is shown with the resource.
 * @throws pulumi.RunError (shown without a stack trace) with every problem of the file.
 */
export function readTableFile(
  path: string,
  resource: pulumi.Resource,
  variables: FileVariableInputs = {},
): FilledTable {
  const { table: file, problems } = loadTableFile(path, splitVariables(variables));
  const { errors, warnings } = bySeverity(problems);
  for (const warning of warnings) void pulumi.log.warn(renderProblem(warning), resource);
  if (file) return { table: file.table, values: fillValues(file, variables) };
  throw new pulumi.RunError(
    renderProblems({ title: `${plural(countOf(errors), "problem")} in ${path}:`, problems: errors }),
  );
}

import * as pulumi from "@pulumi/pulumi";
import { renderProblem, renderProblems, type Problem } from "../../core/problem";
import type { TableFile } from "../../file/format/table-file";
import { loadTableFile } from "../../file/read/load-table-file";

/**
 * The table that a file describes; what it warns of is shown with the resource.
 * @throws pulumi.RunError (shown without a stack trace) with every problem of the file.
 */
export function readTableFile(path: string, resource: pulumi.Resource): TableFile {
  const { table, problems } = loadTableFile(path);
  const [errors, warnings] = [of(problems, "error"), of(problems, "warning")];
  for (const warning of warnings) void pulumi.log.warn(renderProblem(warning), resource);
  if (table) return table;
  const count = errors.length === 1 ? "1 problem" : `${errors.length} problems`;
  throw new pulumi.RunError(renderProblems({ title: `${count} in ${path}:`, problems: errors }));
}

function of(problems: readonly Problem[], severity: Problem["severity"]): readonly Problem[] {
  return problems.filter((problem) => problem.severity === severity);
}

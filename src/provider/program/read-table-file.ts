import * as pulumi from "@pulumi/pulumi";
import { bySeverity, renderProblem, renderProblems } from "../../core/problem";
import { plural } from "../../core/text";
import type { TableFile } from "../../file/format/table-file";
import { loadTableFile } from "../../file/read/load-table-file";

/**
 * The table that a file describes; what it warns of is shown with the resource.
 * @throws pulumi.RunError (shown without a stack trace) with every problem of the file.
 */
export function readTableFile(path: string, resource: pulumi.Resource): TableFile {
  const { table, problems } = loadTableFile(path);
  const { errors, warnings } = bySeverity(problems);
  for (const warning of warnings) void pulumi.log.warn(renderProblem(warning), resource);
  if (table) return table;
  throw new pulumi.RunError(
    renderProblems({ title: `${plural(errors.length, "problem")} in ${path}:`, problems: errors }),
  );
}

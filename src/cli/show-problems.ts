import { problemPlace, renderBody, type Problem } from "../core/problem";
import { plural } from "../core/text";
import { countOf } from "../file/format/group-problems";
import type { CliContext } from "./context";

/** Problems on standard error: `file:line:column: error: …` as editors and CI systems know it. */
export function showProblems({ stderr }: Pick<CliContext, "stderr">, problems: readonly Problem[]): void {
  for (const problem of problems) {
    const where = problemPlace(problem);
    stderr.write(`${where}${where && " "}${problem.severity}: ${renderBody(problem)}\n`);
  }
}

/** `2 errors, 1 warning`. */
export function countProblems(problems: readonly Problem[]): string {
  const errors = countOf(problems.filter(({ severity }) => severity === "error"));
  const warnings = countOf(problems) - errors;
  const parts = [errors > 0 && plural(errors, "error"), warnings > 0 && plural(warnings, "warning")];
  return parts.filter(Boolean).join(", ");
}

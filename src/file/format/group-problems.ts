import { given } from "../../core/record";
import { listOf } from "../../core/text";
import type { Problem } from "../../core/problem";

/** How many of one kind are shown in full. */
const shown = 5;

/** How many further places are named. */
const places = 5;

/**
 * Problems of one code, with the rows or the values of one column of one file, are one kind: a person needs the first few, and then how many more there are. Many of one
 * kind become those few and one problem that sums up the rest. Keeps the order.
 */
export function groupProblems(problems: readonly Problem[]): Problem[] {
  const kinds = new Map<string, Problem[]>();
  for (const problem of problems) {
    const kind = kindOf(problem);
    const known = kinds.get(kind);
    if (known) known.push(problem);
    else kinds.set(kind, [problem]);
  }
  const crowded = [...kinds.values()].filter((all) => all.length > shown + 1);
  const hidden = new Set(crowded.flatMap((all) => all.slice(shown)));
  const rests = new Map(crowded.map((all) => [all[shown], all.slice(shown)]));
  return problems.flatMap((problem) => {
    const rest = rests.get(problem);
    if (rest) return [restOf(rest)];
    return hidden.has(problem) ? [] : [problem];
  });
}

/** How many problems there are, including those that one sums up. */
export function countOf(problems: readonly Problem[]): number {
  return problems.reduce((count, problem) => count + (problem.count ?? 1), 0);
}

/** What is about no row and no column is a thing of its own, unless it says the very same. */
function kindOf({ code, severity, row, column, position, message }: Problem): string {
  const subject = row === undefined && column === undefined ? message : column;
  return [code, severity, subject ?? "", position?.file ?? ""].join("\n");
}

function restOf(rest: readonly Problem[]): Problem {
  const [{ code, severity, column, position } = rest[0] as Problem] = rest;
  const lines = [...new Set(rest.map((problem) => problem.position?.line ?? 0))];
  const named = lines.slice(0, places).map(String);
  const others = lines.length - named.length;
  const where = listOf([...named, ...(others > 0 ? [`${others} more`] : [])]);
  const message = `${rest.length} more of this kind, in line${lines.length > 1 ? "s" : ""} ${where}.`;
  const place = position && { file: position.file, line: position.line, column: position.column };
  return given({ code, severity, column, message, position: place, count: rest.length });
}

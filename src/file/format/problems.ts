import { given } from "../../core/record";
import type { Position, Problem, ProblemCode } from "../../core/problem";

/** What a problem is about, beyond its place. */
export interface Subject {
  readonly row?: string;
  readonly column?: string;
  readonly severity?: Problem["severity"];
}

/** Where the readers put what they find: problems are collected, never thrown, so that a person sees all of them at once. */
export class Problems {
  private readonly found: Problem[] = [];

  /** One problem at one place; an error unless the subject says otherwise. */
  add(code: ProblemCode, position: Position, message: string, hint?: string, about: Subject = {}): void {
    const { severity = "error", row, column } = about;
    this.found.push(given({ code, severity, row, column, message, hint, position }));
  }

  /** Those of another reader. */
  addAll(problems: Iterable<Problem>): void {
    for (const problem of problems) this.found.push(problem);
  }

  /** Whether one of them is an error. */
  get hasErrors(): boolean {
    return this.found.some((problem) => problem.severity === "error");
  }

  /** All of them: the YAML file first, then the files it names, each from top to bottom. */
  sorted(firstFile: string): Problem[] {
    const rank = ({ position }: Problem) => (position?.file === firstFile ? 0 : 1);
    return [...this.found].sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
        (a.position?.column ?? 0) - (b.position?.column ?? 0),
    );
  }
}

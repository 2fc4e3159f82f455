import { renderProblems, type Problems } from "../../core/problem";

/** How a check refuses: the engine shows the reason, and the property only where it is not empty. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** All problems of a check as the one failure that the engine shows. */
export function checkFailures(problems: Problems): CheckFailure[] {
  return [{ property: "", reason: renderProblems(problems) }];
}

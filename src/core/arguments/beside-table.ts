/** What `table` replaces: arguments that may not be given beside it. */
import type { ArgumentProblem } from "./check-shape";

const replaced = ["instanceId", "dataTableId", "primaryAttributes"] as const;

/** A problem for each argument beside `table` that it determines already. */
export function besideTable(args: object): ArgumentProblem[] {
  const given = args as Readonly<Record<string, unknown>>;
  return replaced.filter((name) => given[name] !== undefined).map(twice);
}

function twice(name: string): ArgumentProblem {
  const message = `${name} is set beside table, which already determines it.`;
  return { code: "INVALID_SETTING", severity: "error", message, hint: `Remove ${name}.`, path: [name] };
}

/** What a run found against what the service was set to. */
import { personalities, switchValues, type SwitchName, type Switches } from "../../src/simulator";
import type { Outcome } from "../../src/probe/run";
import { isHidden } from "./hidden";

/** How the answers of a run compare. */
export interface Comparison {
  readonly right: number;
  /** Undecided, and rightly so. */
  readonly hidden: readonly string[];
  /** Undecided although it could be seen. */
  readonly open: readonly string[];
  /** Anything else. */
  readonly wrong: readonly string[];
}

/** All switches of a personality with some changed. */
export function settings(changes: Partial<Switches>, personality = "documented"): Switches {
  const defaults = Object.fromEntries(Object.entries(switchValues).map(([name, [first]]) => [name, first]));
  return { ...defaults, ...personalities[personality], ...changes } as unknown as Switches;
}

/** Compares every switch; an oddity is wrong, because a simulator does nothing odd. */
export function compare(outcome: Outcome, service: Switches): Comparison {
  const [hidden, open, wrong]: [string[], string[], string[]] = [
    [],
    [],
    outcome.oddities.map(({ what }) => `oddity: ${what}`),
  ];
  let right = 0;
  const answers = outcome.answers.filter(({ experiment }) => experiment.kind === "switch");
  for (const { experiment, reading } of answers) {
    const name = experiment.name as SwitchName;
    const shown = `${name}: ${reading.status === "decided" ? JSON.stringify(reading.value) : reading.reason}`;
    if (reading.status === "decided" && reading.value === expected(name, service)) right += 1;
    else if (reading.status !== "undecided")
      wrong.push(`${shown} instead of ${JSON.stringify(service[name])} (${reading.status})`);
    else (isHidden(name, service) ? hidden : open).push(shown);
  }
  if (outcome.left.length > 0) wrong.push(`${outcome.left.length} tables left`);
  return { right, hidden, open, wrong };
}

/** Counts above the quota of a table cannot be told from no limit. */
function expected(name: SwitchName, service: Switches): unknown {
  const value = service[name];
  const isSize = name.startsWith("maxItems") || name === "maxEnumValues";
  return isSize && typeof value === "number" && value >= 1000 ? null : value;
}

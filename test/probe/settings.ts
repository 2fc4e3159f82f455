/** The services that the probe is tried on. */
import { personalities, switchValues, type SwitchName, type Switches } from "../../src/simulator";

/** A service to try, and what it is called. */
export interface Trial {
  readonly name: string;
  readonly personality?: string;
  readonly switches: Partial<Switches>;
}

/** Numbers beside those that a switch names. */
const moreNumbers: Readonly<Partial<Record<SwitchName, readonly number[]>>> = {
  maxItemsCreate: [1, 2, 24, 26, 100, 437, 999, 1000],
  maxItemsUpdate: [1, 2, 100, 613],
  maxItemsDelete: [1, 50, 100],
  maxItemsDescribe: [1, 24, 100],
  maxItemsEvaluate: [1, 100],
  defaultPageSize: [1, 25, 250],
  primaryPageLimit: [1, 50, 500],
  maxEnumValues: [1, 50, 100],
  staleReads: [2, 3],
  searchLagMs: [1000, 5000, 30_000],
};

/** Every personality. */
export const personalityTrials: readonly Trial[] = Object.keys(personalities).map((personality) => ({
  name: `personality ${personality}`,
  personality,
  switches: {},
}));

/** Every switch at each of its values, all others at their default. */
export const singleTrials: readonly Trial[] = Object.entries(switchValues).flatMap(([name, [, ...values]]) =>
  [...values, ...(moreNumbers[name as SwitchName] ?? [])].map((value) => ({
    name: `${name}: ${JSON.stringify(value)}`,
    switches: { [name]: value },
  })),
);

/** Numbers that look random and are the same for the same seed. */
function generator(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761) % 2_147_483_647 || 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Random settings of all switches. */
export function randomTrials(count: number, seed: number): Trial[] {
  return Array.from({ length: count }, (_, index) => {
    const below = generator(seed * 1009 + index + 1);
    const switches = Object.fromEntries(
      Object.entries(switchValues).map(([name, values]) => [name, values[below(values.length)]]),
    ) as Partial<Switches>;
    return { name: `seed ${seed}, setting ${index}`, switches };
  });
}

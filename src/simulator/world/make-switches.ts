import { switchValues, type SwitchName, type Switches } from "./switches";

/**
 * All switches at their default, with some of them set otherwise.
 * @throws Error that names the switch when a name or a value is unknown, so that a test with a typing mistake does not pass.
 */
export function makeSwitches(changes: Readonly<Record<string, unknown>> = {}): Switches {
  const defaults = Object.fromEntries(Object.entries(switchValues).map(([name, values]) => [name, values[0]]));
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(switchValues, name)) throw new Error(`There is no switch "${name}".`);
    if (!allows(name as SwitchName, value)) {
      const known = switchValues[name as SwitchName].map((each) => JSON.stringify(each)).join(", ");
      throw new Error(`Switch "${name}" takes ${known}, not ${JSON.stringify(value)}.`);
    }
    defaults[name] = value as never;
  }
  return defaults as unknown as Switches;
}

/** Whether a value may stand for a switch: one of the listed ones, or any whole number where numbers are listed. */
function allows(name: SwitchName, value: unknown): boolean {
  const values: readonly unknown[] = switchValues[name];
  if (values.includes(value)) return true;
  return values.some((known) => typeof known === "number") && Number.isInteger(value) && (value as number) >= 0;
}

import type { SwitchName, Switches } from "../../../src/simulator";
import { batchProbes } from "./probes/batch-probes";
import { lockProbes } from "./probes/lock-probes";
import { readProbes, schemaProbes } from "./probes/read-probes";
import type { Probe } from "./probes/tools";
import { recordProbes, valueProbes } from "./probes/value-probes";

/** For every switch, something that a client does and sees. */
export const switchProbes: Readonly<Record<SwitchName, Probe>> = {
  ...batchProbes,
  ...lockProbes,
  ...valueProbes,
  ...recordProbes,
  ...readProbes,
  ...schemaProbes,
};

/** Settings of one switch in a form that `startSimulator` takes. */
export function settingsOf(
  name: SwitchName,
  values: readonly unknown[],
): { shown: string; switches: Partial<Switches> }[] {
  return values.map((value) => ({ shown: String(value), switches: { [name]: value } }));
}

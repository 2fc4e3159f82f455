import assert from "node:assert/strict";
import { switchValues, type SwitchName } from "../../../src/simulator";
import { Bench } from "./bench";
import { settingsOf, switchProbes } from "./switch-probes";

describe("a switch of the simulator changes what a client sees:", () => {
  for (const [name, probe] of Object.entries(switchProbes)) {
    it(name, async () => {
      const seen = new Map<string, string>();
      for (const { shown, switches } of settingsOf(name as SwitchName, switchValues[name as SwitchName])) {
        // Otherwise every schema call of every probe would take the time that it takes to see a second one.
        const bench = await Bench.start({ switches: { parallelSchemaCalls: "accepted", ...switches } });
        const observed = JSON.stringify(await probe(bench)) ?? "nothing";
        await bench.stop();
        assert.equal(seen.get(observed), undefined, `${name}: ${shown} looks like ${seen.get(observed)}: ${observed}`);
        seen.set(observed, shown);
      }
      assert.ok(seen.size > 1);
    });
  }
});

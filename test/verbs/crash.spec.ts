import { strict as assert } from "node:assert";
import { KillLane, type KillRun } from "../helpers/kill-lane";

const killsPerLane = 5;

// `npm run crash` does this a hundred times. A failure names the seed with which to do it again.
describe("a killed apply, on the real engine", function () {
  this.timeout(300_000);
  const seed = Date.now() % 1_000_000;

  it(`10 times kill -9 of pulumi or its provider: the next up converges, nobody's edit is lost (seed ${seed})`, async () => {
    const lanes = [runLane(seed, "VALUE"), runLane(seed + 1, seed % 2 === 0 ? "DATA_TABLE" : "NONE")];
    const runs = (await Promise.all(lanes)).flat();
    assert.equal(kills(runs), 2 * killsPerLane);
  });
});

async function runLane(seed: number, level: KillLane["level"]): Promise<KillRun[]> {
  const lane = await KillLane.start(seed, level);
  const runs: KillRun[] = [];
  try {
    while (kills(runs) < killsPerLane) runs.push(await lane.run());
  } finally {
    await lane.close();
  }
  return runs;
}

/** A kill that came too late is none. */
function kills(runs: readonly KillRun[]): number {
  return runs.filter(({ struck }) => struck).length;
}

import assert from "node:assert/strict";
import { startSimulator } from "../../src/simulator";
import { useDummyCredentials } from "../helpers/values-bench";
import { liveScenarios, playLive } from "../live/play";
import { instanceId } from "./bench";
import { makeNeighbours, neighbours } from "./neighbours";

describe("the live test", function () {
  this.timeout(60_000);

  it("plays its stories on scratch tables, touches no other table and leaves none", async () => {
    useDummyCredentials();
    const simulator = await startSimulator({ switches: { parallelSchemaCalls: "accepted" } });
    await makeNeighbours(simulator.url, instanceId);
    const { others } = neighbours(simulator);
    const live = {
      instanceId,
      region: "us-east-1",
      endpoint: simulator.url,
      requestsPerSecond: 100_000,
      burst: 1000,
      runId: "00112233",
    };
    const wrong: string[] = [];
    for (const scenario of liveScenarios) {
      await playLive(live, scenario).catch((error: Error) => wrong.push(`${scenario.name}: ${error.message}`));
    }
    const after = neighbours(simulator);
    await simulator.close();
    assert.deepEqual(wrong, []);
    assert.ok(liveScenarios.length > 15, `${liveScenarios.length} stories`);
    assert.deepEqual(after, { others, scratch: [] });
  });
});

import assert from "node:assert/strict";
import { personalities } from "../../src/simulator";
import { scenarios } from "./scenarios";
import { levels, play, withoutPauses } from "./sweep";

const words = { dynamic: "as a dynamic resource", plugin: "through the plugin" } as const;
const names = Object.keys(personalities);

/** The lock level of one play: chosen so that every pair of personality, scenario and level is played, each scenario with each personality once. */
function levelOf(personality: number, scenario: number): (typeof levels)[number] {
  return levels[(personality + scenario) % levels.length] ?? "VALUE";
}

/** `npm run sweep` plays every combination. */
describe(`${scenarios.length} scenarios × ${names.length} personalities, the lock levels pairwise`, () => {
  before(withoutPauses);

  it("leave out no pair of personality and level, nor of scenario and level", () => {
    const pairs = new Set<string>();
    names.forEach((name, p) =>
      scenarios.forEach((scenario, s) =>
        pairs.add(`${name}/${levelOf(p, s)}`).add(`${scenario.name}/${levelOf(p, s)}`),
      ),
    );
    assert.equal(pairs.size, (names.length + scenarios.length) * levels.length);
  });

  for (const door of ["dynamic", "plugin"] as const) {
    names.forEach((personality, p) => {
      it(`hold for a service that is ${personality}, ${words[door]}`, async function () {
        this.timeout(180_000);
        for (const [s, scenario] of scenarios.entries()) {
          await play(scenario, personality, levelOf(p, s), door).catch((error: Error) => {
            error.message = `${scenario.name} | ${personality} | ${levelOf(p, s)}: ${error.message}`;
            throw error;
          });
        }
      });
    });
  }
});

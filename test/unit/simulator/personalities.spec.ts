import assert from "node:assert/strict";
import { personalities, switchValues } from "../../../src/simulator";
import { makeSwitches } from "../../../src/simulator/make-switches";

describe("the simulator's personalities", () => {
  it("are made of switches and values that exist", () => {
    for (const switches of Object.values(personalities)) makeSwitches(switches);
  });

  it("begin with the documented one, which changes nothing", () => {
    assert.deepEqual(Object.entries(personalities)[0], ["documented", {}]);
  });

  it("cover every named value of every switch", () => {
    const settings = Object.values(personalities).map((switches) => makeSwitches(switches));
    for (const [name, values] of Object.entries(switchValues)) {
      const used = new Set<unknown>(settings.map((each) => each[name as keyof typeof each]));
      if (values.some((value) => typeof value === "number")) assert.ok(used.size > 1, name);
      else for (const value of values) assert.ok(used.has(value), `${name}: ${value}`);
    }
  });
});

/** A service may trim keys and compose their characters when it writes them, or not: nobody outside AWS knows. Both ways nothing is lost. */
import { strict as assert } from "node:assert";
import type { SimulatorOptions } from "../../src/simulator";
import { ProgramStack } from "./values-run";
import { assertDone, program, requests, stored, withBench } from "./values-bench";

const composed = "Z\u00fcrich";
const decomposed = "Zu\u0308rich";
const rows = { " Berlin ": { Opens: "09:00" }, [decomposed]: { Opens: "10:00", Seats: 1 } };

const kept: SimulatorOptions["switches"] = {};
const normalised: SimulatorOptions["switches"] = { normaliseKeys: true, trimValues: true, normaliseUnicode: true };
const services: [string, SimulatorOptions["switches"], string[]][] = [
  ["keeps keys as they are sent", kept, [" Berlin ", decomposed]],
  [
    "stores keys trimmed and composed, and answers with those",
    { ...normalised, echoKeys: "as-stored" },
    ["Berlin", composed],
  ],
  [
    "stores keys trimmed and composed, and answers with those that were sent",
    { ...normalised, echoKeys: "as-sent" },
    ["Berlin", composed],
  ],
];

for (const [what, switches, keys] of services) {
  describe(`a service that ${what}`, function () {
    this.timeout(30_000);

    const up = async (
      stack: ProgramStack,
      args: Parameters<ProgramStack["up"]>[0][string],
      options?: { refresh?: boolean },
    ) => {
      const { failures, steps } = await stack.up({ v: args }, options);
      assertDone({ failure: failures.v });
      return steps;
    };

    for (const ownership of ["declared", "exclusive"] as const) {
      it(`is written once, and the next run has nothing to do (${ownership})`, () =>
        withBench(
          async (bench) => {
            const stack = new ProgramStack();
            const args = program(bench, rows, { ownership });
            assert.deepEqual(await up(stack, args), ["create v"]);
            const table = stored(bench);
            assert.deepEqual(Object.keys(table).sort(), [...keys].sort());
            requests(bench);
            assert.deepEqual(await up(stack, args), ["same v"]);
            assert.deepEqual(await up(stack, args, { refresh: true }), ["same v"]);
            const changed = { ...rows, " Berlin ": { Opens: "09:30" } };
            assert.deepEqual(await up(stack, program(bench, changed, { ownership })), ["update v"]);
            assert.deepEqual(requests(bench).update, 1);
            const berlin = keys[0] ?? "";
            assert.deepEqual(stored(bench), { ...table, [berlin]: { Opens: "09:30" } });
            assert.deepEqual(await up(stack, program(bench, {}, { ownership })), ["update v"]);
            assert.deepEqual(stored(bench), {});
          },
          { switches },
        ));
    }
  });
}

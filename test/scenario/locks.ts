/** One short life of a table under every combination of how lock versions may be shown, demanded, compared and moved. */
import { strict as assert } from "node:assert";
import type { Switches } from "../../src/simulator";
import { listTable, valuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { columns, levels } from "./sweep";

const choices = {
  level: levels,
  lockPartsInReads: ["all", "level", "level-and-value"],
  lockPartsInWrites: ["all", "level", "level-and-value", "value", "none"],
  lockInList: ["present", "absent"],
  lockOnCreate: ["optional", "data-table", "coarse"],
  checkedParts: ["level", "level-and-value", "sent"],
  staleItem: ["per-item", "whole-request"],
  inRequestStaleness: [false, true],
  answerLocks: ["after-request", "after-item"],
  tablePartMoves: ["at-level", "always"],
} as const;

/** One combination. */
export type LockWays = { readonly [K in keyof typeof choices]: (typeof choices)[K][number] };

const names = Object.keys(choices) as (keyof typeof choices)[];

/** How many combinations there are. */
export const lockWays = names.reduce((count, name) => count * choices[name].length, 1);

/** The combination with a number from 0 on. */
export function lockWay(number: number): LockWays {
  let rest = number;
  const entries = names.map((name) => {
    const values = choices[name];
    const value = values[rest % values.length];
    rest = Math.floor(rest / values.length);
    return [name, value] as const;
  });
  return Object.fromEntries(entries) as unknown as LockWays;
}

/** Numbers of combinations that together have every pair of values of any two switches; always the same ones. */
export function pairwiseLockWays(): number[] {
  const pairsOf = (way: LockWays) =>
    names.flatMap((a, i) => names.slice(i + 1).map((b) => `${a}=${way[a]},${b}=${way[b]}`));
  const open = new Set(Array.from({ length: lockWays }, (_, i) => pairsOf(lockWay(i))).flat());
  const chosen: number[] = [];
  // A stride that has no factor in common with the number of combinations visits all of them in a mixed order.
  for (let step = 0, number = 0; open.size > 0 && step < lockWays; step++, number = (number + 7919) % lockWays) {
    const pairs = pairsOf(lockWay(number)).filter((pair) => open.has(pair));
    if (pairs.length < Math.min(12, open.size)) continue;
    chosen.push(number);
    pairs.forEach((pair) => open.delete(pair));
  }
  for (let number = 0; open.size > 0; number++) {
    const pairs = pairsOf(lockWay(number)).filter((pair) => open.has(pair));
    if (pairs.length === 0) continue;
    chosen.push(number);
    pairs.forEach((pair) => open.delete(pair));
  }
  return chosen;
}

const rows = (count: number, opens: string, seats: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`S${i}`, { Opens: opens, Seats: seats + i }]));

/** Creates, changes, mixes, meets an edit and removes; throws where the table is not as it must be. */
export async function playLocks({ level, ...switches }: LockWays): Promise<void> {
  const ways: Partial<Switches> = { ...switches, parallelSchemaCalls: "accepted" };
  // Where every part that was sent is compared, a part that the level does not go by would make every object stale.
  if (switches.checkedParts === "sent")
    Object.assign(ways, { recordPartMoves: "at-level", tablePartMoves: "at-level" });
  const bench = await valuesBench(columns, { lockLevel: level, switches: ways });
  try {
    const stack = new VerbStack();
    const up = async (declared: object) => {
      const { failure } = await stack.up(
        { ...bench.inputs, guard: false, batchSize: 5, rows: declared as never },
        { skipPreview: true },
      );
      return failure;
    };
    const held = () =>
      Object.fromEntries(
        (bench.simulator.dump().tables.Hours?.rows ?? []).map(({ keys, values }) => [keys.Store, values]),
      ) as Record<string, unknown>;
    const assertHeld = (declared: Readonly<Record<string, { Opens: string; Seats: number }>>) => {
      const texts = Object.entries(declared).map(([row, { Opens, Seats }]) => [row, { Opens, Seats: String(Seats) }]);
      assert.deepEqual(held(), Object.fromEntries(texts));
    };

    for (const declared of [rows(8, "a", 1), rows(8, "b", 2), { ...rows(5, "b", 3), New: { Opens: "n", Seats: 0 } }]) {
      assert.equal(await up(declared), undefined);
      assertHeld(declared);
    }
    const last = { ...rows(5, "b", 3), New: { Opens: "n", Seats: 0 } };
    assert.deepEqual(await stack.refresh({ previewOnly: true }), { changed: false });
    bench.simulator.edit({ table: "Hours", keys: { Store: "S3" }, column: "Opens", value: "theirs" });
    await listTable(bench);
    assert.match((await up({ ...last, S3: { Opens: "ours", Seats: 6 } })) ?? "", /row "S3", column "Opens" was edited/);
    assertHeld({ ...last, S3: { Opens: "theirs", Seats: 6 } });
    assert.equal(await up({ ...last, S3: { Opens: "theirs", Seats: 7 } }), undefined);
    assert.equal((await stack.destroy()).failure, undefined);
    assertHeld({});
  } finally {
    await bench.close();
  }
}

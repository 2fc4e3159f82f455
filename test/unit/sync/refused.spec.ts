import { strict as assert } from "node:assert";
import fc from "fast-check";
import { cellMap } from "../../../src/core/cells/cell-map";
import type { LockLevel } from "../../../src/core/model";
import type { BatchAnswer, WriteItem, WriteVerb } from "../../../src/sync/ports";
import { reconcile, type Reconciled } from "../../../src/sync/values/reconcile";
import { ServiceError, type ServiceErrorKind } from "../../../src/sync/service-error";
import { FakeTable, target } from "./fake-table";

const kinds = ["conflict", "exists", "access-denied", "invalid", "quota", "not-found", "server", "lost"] as const;
type Kind = (typeof kinds)[number];

/** How a row makes its requests fail: how often, and whether the items before it were written. */
interface Fate {
  readonly kind: Kind;
  readonly times: number;
  readonly isPart: boolean;
}

/** A table in which some rows make the service refuse their whole request, in words that name the row. */
class RefusingTable extends FakeTable {
  readonly sizes: number[] = [];
  private readonly left = new Map<string, number>();

  constructor(
    private readonly fates: ReadonlyMap<string, Fate>,
    private readonly level: LockLevel,
  ) {
    super();
    for (const [row, { times }] of fates) this.left.set(row, times);
  }

  override async describeTable() {
    return { ...(await super.describeTable()), lockLevel: this.level as "VALUE" };
  }

  override async write(verb: WriteVerb, items: readonly WriteItem[]): Promise<BatchAnswer> {
    this.sizes.push(items.length);
    const at = items.findIndex(({ rowKey }) => (this.left.get(rowKey) ?? 0) > 0);
    const row = items[at]?.rowKey;
    const fate = row === undefined ? undefined : this.fates.get(row);
    if (row === undefined || !fate) return super.write(verb, items);
    this.left.set(row, (this.left.get(row) ?? 0) - 1);
    if (fate.isPart && (fate.kind === "server" || fate.kind === "lost")) await super.write(verb, items.slice(0, at));
    const kind: ServiceErrorKind = fate.kind === "exists" ? "conflict" : fate.kind;
    const errorType = fate.kind === "conflict" ? "ConflictException" : "OtherException";
    throw new ServiceError(kind, verb, `because of ${row}.`, { errorType });
  }
}

const store = (index: number) => `S${String(index).padStart(2, "0")}`;
const count = 60;

async function run(table: RefusingTable, lockLevel: LockLevel): Promise<Reconciled> {
  const declared = cellMap(Array.from({ length: count }, (_, i) => ({ ...target(store(i)), value: "09:00" })));
  const intent = { owned: cellMap<never>([]), declared, isReleased: () => false, moves: [], renamed: {} };
  return reconcile({
    ...{ ...intent, ownership: "declared", onConflict: "fail", gateway: table, primaryAttributes: ["Store"] },
    ...{ batchSize: 25, memory: {}, lockLevel },
    ...{ assertAlive: () => Promise.resolve(), onProgress: () => undefined },
  });
}

/** What must hold whatever the service refuses, and why. */
function assertJust(table: RefusingTable, result: Reconciled, fates: ReadonlyMap<string, Fate>): void {
  const { refused, stopped, conflicts } = result;
  assert.deepEqual(conflicts, []);
  const forGood = [...fates].filter(([, { times }]) => times === Infinity).map(([row]) => row);
  for (const { change, message } of refused) {
    if (message.startsWith("not tried, because ")) continue;
    assert.ok(forGood.includes(change.rowKey), `${change.rowKey} is innocent: ${message}`);
    assert.match(message, new RegExp(`because of ${change.rowKey}\\.`));
  }
  assert.equal(new Set(refused.map(({ change }) => change.rowKey)).size, refused.length, "each is refused once");
  const isWritten = (row: string) => table.cells.has(`${row}/Opens`);
  const innocent = Array.from({ length: count }, (_, i) => store(i)).filter((row) => !forGood.includes(row));
  const hasNotTried = refused.some(({ message }) => message.startsWith("not tried"));
  if (!stopped && !hasNotTried) {
    assert.deepEqual(
      innocent.filter((row) => !isWritten(row)),
      [],
    );
    assert.equal(refused.length, forGood.length);
  }
  assert.ok(table.sizes.length <= 6 + 18 * fates.size, `${table.sizes.length} requests for ${fates.size}`);
}

describe("requests that are refused because of some of their items", function () {
  this.timeout(60_000);
  const isPart = fc.boolean();
  /** What may pass by itself, and what stays. */
  const fate = fc.oneof(
    fc.record({ kind: fc.constantFrom<Kind>("conflict", "lost"), times: fc.constantFrom(1, 2), isPart }),
    fc.record({ kind: fc.constantFrom(...kinds), times: fc.constant(Infinity), isPart }),
  );
  const some = (of: fc.Arbitrary<Fate>, most: number) =>
    fc
      .uniqueArray(fc.tuple(fc.nat({ max: count - 1 }), of), { maxLength: most, selector: ([index]) => index })
      .map((entries) => new Map(entries.map(([index, one]) => [store(index), one] as const)));
  const level = fc.constantFrom<LockLevel>("NONE", "VALUE", "ATTRIBUTE", "PRIMARY_VALUE", "DATA_TABLE");

  it("blame the guilty only, and end (1000 runs)", () =>
    fc.assert(
      fc.asyncProperty(some(fate, 12), level, async (fates, lockLevel) => {
        const table = new RefusingTable(fates, lockLevel);
        assertJust(table, await run(table, lockLevel), fates);
      }),
      { numRuns: 1000 },
    ));

  for (const kind of kinds.filter((one) => one !== "quota")) {
    it(`are told apart where up to three are refused for "${kind}": all others are written (200 runs)`, () =>
      fc.assert(
        fc.asyncProperty(
          some(fc.record({ kind: fc.constant(kind), times: fc.constant(Infinity), isPart }), 3),
          level,
          async (fates, lockLevel) => {
            const table = new RefusingTable(fates, lockLevel);
            const result = await run(table, lockLevel);
            assertJust(table, result, fates);
            assert.deepEqual(
              [result.stopped, result.written.length + result.settled.length],
              [undefined, count - fates.size],
            );
          },
        ),
        { numRuns: 200 },
      ));
  }
});

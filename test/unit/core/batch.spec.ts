import { strict as assert } from "node:assert";
import fc from "fast-check";
import { lockScope, nextBatch, orderChanges } from "../../../src/core/batch";
import { BatchSize } from "../../../src/core/batch-size";
import { lockLevels } from "../../../src/core/model";
import type { WriteMemory } from "../../../src/core/write-memory";

const kind = fc.constantFrom("create" as const, "update" as const, "delete" as const);
const item = fc.record({ kind, rowKey: fc.constantFrom(..."ABCDEFGH"), attribute: fc.constantFrom(..."xyz") });
const items = fc.uniqueArray(item, { selector: ({ rowKey, attribute }) => `${rowKey}${attribute}`, maxLength: 24 });

describe("batches", () => {
  it("take every change once, creates before updates before deletes, in as few requests as can be (3,000 runs)", () => {
    const options = fc.record({
      maxItems: fc.integer({ min: 1, max: 9 }),
      level: fc.constantFrom(...lockLevels),
      onePerScope: fc.boolean(),
      deletesFirst: fc.boolean(),
    });
    fc.assert(
      fc.property(items, options, (changes, { maxItems, level, onePerScope, deletesFirst }) => {
        const scopeOf = onePerScope ? (cell: (typeof changes)[number]) => lockScope(level, cell) : undefined;
        const requests: (typeof changes)[] = [];
        let queue = orderChanges(changes, deletesFirst);
        while (queue.length > 0) {
          const { batch, rest } = nextBatch(queue, { maxItems, scopeOf: scopeOf as never });
          assert.ok(batch.length > 0 && batch.length <= maxItems);
          assert.equal(new Set(batch.map((change) => change.kind)).size, 1);
          if (scopeOf) assert.equal(new Set(batch.map(scopeOf)).size, batch.length);
          requests.push(batch);
          queue = rest;
        }
        assert.deepEqual(new Set(requests.flat()), new Set(changes));
        assert.equal(requests.flat().length, changes.length);
        const order = deletesFirst ? ["delete", "create", "update"] : ["create", "update", "delete"];
        const ranks = requests.map(([first]) => order.indexOf(first?.kind ?? ""));
        assert.deepEqual(ranks, [...ranks].sort());
        for (const verb of order) {
          const own = changes.filter((change) => change.kind === verb);
          const scopes = new Map<string, number>();
          for (const change of own) {
            const scope = scopeOf ? scopeOf(change) : `${change.rowKey}${change.attribute}`;
            scopes.set(scope, (scopes.get(scope) ?? 0) + 1);
          }
          const least = Math.max(Math.ceil(own.length / maxItems), ...scopes.values());
          const sent = requests.filter(([first]) => first?.kind === verb).length;
          assert.equal(sent, own.length === 0 ? 0 : least, `${own.length} items, ${sent} requests`);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("keep a row's cells side by side", () => {
    const changes = ["A", "B"].flatMap((rowKey) =>
      ["x", "y"].map((attribute) => ({ kind: "create" as const, rowKey, attribute })),
    );
    assert.deepEqual(orderChanges(changes, false), changes);
    assert.deepEqual(nextBatch(changes, { maxItems: 2 }).batch, changes.slice(0, 2));
  });

  it("have scopes by level", () => {
    const cell = { rowKey: "A", attribute: "x" };
    const other = (more: object) => ({ ...cell, ...more });
    const apart = (level: (typeof lockLevels)[number]) =>
      [other({ rowKey: "B" }), other({ attribute: "y" })].map(
        (one) => lockScope(level, one) !== lockScope(level, cell),
      );
    assert.deepEqual(lockLevels.map(apart), [
      [true, true],
      [true, true],
      [false, true],
      [true, false],
      [false, false],
    ]);
  });
});

describe("the size of a request", () => {
  /** Sends items as an apply does to a service that takes `limit` items and refuses requests with a bad one; counts the requests. */
  function send(
    count: number,
    options: { limit?: number; bad?: number; memory?: WriteMemory },
  ): { requests: number; done: number } {
    const { limit = Infinity, bad = -1, memory = {} } = options;
    const size = new BatchSize(25, memory);
    let queue = Array.from({ length: count }, (_, i) => i);
    let [requests, done] = [0, 0];
    while (queue.length > 0) {
      const batch = queue.slice(0, size.current);
      requests++;
      if (batch.length > limit || batch.includes(bad)) {
        if (batch.length === 1) {
          size.found();
          queue = queue.slice(1);
        } else size.refused(batch);
        continue;
      }
      batch.forEach((key) => size.passed(key));
      done += batch.length;
      queue = queue.slice(batch.length);
    }
    return { requests, done };
  }

  it("is halved until requests pass, and remembered for the next resource", () => {
    const memory: WriteMemory = {};
    assert.deepEqual(send(100, { limit: 10, memory }), { requests: 2 + 15, done: 100 });
    assert.deepEqual(send(100, { limit: 10, memory }), { requests: 15, done: 100 });
  });

  it("comes back when one item was the reason", () => {
    const memory: WriteMemory = {};
    const { requests, done } = send(100, { bad: 30, memory });
    assert.deepEqual([done, memory], [99, {}], "nothing is remembered");
    assert.ok(requests <= 4 + 12, `${requests} requests`);
  });

  it("gets every good item through, whatever the limit and wherever the bad one is (500 runs)", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: -1, max: 60 }), (limit, bad) => {
        const { done } = send(60, { limit, bad });
        assert.equal(done, bad >= 0 && bad < 60 ? 59 : 60);
      }),
      { numRuns: 500 },
    );
  });
});

import { strict as assert } from "node:assert";
import fc from "fast-check";
import { nextBatch, orderChanges, BatchSize, type Lesson, type WriteMemory } from "../../../src/core/apply/batch";
import { scopeAt } from "../../../src/core/apply/lock-chain";
import { Outage } from "../../../src/core/apply/refusals";
import { lockLevels } from "../../../src/core/model";

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
        const scopeOf = onePerScope ? scopeAt(level) : undefined;
        const requests: (typeof changes)[] = [];
        let queue = orderChanges(changes, deletesFirst);
        while (queue.length > 0) {
          const { batch, rest } = nextBatch(queue, { maxItems, scopeOf: scopeOf });
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
      [other({ rowKey: "B" }), other({ attribute: "y" })].map((one) => scopeAt(level)(one) !== scopeAt(level)(cell));
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

  /** Refuses requests of `from` items and more; passes the others. Answers the memory. */
  function teach(lesson: Lesson, from: number, settled: readonly number[] = []): WriteMemory {
    const memory: WriteMemory = {};
    const size = new BatchSize(8, memory);
    let queue = [0, 1, 2, 3, 4, 5, 6, 7];
    while (queue.length > 0) {
      const batch = queue.slice(0, size.current);
      if (batch.length >= from) {
        size.refused(batch, lesson);
        continue;
      }
      batch.forEach((key) => (settled.includes(key) ? size.gone(key) : size.passed(key)));
      queue = queue.slice(batch.length);
    }
    assert.equal(size.current, memory.maxItems ?? 8, "what was looked for is found");
    return memory;
  }

  it("teaches what the refusal may teach, and nothing when the reason may have passed", () => {
    assert.deepEqual(teach("size", 3), { maxItems: 2 });
    assert.deepEqual(teach("scope", 3), { oneItemPerScope: true });
    assert.deepEqual(teach("none", 3), {});
  });

  it("teaches nothing by items of which nobody knows whether they would have gone through", () => {
    assert.deepEqual(teach("scope", 3, [0, 4]), {});
    assert.deepEqual(teach("scope", 3, [0, 1, 2, 3, 4, 5, 6, 7]), {});
  });

  it("does not teach that a success makes others stale where items of one scope went through together", () => {
    const memory: WriteMemory = {};
    const size = new BatchSize(4, memory);
    size.refused([0, 1, 2, 3], "scope");
    size.passedTogether();
    [0, 1, 2, 3].forEach((key) => size.passed(key));
    assert.deepEqual([size.current, memory], [4, {}]);
  });

  it("looks among the items of the smallest refused request only", () => {
    const size = new BatchSize(8, {});
    size.refused([0, 1, 2, 3, 4, 5, 6, 7], "none");
    assert.deepEqual([size.current, size.isSuspect(7)], [4, true]);
    size.refused([0, 1, 2, 3], "none");
    assert.deepEqual([size.current, size.isSuspect(3), size.isSuspect(7)], [2, true, false]);
    size.found();
    assert.deepEqual([size.current, size.isSuspect(3)], [8, false]);
  });

  it("begins with single items where one after the other is refused, and grows again with the first that passes", () => {
    const size = new BatchSize(8, {});
    const sizes = Array.from({ length: 4 }, () => {
      size.found();
      return size.current;
    });
    assert.deepEqual(sizes, [8, 8, 1, 1]);
    size.passed("a");
    assert.equal(size.current, 2);
    ["b", "c"].forEach((key) => size.passed(key));
    assert.equal(size.current, 8);
    size.found();
    assert.equal(size.current, 8);
  });

  it("finds every bad one of many in few requests, whichever they are (500 runs)", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 100 }), (bad) => {
        const size = new BatchSize(25, {});
        let queue = Array.from({ length: 100 }, (_, i) => i);
        const refused: number[] = [];
        let requests = 0;
        while (queue.length > 0) {
          const batch = queue.slice(0, size.current);
          requests++;
          if (batch.some((key) => bad.includes(key))) {
            if (batch.length > 1) {
              size.refused(batch, "none");
              continue;
            }
            refused.push(...batch);
            size.found();
          } else batch.forEach((key) => size.passed(key));
          queue = queue.slice(batch.length);
        }
        assert.deepEqual(
          refused,
          [...bad].sort((a, b) => a - b),
        );
        assert.ok(requests <= 4 + 10 * bad.length, `${requests} requests for ${bad.length}`);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a service that fails", () => {
  const item = (rowKey: string, kind: "create" | "update" = "create") => ({ kind, rowKey, attribute: "x" });
  const queue = Array.from({ length: 100 }, (_, i) => item(`R${i}`));

  it("is suspected after one item that was refused alone; others far from each other are asked, each until it is answered", () => {
    const outage = new Outage();
    assert.equal(outage.probe(queue), undefined);
    assert.deepEqual([outage.failed(item("A")), outage.isSuspected(item("B"))], [false, true]);
    const asked: string[] = [];
    for (let rest = queue, enough = false; !enough;) {
      const next = outage.probe(rest);
      assert.ok(next);
      assert.equal(outage.probe([next, ...rest.filter((other) => other !== next)]), next, "not answered yet");
      asked.push(next.rowKey);
      rest = rest.filter((other) => other !== next);
      enough = outage.failed(next);
    }
    assert.deepEqual(asked, ["R87", "R61", "R30"]);
  });

  it("is no longer suspected once an item of that verb went through; other verbs do not tell", () => {
    const outage = new Outage();
    outage.failed(item("A"));
    outage.worked(item("B", "update"));
    assert.ok(outage.isSuspected(item("B")));
    assert.ok(!outage.isSuspected(item("B", "update")));
    assert.equal(outage.probe([item("B", "update")]), undefined);
    outage.worked(item("B"));
    assert.deepEqual([outage.isSuspected(item("C")), outage.probe(queue)], [false, undefined]);
    assert.deepEqual(
      ["A", "B", "C", "D"].map((row) => outage.failed(item(row))),
      [false, false, false, true],
    );
  });
});

/** Services that answer what no switch describes. */
import assert from "node:assert/strict";
import { experiments } from "../../src/probe/experiments/experiments";
import type { JsonObject, Reply, Service } from "../../src/probe/service/ports";
import { probe } from "./bench";

/** Changes an answer; `count` is the number of requests of that operation so far. */
type Twist = (operation: string, input: JsonObject, reply: Reply, count: number) => Reply;

const answer = (reply: Reply, change: (body: Record<string, unknown>) => void): Reply => {
  if (reply.kind === "refusal") return reply;
  const body = structuredClone(reply.body) as Record<string, unknown>;
  change(body);
  return { ...reply, body };
};

const refuse = (type: string, status: number): Reply => ({ kind: "refusal", type, status, message: "odd" });

/** Sets the value of every cell in an answer. */
const setValues = (value: unknown) => (body: Record<string, unknown>) => {
  for (const item of (body.Successful ?? []) as Record<string, unknown>[]) if ("Value" in item) item.Value = value;
};

/** First version of each cell, to be shown again. */
function backwards(): Twist {
  const first = new Map<string, unknown>();
  return (operation, input, reply, count) => {
    if (operation !== "BatchDescribeDataTableValue" || count < 4) return reply;
    return answer(reply, (body) => {
      for (const item of (body.Successful ?? []) as Record<string, unknown>[]) {
        const key = JSON.stringify([input.DataTableId, item.PrimaryValues, item.AttributeName]);
        if (first.has(key)) item.LockVersion = first.get(key);
        else first.set(key, item.LockVersion);
      }
    });
  };
}

/** Strange services by name, each with what must be reported: an oddity, or a surprise of these questions. */
export const strange: Readonly<
  Record<string, { readonly twist: () => Twist; readonly surprising: readonly string[]; readonly oddity?: RegExp }>
> = {
  "an unknown error type for wrong input": {
    twist: () => (operation, _input, reply) =>
      operation === "ListDataTables" && reply.kind === "refusal" ? refuse("MalformedInputException", 400) : reply,
    surprising: ["invalidInputError"],
    oddity: /unknown error type MalformedInputException/,
  },
  "an item answered twice": {
    twist: () => (operation, _input, reply) =>
      operation !== "BatchDescribeDataTableValue"
        ? reply
        : answer(
            reply,
            (body) =>
              (body.Successful = [
                ...((body.Successful ?? []) as unknown[]),
                ...((body.Successful ?? []) as unknown[]),
              ]),
          ),
    surprising: ["trimValues", "lockPartsInReads"],
  },
  "an item not answered": {
    twist: () => (operation, _input, reply) =>
      operation === "BatchUpdateDataTableValue" ? answer(reply, (body) => (body.Failed = [])) : reply,
    surprising: ["updateMissing"],
  },
  "an answer without Successful": {
    twist: () => (operation, _input, reply) =>
      operation === "BatchDeleteDataTableValue" ? answer(reply, (body) => delete body.Successful) : reply,
    surprising: ["deleteMissing"],
  },
  "a lock version that goes back": { twist: backwards, surprising: [], oddity: /went back/ },
  "an added member": {
    twist: () => (operation, _input, reply) =>
      operation === "ListDataTableValues" ? answer(reply, (body) => (body.ItemVersion = "7")) : reply,
    surprising: [],
    oddity: /unknown member ItemVersion/,
  },
  "values in upper case": {
    twist: () => (operation, _input, reply) =>
      operation === "BatchDescribeDataTableValue" ? answer(reply, setValues("SHOUTED")) : reply,
    surprising: ["trimValues", "canonicalNumbers", "respaceLists", "normaliseUnicode", "rewriteArnRegions"],
  },
  "a value that is not a string": {
    twist: () => (operation, _input, reply) =>
      operation === "BatchDescribeDataTableValue" ? answer(reply, setValues(7)) : reply,
    surprising: ["trimValues", "canonicalNumbers"],
  },
  "half of the parts of a lock version": {
    twist: () => (operation, _input, reply) =>
      operation !== "BatchDescribeDataTableValue"
        ? reply
        : answer(reply, (body) => {
            for (const item of (body.Successful ?? []) as Record<string, Record<string, unknown>>[])
              delete item.LockVersion?.DataTable;
          }),
    surprising: ["lockPartsInReads"],
  },
  "a key that is taken and accepted": {
    twist: () => (operation, _input, reply) =>
      operation === "UpdateDataTablePrimaryValues" && reply.kind === "refusal"
        ? { kind: "answer", body: { LockVersion: {} } }
        : reply,
    surprising: ["keyCollisionError"],
  },
  "a refusal of every batch of two": {
    twist: () => (operation, input, reply) =>
      /^BatchUpdate/.test(operation) && (input.Values as unknown[]).length === 2
        ? refuse("LimitExceededException", 429)
        : reply,
    surprising: ["duplicateItems", "staleItem"],
  },
  "a missing default value that evaluates to something else": {
    twist: () => (operation, _input, reply) =>
      operation !== "EvaluateDataTableValues"
        ? reply
        : answer(reply, (body) => {
            for (const item of (body.Values ?? []) as Record<string, unknown>[]) item.EvaluatedValue = "neither";
          }),
    surprising: ["missingCellFallback"],
  },
  "half of the times": {
    twist: () => (operation, _input, reply) =>
      operation !== "BatchDescribeDataTableValue"
        ? reply
        : answer(reply, (body) => {
            for (const item of (body.Successful ?? []) as Record<string, unknown>[]) delete item.LastModifiedRegion;
          }),
    surprising: ["lastModified"],
  },
  "lists that are not lists": {
    twist: () => (operation, _input, reply) =>
      operation === "ListDataTablePrimaryValues" ? answer(reply, (body) => (body.PrimaryValuesList = "none")) : reply,
    surprising: ["recordWithoutCells"],
  },
  "a page token that is repeated": {
    twist: () => (operation, _input, reply) => {
      if (operation !== "ListDataTablePrimaryValues") return reply;
      if (reply.kind === "refusal") return { kind: "answer", body: { PrimaryValuesList: [], NextToken: "again" } };
      return answer(reply, (body) => (body.NextToken = "again"));
    },
    surprising: ["recordWithoutCells"],
  },
};

/** Runs all questions, or only some of them, of a strange service and checks what is reported. */
export async function assertReported(name: string, wanted?: ReadonlySet<string>): Promise<void> {
  const { twist, surprising, oddity } = strange[name] as (typeof strange)[string];
  const asked = experiments.filter((each) => !wanted || wanted.has(each.name) || surprising.includes(each.name));
  const outcome = await probe({
    experiments: asked,
    fillsQuota: false,
    measuresThrottling: false,
    simulator: { switches: { parallelSchemaCalls: "accepted" } },
    between: (service) => twisted(service, twist()),
  });
  assert.equal(outcome.stoppedBy, undefined);
  assert.equal(outcome.answers.length, asked.length);
  assert.deepEqual(outcome.left, []);
  const readings = new Map(outcome.answers.map(({ experiment, reading }) => [experiment.name, reading]));
  for (const question of surprising) {
    assert.equal(readings.get(question)?.status, "surprise", JSON.stringify([name, question, readings.get(question)]));
  }
  if (oddity)
    assert.ok(
      outcome.oddities.some(({ what }) => oddity.test(what)),
      JSON.stringify(outcome.oddities),
    );
}

/** A service whose answers are twisted. */
export function twisted(service: Service, twist: Twist): Service {
  const counts = new Map<string, number>();
  const change = (operation: string, input: JsonObject, reply: Reply): Reply => {
    const count = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, count);
    return twist(operation, input, reply, count);
  };
  return {
    send: async (operation, input) => change(operation, input, await service.send(operation, input)),
    sendAtOnce: async (operation, input) => change(operation, input, await service.sendAtOnce(operation, input)),
    throttles: () => service.throttles(),
  };
}

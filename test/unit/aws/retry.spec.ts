import { strict as assert } from "node:assert";
import type { Clock } from "../../../src/aws/limiter";
import { Limiter } from "../../../src/aws/limiter";
import { retryDelay, withRetry } from "../../../src/aws/retry";
import { classifyError, toServiceError } from "../../../src/aws/service-errors";
import { ServiceError } from "../../../src/sync/service-error";

/** A clock that jumps. */
function jumpingClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  let now = 0;
  return {
    slept,
    now: () => now,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

const error = (name: string, status?: number, more: object = {}) =>
  Object.assign(new Error("text"), { name, $metadata: { httpStatusCode: status, requestId: "r-1" }, ...more });
const write = "BatchUpdateDataTableValue";

describe("errors of the service", () => {
  for (const [name, status, kind] of [
    ["ThrottlingException", 429, "throttled"],
    ["TooManyRequestsException", 429, "throttled"],
    ["SomethingNew", 429, "throttled"],
    ["LimitExceededException", 429, "quota"],
    ["ServiceQuotaExceededException", 402, "quota"],
    ["SomethingNew", 402, "quota"],
    ["ConflictException", 409, "conflict"],
    ["DuplicateResourceException", 409, "conflict"],
    ["SomethingNew", 409, "conflict"],
    ["InvalidRequestException", 400, "invalid"],
    ["InvalidParameterException", 400, "invalid"],
    ["AccessDeniedException", 403, "access-denied"],
    ["ExpiredTokenException", 403, "unreachable"],
    ["UnrecognizedClientException", 403, "unreachable"],
    ["InvalidSignatureException", 403, "unreachable"],
    ["ResourceNotFoundException", 404, "not-found"],
    ["InternalServiceException", 500, "server"],
    ["SomethingNew", 503, "server"],
    ["SyntaxError", 200, "lost"],
    ["TimeoutError", undefined, "lost"],
    ["CredentialsProviderError", undefined, "unreachable"],
    ["SomethingNew", 418, "other"],
  ] as const) {
    it(`${name} with ${status ?? "no status"} is ${kind}`, () =>
      assert.equal(classifyError(error(name, status)), kind));
  }

  it("that were never sent are unreachable; a reset connection is lost", () => {
    for (const code of ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"])
      assert.equal(classifyError(error("Error", undefined, { code })), "unreachable");
    for (const code of ["ECONNRESET", "EPIPE"])
      assert.equal(classifyError(error("Error", undefined, { code })), "lost");
  });

  it("carry the operation, the type and the request id", () => {
    assert.equal(
      toServiceError("ListX", error("ConflictException", 409)).describe(),
      "ListX: ConflictException: text (request id r-1)",
    );
    const known = new ServiceError("lost", "X", "cut short");
    assert.equal(toServiceError("ListX", known), known);
    assert.match(toServiceError("X", "a text").describe(), /a text/);
  });
});

describe("retries", () => {
  it("are for throttling and failures of the service, and for lost answers of reads", () => {
    const isRetried = (operation: string, thrown: unknown) => retryDelay(operation, thrown, 1, () => 0) !== undefined;
    for (const name of ["ThrottlingException", "InternalServiceException"]) assert.ok(isRetried(write, error(name)));
    assert.ok(isRetried("ListDataTableValues", error("Error")));
    assert.ok(isRetried("BatchDescribeDataTableValue", new ServiceError("lost", "X", "cut short")));
    assert.ok(!isRetried(write, error("Error")), "a write may have been applied");
    for (const name of [
      "LimitExceededException",
      "ServiceQuotaExceededException",
      "InvalidRequestException",
      "ConflictException",
      "AccessDeniedException",
    ]) {
      assert.ok(!isRetried("ListDataTableValues", error(name)), name);
    }
  });

  it("wait longer each time, by chance, and end", () => {
    const throttle = error("ThrottlingException", 429);
    const delays = (chance: number) =>
      Array.from({ length: 10 }, (_, i) => retryDelay(write, throttle, i + 1, () => chance));
    assert.deepEqual(delays(0), [200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000, undefined]);
    assert.deepEqual(delays(1), [400, 800, 1600, 3200, 6400, 10000, 10000, 10000, 10000, undefined]);
  });

  it("are counted, and the last error is the answer", async () => {
    const clock = jumpingClock();
    let [calls, retries] = [0, 0];
    const options = { clock, random: () => 0.5, onRetry: () => void retries++ };
    const failing = async (times: number) =>
      withRetry(
        write,
        () => (++calls > times ? Promise.resolve("done") : Promise.reject(error("InternalServiceException", 500))),
        options,
      );
    assert.equal(await failing(3), "done");
    assert.deepEqual([calls, retries, clock.slept.length], [4, 3, 3]);
    calls = 0;
    await assert.rejects(failing(100), /text/);
    assert.equal(calls, 5);
  });
});

describe("the limiter", () => {
  it("lets a burst through and then keeps the rate, in the order of the calls", async () => {
    const clock = jumpingClock();
    const limiter = new Limiter(2, 5, clock);
    const times: number[] = [];
    for (let i = 0; i < 12; i++) {
      await limiter.acquire();
      times.push(clock.now());
    }
    assert.deepEqual(times.slice(0, 4), [0, 0, 0, 0]);
    for (const [i, start] of times.entries()) {
      for (const [j, end] of times.entries()) {
        if (j >= i)
          assert.ok(j - i + 1 <= 5 + (2 * (end - start)) / 1000, `${j - i + 1} requests in ${end - start} ms`);
      }
    }
    assert.ok((times[11] ?? 0) >= 3_000 && (times[11] ?? 0) <= 4_000);
  });

  it("takes over the smallest rate and burst that anybody asks for", async () => {
    const clock = jumpingClock();
    const limiter = new Limiter(100, 10, clock);
    limiter.restrict(1, 1);
    limiter.restrict(50, 50);
    for (let i = 0; i < 4; i++) await limiter.acquire();
    assert.equal(clock.now(), 3_000);
  });
});

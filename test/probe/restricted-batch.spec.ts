import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { experiments } from "../../src/probe/experiments/experiments";
import { Session } from "../../src/probe/lab/session";
import type { Service } from "../../src/probe/service/ports";
import { startSimulator, type Simulator } from "../../src/simulator";
import { cli } from "../cli/run-cli";
import { startSts, type Sts } from "../helpers/sts";
import { useDummyCredentials } from "../helpers/values-bench";
import { VirtualClock } from "../soak/virtual-clock";
import { instanceId, probe } from "./bench";
import { fast } from "./signals";

const asked = experiments.filter(({ name }) => name === "restrictedBatch");

/** What the question is answered with when the role has these restrictions. */
async function readingAs(restrict: (simulator: Simulator) => void) {
  const clock = new VirtualClock();
  let simulator: Simulator;
  let service: Service;
  const send: Service["send"] = async (operation, input) => {
    restrict(simulator);
    const reply = await service.send(operation, input);
    simulator.setDenied({});
    return reply;
  };
  const role = { send, sendAtOnce: send, throttles: () => [] };
  const { answers } = await probe({
    experiments: asked,
    fillsQuota: false,
    clock,
    restricted: new Session(role, clock, () => false),
    prepare: (started) => (simulator = started),
    between: (own) => (service = own),
  });
  return answers[0]?.reading;
}

describe("the question about forbidden items, asked as a restricted role", () => {
  it("is answered where one row is denied", async () => {
    const deniesRow = (simulator: Simulator) => simulator.setDenied({ primaryValues: ["probe-forbidden"] });
    assert.deepEqual(await readingAs(deniesRow), { status: "decided", value: "whole-request" });
  });

  it("is undecided where nothing is denied, and where everything is", async () => {
    const reasons = [
      await readingAs(() => undefined),
      await readingAs((simulator) => simulator.setDenied({ actions: ["BatchDescribeDataTableValue"] })),
    ].map((reading) => reading?.reason);
    assert.deepEqual(reasons, ["the role may describe row probe-forbidden", "the role may not describe values"]);
  });
});

const roleArn = "arn:aws:iam::123456789012:role/MayNotSeeOneRow";

/** A way to the simulator on which the caller with an access key is denied one row. */
async function openWay(
  simulator: Simulator,
  deniedKey: string,
): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    void (async () => {
      const { authorization = "" } = request.headers;
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const isDenied = authorization.includes(`Credential=${deniedKey}/`);
      if (isDenied) simulator.setDenied({ primaryValues: ["probe-forbidden"] });
      const answer = await fetch(`${simulator.url}${request.url ?? ""}`, {
        method: request.method,
        headers: { authorization, "content-type": "application/json" },
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      });
      if (isDenied) simulator.setDenied({});
      const type = answer.headers.get("x-amzn-errortype");
      response.writeHead(answer.status, {
        "content-type": "application/json",
        ...(type && { "x-amzn-errortype": type }),
      });
      response.end(await answer.text());
    })();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe("probe --restricted-role-arn", function () {
  this.timeout(60_000);
  let simulator: Simulator;
  let sts: Sts;
  let way: Awaited<ReturnType<typeof openWay>>;
  const environment = { ...process.env };

  /** The command with the role; what it says of the question, and how it ends. */
  async function run(deniedRoles: readonly string[]) {
    simulator = await startSimulator({ switches: { parallelSchemaCalls: "accepted" } });
    sts = await startSts({ deniedRoles });
    way = await openWay(simulator, sts.credentials.accessKeyId);
    useDummyCredentials();
    process.env.AWS_ENDPOINT_URL_STS = sts.url;
    const place = ["--instance-id", instanceId, "--region", "us-east-1", "--endpoint", way.url];
    const args = ["probe", ...place, ...fast, "--yes", "--format", "json", "--restricted-role-arn", roleArn];
    const { code, stdout, stderr } = await cli(args, { stopped: () => new Promise(() => undefined) });
    assert.equal(code, 0, stderr);
    assert.deepEqual(Object.keys(simulator.dump().tables), []);
    assert.ok(!stdout.includes("MayNotSeeOneRow"));
    const { findings, complete } = JSON.parse(stdout) as {
      complete: boolean;
      findings: Record<string, Record<string, unknown>>;
    };
    assert.equal(complete, true);
    return findings.restrictedBatch;
  }

  afterEach(async () => {
    way.server.closeAllConnections();
    way.server.close();
    await Promise.all([sts.close(), simulator.close()]);
    process.env = { ...environment };
  });

  it("asks as the role, which is assumed, and answers", async () => {
    const answer = await run([]);
    assert.deepEqual([answer?.status, answer?.value], ["decided", "whole-request"]);
    assert.deepEqual(new Set(sts.calls.map(({ parameters }) => parameters.RoleArn)), new Set([roleArn]));
  });

  it("leaves the question undecided where the role cannot be assumed, and answers the others", async () => {
    const answer = await run([roleArn]);
    assert.equal(answer?.status, "undecided");
    assert.equal(answer?.reason, "the role cannot be used");
  });
});

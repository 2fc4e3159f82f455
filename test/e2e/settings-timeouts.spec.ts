import { strict as assert } from "node:assert";
import { spawn, type ChildProcess } from "node:child_process";
import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { ListDataTablesCommand } from "@aws-sdk/client-connect";
import { Connection } from "../../src/aws/connection";
import { isServiceError } from "../../src/sync/service-error";
import { useDummyCredentials } from "../helpers/values-bench";

const silentClock = { now: () => performance.now(), sleep: () => Promise.resolve() };
const command = new ListDataTablesCommand({ InstanceId: "11111111-2222-4333-8444-555555555555" });

/** One read, with its retries. */
async function failureAt(endpoint: string, timeouts: { connectionTimeout: number; requestTimeout: number }) {
  const settings = { region: "eu-central-1", endpoint, requestsPerSecond: 100_000, burst: 1000 };
  const connection = new Connection(settings, undefined, silentClock, timeouts);
  const failure: unknown = await connection
    .call("ListDataTables", (client) => client.send(command))
    .then(() => assert.fail("it was answered"))
    .catch((error: unknown) => error);
  assert.ok(isServiceError(failure));
  return { failure, requests: connection.statistics().requests };
}

describe("time-outs", function () {
  before(useDummyCredentials);

  it("a server that accepts and never answers: an error after the request time-out, a read is tried again", async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { failure, requests } = await failureAt(endpoint, { connectionTimeout: 5_000, requestTimeout: 50 });
      assert.equal(failure.kind, "lost");
      assert.match(failure.message, /50 ms/);
      assert.equal(requests, 3);
    } finally {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    }
  });

  it("a machine that does not take connections: an error after the connection time-out", async () => {
    const deaf = await deafServer();
    try {
      const { failure } = await failureAt(deaf.endpoint, { connectionTimeout: 50, requestTimeout: 30_000 });
      assert.match(failure.message, /connection/i);
      assert.match(failure.message, /50 ms/);
    } finally {
      deaf.close();
    }
  });
});

/** A stopped process with a full queue of connections: the system answers no further one. */
async function deafServer(): Promise<{ endpoint: string; close: () => void }> {
  const program = `
    const server = require("node:net").createServer();
    server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => console.log(server.address().port));
  `;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "ignore"] });
  const port = Number(await firstLine(child));
  child.kill("SIGSTOP");
  const sockets = Array.from({ length: 4 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
  await new Promise((resolve) => sockets[0]?.once("connect", resolve));
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () => {
      sockets.forEach((socket) => socket.destroy());
      child.kill("SIGKILL");
    },
  };
}

function firstLine({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => stdout?.once("data", (text: Buffer) => resolve(text.toString())));
}

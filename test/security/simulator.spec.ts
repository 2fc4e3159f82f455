import { strict as assert } from "node:assert";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { request, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../src/simulator";
import { instanceId } from "../helpers/values-bench";

/** A request whose path and headers are sent as they are; `fetch` would tidy them. */
function raw(port: number, path: string, options: { method?: string; headers?: object; body?: string } = {}) {
  const { method = "GET", headers = {}, body } = options;
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const call = request(
      { host: "127.0.0.1", port, path, method, headers: { ...headers } },
      (answer: IncomingMessage) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part: string) => (text += part));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    call.on("error", reject);
    call.end(body);
  });
}

describe("the simulator as a server", () => {
  let folder: string;
  let simulator: Simulator;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "simulator-"));
    simulator = await startSimulator({ dataFile: join(folder, "data.json") });
  });
  after(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true });
  });

  it("listens on the loopback address only", async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of others) {
      const refused = await new Promise<boolean>((resolve) => {
        const socket = connect({ host: address, port: simulator.port, timeout: 2000 });
        socket.on("connect", () => resolve(false)).on("error", () => resolve(true));
        socket.on("timeout", () => resolve(true));
      });
      assert.ok(refused, `reached at ${address}`);
    }
    assert.match(simulator.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it("serves no page that was tricked into asking: a foreign Host or Origin is refused", async () => {
    for (const headers of [
      { host: "attacker.example" },
      { origin: "https://attacker.example" },
      { host: "127.0.0.1.attacker.example" },
      { origin: "null" },
      { origin: "http://127.0.0.1:1" },
      { origin: `http://localhost:${simulator.port}` },
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
      { "sec-fetch-site": "same-site", "sec-fetch-mode": "cors" },
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
    ]) {
      for (const path of ["/", "/_simulator/dump", "/_simulator/view", `/data-tables/${instanceId}`]) {
        assert.equal((await raw(simulator.port, path, { headers })).status, 403, JSON.stringify(headers));
      }
    }
  });

  it("serves its own page, a program, and who follows a link to the page", async () => {
    const own = { host: `localhost:${simulator.port}`, origin: `http://localhost:${simulator.port}` };
    assert.equal(
      (await raw(simulator.port, "/_simulator/dump", { headers: { ...own, "sec-fetch-site": "same-origin" } })).status,
      200,
    );
    const visit = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    assert.equal((await raw(simulator.port, "/", { headers: visit })).status, 200);
    assert.equal((await raw(simulator.port, "/_simulator/dump", { headers: visit })).status, 403);
    assert.equal((await raw(simulator.port, "/", { method: "POST", headers: visit })).status, 403);
  });

  it("allows its page to load and to speak to nothing but itself, and nobody to frame it", async () => {
    const { headers } = await fetch(simulator.url);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(
      policy,
      /^default-src 'none'; style-src( 'sha256-[^']+'){2}; script-src( 'sha256-[^']+'){2}; base-uri 'none'; form-action 'none'; connect-src 'self'; frame-ancestors 'none'$/,
    );
    assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
    assert.equal(headers.get("access-control-allow-origin"), null);
    assert.equal(
      (await fetch(`${simulator.url}/_simulator/dump`)).headers.get("cross-origin-resource-policy"),
      "same-origin",
    );
  });

  it("has nothing behind a path but its routes, however the path is written", async () => {
    const paths = [
      ...["/etc/passwd", "//etc/passwd", "/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd"],
      ...[
        "/_simulator/../etc/passwd",
        "/_simulator/dump/../../etc/passwd",
        "/_simulator/__proto__",
        "/_simulator/constructor",
      ],
      ...[`/data-tables/${instanceId}/..%2f..%2fdata.json`, "/data-tables/__proto__/constructor", "/%00", "/%ff", "/%"],
      ...["http://attacker.example/", "/data-tables//", `/${"a".repeat(5000)}`],
    ];
    for (const path of paths) {
      const { status, text } = await raw(simulator.port, path);
      assert.ok(status >= 400 && status < 500, `${path} answered ${status}`);
      assert.doesNotMatch(text, /root:|\bat .*\.ts:\d+|node_modules/, path);
    }
    assert.equal((await raw(simulator.port, "/_simulator/dump")).status, 200);
  });

  it("keeps names that mean something to JavaScript or to a disk as data", async () => {
    const names = ["__proto__", "constructor", "../../outside", "..\\outside", "a/b", "\u0000"];
    for (const Name of names) {
      const body = JSON.stringify({ Name, TimeZone: "UTC", ValueLockLevel: "NONE", Status: "PUBLISHED" });
      await raw(simulator.port, `/data-tables/${instanceId}`, { method: "PUT", body });
    }
    for (const body of ['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}']) {
      for (const path of ["/_simulator/switches", "/_simulator/limits", "/_simulator/faults", "/_simulator/denied"]) {
        await raw(simulator.port, path, { method: path.endsWith("switches") ? "PATCH" : "PUT", body });
      }
    }
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    assert.deepEqual(
      readdirSync(folder).filter((name) => !["data.json", "data.json.lock"].includes(name)),
      [],
    );
    assert.ok(!existsSync(join(folder, "..", "outside")));
    if (existsSync(join(folder, "data.json"))) JSON.parse(readFileSync(join(folder, "data.json"), "utf8"));
  });

  it("takes no body without an end", async () => {
    const answer = raw(simulator.port, `/data-tables/${instanceId}`, {
      method: "PUT",
      body: "x".repeat(9 * 1024 * 1024),
    });
    const status = await answer.then(
      (received) => received.status,
      () => 413,
    );
    assert.ok(status >= 400 && status < 500);
  });
});

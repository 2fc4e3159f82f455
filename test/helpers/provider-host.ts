/**
 * The SDK's own host of dynamic providers, driven as the engine drives it: started with an engine's address, asked over gRPC. So a test goes
 * the whole way from the provider's text to HTTP without `pulumi`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as grpc from "@grpc/grpc-js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type * as enginePb from "@pulumi/pulumi/proto/engine_pb";
import type * as providerPb from "@pulumi/pulumi/proto/provider_pb";
import type * as providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb";

const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const { Server, ServerCredentials, credentials } = fromSdk("@grpc/grpc-js") as typeof grpc;
const structs = fromSdk("google-protobuf/google/protobuf/struct_pb") as { Struct: typeof Struct };
const engineGrpc = fromSdk("./proto/engine_grpc_pb") as { EngineService: grpc.ServiceDefinition };
const engineMessages = fromSdk("./proto/engine_pb") as typeof enginePb;
const emptyMessages = fromSdk("google-protobuf/google/protobuf/empty_pb") as { Empty: new () => unknown };
const messages = fromSdk("./proto/provider_pb") as typeof providerPb;
const { ResourceProviderClient } = fromSdk("./proto/provider_grpc_pb") as typeof providerGrpc;
const statuses = fromSdk("./proto/status_pb") as {
  Status: { deserializeBinary(bytes: Uint8Array): { getDetailsList(): { getValue_asU8(): Uint8Array }[] } };
};

/** Inputs or outputs as they pass through the engine. */
export type Properties = Record<string, unknown>;

/** How the engine is answered to a diff: `unknown` makes it compare the inputs itself. */
export type HostDiff = { readonly changes: "none" | "some" | "unknown"; readonly replaces: readonly string[] };

/** A call that failed. `kept` is what the engine saves of a resource that was made, but not wholly. */
export class HostError extends Error {
  constructor(
    message: string,
    readonly kept?: { readonly id: string; readonly properties: Properties; readonly reasons: readonly string[] },
  ) {
    super(message);
  }
}

/** The verbs of a running host. Each rejects with a `HostError`. */
export interface ProviderHost {
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: string[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<HostDiff>;
  create(inputs: Properties): Promise<{ id: string; properties: Properties }>;
  read(id: string, properties: Properties): Promise<{ id: string; properties: Properties; inputs: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<Properties>;
  delete(id: string, properties: Properties): Promise<void>;
  /** What was shown on the resource's row so far. */
  readonly shown: readonly { readonly severity: "info" | "warning"; readonly message: string }[];
  /** What the host printed, its port aside. */
  printed(): string;
  close(): Promise<void>;
}

/** How to start a host. */
export interface ProviderHostOptions {
  /** The folder of the program; the provider's `require` looks there. */
  readonly cwd: string;
  /** The folder whose node_modules holds the SDK. */
  readonly installation: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Stack configuration, by full key. */
  readonly config?: Readonly<Record<string, string>>;
}

/** Starts a host, and an engine that only listens to it. */
export async function startProviderHost(options: ProviderHostOptions): Promise<ProviderHost> {
  const shown: { severity: "info" | "warning"; message: string }[] = [];
  const engine = await startEngine((severity, message) => shown.push({ severity, message }));
  const script = join(options.installation, "node_modules/@pulumi/pulumi/cmd/dynamic-provider/index.js");
  const child = spawn(process.execPath, [script, engine.address], { cwd: options.cwd, env: options.env });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  while (!/^\d+\n/.test(stdout)) {
    await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    if (child.exitCode !== null) throw new Error(`the host did not start:\n${stderr}`);
  }
  const client = new ResourceProviderClient(`127.0.0.1:${parseInt(stdout, 10)}`, credentials.createInsecure());
  await configure(client, options.config ?? {});
  return {
    ...verbs(client),
    shown,
    printed: () => stdout.replace(/^\d+\n/, "") + stderr,
    close: async () => {
      client.close();
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      engine.close();
    },
  };
}

async function startEngine(onLog: (severity: "info" | "warning", message: string) => void) {
  const server = new Server();
  const log: grpc.handleUnaryCall<enginePb.LogRequest, unknown> = (call, callback) => {
    const isWarning = call.request.getSeverity() === engineMessages.LogSeverity.WARNING;
    if (!call.request.getEphemeral()) onLog(isWarning ? "warning" : "info", call.request.getMessage());
    callback(null, new emptyMessages.Empty());
  };
  server.addService(engineGrpc.EngineService, { log });
  const bind = (resolve: (port: number) => void, reject: (error: Error) => void) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  const port = await new Promise<number>(bind);
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

type Client = providerGrpc.ResourceProviderClient;

async function configure(client: Client, config: Readonly<Record<string, string>>): Promise<void> {
  const request = new messages.ConfigureRequest();
  request.setArgs(toStruct(config));
  await call((done) => client.configure(request, done));
}

function verbs(client: Client): Omit<ProviderHost, "shown" | "printed" | "close"> {
  return {
    check: async (olds, news) => {
      const request = new messages.CheckRequest();
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      const answer = await call<providerPb.CheckResponse>((done) => client.check(request, done));
      const failures = answer.getFailuresList().map((failure) => failure.getReason());
      return { inputs: fromStruct(answer.getInputs()), failures };
    },
    diff: async (id, olds, news) => {
      const request = new messages.DiffRequest();
      request.setId(id);
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      const answer = await call<providerPb.DiffResponse>((done) => client.diff(request, done));
      const changes = (["unknown", "none", "some"] as const)[answer.getChanges()] ?? "unknown";
      return { changes, replaces: answer.getReplacesList() };
    },
    create: async (inputs) => {
      const request = new messages.CreateRequest();
      request.setProperties(toStruct(inputs));
      const answer = await call<providerPb.CreateResponse>((done) => client.create(request, done));
      return { id: answer.getId(), properties: fromStruct(answer.getProperties()) };
    },
    read: async (id, properties) => {
      const request = new messages.ReadRequest();
      request.setId(id);
      request.setProperties(toStruct(properties));
      const answer = await call<providerPb.ReadResponse>((done) => client.read(request, done));
      const [props, inputs] = [fromStruct(answer.getProperties()), fromStruct(answer.getInputs())];
      return { id: answer.getId(), properties: props, inputs };
    },
    update: async (id, olds, news) => {
      const request = new messages.UpdateRequest();
      request.setId(id);
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      return fromStruct(
        (await call<providerPb.UpdateResponse>((done) => client.update(request, done))).getProperties(),
      );
    },
    delete: async (id, properties) => {
      const request = new messages.DeleteRequest();
      request.setId(id);
      request.setProperties(toStruct(properties));
      await call((done) => client.delete(request, done));
    },
  };
}

function toStruct(properties: object): Struct {
  return structs.Struct.fromJavaScript(properties as Parameters<typeof structs.Struct.fromJavaScript>[0]);
}

function fromStruct(struct: Struct | undefined): Properties {
  return struct ? struct.toJavaScript() : {};
}

function call<T>(send: (done: (error: grpc.ServiceError | null, answer: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, answer) => (error ? reject(hostError(error)) : resolve(answer)));
  });
}

/** Unpacks what a half-made resource carries in the call's metadata, as the engine does. */
function hostError(error: grpc.ServiceError): HostError {
  const [packed] = error.metadata.get("grpc-status-details-bin");
  const [detail] = packed ? statuses.Status.deserializeBinary(packed as Buffer).getDetailsList() : [];
  if (!detail) return new HostError(error.details);
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  const kept = {
    id: failed.getId(),
    properties: fromStruct(failed.getProperties()),
    reasons: failed.getReasonsList(),
  };
  return new HostError(error.details, kept);
}

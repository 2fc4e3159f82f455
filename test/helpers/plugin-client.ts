/** The plugin's calls one by one, with what is marked as a secret still marked: for tests of the protocol itself. */
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { fromStruct, Secret, toStruct, type Properties } from "../../src/plugin/server/properties";
import { startServer } from "../../src/plugin/server/serve";

/** Inputs or outputs; a secret is a `Secret`. */
export type { Properties };

/** The value of a secret argument. */
export function secret(value: unknown): unknown {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

/** A call that failed, with what the engine saves of a half-made resource. */
export class CallError extends Error {
  constructor(
    message: string,
    readonly kept?: { readonly id: string; readonly outputs: Properties; readonly reasons: readonly string[] },
  ) {
    super(message);
  }
}

/** The URN of a resource of the plugin. */
export function pluginUrn(type: "DataTable" | "DataTableValues", name: string): string {
  return `urn:pulumi:dev::project::connect-data-tables:index:${type}::${name}`;
}

type Done<T> = (error: grpc.ServiceError | null, answer: T) => void;

/** A server in this process, and the calls of an engine. */
export class PluginClient {
  private constructor(
    private readonly client: ResourceProviderClient,
    readonly close: () => void,
  ) {}

  static async start(): Promise<PluginClient> {
    const server = await startServer();
    const client = new ResourceProviderClient(`127.0.0.1:${server.port}`, grpc.credentials.createInsecure());
    return new PluginClient(client, () => {
      client.close();
      server.close();
    });
  }

  async schema(): Promise<Properties> {
    const request = new messages.GetSchemaRequest();
    const answer = await ask<messages.GetSchemaResponse>((done) => this.client.getSchema(request, done));
    return JSON.parse(answer.getSchema()) as Properties;
  }

  async version(): Promise<string> {
    return (await ask<PluginInfo>((done) => this.client.getPluginInfo(new Empty(), done))).getVersion();
  }

  async configure(settings: Properties): Promise<messages.ConfigureResponse.AsObject> {
    const request = new messages.ConfigureRequest();
    request.setArgs(toStruct(settings));
    return (await ask<messages.ConfigureResponse>((done) => this.client.configure(request, done))).toObject();
  }

  async checkConfig(news: Properties): Promise<string[]> {
    const request = new messages.CheckRequest();
    request.setNews(toStruct(news));
    const answer = await ask<messages.CheckResponse>((done) => this.client.checkConfig(request, done));
    return answer.getFailuresList().map((failure) => failure.getReason());
  }

  async diffConfig(olds: Properties, news: Properties): Promise<{ changes: number; replaces: string[] }> {
    const request = new messages.DiffRequest();
    request.setOlds(toStruct(olds));
    request.setNews(toStruct(news));
    const answer = await ask<messages.DiffResponse>((done) => this.client.diffConfig(request, done));
    return { changes: answer.getChanges(), replaces: answer.getReplacesList() };
  }

  async invoke(token: string, args: Properties): Promise<{ result: Properties; failures: string[] }> {
    const request = new messages.InvokeRequest();
    request.setTok(token);
    request.setArgs(toStruct(args));
    const answer = await ask<messages.InvokeResponse>((done) => this.client.invoke(request, done));
    return {
      result: fromStruct(answer.getReturn()),
      failures: answer.getFailuresList().map((failure) => failure.getReason()),
    };
  }

  async check(urn: string, olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: string[] }> {
    const request = new messages.CheckRequest();
    request.setUrn(urn);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const answer = await ask<messages.CheckResponse>((done) => this.client.check(request, done));
    const failures = answer.getFailuresList().map((failure) => failure.getReason());
    return { inputs: fromStruct(answer.getInputs()), failures };
  }

  /** `lines`: path → kind, as `add` or `update_replace`. */
  async diff(urn: string, id: string, olds: Properties, oldInputs: Properties, news: Properties) {
    const request = new messages.DiffRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setOlds(struct(olds));
    request.setOldInputs(struct(oldInputs));
    request.setNews(struct(news));
    const answer = await ask<messages.DiffResponse>((done) => this.client.diff(request, done));
    const kinds = Object.entries(messages.PropertyDiff.Kind);
    const lines: Record<string, string> = {};
    answer.getDetaileddiffMap().forEach((line, path) => {
      lines[path] = kinds.find(([, value]) => Number(value) === Number(line.getKind()))?.[0].toLowerCase() ?? "";
    });
    const changes = (["unknown", "none", "some"] as const)[Number(answer.getChanges())];
    return { changes, lines, replaces: answer.getReplacesList() };
  }

  async create(urn: string, inputs: Properties, preview = false): Promise<{ id: string; outputs: Properties }> {
    const request = new messages.CreateRequest();
    request.setUrn(urn);
    request.setProperties(struct(inputs));
    request.setPreview(preview);
    const answer = await ask<messages.CreateResponse>((done) => this.client.create(request, done));
    return { id: answer.getId(), outputs: fromStruct(answer.getProperties()) };
  }

  async update(urn: string, id: string, olds: Properties, news: Properties, preview = false): Promise<Properties> {
    const request = new messages.UpdateRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    request.setPreview(preview);
    return fromStruct(
      (await ask<messages.UpdateResponse>((done) => this.client.update(request, done))).getProperties(),
    );
  }

  async read(urn: string, id: string, outputs?: Properties, inputs?: Properties) {
    const request = new messages.ReadRequest();
    request.setUrn(urn);
    request.setId(id);
    if (outputs) request.setProperties(struct(outputs));
    if (inputs) request.setInputs(struct(inputs));
    const answer = await ask<messages.ReadResponse>((done) => this.client.read(request, done));
    return {
      id: answer.getId(),
      outputs: fromStruct(answer.getProperties()),
      inputs: fromStruct(answer.getInputs()),
    };
  }

  async delete(urn: string, id: string, outputs: Properties): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setProperties(struct(outputs));
    await ask((done) => this.client.delete(request, done));
  }

  async cancel(): Promise<void> {
    await ask((done) => this.client.cancel(new Empty(), done));
  }
}

/** Properties as they are sent: a `Secret` that was received is marked again. */
function struct(properties: Properties) {
  const marked = (value: unknown): unknown => {
    if (value instanceof Secret) return secret(marked(value.value));
    if (Array.isArray(value)) return value.map(marked);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, marked(part)]));
  };
  return toStruct(marked(properties) as Properties);
}

function ask<T>(send: (done: Done<T>) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, answer) => (error ? reject(callError(error)) : resolve(answer)));
  });
}

function callError(error: grpc.ServiceError): CallError {
  const [packed] = error.metadata.get("grpc-status-details-bin");
  const [detail] = packed ? Status.deserializeBinary(packed as Buffer).getDetailsList() : [];
  if (!detail) return new CallError(error.details);
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  const kept = {
    id: failed.getId(),
    outputs: fromStruct(failed.getProperties()),
    reasons: failed.getReasonsList(),
  };
  return new CallError(error.details, kept);
}

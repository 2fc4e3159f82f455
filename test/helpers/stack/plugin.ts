/** The verbs of the plugin, over gRPC from a server in this process: what an engine sends, and what it makes of the answers. */
import * as grpc from "@grpc/grpc-js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { parseRowKey } from "../../../src/core/cells/row-key";
import { toStruct, type Path } from "../../../src/plugin/server/properties";
import { startServer, type PluginServer } from "../../../src/plugin/server/serve";
import type { DiffAnswer, Properties, ResourceType, Verbs } from "./entry";

let started: Promise<{ server: PluginServer; client: ResourceProviderClient }> | undefined;

/** A client of the server; both live until `closePlugin`. */
async function theClient(): Promise<ResourceProviderClient> {
  started ??= startServer().then((server) => {
    const client = new ResourceProviderClient(`127.0.0.1:${server.port}`, grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
    });
    return { server, client };
  });
  return (await started).client;
}

/** Ends server and client, for which a process would wait; in a run of mocha this happens at its end. */
export async function closePlugin(): Promise<void> {
  const ending = started;
  started = undefined;
  const { server, client } = (await ending) ?? {};
  client?.close();
  server?.close();
}

if (typeof after === "function") after(closePlugin);

/** The verbs for the resource of a URN. */
export function pluginVerbs(_type: ResourceType, urn: string): Verbs {
  const asked = async <Request extends { setUrn(urn: string): void }, Answer>(
    request: Request,
    send: (client: ResourceProviderClient, done: (error: grpc.ServiceError | null, answer: Answer) => void) => unknown,
  ): Promise<Answer> => {
    request.setUrn(urn);
    const client = await theClient();
    return new Promise((resolve, reject) => {
      send(client, (error, answer) => (error ? reject(engineError(error)) : resolve(answer)));
    });
  };
  const create = async (news: Properties, isPreview: boolean) => {
    const request = new messages.CreateRequest();
    request.setProperties(sent(news));
    request.setPreview(isPreview);
    return asked<typeof request, messages.CreateResponse>(request, (client, done) => client.create(request, done));
  };
  const update = async (id: string, olds: Properties, news: Properties, isPreview: boolean) => {
    const request = new messages.UpdateRequest();
    request.setId(id);
    request.setOlds(sent(olds));
    request.setNews(sent(news));
    request.setPreview(isPreview);
    return asked<typeof request, messages.UpdateResponse>(request, (client, done) => client.update(request, done));
  };
  return {
    check: async (olds, news) => {
      const request = new messages.CheckRequest();
      request.setOlds(sent(olds));
      request.setNews(sent(written(news)));
      const answer = await asked<typeof request, messages.CheckResponse>(request, (client, done) =>
        client.check(request, done),
      );
      const failures = answer.getFailuresList().map((failure) => ({ reason: failure.getReason() }));
      const inputs = { ...received(answer.getInputs()), ...kept(news) };
      return failures.length > 0 ? { inputs, failures } : { inputs };
    },
    diff: async (id, olds, news, oldInputs = {}) => {
      const request = new messages.DiffRequest();
      request.setId(id);
      request.setOlds(sent(olds));
      request.setNews(sent(news));
      request.setOldInputs(sent(oldInputs));
      return toDiff(
        await asked<typeof request, messages.DiffResponse>(request, (client, done) => client.diff(request, done)),
      );
    },
    create: async (news) => {
      const answer = await create(news, false);
      return { id: answer.getId(), outs: { ...received(answer.getProperties()), ...kept(news) } };
    },
    read: async (id, props) => {
      const request = new messages.ReadRequest();
      request.setId(id);
      request.setProperties(sent(props));
      const answer = await asked<typeof request, messages.ReadResponse>(request, (client, done) =>
        client.read(request, done),
      );
      if (answer.getId() === "") return {};
      const [outputs, inputs] = [received(answer.getProperties()), received(answer.getInputs())];
      return { id: answer.getId(), props: { ...outputs, ...kept(props) }, inputs: { ...inputs, ...kept(props) } };
    },
    update: async (id, olds, news) => {
      const answer = await update(id, olds, news, false);
      return { outs: { ...received(answer.getProperties()), ...kept(news) } };
    },
    delete: async (id, props) => {
      const request = new messages.DeleteRequest();
      request.setId(id);
      request.setProperties(sent(props));
      await asked<typeof request, unknown>(request, (client, done) => client.delete(request, done));
    },
    foresee: async (news, olds, id = "") => {
      const answer = olds ? await update(id, olds, news, true) : await create(news, true);
      return received(answer.getProperties());
    },
  };
}

/** What the tests of the dynamic resource keep in inputs, and an engine of the plugin has as marks of secrets. */
function kept({ __secretCells }: Properties): Properties {
  return __secretCells === undefined ? {} : { __secretCells };
}

/** Properties as the engine sends them: without helpers, and with secrets marked. */
function sent(properties: Properties): Struct {
  const { __urn, __secretCells = [], __provider, __problems, ...rest } = properties;
  void [__urn, __provider, __problems];
  const paths = (__secretCells as string[]).map((key): Path => {
    const [column = "", ...row] = key.split("\n");
    return row.join("\n") === "\\default" ? ["defaults", column] : ["rows", row.join("\n"), column];
  });
  return toStruct(rest, paths);
}

/** Moves as a program writes them; the tests write them as the engine's inputs have them. */
function written(news: Properties): Properties {
  const { moved, primaryAttributes: names = [] } = news as {
    readonly moved?: readonly { readonly from: unknown; readonly to: unknown }[];
    readonly primaryAttributes?: readonly string[];
  };
  if (!Array.isArray(moved)) return news;
  const key = (end: unknown) => (typeof end === "string" ? (parseRowKey(end, names) ?? end) : end);
  return { ...news, moved: moved.map(({ from, to }) => ({ from: key(from), to: key(to) })) };
}

function received(struct: Struct | undefined): Properties {
  return struct ? struct.toJavaScript() : {};
}

function toDiff(answer: messages.DiffResponse): DiffAnswer {
  const changes = ([undefined, false, true] as const)[Number(answer.getChanges())];
  const names = Object.entries(messages.PropertyDiff.Kind);
  const nameOf = (kind: number) => names.find(([, value]) => Number(value) === kind)?.[0].toLowerCase() ?? "";
  const lines: Record<string, string> = {};
  answer.getDetaileddiffMap().forEach((line, path) => (lines[path] = nameOf(line.getKind())));
  return { changes, replaces: answer.getReplacesList(), deleteBeforeReplace: answer.getDeletebeforereplace(), lines };
}

/** What the engine makes of a failed call: a half-made resource is saved. */
function engineError(error: grpc.ServiceError): Error {
  const [packed] = error.metadata.get("grpc-status-details-bin");
  const [detail] = packed ? Status.deserializeBinary(packed as Buffer).getDetailsList() : [];
  if (!detail) return new Error(error.details);
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  const properties = received(failed.getProperties());
  return Object.assign(new Error(error.details), {
    id: failed.getId(),
    properties,
    reasons: failed.getReasonsList(),
  });
}

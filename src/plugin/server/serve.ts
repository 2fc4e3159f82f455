/** The gRPC server: the provider protocol on the verbs of the package. */
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { aboutCalls } from "./rpc/about";
import { configCalls } from "./rpc/config";
import { functionCalls } from "./rpc/functions";
import { resourceCalls } from "./rpc/resources";

/** A table of 100,000 values is one message of some 20 MB. */
const largestMessage = 400 * 1024 * 1024;

/** A server that listens. */
export interface PluginServer {
  readonly port: number;
  readonly close: () => void;
}

/** Starts to listen on a free port of this machine. What is not answered here, the engine takes for not implemented. */
export async function startServer(): Promise<PluginServer> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": largestMessage,
    "grpc.max_send_message_length": largestMessage,
  });
  const calls = { ...aboutCalls, ...configCalls, ...functionCalls, ...resourceCalls };
  server.addService(ResourceProviderService, calls);
  const port = await new Promise<number>((resolve, reject) => {
    const listening = (error: Error | null, found: number) => (error ? reject(error) : resolve(found));
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), listening);
  });
  return { port, close: () => server.forceShutdown() };
}

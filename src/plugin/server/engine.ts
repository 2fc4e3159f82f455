/** The engine that this process tells its messages, by the SDK's protocol files. */
import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { useEngine } from "../../provider/host/engine-log";

/** Sends messages to the engine at an address from now on. */
export function listenTo(address: string): void {
  const client = new EngineClient(address, grpc.credentials.createInsecure());
  useEngine(
    { log: (request, done) => void client.log(request as LogRequest, (error) => done(error)) },
    () => new LogRequest(),
  );
}

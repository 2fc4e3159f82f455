/** How a call is answered: with a message, or with the error of a verb in the form that the engine reads. */
import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import * as status from "@pulumi/pulumi/proto/status_pb";
import { renderProblems } from "../../../core/problem";
import { thrownProblems } from "../../../sync/service-problem";
import { ProblemError } from "../../../core/problem-error";
import { PartialFailure } from "../../../provider/host/failures";
import { toStruct, type Path } from "../properties";
import { withoutHelpers } from "../resource-kind";

type Answer<T> = (error: Partial<grpc.ServiceError> | null, answer?: T, trailer?: grpc.Metadata) => void;

/** A handler of one call out of a function from its request to its answer. */
export function unary<Request, T>(handle: (request: Request) => Promise<T> | T) {
  return (call: { readonly request: Request }, done: Answer<T>): void => {
    Promise.resolve()
      .then(() => handle(call.request))
      .then((answer) => done(null, answer))
      .catch((error: unknown) => done(toStatus(error)));
  };
}

/** How a check or a function refuses; the engine shows the reason. */
export function refusal(reason: string, property = ""): messages.CheckFailure {
  const failure = new messages.CheckFailure();
  failure.setProperty(property);
  failure.setReason(reason);
  return failure;
}

/** Where the secrets are in what a half-done apply has written. */
const secretsOf = new WeakMap<PartialFailure, readonly Path[]>();

/** Notes where the secrets are in what a half-done apply has written. */
export function rememberSecrets(failure: PartialFailure, secrets: readonly Path[]): void {
  secretsOf.set(failure, secrets);
}

function toStatus(error: unknown): Partial<grpc.ServiceError> {
  if (error instanceof PartialFailure) return initFailed(error);
  if (error instanceof ProblemError) return { code: grpc.status.UNKNOWN, details: error.message };
  const message = renderProblems({ problems: thrownProblems(error) });
  const isDebug = process.env.CONNECT_DATA_TABLES_LOG === "debug";
  const stack = isDebug && error instanceof Error ? `\n${error.stack ?? ""}` : "";
  return { code: grpc.status.UNKNOWN, details: message + stack };
}

/** The engine saves the properties as the resource's outputs, and shows the reasons. */
function initFailed(failure: PartialFailure): Partial<grpc.ServiceError> {
  const detail = new messages.ErrorResourceInitFailed();
  detail.setId(failure.id);
  detail.setProperties(toStruct(withoutHelpers(failure.properties), secretsOf.get(failure)));
  detail.setReasonsList(failure.reasons);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const details = new status.Status();
  details.setCode(grpc.status.UNKNOWN);
  details.setMessage(failure.message);
  details.addDetails(packed);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(details.serializeBinary()));
  return { code: grpc.status.UNKNOWN, details: failure.message, metadata };
}

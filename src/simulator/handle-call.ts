import type { IncomingMessage, ServerResponse } from "node:http";
import { applyEdit } from "./edit";
import { appliedItems, type Fault, type FaultKind } from "./world/faults";
import { newRequestId, sendError, sendJson } from "./http/answer";
import type { JsonObject } from "./http/json-object";
import { matchRoute, type Match } from "./http/match-route";
import { readBody } from "./http/read-body";
import { readSignature } from "./http/read-signature";
import type { LoggedRequest } from "./http/request-log";
import { ServiceError } from "./answers/service-error";
import type { Call } from "./service";
import type { Simulation } from "./simulation";

/** Real milliseconds that a schema call holds its table when two at a time are refused; long enough for a second one to arrive. */
const schemaHoldMs = 20;

/** A request that is being treated. */
interface Exchange {
  readonly simulation: Simulation;
  readonly response: ServerResponse;
  readonly match: Match;
  readonly call: Call;
  readonly faults: readonly Fault[];
  /** Writes the line of the log. */
  readonly done: (status: number, errorType?: string) => void;
}

const strikes = (exchange: Exchange, kind: FaultKind): Fault | undefined =>
  exchange.faults.find((fault) => fault.kind === kind);

/** Treats one request for the imitated API, from its route to its answer, and logs it. */
export async function handleCall(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const requestId = newRequestId();
  const time = simulation.service.now();
  try {
    const match = matchRoute(request.method ?? "GET", url.pathname);
    const body = await readBody(request, simulation.service.limits.bodyBytes);
    const { operation } = match.route;
    const { region } = readSignature(request);
    const call: Call = { operation, path: match.path, query: url.searchParams, body, region, requestId };
    const faults = simulation.faults.take(operation, match.path.DataTableId, body.Values);
    const done = (status: number, errorType?: string): void =>
      simulation.log.add({ ...logLine(call, request, time), status, ...(errorType !== undefined && { errorType }) });
    await treat({ simulation, response, match, call, faults, done });
  } catch (error) {
    const known = error instanceof ServiceError ? error : new ServiceError("InternalServiceException", String(error));
    sendError(response, known, requestId);
  }
}

function scriptedError(fault: Fault): ServiceError {
  const { type = "InternalServiceException", message = "Scripted fault", status } = fault.error ?? {};
  return new ServiceError(type, message, status);
}

/** Closes the connection without an answer; the client cannot know whether the request was treated. */
function hangUp({ response, done }: Exchange): void {
  done(0);
  response.destroy();
}

async function before(exchange: Exchange): Promise<void> {
  const { simulation, call } = exchange;
  const { service, limiter } = simulation;
  for (const fault of exchange.faults) if (fault.kind === "delay") await simulation.sleep(fault.delayMs ?? 0);
  const isThrottled = strikes(exchange, "throttle") !== undefined;
  if (isThrottled || !limiter.take(service.separateRegions ? `${call.region}/${call.operation}` : call.operation)) {
    throw new ServiceError(service.switches.throttleError, "Rate exceeded");
  }
  const refusal = strikes(exchange, "error-before");
  if (refusal) throw scriptedError(refusal);
  if (service.denied.actions.includes(call.operation)) {
    const action = `connect:${call.operation}`;
    throw new ServiceError("AccessDeniedException", `User is not authorized to perform: ${action}`);
  }
  for (const fault of exchange.faults) {
    if (fault.kind !== "edit") continue;
    for (const edit of fault.edits ?? []) applyEdit(service, edit);
    await fault.run?.();
  }
}

/** Runs the operation; a schema call holds its table for a moment, so that a second one at the same time is seen. */
async function run({ simulation, match, call }: Exchange): Promise<JsonObject> {
  const { service, busy } = simulation;
  const holds = match.route.isSchemaCall && service.switches.parallelSchemaCalls === "conflict";
  if (!holds) return match.route.run(service, call);
  const table = call.path.DataTableId ?? "";
  if (busy.has(table)) throw new ServiceError("ConflictException", "Another change of this table is in progress.");
  busy.add(table);
  try {
    const output = match.route.run(service, call);
    await new Promise((resolve) => setTimeout(resolve, schemaHoldMs));
    return output;
  } finally {
    busy.delete(table);
  }
}

/** Applies the first items of a request, and then fails. */
async function failMidway(exchange: Exchange): Promise<void> {
  const fault = strikes(exchange, "error-midway");
  if (!fault) return;
  const { call } = exchange;
  const Values = appliedItems(fault, call.body.Values);
  if (Values.length > 0) await run({ ...exchange, call: { ...call, body: { ...call.body, Values } } });
  throw scriptedError(fault);
}

function answer(exchange: Exchange, output: JsonObject): void {
  const { response, call, done } = exchange;
  const body = { ...output };
  if (strikes(exchange, "no-successful")) delete body.Successful;
  const repeated = call.query.get("nextToken");
  if (strikes(exchange, "repeat-token") && repeated !== null) body.NextToken = repeated;
  const text = JSON.stringify(body);
  done(200);
  sendJson(response, 200, call.requestId, strikes(exchange, "cut-answer") ? text.slice(0, text.length / 2) : text);
}

async function treat(exchange: Exchange): Promise<void> {
  const { simulation, response, call, done } = exchange;
  try {
    if (strikes(exchange, "lost-before")) {
      hangUp(exchange);
      return;
    }
    await before(exchange);
    await failMidway(exchange);
    const output = await run(exchange);
    await simulation.sleep(simulation.latencyMs);
    const late = strikes(exchange, "error-after");
    if (late) throw scriptedError(late);
    if (strikes(exchange, "lost-after")) hangUp(exchange);
    else answer(exchange, output);
  } catch (error) {
    const known = error instanceof ServiceError ? error : new ServiceError("InternalServiceException", String(error));
    done(known.status, known.type);
    sendError(response, known, call.requestId);
  }
}

function logLine(call: Call, request: IncomingMessage, time: number): Omit<LoggedRequest, "number" | "status"> {
  const { InstanceId, DataTableId } = call.path;
  const attempt = /attempt=(\d+)/.exec(String(request.headers["amz-sdk-request"] ?? ""))?.[1];
  const invocationId = request.headers["amz-sdk-invocation-id"];
  const { accessKeyId } = readSignature(request);
  return {
    operation: call.operation,
    items: Array.isArray(call.body.Values) ? call.body.Values.length : 0,
    requestId: call.requestId,
    time,
    ...(InstanceId !== undefined && { instanceId: InstanceId }),
    ...(DataTableId !== undefined && { dataTableId: DataTableId }),
    region: call.region,
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(attempt !== undefined && { attempt: Number(attempt) }),
    ...(typeof invocationId === "string" && { invocationId }),
  };
}

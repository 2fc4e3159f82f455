import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { JsonObject } from "./json-object";
import type { ServiceError } from "../answers/service-error";

/** A new AWS request id. */
export const newRequestId = (): string => randomUUID();

/** Writes a JSON answer with its request id, as rest-json does. */
export function sendJson(
  response: ServerResponse,
  status: number,
  requestId: string,
  body: string,
  type?: string,
): void {
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-amzn-requestid": requestId,
    ...(type !== undefined && { "x-amzn-errortype": type }),
  });
  response.end(body);
}

/** Writes an error: its type in the header and in `__type`, its text in `Message` and `message`, where SDKs look for them. */
export function sendError(response: ServerResponse, error: ServiceError, requestId: string): void {
  const body: JsonObject = { __type: error.type, Message: error.message, message: error.message };
  sendJson(response, error.status, requestId, JSON.stringify(body), error.type);
}

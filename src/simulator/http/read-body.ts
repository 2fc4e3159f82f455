import type { IncomingMessage } from "node:http";
import type { JsonObject } from "./json-object";
import { ServiceError } from "../answers/service-error";

/** The JSON object in the body of a request; `{}` when there is no body. @throws 400 or 413 */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= mostBytes) chunks.push(chunk);
  }
  // Only now, because leaving the loop early would close the connection before the answer.
  if (size > mostBytes) throw new ServiceError("RequestEntityTooLargeException", "The request is too large.");
  const text = Buffer.concat(chunks).toString("utf8");
  if (text.trim() === "") return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ServiceError("SerializationException", "The body is not JSON.");
  }
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as JsonObject;
  throw new ServiceError("SerializationException", "The body is not a JSON object.");
}

/** The body of an answer before the SDK reads it: what it does not know it drops, and null is to it as absent. */
import type { JsonObject } from "./ports";

/** A command of any operation. */
export interface RawCommand {
  readonly middlewareStack: { add(middleware: unknown, options: JsonObject): void };
}

/** Where the body of an answer is put. */
export interface Captured {
  bytes?: Uint8Array;
}

interface Deserialized {
  readonly response: { body?: AsyncIterable<Uint8Array> | Uint8Array };
}

/** Makes a command keep the body of its answer in `captured`. */
export function captureBody(command: RawCommand, captured: Captured): void {
  const middleware = (next: (args: unknown) => Promise<Deserialized>) => async (args: unknown) => {
    const result = await next(args);
    captured.bytes = await collect(result.response.body);
    result.response.body = captured.bytes;
    return result;
  };
  command.middlewareStack.add(middleware, { step: "deserialize", name: "captureBody", priority: "low" });
}

async function collect(body: AsyncIterable<Uint8Array> | Uint8Array | undefined): Promise<Uint8Array> {
  if (body === undefined || body instanceof Uint8Array) return body ?? new Uint8Array();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The captured body; an empty one is an answer without members. @throws SyntaxError when it was cut off. */
export function jsonOf({ bytes }: Captured): JsonObject {
  const text = new TextDecoder().decode(bytes ?? new Uint8Array());
  return text === "" ? {} : (JSON.parse(text) as JsonObject);
}

/**
 * Messages on the resource's own row of the display, by the engine's `Log` call. `console.log` would put every line on the stack's row, for
 * good. When there is no engine (tests, another host) all of it is silence, never a failure.
 */
import { createRequire } from "node:module";
import { renderProblems, type Problem, type Problems } from "../../core/problem";
import { ProblemError } from "../../core/problem-error";
import { visibleLines } from "../../core/text";
import { messagesOf, type Listing } from "../../report/listings";
import { run } from "./run";

/** How a message is shown: a warning and an info line stay in the report, a status line goes away, a ping is not seen. */
export type LogKind = "warning" | "info" | "status" | "ping";

interface LogRequest {
  setSeverity(severity: number): void;
  setMessage(message: string): void;
  setUrn(urn: string): void;
  setEphemeral(ephemeral: boolean): void;
}

interface EngineClient {
  log(request: LogRequest, done: (error: { code?: number } | null) => void): void;
}

interface Engine {
  readonly client: EngineClient;
  readonly newRequest: () => LogRequest;
}

const severities = { ping: 0, status: 1, info: 1, warning: 2 } as const;
/** gRPC's code for a peer that cannot be reached. */
const unavailable = 14;
/** Failures in a row after which the engine is taken to be gone. */
const enoughFailures = 2;
/** Milliseconds between two looks at whether the engine is still there. */
const lookEvery = 2_000;

/** Hears what is shown. */
type LogListener = (kind: "warning" | "info", urn: string | undefined, message: string) => void;

let listener: LogListener | undefined;

/** Lets a test, in which there is no engine, hear what would be shown; `undefined` ends that. */
export function listenToLog(heard: LogListener | undefined): void {
  listener = heard;
}

let engine: Engine | undefined | null = null;
let reached = false;
let cancelled = false;

/** Names the engine that listens; for a host that speaks the engine's protocol itself. */
export function useEngine(client: EngineClient, newRequest: () => LogRequest): void {
  engine = { client, newRequest };
  reached = false;
}

/** Makes what is being applied end before its next request, or takes that back. */
export function cancelApplies(isCancelled: boolean): void {
  cancelled = isCancelled;
}
let watching = false;

/** Shows a line on the row of the resource with this URN. Resolves when it was handed over, or could not be. */
export async function engineInfo(urn: string | undefined, message: string): Promise<void> {
  await show("info", urn, message);
}

/**
 * Shows problems as one warning on the row of the resource, unless this run has shown just these before. There is no other way to warn, so
 * every warning has a code.
 */
export async function tellProblem(urn: string | undefined, what: Problem | Problems): Promise<void> {
  const message = renderProblems("problems" in what ? what : { problems: [what] });
  if (run.told.isFirst(urn ?? "", message)) await show("warning", urn, message);
}

/** Shows listings on the row of the resource, without the lines that this run has shown before. */
export async function tell(urn: string | undefined, ...listings: readonly Listing[]): Promise<void> {
  for (const listing of listings.filter(({ lines }) => lines.length > 0)) {
    const lines = listing.lines.filter(({ key }) => run.told.isFirst(urn ?? "", key));
    for (const one of messagesOf({ ...listing, lines }))
      await (one.severity === "info" ? engineInfo(urn, renderProblems({ problems: [one] })) : tellProblem(urn, one));
  }
}

async function show(kind: "warning" | "info", urn: string | undefined, message: string): Promise<void> {
  const shown = visibleLines(message);
  listener?.(kind, urn, shown);
  await send(kind, urn, shown);
}

/**
 * The first call, made before anything can be written: only an engine that answered once can be missed later. From then on a process whose
 * `pulumi` was killed ends itself, also when it has nothing to do; the engine ends its providers, and no one else would.
 */
export async function greetEngine(): Promise<void> {
  if (watching) return;
  await send("ping", undefined, "alive?");
  if (!reached) return;
  watching = true;
  setInterval(() => void endWithoutEngine(), lookEvery).unref();
}

async function endWithoutEngine(): Promise<void> {
  if (await isGone()) process.exit(1);
}

/**
 * Rejects when the engine that started this process answered before and does so no more: `pulumi` was killed, no one will record what this
 * process goes on to write. A `status` is shown where the engine is there; without one only its presence is asked.
 */
export async function assertEngineAlive(urn: string | undefined, status?: string): Promise<void> {
  if (cancelled) throw new ProblemError(interrupted);
  if (!(await isGone(urn, status))) return;
  throw new ProblemError({
    code: "ENGINE_GONE",
    severity: "error",
    message: "the `pulumi` process has ended, so nothing more is written.",
    hint: "Run `pulumi cancel`, then `pulumi up` again: it continues where this update stopped.",
  });
}

const interrupted: Problem = {
  code: "CANCELLED",
  severity: "error",
  message: "the update was cancelled, so nothing more is written.",
  hint: "Run `pulumi up` again: it continues where this update stopped.",
};

async function isGone(urn?: string, status?: string): Promise<boolean> {
  for (let failures = 0; failures < enoughFailures; failures++) {
    const code = status === undefined ? await send("ping", urn, "alive?") : await send("status", urn, status);
    if (code !== unavailable || !reached) return false;
  }
  return true;
}

/** Sends one message; resolves to the code of the failure, 0 when there was none. */
function send(kind: LogKind, urn: string | undefined, message: string): Promise<number> {
  engine = engine === null ? connect() : engine;
  if (!engine) return Promise.resolve(0);
  const { client, newRequest } = engine;
  const request = newRequest();
  request.setSeverity(severities[kind]);
  request.setMessage(message);
  request.setUrn(urn ?? "");
  request.setEphemeral(kind === "status" || kind === "ping");
  return new Promise((resolve) => {
    client.log(request, (error) => {
      reached ||= error === null;
      resolve(error?.code ?? 0);
    });
  });
}

/** The SDK's own protocol files and gRPC, found from the host's main script; the engine's address is the host's first argument. */
function connect(): Engine | undefined {
  const [address, main] = [process.argv[2], require.main?.filename];
  if (!address || !main?.replaceAll("\\", "/").endsWith("cmd/dynamic-provider/index.js")) return undefined;
  try {
    const load = createRequire(main);
    const { EngineClient } = load("../../proto/engine_grpc_pb.js") as {
      EngineClient: new (address: string, credentials: unknown) => EngineClient;
    };
    const { LogRequest } = load("../../proto/engine_pb.js") as { LogRequest: new () => LogRequest };
    const { credentials } = load("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };
    return { client: new EngineClient(address, credentials.createInsecure()), newRequest: () => new LogRequest() };
  } catch {
    return undefined;
  }
}

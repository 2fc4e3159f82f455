import type { IncomingMessage, ServerResponse } from "node:http";
import { checkLimits } from "./world/check-limits";
import { dumpState } from "./dump";
import { applyEdit, type Edit } from "./edit";
import type { Fault } from "./world/faults";
import { newRequestId, sendError, sendJson } from "./http/answer";
import type { JsonObject } from "./http/json-object";
import { makeDenied } from "./world/make-denied";
import { makeSwitches } from "./world/make-switches";
import { personalities } from "./world/personalities";
import type { RateLimit } from "./world/rate-limiter";
import { viewTables } from "./page/view";
import { readBody } from "./http/read-body";
import { ServiceError } from "./answers/service-error";
import type { Simulation } from "./simulation";

/** Where the private routes begin; nothing of the real service does. */
export const privatePrefix = "/_simulator/";

type PrivateRoute = (simulation: Simulation, body: JsonObject, url: URL) => unknown;

const routes: Readonly<Record<string, PrivateRoute>> = {
  "GET dump": ({ service }, _body, url) => dumpState(service, { locks: url.searchParams.has("locks") }),
  "GET view": viewTables,
  "GET requests": ({ log }, _body, url) => ({ requests: log.after(Number(url.searchParams.get("after") ?? 0)) }),
  "DELETE requests": ({ log }) => log.clear(),
  "GET switches": ({ service }) => service.switches,
  "PUT switches": setSwitches,
  "PATCH switches": ({ service }, body) => (service.switches = makeSwitches({ ...service.switches, ...body })),
  "GET personalities": () => personalities,
  "GET faults": ({ faults }) => ({ faults: faults.pending() }),
  "PUT faults": ({ faults }, body) => faults.set((body.faults ?? []) as Fault[]),
  "POST faults": ({ faults }, body) => faults.add(body as unknown as Fault),
  "DELETE faults": ({ faults }) => faults.set([]),
  "POST edit": ({ service }, body) => applyEdit(service, body as unknown as Edit),
  "PUT denied": ({ service }, body) => (service.denied = makeDenied(body)),
  "PUT instances": ({ service }, body) => {
    service.instances = (body.instances ?? undefined) as string[] | undefined;
  },
  "PUT rate-limit": ({ limiter }, body) => {
    limiter.limit = body.rate === undefined ? undefined : (body as unknown as RateLimit);
  },
  "PUT limits": ({ service }, body) => Object.assign(service.limits, checkLimits(body)),
  "DELETE data": ({ service }) => service.store.clear(),
};

/** Serves what tests in other processes need: the truth, the log, switches, faults and edits. Not part of the imitated API. */
export async function handlePrivate(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const requestId = newRequestId();
  try {
    const name = `${request.method ?? "GET"} ${url.pathname.slice(privatePrefix.length)}`;
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
    if (!route) throw new ServiceError("UnknownOperationException", `The simulator has no private route ${name}.`);
    const body = await readBody(request, simulation.service.limits.bodyBytes);
    sendJson(response, 200, requestId, JSON.stringify(route(simulation, body, url) ?? {}));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    sendError(
      response,
      error instanceof ServiceError ? error : new ServiceError("InvalidRequestException", text),
      requestId,
    );
  }
}

/** The changes that a body asks for: `{ personality?, switches? }`, or the switches themselves. */
function setSwitches({ service }: Simulation, body: JsonObject): unknown {
  const { personality, switches, ...direct } = body as { personality?: string; switches?: JsonObject };
  if (personality !== undefined && !Object.hasOwn(personalities, personality)) {
    throw new Error(`There is no personality "${personality}".`);
  }
  const named = personality === undefined ? {} : personalities[personality];
  service.switches = makeSwitches({ ...named, ...switches, ...direct });
  return service.switches;
}

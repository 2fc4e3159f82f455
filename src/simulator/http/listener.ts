import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { handleCall } from "../handle-call";
import { servePage } from "../page/page";
import { handlePrivate, privatePrefix } from "../private-routes";
import { ServiceError } from "../answers/service-error";
import type { Simulation } from "../simulation";
import { newRequestId, sendError } from "./answer";
import { guardHeaders, isAllowed } from "./guard";

/** The one listener of the HTTP server. */
export function makeListener(simulation: Simulation): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(guardHeaders)) response.setHeader(name, value);
    const refusal = refusalOf(request);
    if (refusal) {
      sendError(response, refusal, newRequestId());
      return;
    }
    // A path that begins with two slashes would be read as a host.
    const url = new URL(`http://localhost${request.url ?? "/"}`);
    if (request.method === "GET" && url.pathname === "/") {
      servePage(response);
      return;
    }
    const handle = url.pathname.startsWith(privatePrefix) ? handlePrivate : handleCall;
    void handle(simulation, request, response, url);
  };
}

function refusalOf(request: IncomingMessage): ServiceError | undefined {
  if (!isAllowed(request)) return new ServiceError("ForbiddenHostException", "Only this machine is served.");
  if (request.url?.startsWith("/")) return undefined;
  return new ServiceError("InvalidRequestException", "The simulator is not a proxy.");
}

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { handleCall } from "../handle-call";
import { newRequestId, sendError } from "./answer";
import { handlePrivate, privatePrefix } from "../private-routes";
import { ServiceError } from "../answers/service-error";
import type { Simulation } from "../simulation";

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** The one listener of the HTTP server. */
export function makeListener(simulation: Simulation): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    if (!isLocal(request)) {
      sendError(response, new ServiceError("ForbiddenHostException", "Only this machine is served."), newRequestId());
      return;
    }
    // A path that begins with two slashes would be read as a host.
    const url = new URL(`http://localhost${request.url?.startsWith("/") ? request.url : "/"}`);
    const handle = url.pathname.startsWith(privatePrefix) ? handlePrivate : handleCall;
    void handle(simulation, request, response, url);
  };
}

/**
 * Whether a request comes from a program on this machine that means to speak to the simulator. A page in a browser that was
 * tricked into it (DNS rebinding, cross-site request) carries a foreign Host or Origin.
 */
function isLocal(request: IncomingMessage): boolean {
  const { host = "", origin } = request.headers;
  return loopback.test(host) && (origin === undefined || loopback.test(origin.replace(/^https?:\/\//, "")));
}

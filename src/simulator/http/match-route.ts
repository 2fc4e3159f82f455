import { ServiceError } from "../answers/service-error";
import { routes, type Route } from "./routes";

/** A route and the values of its path parameters. */
export interface Match {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

/** Finds the operation of a request. @throws UnknownOperationException */
export function matchRoute(method: string, pathname: string): Match {
  const segments = pathname.split("/");
  for (const route of routes) {
    const path = route.method === method ? matchPath(route.path, segments) : undefined;
    if (path) return { route, path };
  }
  throw new ServiceError("UnknownOperationException", `The simulator has no operation for ${method} ${pathname}.`);
}

/** A path segment without its percent-encoding, so that an ARN with slashes is one parameter. @throws 400 on a broken encoding */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ServiceError("InvalidRequestException", "The path is not encoded properly.");
  }
}

function matchPath(template: string, segments: readonly string[]): Record<string, string> | undefined {
  const parts = template.split("/");
  if (parts.length !== segments.length) return undefined;
  const path: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith("{")) path[part.slice(1, -1)] = decodeSegment(segment);
    else if (part !== segment) return undefined;
  }
  return path;
}

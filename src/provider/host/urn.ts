/** What a URN tells of its resource. */
import { ownerTagValue } from "../../core/schema/owner-tag";

/** The name of the resource: the last part of its URN. */
export function resourceName({ __urn: urn }: { readonly __urn?: string }): string {
  return urn?.split("::").pop() ?? "(unnamed)";
}

/** What the owner tag says of a resource: `<project>/<stack>/<resource name>`, as far as a tag can; `undefined` without a URN. */
export function ownerTagOf(urn: string | undefined): string | undefined {
  const [, stack, project, , name] = /^urn:pulumi:([^:]*)::([^:]*)::(.*?)::(.*)$/.exec(urn ?? "") ?? [];
  return stack === undefined ? undefined : ownerTagValue(`${project}/${stack}/${name}`);
}

/** A URN without the name of its stack: after a rename of the stack state keeps the old one, until the resource is updated. */
export function withoutStack(urn: string): string {
  return urn.replace(/^urn:pulumi:[^:]*::/, "");
}

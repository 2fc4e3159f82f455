/** What a URN tells of its resource. */

/** The name of the resource: the last part of its URN. */
export function resourceName(inputs: { readonly __urn?: string }): string {
  return inputs.__urn?.split("::").pop() ?? "(unnamed)";
}
/** `<project>/<stack>/<resource name>` of a URN, which is what the owner tag says; `undefined` without a URN. */
export function ownerOf(urn: string | undefined): string | undefined {
  const [, stack, project, , name] = /^urn:pulumi:([^:]*)::([^:]*)::(.*?)::(.*)$/.exec(urn ?? "") ?? [];
  return stack === undefined ? undefined : `${project}/${stack}/${name}`;
}

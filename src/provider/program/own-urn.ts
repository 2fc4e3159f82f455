import * as pulumi from "@pulumi/pulumi";

/**
 * The URN that a resource will have, made from that of its parent. As an `Output` it would be a dependency on the parent with all its
 * children, so on the resource itself, which would wait for ever; a promise carries the text and no dependency.
 */
export function ownUrn(name: string, type: string, options: pulumi.CustomResourceOptions | undefined): Promise<string> {
  const urn = pulumi.createUrn(name, type, options?.parent);
  return new Promise((resolve) => void urn.apply(resolve));
}

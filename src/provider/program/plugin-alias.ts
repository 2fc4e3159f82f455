import type * as pulumi from "@pulumi/pulumi";
import { tokens } from "./tokens";

/** Options under which a dynamic resource takes over the state that the plugin's resource of the same kind has written. */
export function withPluginAlias(
  options: pulumi.CustomResourceOptions | undefined,
  kind: "table" | "values",
): pulumi.CustomResourceOptions {
  return { ...options, aliases: [...(options?.aliases ?? []), { type: tokens[kind] }] };
}

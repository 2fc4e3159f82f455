/** The class `Provider` of programs on the plugin. */
import * as pulumi from "@pulumi/pulumi";
import { providerArguments } from "../../core/arguments/resources";
import type { ConnectionArgs } from "../../provider/connection/args";
import { assertArguments } from "../../provider/program/assert-arguments";
import { packageName } from "../../provider/program/tokens";
import { pluginOptions } from "./options";

/** The settings of a provider. Each holds for the provider's resources that do not set it themselves; no change of one replaces a resource. */
export interface ProviderArgs extends Omit<ConnectionArgs, "batchSize"> {
  /** Whether what a preview cannot check against the live table is an error, not a warning. Default: false. */
  readonly strict?: pulumi.Input<boolean>;
}

/**
 * How to reach the service, for resources that are given this provider. Without one, resources use stack configuration
 * `connect-data-tables:<the same names>`.
 */
export class Provider extends pulumi.ProviderResource {
  /** @throws pulumi.RunError if an argument is wrong. */
  constructor(name: string, args: ProviderArgs = {}, options?: pulumi.ResourceOptions) {
    assertArguments(`Provider "${name}"`, args, providerArguments);
    const settings = Object.entries(args).map(([setting, value]) => [setting, asText(value)]);
    super(packageName, name, Object.fromEntries(settings) as pulumi.Inputs, pluginOptions(options));
  }
}

/** The engine hands everything but strings to a provider as JSON. */
function asText(value: unknown): unknown {
  return (pulumi.output(value) as pulumi.Output<unknown>).apply((plain) => {
    return typeof plain === "string" || plain === undefined ? plain : JSON.stringify(plain);
  });
}

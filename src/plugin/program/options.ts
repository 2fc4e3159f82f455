/** What every resource of the plugin's door has in common: where its plugin is, which state it takes over, and settings that only a program sees. */
import * as pulumi from "@pulumi/pulumi";
import { downloadUrl } from "../../provider/program/tokens";
import { pluginVersion } from "../version";

/** Resource options with the plugin's version and place, and the type that the dynamic resource of the same kind has in state. */
export function pluginOptions(
  options: pulumi.CustomResourceOptions = {},
  dynamicType?: string,
): pulumi.CustomResourceOptions {
  const aliases = dynamicType === undefined ? [] : [{ type: dynamicType }];
  return {
    version: pluginVersion(),
    pluginDownloadURL: downloadUrl,
    ...options,
    aliases: [...(options.aliases ?? []), ...aliases],
  };
}

/** Settings that users of @pulumi/aws have made already. */
const ofAws = ["region", "profile", "assumeRole", "allowedAccountIds"] as const;

/**
 * Arguments with the settings of @pulumi/aws for those that neither they, nor the configuration of this package, nor a provider of the program
 * has: the engine does not show them to a plugin.
 */
export function withAwsConfig<T extends object>(type: string, args: T, options: pulumi.ResourceOptions = {}): T {
  const ownProvider = (options as pulumi.CustomResourceOptions).provider ?? options.parent?.getProvider(type);
  if (ownProvider !== undefined) return args;
  const given = args as Record<string, unknown>;
  const [own, aws] = [new pulumi.Config("connect-data-tables"), new pulumi.Config("aws")];
  const found = ofAws.flatMap((name): [string, unknown][] => {
    if (given[name] !== undefined || own.get(name) !== undefined) return [];
    const text = aws.get(name);
    return text === undefined ? [] : [[name, name === "region" || name === "profile" ? text : JSON.parse(text)]];
  });
  return { ...args, ...Object.fromEntries(found) };
}

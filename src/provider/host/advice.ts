/** What depends on which host runs the provider: a plugin does not see `aws:*` configuration, and npm is not how it is installed. */
interface HostWays {
  /** Where a Region may be set, for a person who has set none. */
  readonly region: string;
  /** How a newer release is installed. */
  readonly update: string;
  /** Whether the Region that state records counts where none is set. */
  readonly keepsRegion: boolean;
}

/** Pulumi's host of dynamic providers. */
const dynamicHost: HostWays = {
  region: "Set `region` of the resource, stack configuration connect-data-tables:region or aws:region, or AWS_REGION.",
  update: "Update the package: npm install pulumi-connect-data-tables@latest.",
  keepsRegion: false,
};

/** A plugin. */
export const pluginHost: HostWays = {
  region:
    "Set `region` of the resource or of its provider, stack configuration connect-data-tables:region, or AWS_REGION.",
  update:
    "Update the plugin: pulumi plugin install resource connect-data-tables; in a Node project also the npm package.",
  keepsRegion: true,
};

let current = dynamicHost;

/** Says which host this process is. */
export function runIn(host: HostWays): void {
  current = host;
}

/** The ways of the host of this process. */
export function hostWays(): HostWays {
  return current;
}

import * as pulumi from "@pulumi/pulumi";

/** The SDK's line about what the engine answered to the registration or the read of one of our resources. */
const answered =
  /^((?:Register|Read)Resource RPC finished: .*?\[(?:pulumi-nodejs:dynamic\/connect-data-tables:|connect-data-tables:index:)\w+\].*?), resp: .*$/s;

let wrapped = false;

/**
 * Keeps our outputs out of the SDK's debug log. It quotes every answer in full, secrets in clear, and `--event-log` and the Automation API's
 * `onEvent` hand that on.
 */
export function keepOutputsOutOfDebugLog(): void {
  if (wrapped) return;
  wrapped = true;
  const log = pulumi.log as { debug: typeof pulumi.log.debug };
  const { debug } = log;
  try {
    log.debug = (message, ...rest) => debug(message.replace(answered, "$1"), ...rest);
  } catch {
    // An SDK whose functions cannot be replaced: no reason to stop a program.
  }
}

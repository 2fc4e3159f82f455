import { ConnectClient } from "@aws-sdk/client-connect";

/** The Region that the AWS SDK itself would take, shared files included; `undefined` when it finds none. */
export async function regionOfSdk(profile: string | undefined): Promise<string | undefined> {
  try {
    return await new ConnectClient({ profile }).config.region();
  } catch {
    return undefined;
  }
}

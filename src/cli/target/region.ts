import { regionOfSdk } from "../../aws/connection";
import type { CliContext } from "../context";
import { cliError } from "../context";

/** The Region to call: the one that was named, else that of the environment or of the profile, as the AWS CLI finds it. */
export async function resolveRegion(
  { region, profile }: { readonly region?: string; readonly profile?: string },
  { env }: CliContext,
): Promise<string> {
  const found =
    region ??
    (profile === undefined ? env.AWS_REGION : undefined) ??
    (await regionOfSdk(profile)) ??
    env.AWS_DEFAULT_REGION;
  if (found) return found;
  throw cliError("NO_REGION", "no Region is set anywhere.", "Use --region, or set AWS_REGION.");
}

import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

/** Settings of the person's own stacks and accounts; none of them may reach a run that is on its own. */
const FOREIGN = /^(PULUMI|AWS|CONNECT_DATA_TABLES)_/i;

/**
 * The whole environment of a run of `pulumi` that keeps everything it writes in `home` and can reach no account: the
 * person's environment without their PULUMI_*, AWS_* and CONNECT_DATA_TABLES_*, plus what a run needs.
 */
export function engineEnvironment({ home, binDir, endpoint, env = process.env }) {
  const state = join(home, "state");
  mkdirSync(state, { recursive: true });
  return {
    ...withoutForeign(env),
    PATH: [binDir, env.PATH].filter(Boolean).join(delimiter),
    PULUMI_HOME: join(home, "pulumi"),
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    PULUMI_CONFIG_PASSPHRASE: "not-a-secret",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...awsSettings(home),
    ...(endpoint ? { AWS_ENDPOINT_URL_CONNECT: endpoint } : {}),
  };
}

/** Empty files and made-up keys: without them the SDK would look into the person's home and ask the machine's metadata. */
function awsSettings(home) {
  const empty = join(home, "empty-aws-config");
  writeFileSync(empty, "");
  return {
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_CONFIG_FILE: empty,
    AWS_SHARED_CREDENTIALS_FILE: empty,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

function withoutForeign(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !FOREIGN.test(name)));
}

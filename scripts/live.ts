/**
 * `npm run test:live -- --instance-id I [--region R] [--requests-per-second N] [--burst N] [--yes] [--dry-run]`: the stories that need no scripted
 * fault, on scratch tables of a real instance, one at a time; each is removed after its story, and `connect-data-tables probe --clean` removes
 * what a kill left.
 */
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { agrees } from "../src/cli/probe/ask";
import { prefix } from "../src/probe/lab/scratch-names";
import type { Live } from "../test/live/live-table";
import { liveScenarios, playLive } from "../test/live/play";

const options = {
  "instance-id": { type: "string" },
  region: { type: "string", default: process.env.AWS_REGION },
  endpoint: { type: "string", default: process.env.AWS_ENDPOINT_URL_CONNECT },
  "requests-per-second": { type: "string", default: "1" },
  burst: { type: "string", default: "2" },
  yes: { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
} as const;

/** An option that takes a number. @throws Error where it is none. */
function positive(name: string, text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new Error(`--${name} takes a number greater than 0, not "${text}".`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const { "instance-id": instanceId, region, endpoint, "requests-per-second": rate, burst } = values;
  const pace = { requestsPerSecond: positive("requests-per-second", rate), burst: positive("burst", burst) };
  if (!instanceId || !region) throw new Error("--instance-id and --region (or AWS_REGION) are needed.");
  console.log(
    `Plays ${liveScenarios.length} stories on instance ${instanceId} in ${region}, each on a scratch table ${prefix}… that it removes.`,
  );
  if (values["dry-run"]) return console.log(liveScenarios.map(({ name }) => `  ${name}`).join("\n"));
  if (!values.yes && !(await agrees(process, "Go on?"))) return;
  const live: Live = {
    instanceId,
    region,
    ...(endpoint && { endpoint }),
    ...pace,
    runId: randomBytes(4).toString("hex"),
  };
  let isStopped = false;
  process.once("SIGINT", () => (isStopped = true));
  let failed = 0;
  for (const scenario of liveScenarios) {
    if (isStopped) throw new Error("stopped; the tables are removed");
    const error = await playLive(live, scenario).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    if (error) failed++;
    console.log(error ? `FAILED ${scenario.name}: ${error.message}` : `passed ${scenario.name}`);
  }
  console.log(`${liveScenarios.length - failed} of ${liveScenarios.length} stories passed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

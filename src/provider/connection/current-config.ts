/**
 * The stack's configuration as it is now. To a refresh or a destroy, which do not run the program, the engine hands the configuration of the last
 * update; the rates in the stack's own file count at once there.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { isRecord } from "../../core/record";
import { run, stackConfig, type StackConfig } from "../host/run";
import { foldersToProject } from "../host/service-file";

/** Settings that say how fast, and never where or as whom. */
const rates = new Set(["batchSize", "requestsPerSecond", "burst"].map((name) => `connect-data-tables:${name}`));

/** The configuration for a resource. `urn`: its URN, which names the stack. */
export function currentConfig(urn: string | undefined): StackConfig {
  const stack = urn?.split(":")[2];
  if (urn === undefined || stack === undefined || run.claims.wasChecked(urn)) return stackConfig();
  const { configs } = run;
  const known = configs.get(stack) ?? withRates(stackConfig(), stack);
  configs.set(stack, known);
  return known;
}

function withRates(config: StackConfig, stack: string): StackConfig {
  const file = configFile(process.cwd(), stack);
  const settings = file === undefined ? {} : settingsIn(file);
  return {
    get: (key) => {
      const now = rates.has(key) && settings[key];
      return typeof now === "string" || typeof now === "number" ? String(now) : config.get(key);
    },
  };
}

/** The stack's file, beside the project's, in this folder or the nearest one above that has a project. */
function configFile(folder: string, stack: string): string | undefined {
  const project = foldersToProject(folder)?.at(-1);
  const file = project && join(project, `Pulumi.${stack}.yaml`);
  return file !== undefined && existsSync(file) ? file : undefined;
}

/** A file that cannot be read says nothing: the engine itself complains of it where it matters. */
function settingsIn(file: string): Record<string, unknown> {
  try {
    const { config } = parseDocument(readFileSync(file, "utf8")).toJS() as { config?: unknown };
    return isRecord(config) ? config : {};
  } catch {
    return {};
  }
}

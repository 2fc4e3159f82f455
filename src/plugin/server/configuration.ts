/** The settings of a provider, and those of the stack that count for every provider. */
import type { RecordShape, Shape } from "../../core/arguments/shape";
import { providerArguments } from "../../core/arguments/resources";
import type { StackConfig } from "../../provider/host/run";

/** What a stack may say beside an explicit provider, which knows nothing of them. */
const ofEveryProvider = new Set(["allow", "resolve", "strict", "service"]);

const prefix = "connect-data-tables:";

/**
 * A provider's settings as configuration. `stack`: the configuration of the stack as the engine puts it into the environment, as JSON; for a
 * provider that the program makes only what counts for every provider is taken from it.
 */
export function configuration(settings: Readonly<Record<string, unknown>>, stack: string | undefined): StackConfig {
  const ofStack = JSON.parse(stack ?? "{}") as Record<string, string>;
  return {
    get: (key) => {
      if (!key.startsWith(prefix)) return undefined;
      const name = key.slice(prefix.length);
      const own = Object.hasOwn(settings, name) ? settings[name] : undefined;
      if (own !== undefined && own !== null) return typeof own === "string" ? own : JSON.stringify(own);
      return ofEveryProvider.has(name) && Object.hasOwn(ofStack, key) ? ofStack[key] : undefined;
    },
  };
}

/** A provider's settings in their own types: the engine hands on everything but strings as JSON. */
export function readSettings(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { fields }: RecordShape = providerArguments;
  const entries = Object.entries(settings).map(([name, value]) => {
    const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return [name, typeof value === "string" ? readSetting(value, shape) : value] as const;
  });
  return Object.fromEntries(entries);
}

function readSetting(text: string, shape: Shape | undefined): unknown {
  if (shape === undefined || shape.kind === "text") return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A personality of the simulator in a file: what `connect-data-tables probe` writes, or a map of switches. */
import { readFileSync } from "node:fs";
import { personalities, type Switches } from "../../simulator";
import { visible } from "../../core/text";
import { cliError } from "../context";

/** What `startSimulator` takes. */
export interface Personality {
  readonly personality?: string;
  readonly switches?: Partial<Switches>;
}

/** A personality by its name, or the switches of a file. @throws ProblemError where there is neither. */
export function loadPersonality(nameOrFile: string): Personality {
  if (Object.hasOwn(personalities, nameOrFile) || !/[./\\]/.test(nameOrFile)) return { personality: nameOrFile };
  return { switches: switchesIn(nameOrFile) };
}

function switchesIn(path: string): Partial<Switches> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw cliError("FILE_UNREADABLE", `cannot read ${visible(path)}: ${(error as Error).message}`);
  }
  const { personality = content } = (content ?? {}) as { personality?: unknown };
  if (typeof personality === "object" && personality !== null && !Array.isArray(personality)) return personality;
  throw cliError(
    "SIMULATOR",
    `${visible(path)} does not hold a map of switches.`,
    "Use what `probe --format json` writes.",
  );
}

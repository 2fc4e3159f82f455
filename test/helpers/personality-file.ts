/**
 * Imported first by what plays against personalities: where PERSONALITY_FILE names a file that `connect-data-tables probe --format json` wrote,
 * or a map of switches, the service of that file takes the place of all of them.
 */
import { loadPersonality } from "../../src/cli/files/load-personality";
import { personalities } from "../../src/simulator";

/** Takes `--personality FILE` out of the arguments, for this process and all that it starts. */
export function takePersonalityFile(args: readonly string[]): string[] {
  const at = args.indexOf("--personality");
  if (at < 0) return [...args];
  const [, file = ""] = args.slice(at, at + 2);
  process.env.PERSONALITY_FILE = file;
  usePersonalityFile(file);
  return args.toSpliced(at, 2);
}

/** Puts the service of a file in the place of all personalities. */
function usePersonalityFile(file: string): void {
  const { switches = {} } = loadPersonality(/[./\\]/.test(file) ? file : `./${file}`);
  const all = personalities as Record<string, typeof switches>;
  for (const name of Object.keys(all)) delete all[name];
  all.documented = switches;
  // Those who read what a late service has caught up with go by this name.
  if ((switches.staleReads ?? 0) > 0) all.lagging = switches;
}

if (process.env.PERSONALITY_FILE) usePersonalityFile(process.env.PERSONALITY_FILE);

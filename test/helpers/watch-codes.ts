/** Hears every problem that the provider shows or ends a verb with, and keeps those that have no code. */
import { problemCatalogue } from "../../src/core/problem";

/** The messages so far that had no code, or that of an error which nobody expected. */
const uncoded: string[] = [];

/** Whether a message has a code at the end of its first line, or of a line under its title. */
export function isCoded(message: string): boolean {
  const lines = message.split("\n");
  const codes = lines.flatMap((line) => / \[([A-Z_]+)\]$/.exec(line)?.[1] ?? []);
  const isTitled = lines[0]?.endsWith(":") === true || / \[[A-Z_]+\]$/.test(lines[0] ?? "");
  return isTitled && codes.some((code) => Object.hasOwn(problemCatalogue, code)) && !codes.includes("INTERNAL");
}

/** Takes note of a warning or of an error. */
export function judgeMessage(message: string): void {
  if (!isCoded(message)) uncoded.push(message);
}

/** The messages without a code since the last call. */
export function uncodedMessages(): string[] {
  return uncoded.splice(0);
}

type Verb = (...args: never[]) => unknown;

/** Makes the verbs of a resource, where they are, take note of whatever they end with. Once is enough. */
export function watchVerbs(verbs: object): void {
  for (const [name, verb] of Object.entries(verbs) as [string, Verb & { isWatched?: boolean }][]) {
    if (verb.isWatched || name === "configure") continue;
    Object.assign(verbs, { [name]: Object.assign(watched(verb), { isWatched: true }) });
  }
}

function watched(verb: Verb): Verb {
  return async (...args) => {
    try {
      const answer = await verb(...args);
      const { failures = [] } = (answer ?? {}) as { failures?: readonly { readonly reason: string }[] };
      for (const { reason } of failures) judgeMessage(reason);
      return answer;
    } catch (error) {
      const { message, reasons } = error as Error & { readonly reasons?: readonly string[] };
      for (const reason of reasons ?? [message]) judgeMessage(reason);
      throw error;
    }
  };
}

import type { Clock } from "./limiter";
import { classifyError } from "./service-errors";

/** How often one call is tried in all when it is throttled, and when the service fails. */
const attempts = { throttled: 10, server: 5, lost: 3 } as const;

/** Longest pause between two attempts, in milliseconds, and the first one. Both are multiplied by chance, so that no two clients keep step. */
const pause = { first: 400, longest: 10_000 } as const;

/** Operations that only read: a lost answer may simply be asked for again. A write may have been applied: it is judged by what is live. */
const readOnly = /^(List|Describe|BatchDescribe|Search|Evaluate|GetCallerIdentity)/;

/** How many milliseconds to wait before attempt `tried + 1`, or `undefined` when the error is not to be retried. */
export function retryDelay(operation: string, error: unknown, tried: number, random: () => number): number | undefined {
  const kind = classifyError(error);
  if (kind !== "throttled" && kind !== "server" && kind !== "lost") return undefined;
  if (kind === "lost" && !readOnly.test(operation)) return undefined;
  if (tried >= attempts[kind]) return undefined;
  return Math.min(pause.longest, pause.first * 2 ** (tried - 1)) * (0.5 + random() / 2);
}

/** Calls `send` until it succeeds or its error is not to be retried; `onRetry` hears of each further attempt. */
export async function withRetry<T>(
  operation: string,
  send: () => Promise<T>,
  options: { readonly clock: Clock; readonly random: () => number; readonly onRetry: (error: unknown) => void },
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await send();
    } catch (error) {
      const delay = retryDelay(operation, error, tried, options.random);
      if (delay === undefined) throw error;
      options.onRetry(error);
      await options.clock.sleep(delay);
    }
  }
}

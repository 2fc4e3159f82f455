import type { ProblemCode } from "../core/problem";
import { ProblemError } from "../core/problem-error";

/** Where a command writes to. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Everything that a command has of the outside world. Only `main.ts` knows the process. */
export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  /** Resolves when someone wants a command that runs for ever to stop. */
  readonly stopped: () => Promise<void>;
}

/** Runs what a command does, which answers its exit code. Given to each command, so that none of them knows where that goes. */
export type Run = (action: (context: CliContext) => Promise<number>) => Promise<void>;

/** The exit codes of all commands. */
export const exitCodes = { ok: 0, error: 1, different: 2 } as const;

/** A mistake in how a command was called, or something that it met: shown as `error: …` with its code and a hint, without a stack. */
export function cliError(code: ProblemCode, message: string, hint?: string): ProblemError {
  return new ProblemError({ code, severity: "error", message, ...(hint !== undefined && { hint }) });
}

/** Whether what is written to standard output may have colours: a terminal, unless NO_COLOR is set (https://no-color.org). */
export function wantsColor({ env, stdout }: CliContext): boolean {
  return stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
}

/** All of standard input. */
export async function readStdin({ stdin }: CliContext): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
  return Buffer.concat(chunks);
}

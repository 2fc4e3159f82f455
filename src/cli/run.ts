import type { CliContext } from "./context";

/** What a command does; the number is the exit code. */
export type Action = (context: CliContext) => Promise<number>;

/** Runs a command's action. Given to each command, so that none of them knows where the exit code goes. */
export type Run = (action: Action) => Promise<void>;

/** An error of a program that is shown as its message alone. */
import * as pulumi from "@pulumi/pulumi";

/**
 * The error with this message. It has no stack: Pulumi's host of Node prints none of a `RunError`, but first formats the whole error, and that took
 * more than ten seconds for one that was thrown after a call.
 */
export function runError(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  error.stack = "";
  return error;
}

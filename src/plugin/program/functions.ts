/** The function `getDataTable` of programs on the plugin. */
import * as pulumi from "@pulumi/pulumi";
import { getDataTableArguments } from "../../core/arguments/resources";
import { assertArguments } from "../../provider/program/assert-arguments";
import type { GetDataTableArgs, GetDataTableResult } from "../../provider/table/get";
import { tokens } from "../../provider/program/tokens";
import { runError } from "../../provider/program/run-error";
import { pluginOptions, withAwsConfig } from "./options";

/**
 * Finds a data table by name, on each update and preview; never writes.
 *
 * ```ts
 * const { dataTableId, primaryAttributes } = await getDataTable({ instanceId, name: "StoreHours" });
 * ```
 *
 * @throws pulumi.RunError (shown without a stack trace) if an argument is wrong, there is no such table, or the service cannot be reached.
 */
export async function getDataTable(
  args: GetDataTableArgs,
  options?: pulumi.InvokeOptions,
): Promise<GetDataTableResult> {
  assertArguments("getDataTable", args, getDataTableArguments);
  const given = withAwsConfig(tokens.getDataTable, { ...args }, options as pulumi.ResourceOptions);
  const { version, pluginDownloadURL } = pluginOptions();
  try {
    const all = { version, pluginDownloadURL, ...options };
    return (await pulumi.runtime.invoke(tokens.getDataTable, given, all)) as GetDataTableResult;
  } catch (error) {
    throw runError(reasonOf(error));
  }
}

/** What the plugin said, without the words that the engine puts before it. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^invocation of \S+ returned an error: /, "");
}

/** `getDataTable` for arguments that are outputs of other resources; the result is an output too. */
export function getDataTableOutput(
  args: { readonly [K in keyof GetDataTableArgs]: pulumi.Input<GetDataTableArgs[K]> },
  options?: pulumi.InvokeOptions,
): pulumi.Output<GetDataTableResult> {
  return pulumi.output(args).apply((plain) => getDataTable(plain as GetDataTableArgs, options));
}

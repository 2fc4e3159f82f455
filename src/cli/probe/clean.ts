/** `probe --clean`: removes scratch tables that earlier runs left. */
import { visible } from "../../core/text";
import { deleteTables, scratchTables } from "../../probe/clean";
import { prefix } from "../../probe/lab/scratch-names";
import { exitCodes, type CliContext } from "../context";
import { agrees } from "./ask";
import { sessionOf, type Reached } from "./open-service";
import type { ProbeOptions } from "./options";

/** Removes what has the prefix and the tag, or the marker of a table that could not be tagged. */
export async function cleanUp(reached: Reached, options: ProbeOptions, context: CliContext): Promise<number> {
  const { stderr, stdout } = context;
  const session = sessionOf(reached);
  const found = await scratchTables(session, reached.instanceId, prefix);
  if (found.length === 0) {
    stderr.write("There is no scratch table of the probe.\n");
    return exitCodes.ok;
  }
  for (const { name } of found) stdout.write(`${visible(name)}\n`);
  if (options.dryRun) return exitCodes.ok;
  const question = `Remove these ${found.length} tables? A run that is still going on would lose its own.`;
  if (!options.yes && !(await agrees(context, question))) return exitCodes.error;
  const left = await deleteTables(session, reached.instanceId, found);
  stderr.write(`removed ${found.length - left.length} of ${found.length} tables\n`);
  return left.length === 0 ? exitCodes.ok : exitCodes.error;
}

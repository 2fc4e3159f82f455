/** Requests of one read operation without a pause, until one is throttled. */
import type { Lab } from "../../lab/lab";
import type { Reply } from "../../service/ports";

/** Most requests of one flood. */
const most = 40;

/** How many requests went through before one was throttled; undefined: none was. */
export async function floodOf(lab: Lab): Promise<number | undefined> {
  const table = await lab.table("found");
  for (let sent = 0; sent < most; sent++) {
    const reply: Reply = await lab.session.send("DescribeDataTable", table.address, {
      atOnce: true,
      isQuiet: sent > 1,
    });
    if (reply.kind === "refusal" && reply.status === 429) return sent;
  }
  return undefined;
}

import { decided, experiment, undecided } from "../../experiment";
import type { Lab } from "../../lab/lab";
import type { Table } from "../../lab/table";
import type { JsonObject } from "../../service/ports";

/** Milliseconds after which a table that is still not found is given up. */
const patience = 150_000;

/** A lag lies above `missed`, when the table was not found, and at or below `found`. Milliseconds. */
export interface Lag {
  readonly missed: number;
  readonly found?: number;
}

/** How long the search index takes. */
export const searchLagMs = experiment<Lag>({
  name: "searchLagMs",
  question: "How long does it take until a new table is found by SearchDataTables?",
  steps:
    "Makes a table and searches for its name, at first at once, and then after ever longer pauses, for two and a half minutes at most.",
  reading: "0 where it is found at once; else the roundest number of milliseconds that fits.",
  undecided: "It is not found in time.",
  tables: ["found"],
  observe: async (lab) => {
    const table = await lab.table("found");
    const start = lab.session.clock.now();
    const elapsed = () => lab.session.clock.now() - start;
    let missed = 0;
    for (;;) {
      const sent = elapsed();
      if (await isFound(lab, table)) return { missed, found: elapsed() };
      missed = Math.max(1, sent);
      if (missed > patience) return { missed };
      await lab.session.clock.sleep(Math.max(250, missed * 0.06));
    }
  },
  read: ({ missed, found }) => {
    if (found === undefined) return undecided(`it is not found within ${Math.round(missed / 1000)} s`);
    return decided(
      missed === 0 ? 0 : roundest(missed, found),
      `between ${Math.round(missed)} and ${Math.round(found)} ms`,
    );
  },
});

async function isFound(lab: Lab, table: Table): Promise<boolean> {
  const StringCondition = { FieldName: "Name", Value: table.title, ComparisonType: "EXACT" };
  const input = { InstanceId: lab.instanceId, SearchCriteria: { StringCondition } };
  const reply = await lab.session.send("SearchDataTables", input);
  const tables = reply.kind === "answer" ? ((reply.body.DataTables ?? []) as readonly JsonObject[]) : [];
  return tables.some(({ Name }) => Name === table.title);
}

/** The number between two others, the upper one included, that has the most zeros. */
export function roundest(low: number, high: number): number {
  for (let unit = 10 ** 6; unit >= 1; unit /= 10) {
    for (const step of [unit, unit / 2]) {
      const candidate = Math.floor(high / step) * step;
      if (candidate > low) return candidate;
    }
  }
  return high;
}

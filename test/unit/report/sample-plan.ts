import type { Change, Conflict, Drift, Plan } from "../../../src/core/values/plan";
import { rowKey } from "../../../src/core/cells/row-key";

/** A plan with every kind of entry, with values that are hard to print. */
export const samplePlan: Plan = {
  changes: [
    change("update", {}, "Opens", "08:00", "07:30"),
    change("create", { Store: "Berlin" }, "Note", undefined, "one\ntwo | three `four` <b>"),
    { ...change("update", { Store: "Berlin" }, "Seats", "12", "12345678901234567890"), valueType: "NUMBER" },
    { ...change("update", { Store: "Berlin" }, "Channels", '["VOICE"]', '["VOICE","CHAT"]'), valueType: "TEXT_LIST" },
    { ...change("update", { Store: "a|b `c`" }, "Open", "true", "false"), valueType: "BOOLEAN" },
    change("update", { Store: "Oslo" }, "ApiKey", "hush-1", "hush-2"),
    change("update", { Store: "Oslo" }, "Opens", "09:00", "=HOOP(1)"),
    { ...change("delete", { Store: "Rome" }, "Opens", "10:00"), overwrites: "edited-delete" },
  ],
  conflicts: [
    {
      ...conflict("edited", "Paris", "Opens"),
      recorded: "08:00",
      live: "08:30",
      desired: "09:00",
      lastModifiedTime: "2026-05-01T10:00:00.000Z",
      lastModifiedRegion: "eu-central-1",
    },
    { ...conflict("removed", "Paris", "ApiKey"), recorded: "hush-3", desired: "hush-4" },
  ],
  drift: [drift("Wien", "Opens", "08:00", "08:15"), drift("Wien", "Note", "gone")],
  settled: [],
  kept: [],
};

/** A plan of so many changes. */
export function planOf(count: number): Plan {
  const changes = Array.from({ length: count }, (_, index) => {
    const key = { Store: `Store ${String(Math.floor(index / 4)).padStart(5, "0")}` };
    return change("update", key, `Column ${index % 4}`, `old value ${index}`, `new value ${index}`);
  });
  return { changes, conflicts: [], drift: [], settled: [], kept: [] };
}

function change(
  kind: Change["kind"],
  primaryValues: Record<string, string>,
  attribute: string,
  before?: string,
  after?: string,
): Change {
  return { kind, rowKey: rowKey(primaryValues), attribute, primaryValues, valueType: "TEXT", before, after };
}

function conflict(kind: Conflict["kind"], store: string, attribute: string): Conflict {
  return { kind, rowKey: rowKey({ Store: store }), attribute, valueType: "TEXT" };
}

function drift(store: string, attribute: string, recorded: string, live?: string): Drift {
  return { rowKey: rowKey({ Store: store }), attribute, valueType: "TEXT", recorded, live };
}

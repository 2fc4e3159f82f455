import assert from "node:assert/strict";
import { makeReport } from "../../../src/report/report";
import { reportPlan } from "../../../src/report/from-plan";
import { renderText } from "../../../src/report/render/text";
import { samplePlan } from "./sample-plan";

const redact = ({ attribute }: { attribute: string }) => attribute === "ApiKey";
const table = reportPlan(samplePlan, {
  name: "StoreHours",
  primaryAttributes: ["Store"],
  redact,
  settings: [{ kind: "update", path: "timeZone", before: "UTC", after: "Europe/Berlin" }],
});

describe("a report as text", () => {
  it("numbers the corrections in the order of the rows, old → new, then conflicts and what others edited", () => {
    assert.equal(
      renderText(makeReport([table])),
      `StoreHours: 1 value to create, 6 to update, 1 to delete, 1 setting to change, 2 conflicts, 2 edited by others
  UPDATE timeZone: "UTC" → "Europe/Berlin"
  1. UPDATE default record, column "Opens": "08:00" → "07:30"
  2. CREATE row "Berlin", column "Note": "one\\ntwo | three \`four\` <b>"
  3. UPDATE row "Berlin", column "Seats": 12 → 12345678901234567890
  4. UPDATE row "Berlin", column "Channels": ["VOICE"] → ["VOICE","CHAT"]
  5. UPDATE row "a\\|b \`c\`", column "Open": true → false
  6. UPDATE row "Oslo", column "ApiKey": [secret] → [secret]
  7. UPDATE row "Oslo", column "Opens": "09:00" → =HOOP(1)
  8. DELETE row "Rome", column "Opens": "10:00" (was edited, and this update would delete it; overwritten)
  Conflicts, not written:
    row "Paris", column "Opens" was edited: recorded "08:00", live "08:30" (2026-05-01T10:00:00.000Z, eu-central-1), desired "09:00"
    row "Paris", column "ApiKey" was removed: recorded [secret], live (none), desired [secret]
  Edited by others, left as it is:
    row "Wien", column "Opens": recorded "08:00", live "08:15"
    row "Wien", column "Note": recorded "gone", live (none)
`,
    );
  });

  it("says so when there is nothing, and sums up several tables in the order of their names", () => {
    assert.equal(renderText(makeReport([])), "no changes\n");
    const empty = reportPlan(
      { changes: [], conflicts: [], drift: [], settled: [], kept: [] },
      {
        name: "A",
        primaryAttributes: [],
        redact,
      },
    );
    const text = renderText(makeReport([table, empty]));
    assert.match(text, /^A: no changes\n\nStoreHours: 1 value/);
    assert.match(text, /\n\n2 tables: 1 value to create, 6 to update, [^\n]*\n$/);
  });

  it("has colours only when they are asked for", () => {
    assert.equal(renderText(makeReport([table])).includes("\u001b"), false);
    assert.ok(renderText(makeReport([table]), { color: true }).includes("\u001b[32mCREATE\u001b[0m"));
  });

  it("lets no value take over the terminal or hide", () => {
    const value = "\u001b[2J\u202eevil\u200b\u00a0end";
    const text = renderText(
      makeReport([
        reportPlan(
          {
            ...samplePlan,
            conflicts: [],
            drift: [],
            changes: [{ ...samplePlan.changes[1]!, after: value, rowKey: value }],
          },
          { name: value, primaryAttributes: ["Store"], redact },
        ),
      ]),
    );
    for (const hidden of "\u001b\u202e\u200b\u00a0") assert.equal(text.includes(hidden), false);
    assert.match(text, /"\\u001b\[2J\\u202eevil\\u200b\\u00a0end"/);
  });

  it("cuts long values so that their first difference stays in view", () => {
    const long = "x".repeat(1000);
    const change = { ...samplePlan.changes[0]!, before: `${long}a${long}`, after: `${long}b${long}` };
    const text = renderText(
      makeReport([
        reportPlan(
          { changes: [change], conflicts: [], drift: [], settled: [], kept: [] },
          { name: "T", primaryAttributes: ["Store"], redact },
        ),
      ]),
    );
    assert.match(text, /…x{50}ax+… \(2003 characters\) → …x{50}bx+… \(2003 characters\)/);
    assert.ok(text.length < 700);
  });
});

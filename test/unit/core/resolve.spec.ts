import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import type { LiveCell } from "../../../src/core/model";
import { entryText, isAbout, namesLive, readEntries, resolutionFor } from "../../../src/core/values/resolve";
import { conflictProblem } from "../../../src/report/conflict-problem";
import { renderProblem } from "../../../src/core/problem";

const any = fc.string({ unit: "binary", maxLength: 30 });
const hostile = fc.oneof(
  any,
  fc.constantFrom(
    "'",
    "'; touch x; '",
    "$(id)",
    "`id`",
    '"',
    "\\",
    "a\nb",
    "\r",
    "!!",
    "é",
    "e\u0301",
    "\u202e",
    "\u0000",
    "😀",
  ),
);
const cell = { rowKey: "Berlin", attribute: "Opens" };
const live = (value: string, Value = "v1"): LiveCell => ({
  ...cell,
  primaryValues: {},
  valueType: "TEXT",
  value,
  lockVersion: { Value },
});

describe("entries of resolve", () => {
  it("say on one line, without a single quote or anything invisible, what they are read as again", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, fc.option(hostile), (resource, row, column, value) => {
        const entry = { resource, row, column, way: "program" as const, live: value };
        const text = entryText(entry);
        assert.doesNotMatch(text, /['\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        assert.deepEqual(readEntries(`${text},${text},`), { entries: [entry, entry], mistakes: [] });
        assert.deepEqual(readEntries(`[${text}]`), { entries: [entry], mistakes: [] });
      }),
    );
  });

  it("survive a POSIX shell as the message writes them, whatever the values hold", () => {
    const conflicts = fc.sample(fc.tuple(hostile, hostile, hostile), { seed: 7, numRuns: 200 });
    const all = conflicts.flatMap(([rowKey, attribute, value]) => {
      const conflict = {
        rowKey,
        attribute,
        kind: "edited" as const,
        valueType: "TEXT" as const,
        recorded: "r",
        live: value,
        desired: "d",
      };
      const decide = { variable: "V", resource: "it's", mayStay: () => true };
      const text = renderProblem(conflictProblem([conflict], { written: 0, redact: () => false, decide }));
      const lines = text.split("\n").filter((line) => line.startsWith("export V="));
      assert.equal(lines.length, 2, text);
      return lines.map((line, index) => ({
        line,
        entry: { resource: "it's", row: rowKey, column: attribute, way: index === 0 ? "live" : "program", live: value },
      }));
    });
    const script = `${all.map(({ line }) => line).join("\n")}\nprintf %s "$V"`;
    const text = execFileSync("sh", ["-euc", script], { encoding: "utf8", env: {} });
    assert.deepEqual(readEntries(text), { entries: all.map(({ entry }) => entry), mistakes: [] });
  });

  it("name one live value and no other; a secret only by its lock version", () => {
    fc.assert(
      fc.property(hostile, hostile, fc.boolean(), (value, other, isSecret) => {
        const entry = resolutionFor({ resource: "hours", way: "live" }, cell, live(value), isSecret);
        assert.ok(entry && isAbout(entry, cell));
        assert.equal(JSON.stringify(entry).includes('"live":'), !isSecret);
        assert.ok(namesLive(entry, live(value), isSecret));
        assert.equal(namesLive(entry, live(other), isSecret), isSecret || value === other);
        assert.ok(!namesLive(entry, live(value, "v2"), isSecret) || !isSecret);
        assert.ok(!namesLive(entry, undefined, isSecret));
      }),
    );
    const removed = resolutionFor({ resource: "hours", way: "live" }, cell, undefined, true);
    assert.ok(removed && namesLive(removed, undefined, true) && !namesLive(removed, live(""), true));
    const bare = { value: "x", lockVersion: {} };
    assert.equal(resolutionFor({ resource: "hours", way: "live" }, cell, bare, true), undefined);
  });

  it("that are damaged are read as nothing, or as mistakes, and never throw", () => {
    fc.assert(
      fc.property(fc.oneof(any, fc.json()), (text) => {
        const { entries, mistakes } = readEntries(text);
        assert.ok(entries.length === 0 || mistakes.length >= 0);
      }),
    );
    assert.deepEqual(readEntries(" \n"), { entries: [], mistakes: [] });
  });
});

/** One pair through the imitated engine. */
import assert from "node:assert/strict";
import { reportPreview } from "../../src/report/preview/from-preview";
import { previewJson } from "../helpers/preview-json";
import {
  doneBetween,
  inputsOf,
  playEdits,
  renameNote,
  type Cells,
  type Pair,
  type Side,
} from "../helpers/report-pairs";
import { Stack, type StackResource } from "../helpers/stack";
import type { ValuesBench } from "../helpers/values-bench";
import { stored } from "./values-bench";

/** Plays what was there before, and answers the last program. */
async function prepare(bench: ValuesBench, stack: Stack, given: Pair): Promise<StackResource> {
  const table = { ...bench, name: "Hours" };
  const resource = (args: object): StackResource => ({
    type: "DataTableValues",
    name: "hours",
    args: { ...bench.inputs, guard: false, ...args },
  });
  playEdits(table, given.before);
  if (given.first) {
    const first = resource({ rows: given.first, onConflict: "overwrite" });
    assert.equal((await stack.up([first], { skipPreview: true })).failure, undefined);
  }
  playEdits(table, given.between);
  if (given.renamed) await renameNote(table);
  if (given.refresh === "separate") await stack.refresh();
  return resource(inputsOf(given, table));
}

/** Asserts that preview and `up` of a pair say the same; answers false where one of them refused. */
export async function playPair(given: Pair, bench: ValuesBench): Promise<boolean> {
  const stack = new Stack("dev");
  const resource = await prepare(bench, stack, given);
  const refresh = given.refresh === "inside";
  const preview = await stack.preview([resource], { refresh });
  bench.simulator.clearRequests();
  const side = (): Side => {
    const [entry] = stack.entriesOf("DataTableValues");
    return { live: stored(bench), recorded: entry?.outputs.rows as Cells | undefined };
  };
  const before = side();
  const up = await stack.up([resource], { refresh, skipPreview: true });
  if (preview.failure !== undefined || up.failure !== undefined) {
    const isTold = preview.failure !== undefined || preview.messages.some(({ text }) => text.includes("[CONFLICT]"));
    assert.ok(isTold, `the preview was green, and the up failed: ${up.failure}`);
    return false;
  }
  const moves = bench.simulator
    .requests()
    .filter(({ operation }) => operation === "UpdateDataTablePrimaryValues").length;
  const done = doneBetween(before, side(), given, moves);
  const read = reportPreview(previewJson(preview));
  assert.ok("report" in read);
  const { totals } = read.report;
  const promised = Object.fromEntries(Object.keys(done).map((name) => [name, totals[name as keyof typeof done]]));
  assert.deepEqual(
    promised,
    done,
    `${previewJson(preview)}\n${JSON.stringify(before.live)}\n${up.messages.map(({ text }) => text).join("\n")}`,
  );
  return true;
}

/**
 * `npm run bench:plan`: how long a plan takes as a multiple of `JSON.parse` of the same data in the same run, and how it grows with the size
 * of the table. `--short` leaves the largest table out.
 */
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import type { TableIntent } from "../src/core/values/intent";
import { planTable, cellsToRead, joinTable } from "../src/core/values/table-rows";
import { diffValues } from "../src/provider/values/diff";
import { inputCells, releasedBy } from "../src/provider/values/state/cells";
import { ownedCells } from "../src/provider/values/state/state";
import { measure, summary } from "./measure";
import { asText, liveMap, planData, type PlanData } from "./plan-data";

/** One line of the result, in milliseconds of processor time. `parsePair`: `JSON.parse` of what a diff is given, state and program. */
export interface PlanFigures {
  readonly cells: number;
  readonly changed: 0 | "one" | "all";
  readonly parse: number;
  readonly parsePair: number;
  readonly diff: number;
  /** A plan with `ownership: "declared"`, which looks for what to read and plans that. */
  readonly declared: number;
  /** A plan with `ownership: "exclusive"`, which is always about the whole table. */
  readonly exclusive: number;
}

const sizes = [1_000, 10_000, 100_000];
const changes = [0, "one", "all"] as const;
const batchSize = 25;

/** Everything between the texts and the list of writes: recorded and declared cells, what is to be read, the plan. */
export function planOf({ outputs, inputs, attributes, live }: PlanData, ownership: TableIntent["ownership"]): number {
  const wanted = inputCells(inputs);
  const intent: TableIntent = {
    owned: ownedCells(outputs),
    declared: wanted.declared,
    isReleased: releasedBy(inputs, wanted, () => false),
    ownership,
    onConflict: "fail",
    moves: [],
    renamed: {},
  };
  const rows = joinTable(intent, attributes);
  const asked = cellsToRead(rows, batchSize);
  const answer = asked ? live.slice(0, asked.size) : live;
  const plan = planTable(rows, liveMap(answer), { asked, lockLevel: "VALUE" });
  return plan.changes.length + plan.settled.length;
}

/** What a measurement goes through. */
export interface PlanRun {
  readonly cells: number;
  readonly changed: PlanFigures["changed"];
  /** Cells in all: one large table or several small ones. */
  readonly total: number;
  readonly rounds: number;
}

/** The figures of one size, measured in this process. */
function measurePlan({ cells, changed, total, rounds }: PlanRun): PlanFigures {
  const tables = Array.from({ length: total / cells }, () => planData(cells, changed));
  const texts = tables.map(asText);
  const pairs = tables.map(({ outputs, inputs }) => JSON.stringify([outputs, inputs]));
  const measured = measure(
    [
      { name: "parse", run: () => texts.forEach((text) => void JSON.parse(text)) },
      { name: "parsePair", run: () => pairs.forEach((text) => void JSON.parse(text)) },
      { name: "diff", run: () => tables.forEach(({ outputs, inputs }) => diffValues(outputs, inputs)) },
      { name: "declared", run: () => tables.forEach((table) => planOf(table, "declared")) },
      { name: "exclusive", run: () => tables.forEach((table) => planOf(table, "exclusive")) },
    ],
    rounds,
  );
  const times = Object.fromEntries(measured.map(({ name, median }) => [name, median / tables.length]));
  return { cells, changed, ...times } as unknown as PlanFigures;
}

/**
 * The figures of all sizes with one kind of change. A program plans one table once, in a process that holds nothing else, on data that it has
 * just been given. So each size has a process of its own, and goes through as many cells as the largest: a small table that is planned again
 * and again would come from the processor's caches and look cheaper than it is. Medians of several passes over the sizes.
 */
export function figuresOf(
  sizes: readonly number[],
  changed: PlanFigures["changed"],
  { rounds, passes }: { readonly rounds: number; readonly passes: number },
): PlanFigures[] {
  const total = Math.max(...sizes);
  const all = Array.from({ length: passes }, () => sizes.map((cells) => inProcess({ cells, changed, total, rounds })));
  const members = ["parse", "parsePair", "diff", "declared", "exclusive"] as const;
  return sizes.map((cells, index) => {
    const of = (member: (typeof members)[number]) => summary(all.map((pass) => pass[index]?.[member] ?? NaN)).median;
    const times = Object.fromEntries(members.map((member) => [member, of(member)]));
    return { cells, changed, ...times } as unknown as PlanFigures;
  });
}

function inProcess(run: PlanRun): PlanFigures {
  const answer = execFileSync(process.execPath, ["--import", "tsx", __filename, "--run", JSON.stringify(run)]);
  return JSON.parse(String(answer)) as PlanFigures;
}

/** The figures as Markdown, with the growth from each size to the next. */
export function planTableText(figures: readonly PlanFigures[]): string {
  const lines = figures.map((line) => {
    const before = figures.find(({ cells, changed }) => changed === line.changed && cells * 10 === line.cells);
    const growth = (member: "parse" | "declared" | "exclusive") =>
      before ? `${(line[member] / before[member]).toFixed(1)} ×` : "";
    const plan = (member: "declared" | "exclusive") => [
      line[member].toFixed(2),
      growth(member),
      (line[member] / line.parse).toFixed(1),
    ];
    const cells = [
      line.cells.toLocaleString("en"),
      { "0": "0", one: "1 cell", all: "100 %" }[String(line.changed)],
      line.parse.toFixed(2),
      growth("parse"),
      ...plan("declared"),
      ...plan("exclusive"),
      (line.diff / line.parsePair).toFixed(2),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| cells | changed | JSON.parse, ms | growth | plan, declared, ms | growth | / JSON.parse | plan, exclusive, ms | growth | / JSON.parse | diff / JSON.parse |",
    `|${" ---: |".repeat(11)}`,
    ...lines,
  ].join("\n");
}

function main(): void {
  const { values } = parseArgs({ options: { short: { type: "boolean" }, run: { type: "string" } } });
  if (values.run !== undefined) {
    console.log(JSON.stringify(measurePlan(JSON.parse(values.run) as PlanRun)));
    return;
  }
  const chosen = values.short ? sizes.slice(0, 2) : sizes;
  const effort = values.short ? { rounds: 3, passes: 1 } : { rounds: 5, passes: 3 };
  console.log(planTableText(changes.flatMap((changed) => figuresOf(chosen, changed, effort))));
}

if (require.main === module) main();

/**
 * `npm run bench:plan`: how long a plan takes as a multiple of `JSON.parse` of the same data in the same run, and how it grows with the size
 * of the table. `--short` leaves the largest table out.
 */
import { planTable, intendedCells, cellsInQuestion, type TableIntent } from "../src/core/plan-table";
import { diffValues } from "../src/provider/values-diff";
import { inputCells } from "../src/provider/values-cells";
import { ownedCells } from "../src/provider/values-state";
import { measure } from "./measure";
import { asText, liveMap, planData, type PlanData } from "./plan-data";

/** One line of the result, in milliseconds of processor time. `parsePair`: `JSON.parse` of what a diff is given, state and program. */
export interface PlanFigures {
  readonly cells: number;
  readonly changed: 0 | "one" | "all";
  readonly parse: number;
  readonly parsePair: number;
  readonly diff: number;
  readonly plan: number;
}

const sizes = [1_000, 10_000, 100_000];
const changes = [0, "one", "all"] as const;

/** Everything between the texts and the list of writes: recorded and declared cells, what is in question, the plan. */
export function planOf({ outputs, inputs, attributes, live }: PlanData): number {
  const intent: TableIntent = {
    owned: ownedCells(outputs),
    declared: inputCells(inputs).declared,
    isReleased: () => false,
    ownership: "exclusive",
    onConflict: "fail",
    moves: [],
    renamed: {},
  };
  const cells = intendedCells(intent, attributes);
  cellsInQuestion(cells);
  const plan = planTable(intent, cells, liveMap({ live } as PlanData), { seen: () => true, lockLevel: "VALUE" });
  return plan.changes.length + plan.settled.length;
}

/** Measures all sizes with one kind of change, interleaved. */
export function figuresOf(sizes: readonly number[], changed: PlanFigures["changed"], rounds: number): PlanFigures[] {
  const candidates = sizes.flatMap((cells) => {
    const data = planData(cells, changed);
    const [text, pair] = [asText(data), JSON.stringify([data.outputs, data.inputs])];
    return [
      { name: "parse", run: () => JSON.parse(text) as unknown },
      { name: "parsePair", run: () => JSON.parse(pair) as unknown },
      { name: "diff", run: () => diffValues(data.outputs, data.inputs) },
      { name: "plan", run: () => planOf(data) },
    ];
  });
  const measured = measure(candidates, rounds);
  return sizes.map((cells, index) => {
    const [parse = NaN, parsePair = NaN, diff = NaN, plan = NaN] = measured
      .slice(4 * index, 4 * index + 4)
      .map(({ median }) => median);
    return { cells, changed, parse, parsePair, diff, plan };
  });
}

/** The figures as Markdown, with the growth from each size to the next. */
export function planTableText(figures: readonly PlanFigures[]): string {
  const lines = figures.map((line) => {
    const before = figures.find(({ cells, changed }) => changed === line.changed && cells * 10 === line.cells);
    const growth = (member: "parse" | "plan") => (before ? `${(line[member] / before[member]).toFixed(1)} ×` : "");
    const cells = [
      line.cells.toLocaleString("en"),
      { "0": "0", one: "1 cell", all: "100 %" }[String(line.changed)],
      line.parse.toFixed(2),
      growth("parse"),
      line.plan.toFixed(2),
      growth("plan"),
      (line.plan / line.parse).toFixed(1),
      (line.diff / line.parsePair).toFixed(2),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| cells | changed | JSON.parse, ms | growth | plan, ms | growth | plan / JSON.parse | diff / JSON.parse |",
    "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...lines,
  ].join("\n");
}

function main(): void {
  const isShort = process.argv.includes("--short");
  const chosen = isShort ? sizes.slice(0, 2) : sizes;
  const figures = changes.flatMap((changed) => figuresOf(chosen, changed, isShort ? 5 : 9));
  console.log(planTableText(figures));
}

if (require.main === module) main();

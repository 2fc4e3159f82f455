/** The result as Markdown: one table for each size, the package first, the others with their ratios to it. */
import type { Measurement } from "./run-phase";
import { phases } from "./table-data";

const order = ["this package", "batch script", "one value per request", "one resource per record"];

/** Short names of operations, so that a line fits. */
const abbreviations: Readonly<Record<string, string>> = {
  BatchCreateDataTableValue: "create",
  BatchUpdateDataTableValue: "update",
  BatchDeleteDataTableValue: "delete",
  BatchDescribeDataTableValue: "describe",
  ListDataTableValues: "list",
  ListDataTableAttributes: "columns",
  DescribeDataTable: "table",
};

/** All tables. */
export function markdown(measurements: readonly Measurement[], run: { speed: number; minutes: string }): string {
  const sizes = [...new Set(measurements.map(({ cells }) => cells))].sort((a, b) => a - b);
  const head = `Service at 2 requests a second and burst 5 for each operation, its clock ${run.speed} times as fast as the machine's; measured in ${run.minutes} minutes.`;
  return [head, ...sizes.map((cells) => sizeTable(measurements, cells))].join("\n\n");
}

function sizeTable(measurements: readonly Measurement[], cells: number): string {
  const lines = phases.flatMap((phase) => {
    const group = measurements.filter((one) => one.cells === cells && one.phase === phase);
    const ours = group.find(({ contender }) => contender === "this package");
    const sorted = [...group].sort((a, b) => order.indexOf(a.contender) - order.indexOf(b.contender));
    return sorted.map((one) => line(one, ours));
  });
  return [
    `### ${cells.toLocaleString("en")} cells`,
    "",
    "| phase | contender | requests | × | by operation | refused | seconds | × | of the floor | wall, s | resources | state, kB | peak, MB |",
    "| --- | --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...lines,
  ].join("\n");
}

function line(one: Measurement, ours: Measurement | undefined): string {
  const isOther = ours !== undefined && ours !== one;
  const cells = [
    one.phase,
    one.computed ? `${one.contender} (computed)` : one.contender,
    total(one),
    isOther && total(ours) > 0 ? ratio(total(one), total(ours)) : "",
    Object.entries(one.requests)
      .map(([operation, count]) => `${count} ${abbreviations[operation] ?? operation}`)
      .join(", "),
    one.throttled,
    one.seconds.toFixed(1),
    isOther && ours.seconds > 1 ? ratio(one.seconds, ours.seconds) : "",
    one.floor > 0 ? (one.seconds / one.floor).toFixed(2) : "",
    one.wall?.toFixed(1) ?? "",
    one.resources ?? "",
    one.stateBytes === undefined ? "" : (one.stateBytes / 1000).toFixed(0),
    one.peak?.toFixed(0) ?? "",
  ];
  return `| ${cells.join(" | ")} |`;
}

/** All requests of a measurement that were served. */
export function total({ requests }: Pick<Measurement, "requests">): number {
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}

function ratio(value: number, base: number): string {
  return `${(value / base).toFixed(value / base < 10 ? 1 : 0)} ×`;
}

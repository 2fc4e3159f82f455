/** The table of questions in the documents, from the experiments themselves. */
import type { Experiment } from "../experiment";

/** Markdown, one line for each experiment. */
export function experimentsTable(experiments: readonly Experiment[]): string {
  const cell = (text: string) => text.replace(/\|/g, "\\|");
  const rows = experiments.map(({ name, question, steps, reading, undecided, needs }) => {
    const open = needs === undefined ? undecided : `${undecided} Needs \`--${needs}\`.`;
    return `| \`${name}\` | ${[question, steps, reading, open].map(cell).join(" | ")} |`;
  });
  return ["| name | question | steps | reading | undecided |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}

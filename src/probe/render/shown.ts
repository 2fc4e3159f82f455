/** How answers are shown to people. */
import type { Value } from "../experiment";
import type { ProbeResult, PublishedAnswer } from "../result/result";

/** A question with its answer. */
export interface NamedAnswer extends PublishedAnswer {
  readonly name: string;
}

/** All answers of a result, in the order of the run. */
export function allAnswers({ answers, findings }: ProbeResult): NamedAnswer[] {
  return Object.entries({ ...answers, ...findings }).map(([name, answer]) => ({ name, ...answer }));
}

/** A value as text: strings bare, everything else as JSON. */
export function valueText(value: Value | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** `2 surprises, 1 undecided, 70 answered`. */
export function totals(answers: readonly NamedAnswer[], surprises: number): string {
  const count = (status: string) => answers.filter((answer) => answer.status === status).length;
  const odd = count("surprise") + surprises;
  return `${count("decided")} answered, ${count("undecided")} undecided, ${odd} surprising`;
}

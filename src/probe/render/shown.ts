/** How answers are shown to people. */
import type { PublishedExchange } from "../result/redact";
import type { ProbeResult, PublishedAnswer } from "../result/result";

/** A question with its answer. */
export interface NamedAnswer extends PublishedAnswer {
  readonly name: string;
}

/** All answers of a result, in the order of the run. */
export function allAnswers({ answers, findings }: ProbeResult): NamedAnswer[] {
  return Object.entries({ ...answers, ...findings }).map(([name, answer]) => ({ name, ...answer }));
}

/** What a request was answered with: the answer, or why it was refused. */
export function replyText({ answer, errorType = "", message = "" }: PublishedExchange): string {
  return answer ?? `${errorType}: ${message}`;
}

/** How much a run took, and whether it ended early. */
export function effort({ requests, seconds, complete }: ProbeResult): string {
  return `${requests} requests in ${seconds} s.${complete ? "" : " The run ended before its last question."}`;
}

/** `2 surprises, 1 undecided, 70 answered`. */
export function totals(answers: readonly NamedAnswer[], surprises: number): string {
  const count = (status: string) => answers.filter((answer) => answer.status === status).length;
  const odd = count("surprise") + surprises;
  return `${count("decided")} answered, ${count("undecided")} undecided, ${odd} surprising`;
}

/** A result for a terminal: what is open or surprising first. */
import { visible } from "../../core/text";
import type { ProbeResult, PublishedAnswer } from "../result/result";
import type { PublishedExchange } from "../result/redact";
import { valueText } from "../experiment";
import { allAnswers, effort, replyText, totals, type NamedAnswer } from "./shown";

/** The result as lines of text. */
export function renderResultText(result: ProbeResult): string {
  const answers = allAnswers(result);
  const of = (status: PublishedAnswer["status"]) => answers.filter((answer) => answer.status === status);
  const surprises = [
    ...result.surprises.flatMap(({ what, evidence }) => [
      `  ${visible(what)}`,
      ...evidenceLines(evidence ? [evidence] : []),
    ]),
    ...of("surprise").flatMap(openLines),
  ];
  const sections: [string, readonly string[]][] = [
    ["Surprising: fits no known behaviour", surprises],
    ["Undecided", of("undecided").flatMap(openLines)],
    ["Answered", of("decided").map(answerLine)],
    ["Advice", adviceLines(result)],
  ];
  const parts = sections.filter(([, lines]) => lines.length > 0).map(([title, lines]) => [title, ...lines].join("\n"));
  return `${parts.join("\n\n")}\n\n${totals(answers, result.surprises.length)}; ${effort(result)}\n`;
}

function answerLine({ name, value, reason, question }: NamedAnswer): string {
  const remark = reason === undefined ? "" : ` (${visible(reason)})`;
  return `  ${name} = ${visible(valueText(value))}${remark}\n      ${question}`;
}

function openLines({ name, question, reason = "", status, evidence }: NamedAnswer): string[] {
  const shown = status === "surprise" ? evidenceLines(evidence) : [];
  return [`  ${name}: ${visible(reason)}`, `      ${question}`, ...shown];
}

function evidenceLines(evidence: readonly PublishedExchange[]): string[] {
  return evidence.flatMap((exchange) => [
    `      ${exchange.operation} ${visible(exchange.request)}`,
    `        ${visible(replyText(exchange))}`,
  ]);
}

function adviceLines({ advice }: ProbeResult): string[] {
  const { batchSize, requestsPerSecond, burst, lockLevel, notes } = advice;
  return [
    `  batchSize: ${batchSize}, requestsPerSecond: ${requestsPerSecond}, burst: ${burst}; lock level ${lockLevel}`,
    ...notes.map((note) => `  ${note}`),
  ];
}

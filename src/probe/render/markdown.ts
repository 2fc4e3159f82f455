/** A result as a page that can be published. */
import { codeBlock, codeText } from "../../report/render/markdown-text";
import type { PublishedExchange } from "../result/redact";
import type { ProbeResult, PublishedAnswer } from "../result/result";
import { valueText } from "../experiment";
import { allAnswers, effort, replyText, totals, type NamedAnswer } from "./shown";

/** The result as Markdown. */
export function renderResultMarkdown(result: ProbeResult): string {
  const answers = allAnswers(result);
  const of = (status: PublishedAnswer["status"]) => answers.filter((answer) => answer.status === status);
  const blocks = [
    "# How Amazon Connect data tables behave",
    `${factsOf(result)} ${totals(answers, result.surprises.length)}.`,
    section("Advice", adviceList(result)),
    section("Surprising", [
      ...result.surprises.map(({ what }) => `- ${codeText(what)}`),
      ...of("surprise").map(openItem),
    ]),
    section("Undecided", of("undecided").map(openItem)),
    answerTable(of("decided")),
    "## Evidence",
    ...answers.filter(({ evidence }) => evidence.length > 0).map(evidenceOf),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function factsOf(result: ProbeResult): string {
  const { version, date, region } = result;
  return `\`connect-data-tables probe\` ${version}, ${date}, Region ${region}: ${effort(result)}`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `## ${title}\n\n${lines.join("\n")}`;
}

function adviceList({ advice }: ProbeResult): string[] {
  const { batchSize, requestsPerSecond, burst, lockLevel, notes } = advice;
  const settings = `\`batchSize: ${batchSize}\`, \`requestsPerSecond: ${requestsPerSecond}\`, \`burst: ${burst}\``;
  return [`- ${settings}; lock level \`${lockLevel}\``, ...notes.map((note) => `- ${note}`)];
}

function openItem({ name, question, reason = "" }: NamedAnswer): string {
  return `- ${codeText(name)}: ${question} ${codeText(reason)}`;
}

function answerTable(answers: readonly NamedAnswer[]): string {
  const rows = answers.map(
    ({ name, value, question }) => `| ${codeText(name)} | ${question} | ${codeText(valueText(value))} |`,
  );
  return answers.length === 0
    ? ""
    : ["## Answers\n", "| name | question | answer |", "| --- | --- | --- |", ...rows].join("\n");
}

function evidenceOf({ name, evidence }: NamedAnswer): string {
  const text = evidence.map(exchangeText).join("\n");
  return `<details><summary>${name}</summary>\n\n${codeBlock(text)}\n\n</details>`;
}

function exchangeText(exchange: PublishedExchange): string {
  return `${exchange.operation} ${exchange.request}\n  ${replyText(exchange)}`;
}

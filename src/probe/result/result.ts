/** What a run found, in the form that is written, published and committed. */
import type { Value } from "../experiment";
import { experiments } from "../experiments/experiments";
import type { Answered, Outcome } from "../run";
import { adviceOf, type Advice } from "./advice";
import { Redactor, type PublishedExchange } from "./redact";
import { vocabulary } from "./words";

/** Version of this form. */
export const schemaVersion = 1;

/** The answer to one question. */
export interface PublishedAnswer {
  readonly status: "decided" | "undecided" | "surprise";
  /** Absent unless decided. */
  readonly value?: Value;
  readonly reason?: string;
  readonly question: string;
  readonly evidence: readonly PublishedExchange[];
}

/** The result of a run. Nothing in it names the account, the instance or a person. */
export interface ProbeResult {
  readonly schemaVersion: typeof schemaVersion;
  /** Version of the package that ran. */
  readonly version: string;
  /** The day of the run, as in 2026-11-30. */
  readonly date: string;
  readonly region: string;
  /** Whether every question was asked that was to be asked. */
  readonly complete: boolean;
  readonly requests: number;
  readonly seconds: number;
  /** Switch of the simulator → answer. */
  readonly answers: Readonly<Record<string, PublishedAnswer>>;
  /** Questions that are not a switch. */
  readonly findings: Readonly<Record<string, PublishedAnswer>>;
  /** What no switch describes. */
  readonly surprises: readonly { readonly what: string; readonly evidence?: PublishedExchange }[];
  /** The decided switches, as the simulator takes them. */
  readonly personality: Readonly<Record<string, Value>>;
  readonly advice: Advice;
}

/** Exchanges of one answer that are kept: the last ones decide. */
const mostEvidence = 4;

/** What a result says about its run. */
export interface RunFacts {
  readonly version: string;
  readonly date: string;
  readonly region: string;
}

/** The published form of what a run found. */
export function resultOf(outcome: Outcome, facts: RunFacts): ProbeResult {
  const redactor = new Redactor(vocabulary(experiments));
  for (const { evidence } of outcome.answers) redactor.learn(evidence);
  const published = (kind: string) =>
    Object.fromEntries(
      outcome.answers
        .filter(({ experiment }) => experiment.kind === kind)
        .map((answered) => [answered.experiment.name, answerOf(answered, redactor)]),
    );
  const answers = published("switch");
  const findings = published("finding");
  return {
    schemaVersion,
    ...facts,
    complete: outcome.stoppedBy === undefined,
    requests: outcome.requests,
    seconds: Math.round(outcome.duration / 1000),
    answers,
    findings,
    surprises: outcome.oddities.map(({ what, exchange }) => ({
      what: redactor.text(what),
      ...(exchange && { evidence: redactor.exchange(exchange) }),
    })),
    personality: personalityOf(answers),
    advice: adviceOf(answers, findings),
  };
}

function answerOf({ experiment, reading, evidence }: Answered, redactor: Redactor): PublishedAnswer {
  const { question } = experiment;
  const shown = evidence.slice(-mostEvidence).map((exchange) => redactor.exchange(exchange));
  const reason = reading.reason === undefined ? {} : { reason: redactor.text(reading.reason) };
  const value = reading.status === "decided" ? { value: redactor.value(reading.value) } : {};
  return { status: reading.status, ...value, ...reason, question, evidence: shown };
}

function personalityOf(answers: Readonly<Record<string, PublishedAnswer>>): Readonly<Record<string, Value>> {
  const decided = Object.entries(answers).filter(([, { status }]) => status === "decided");
  return Object.fromEntries(decided.map(([name, { value = null }]) => [name, value]));
}

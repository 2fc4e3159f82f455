/** What to set, and what is now known. */
import { valueText, type Value } from "../experiment";
import type { PublishedAnswer } from "./result";

/** What the arguments of a resource may be set to. */
export interface Advice {
  /** Items of one request: what create, update and delete all take. */
  readonly batchSize: number;
  /** Requests a second of each operation, and how many may come at once. */
  readonly requestsPerSecond: number;
  readonly burst: number;
  readonly lockLevel: "VALUE";
  /** Sentences for a reader. */
  readonly notes: readonly string[];
}

type Answers = Readonly<Record<string, PublishedAnswer>>;

/** What holds where nothing was found out. */
const defaults = { batchSize: 25, requestsPerSecond: 2, burst: 5 } as const;

/** A request never has more items than a table has values. */
const quota = 1000;

/** Switch → value → what it means to someone who writes tables. */
const meanings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  inRequestStaleness: {
    true: "Items of one request make each other stale at the coarse lock levels: level VALUE writes most at a time.",
    false: "Items of one request do not make each other stale: every lock level writes full batches.",
  },
  staleItem: {
    "per-item": "An outdated item fails alone.",
    "whole-request": "An outdated item refuses its whole request; nothing of it is written.",
  },
  keyColumnOnData: {
    refused: "The key columns of a table are final once it holds values.",
    filled: "A table that holds values may get another key column.",
  },
  recordWithoutCells: {
    vanishes: "A row is removed with its last value.",
    stays: "A row stays when its last value is deleted: its key remains in use.",
  },
  missingCellFallback: {
    "default-record": "A missing value of a row that exists reads as the default value of its column.",
    "type-default": "A missing value of a row that exists does not read as the default value of its column.",
  },
  emptyText: { "no-value": "An empty string is stored as no value: do not declare empty strings." },
  keyCellsCount: {
    true: "Key values count towards the quota of values.",
    false: "Key values do not count towards the quota of values.",
  },
  updateMissing: { creates: "An update creates what does not exist." },
};

/** The advice that the answers give. */
export function adviceOf(answers: Answers, findings: Answers): Advice {
  const { burst = defaults.burst, requestsPerSecond = defaults.requestsPerSecond } = rateOf(
    findings.requestRate?.value,
  );
  const sizes = ["maxItemsCreate", "maxItemsUpdate", "maxItemsDelete"].map((name) => sizeOf(answers[name]));
  return { batchSize: Math.min(...sizes), requestsPerSecond, burst, lockLevel: "VALUE", notes: notesOf(answers) };
}

function sizeOf(answer: PublishedAnswer | undefined): number {
  if (answer?.status !== "decided") return defaults.batchSize;
  return typeof answer.value === "number" ? answer.value : quota;
}

function rateOf(value: Value | undefined): { burst?: number; requestsPerSecond?: number } {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as object) : {};
}

function notesOf(answers: Answers): string[] {
  return Object.entries(meanings).flatMap(([name, sentences]) => {
    const answer = answers[name];
    const sentence = answer?.status === "decided" ? sentences[valueText(answer.value)] : undefined;
    return sentence === undefined ? [] : [sentence];
  });
}

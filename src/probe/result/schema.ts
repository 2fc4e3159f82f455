/** The JSON Schema of a result (2020-12). Members may be added later. */
import { schemaVersion } from "./result";

const exchange = {
  type: "object",
  required: ["operation", "request"],
  properties: {
    operation: { type: "string" },
    request: { type: "string", description: "JSON text; ids are replaced" },
    answer: { type: "string", description: "JSON text; ids are replaced" },
    errorType: { type: "string" },
    message: { type: "string" },
  },
} as const;

const answer = {
  type: "object",
  required: ["status", "question", "evidence"],
  properties: {
    status: { enum: ["decided", "undecided", "surprise"] },
    value: { description: "present where decided: a value of the simulator's switch of this name" },
    reason: { type: "string" },
    question: { type: "string" },
    evidence: { type: "array", items: exchange },
  },
} as const;

const count = { type: "integer", minimum: 0 } as const;

const advice = {
  type: "object",
  required: ["batchSize", "requestsPerSecond", "burst"],
  properties: {
    batchSize: { type: "integer", minimum: 1 },
    requestsPerSecond: { type: "number", exclusiveMinimum: 0 },
    burst: { type: "integer", minimum: 1 },
    lockLevel: { type: "string" },
    notes: { type: "array", items: { type: "string" } },
  },
} as const;

/** The schema of what `connect-data-tables probe --format json` writes. */
export const probeSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "How Amazon Connect data tables behave, as `connect-data-tables probe` found it",
  type: "object",
  required: ["schemaVersion", "answers", "personality", "advice"],
  properties: {
    schemaVersion: { const: schemaVersion },
    version: { type: "string", description: "version of the package" },
    date: { type: "string", description: "day of the run" },
    region: { type: "string" },
    complete: { type: "boolean", description: "whether every question was asked" },
    requests: count,
    seconds: count,
    answers: { type: "object", additionalProperties: answer, description: "by the name of the simulator's switch" },
    findings: { type: "object", additionalProperties: answer, description: "questions that are not a switch" },
    surprises: {
      type: "array",
      items: { type: "object", required: ["what"], properties: { what: { type: "string" }, evidence: exchange } },
    },
    personality: { type: "object", description: "switch of the simulator → value" },
    advice,
  },
} as const;

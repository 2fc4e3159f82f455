import { isRecord } from "../../core/record";

/** What this package needs of one step of a preview. */
export interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly before?: Inputs;
  readonly after?: Inputs;
  /** What state records of the resource. */
  readonly recorded?: Inputs;
  /** The property paths that differ, as the engine found them; also for values that are not shown. */
  readonly paths: readonly string[];
}

/** A resource's inputs. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Something that the run said. */
export interface PreviewMessage {
  readonly urn?: string;
  readonly severity: string;
  readonly text: string;
}

/** What a preview printed. */
interface Preview {
  readonly steps: readonly PreviewStep[];
  readonly messages: readonly PreviewMessage[];
}

/**
 * The steps in the output of `pulumi preview --json`: one document, or one event a line (`PULUMI_ENABLE_STREAMING_JSON_PREVIEW`).
 * `undefined` when it is neither. Lines that other programs print around it are passed over.
 */
export function parsePreview(text: string): Preview | undefined {
  const document = documentIn(text);
  if (document) {
    return {
      steps: records(document.steps).map((step) => stepOf(step, step.oldState, step.newState)),
      messages: records(document.diagnostics).flatMap(messageOf),
    };
  }
  const events = text.split("\n").flatMap((line) => (line.startsWith("{") ? [parseJson(line)] : []));
  if (events.length === 0 || !events.every((event) => isRecord(event) && "sequence" in event)) return undefined;
  return {
    steps: records(events).flatMap(({ resourcePreEvent }) => {
      const metadata = isRecord(resourcePreEvent) ? resourcePreEvent.metadata : undefined;
      return isRecord(metadata) ? [stepOf(metadata, metadata.old, metadata.new)] : [];
    }),
    messages: records(events).flatMap(({ diagnosticEvent }) =>
      isRecord(diagnosticEvent) ? messageOf(diagnosticEvent) : [],
    ),
  };
}

/** The document of a preview: the whole text, or the lines from one that begins with a brace to one that ends with one; other programs print before and after it. */
function documentIn(text: string): Inputs | undefined {
  const whole = previewOf(parseJson(text));
  if (whole) return whole;
  const starts = [...text.matchAll(/^\{/gm)].map(({ index }) => index).slice(0, mostPlaces);
  const ends = [...text.matchAll(/\}[ \t\r]*$/gm)].filter(({ index }) => index === 0 || isOuter(text, index));
  for (const start of starts) {
    for (const { index: end } of ends
      .filter(({ index }) => index > start)
      .slice(-mostPlaces)
      .reverse()) {
      const document = previewOf(parseJson(text.slice(start, end + 1)));
      if (document) return document;
    }
  }
  return undefined;
}

/** More lines than that look like the beginning or the end of a document only in something else. */
const mostPlaces = 20;

/** Whether a closing brace stands at the beginning of its line, as in a document of several lines, or the line is a document of its own. */
function isOuter(text: string, brace: number): boolean {
  const line = text.lastIndexOf("\n", brace - 1) + 1;
  return line === brace || text[line] === "{";
}

function previewOf(document: unknown): Inputs | undefined {
  const isPreview = isRecord(document) && (Array.isArray(document.steps) || isRecord(document.changeSummary));
  return isPreview ? document : undefined;
}

function stepOf(step: Inputs, old: unknown, now: unknown): PreviewStep {
  const [before, after] = [inputsOf(old), inputsOf(now)];
  const recorded = isRecord(old) && isRecord(old.outputs) ? old.outputs : undefined;
  const paths = isRecord(step.detailedDiff) ? Object.keys(step.detailedDiff) : [];
  const text = (member: unknown) => (typeof member === "string" ? member : "");
  const states = { ...(before && { before }), ...(after && { after }), ...(recorded && { recorded }) };
  return { op: text(step.op), urn: text(step.urn), ...states, paths };
}

function inputsOf(state: unknown): Inputs | undefined {
  return isRecord(state) && isRecord(state.inputs) ? state.inputs : undefined;
}

function messageOf({ urn, severity, message, ephemeral }: Inputs): PreviewMessage[] {
  if (typeof message !== "string" || typeof severity !== "string" || severity === "debug" || ephemeral === true)
    return [];
  return [{ ...(typeof urn === "string" && { urn }), severity, text: message.trim() }];
}

function records(value: unknown): Inputs[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

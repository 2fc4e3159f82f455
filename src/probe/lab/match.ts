/** Which answer belongs to which item of a batch. */
import { beSurprised } from "../experiment";
import type { JsonObject, Reply } from "../service/ports";
import { keysOf, type Cell, type Outcome } from "./cell";

interface Answered {
  readonly entry: JsonObject;
  readonly outcome: Outcome;
}

/** What became of each item, in the order of the request. @throws Verdict surprise when an item was answered twice or not at all. */
export function outcomesOf(reply: Reply, cells: readonly Cell[]): Outcome[] {
  if (reply.kind === "refusal") return cells.map(() => ({ kind: "refused", type: reply.type, message: reply.message }));
  const open = answersOf(reply.body);
  const outcomes = cells.map((cell) => take(open, cell, cells.length));
  if (open.length > 0) beSurprised("an item was answered twice, or one that was not sent");
  return outcomes;
}

/** All answers of a batch, successes first. @throws Verdict surprise when the lists are missing. */
export function answersOf({ Successful, Failed }: JsonObject): Answered[] {
  if (!Array.isArray(Successful)) beSurprised("an answer without Successful");
  const failed = (Failed ?? []) as readonly JsonObject[];
  return [
    ...(Successful as readonly JsonObject[]).map((item) => ({ entry: item, outcome: { kind: "done", item } as const })),
    ...failed.map((entry) => ({ entry, outcome: { kind: "failed", message: textOf(entry.Message) } as const })),
  ];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function take(open: Answered[], cell: Cell, count: number): Outcome {
  const exact = open.findIndex(({ entry }) => isOf(entry, cell, (text) => text));
  const loose = exact >= 0 ? exact : open.findIndex(({ entry }) => isOf(entry, cell, fold));
  const index = loose < 0 && count === 1 ? 0 : loose;
  const [found] = index < 0 ? [] : open.splice(index, 1);
  return found?.outcome ?? beSurprised("an item was not answered");
}

/** Keys may come back as they are stored. */
function fold(text: string): string {
  return text.trim().toLowerCase();
}

function isOf(entry: JsonObject, cell: Cell, form: (text: string) => string): boolean {
  const keys = Object.values(keysOf(entry));
  const isRow = cell.row === null ? keys.length === 0 : keys.some((key) => form(key) === form(cell.row ?? ""));
  return isRow && form(textOf(entry.AttributeName)) === form(cell.column);
}

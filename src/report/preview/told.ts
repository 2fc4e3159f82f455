/** What a check has told of a resource, read back from what the engine printed and applied to what differs in the inputs. Pure. */
import { cellKey, compareCells, type CellAddress } from "../../core/cells/cell-map";
import { decodeValue } from "../../core/cells/cell-value";
import { cellLabel } from "../../core/cells/row-key";
import type { ValueType } from "../../core/model";
import type { Move } from "../../core/values/moves";
import { moveLabel, toldBy, type Told } from "../outcome";
import type { ColumnRename, ReportValue } from "../report";
import { visible } from "../../core/text";
import type { ComparedInputs, InputChange } from "./compare-inputs";
import type { PreviewMessage } from "./steps";

/** A line of a listing, and what the listing is about. */
interface Line {
  readonly told: Told;
  readonly text: string;
}

/** What differs in truth. Cells that the inputs do not hold are known by their label only. */
export interface Outcome {
  readonly changes: readonly OutcomeChange[];
  readonly takenOver: readonly OutcomeCell[];
  readonly unchanged: readonly OutcomeCell[];
  readonly moves: readonly Move[];
  readonly renames: readonly ColumnRename[];
}

/** A cell: by its address, or, if no input holds it, by the names in its label. */
export type OutcomeCell = CellAddress & { readonly isLabel?: boolean };

/** A change with the live value, where it was told. */
export type OutcomeChange = OutcomeCell & Pick<InputChange, "kind" | "old" | "now"> & { readonly before?: ReportValue };

/** The differences of the inputs with what was told of the resource. */
export function applyTold(compared: ComparedInputs, messages: readonly PreviewMessage[]): Outcome {
  const lines = messages.flatMap(linesOf);
  const labels = new Map([...compared.before, ...compared.after].map((cell) => [cellLabel(cell), cell as CellAddress]));
  const changes = new Map<string, OutcomeChange>(compared.changes.map((change) => [cellKey(change), change]));
  const takenOver: OutcomeCell[] = [];
  const unchanged: OutcomeCell[] = [];
  for (const line of lines) {
    const split = splitLine(line, labels);
    if (!split) continue;
    const { cell, values } = split;
    const { told } = line;
    changes.delete(cellKey(cell));
    if (told === "takeOver") takenOver.push(cell);
    else if (told === "unchanged") unchanged.push(cell);
    else if (told !== "rename") {
      const [old, now] = [compared.before.get(cell), compared.after.get(cell)];
      const before = told === "update" || told === "delete" ? shownValue(values) : undefined;
      const sides = {
        ...(old && told !== "create" && { old }),
        ...(now && told !== "delete" && told !== "release" && { now }),
      };
      changes.set(cellKey(cell), { ...cell, kind: told, ...sides, ...(before && { before }) });
    }
  }
  const notMade = new Set(lines.filter(({ told }) => told === "unchanged").map(({ text }) => text));
  return {
    changes: [...changes.values()].sort(compareCells),
    takenOver: takenOver.sort(compareCells),
    unchanged: unchanged.sort(compareCells),
    moves: compared.moves.filter((move) => !notMade.has(moveLabel(move))),
    renames: renamesOf(compared, lines),
  };
}

/** The lines of a message that is a listing; none of any other. */
function linesOf({ text }: PreviewMessage): Line[] {
  const [first = "", ...lines] = text.split("\n");
  const told = toldBy(/ \[([A-Z_]+)\]$/.exec(first)?.[1]);
  return told === undefined ? [] : lines.map((line) => ({ told, text: line.replace(/^ {2}/, "") }));
}

/** The cell of a line and the values behind it: a cell of the inputs, or one that only the table holds. */
function splitLine({ text }: Line, labels: ReadonlyMap<string, CellAddress>) {
  const whole = labels.get(text);
  if (whole) return { cell: addressOf(whole), values: "" };
  for (let end = text.indexOf('": '); end >= 0; end = text.indexOf('": ', end + 1)) {
    const known = labels.get(text.slice(0, end + 1));
    if (known) return { cell: addressOf(known), values: text.slice(end + 3) };
  }
  const [, rowKey, attribute, values = ""] = /^row "(.*?)", column "(.*?)"(?:: (.*))?$/s.exec(text) ?? [];
  return rowKey === undefined || attribute === undefined
    ? undefined
    : { cell: { rowKey, attribute, isLabel: true }, values };
}

/** The renames that the inputs name, and those that only state and program do. */
function renamesOf({ renames }: ComparedInputs, lines: readonly Line[]): ColumnRename[] {
  const found = new Map(renames);
  for (const { told, text } of lines) {
    const [, from, to] = (told === "rename" && /^column "(.*)" → column "(.*)"$/.exec(text)) || [];
    if (from !== undefined && to !== undefined && ![...renames.keys()].some((name) => visible(name) === from))
      found.set(from, to);
  }
  return [...found].map(([from, to]) => ({ from, to }));
}

function addressOf({ rowKey, attribute }: CellAddress): OutcomeCell {
  return { rowKey, attribute };
}

/** The first value of a line: text in quotes, a list in brackets, anything else bare; nothing where there is none. */
function shownValue(values: string): ReportValue | undefined {
  const [, text = ""] = /^("(?:[^"\\]|\\.)*"|.*?)(?: → .*)?$/s.exec(values) ?? [];
  if (text === "" || text === "(none)") return undefined;
  if (text === "[secret]") return { sensitive: true };
  if (text.startsWith('"')) return { value: decodeValue(unquoted(text), "TEXT") };
  return { value: decodeValue(text, typeOfText(text)) };
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

function typeOfText(text: string): ValueType {
  if (text === "true" || text === "false") return "BOOLEAN";
  if (!text.startsWith("[")) return "NUMBER";
  return /^\[\s*"/.test(text) ? "TEXT_LIST" : "NUMBER_LIST";
}

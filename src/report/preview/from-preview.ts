import { cellKey, cellMap, compareCells, type CellAddress, type CellKey } from "../../core/cells/cell-map";
import type { Problem } from "../../core/problem";
import { defaultRowKey, parseRowKey, rowLabel } from "../../core/cells/row-key";
import { isRecord } from "../../core/record";
import { compareSettings } from "../compare-settings";
import { tableContents, type TableContents } from "../contents";
import { parsePreview, type Inputs, type PreviewMessage, type PreviewStep } from "./steps";
import { parsePropertyPath } from "./property-path";
import { compareInputs, type ComparedInputs } from "./compare-inputs";
import { settingValue } from "./read-inputs";
import { applyTold, type OutcomeCell, type OutcomeChange } from "./told";
import {
  makeReport,
  isUnchanged,
  makeTableReport,
  type CellChange,
  type Report,
  type ReportCell,
  type ReportMessage,
  type TableReport,
} from "../report";

/** The type in a URN, after `::` or after the type of the parent. */
const type =
  /(?<=::|\$)(?:pulumi-nodejs:dynamic\/connect-data-tables|connect-data-tables:index):(DataTableValues|DataTable)(?=::)/;
const operations: Readonly<Record<string, TableReport["operation"]>> = {
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
};

/** The report of all data tables in the output of `pulumi preview --json` (or `pulumi refresh --preview-only --json`). */
export function reportPreview(text: string): { readonly report: Report } | { readonly problem: Problem } {
  const preview = parsePreview(text);
  if (!preview) return { problem: notAPreview };
  const seen = new Set<string>();
  const steps = preview.steps.filter(({ op, urn }) => {
    const counts = type.test(urn) && Object.hasOwn(operations, op) && !seen.has(urn);
    if (counts) seen.add(urn);
    return counts;
  });
  const said = (urn: string) =>
    preview.messages.filter((message) => message.urn === urn && message.severity === "info");
  const tables = merged(steps.map((step) => reportStep(step, said(step.urn))).filter((table) => table !== undefined));
  return { report: makeReport(tables, preview.messages.flatMap(messageOf)) };
}

/** A table and its values that have one name and one parent (as in a `DataTableFile`) are one table to a person. */
function merged(reports: readonly TableReport[]): TableReport[] {
  const groups = new Map<string, TableReport>();
  for (const report of reports) {
    const key = (report.urn ?? "").replace(type, "");
    const other = groups.get(key);
    groups.set(key, other ? mergeReports(other, report) : report);
  }
  return [...groups.values()];
}

function mergeReports(a: TableReport, b: TableReport): TableReport {
  const [table, values] = type.exec(a.urn ?? "")?.[1] === "DataTable" ? [a, b] : [b, a];
  const isRelease = table.operation === "release" && values.operation === "delete";
  const operation = table.operation === values.operation || isRelease ? table.operation : "update";
  return makeTableReport({ ...values, operation, settings: [...table.settings, ...values.settings] });
}

const notAPreview: Problem = {
  code: "NO_PREVIEW",
  severity: "error",
  message: "the input is not the output of `pulumi preview --json`.",
  hint: "It needs the whole JSON document, which begins and ends with a brace; lines of other programs around it do not matter.",
};

/** The lists of a report that are about cells. */
type CellLists = Pick<TableReport, "contents" | "changes" | "moves" | "renames" | "takenOver" | "unchanged">;

type Unnumbered = Omit<CellChange, "number">;

function reportStep(step: PreviewStep, messages: readonly PreviewMessage[]): TableReport | undefined {
  const isValues = type.exec(step.urn)?.[1] === "DataTableValues";
  const except = isValues ? cellSettings(step) : [];
  const settings = compareSettings(settingsOf(step.before, except), settingsOf(step.after, except));
  const operation = operationOf(step, isValues);
  const table = makeTableReport({
    name: nameOf(step.urn),
    urn: step.urn,
    operation,
    settings: operation === "update" || !isValues ? settings : [],
    ...(isValues && compareCellsOf(step, messages)),
  });
  return operation === "update" && isUnchanged(table.totals) ? undefined : table;
}

/** The inputs that are settings, as they may be shown. */
function settingsOf(inputs: Inputs | undefined, except: readonly string[]): Inputs {
  const settings = Object.entries(inputs ?? {}).filter(([name]) => !name.startsWith("__") && !except.includes(name));
  return Object.fromEntries(settings.map(([name, value]) => [name, settingValue(value)]));
}

/** A table that was taken over is not deleted: the stack releases it. State says so; the engine asks no one in a preview. */
function operationOf({ op, recorded }: PreviewStep, isValues: boolean): TableReport["operation"] {
  const operation = operations[op] ?? "update";
  const stays = !isValues && recorded?.adopted === true && recorded.allowDelete !== true;
  return operation === "delete" && stays ? "release" : operation;
}

/** Tells which cells stay when their resource goes: those that were there before it. */
function foundCells({ recorded }: PreviewStep): (cell: CellAddress) => boolean {
  const locks = isRecord(recorded?.__lockVersions) ? recorded.__lockVersions : {};
  const found = isRecord(locks.found) ? locks.found : {};
  return ({ rowKey, attribute }) => {
    const columns = Object.hasOwn(found, rowKey) ? found[rowKey] : undefined;
    return columns === true || (Array.isArray(columns) && columns.includes(attribute));
  };
}

/** The settings that hold cells; where all of them are a secret or not known, they are one setting like any other. */
function cellSettings({ before, after }: PreviewStep): string[] {
  const hasCells = (value: unknown) => value === undefined || value === null || isRecord(value);
  return ["rows", "defaults"].filter((name) => hasCells(before?.[name]) && hasCells(after?.[name]));
}

/** What becomes of the cells of a step: what differs in its inputs, with what its check has told. */
function compareCellsOf(step: PreviewStep, messages: readonly PreviewMessage[]): CellLists {
  const isReplaced = operations[step.op] === "replace";
  const compared = compareInputs(isReplaced ? undefined : step.before, step.after, touchedCells(step.paths));
  const { changes, takenOver, unchanged, renames, moves } = applyTold(compared, messages);
  const isFound = foundCells(step);
  const own = changes.map((change): Unnumbered => {
    const isLeft = operations[step.op] === "delete" && isFound(change);
    return { ...changeOf(change, step), ...(isLeft && { kind: "release" }) };
  });
  const all = isReplaced ? [...oldCopy(step, isFound), ...own] : own;
  return {
    changes: all.map((change, index) => ({ number: index + 1, ...change })),
    takenOver: takenOver.map((cell) => cellOf(cell, step)),
    unchanged: unchanged.map((cell) => cellOf(cell, step)),
    renames,
    ...(!isReplaced && { contents: contentsOf(compared, changes, step) }),
    moves: moves.map(({ from, to }) => ({ from: rowLabel(from), to: rowLabel(to) })),
  };
}

/** The whole table: every cell of which no change tells, with its value. */
function contentsOf(
  { before, after }: ComparedInputs,
  changes: readonly OutcomeChange[],
  step: PreviewStep,
): TableContents {
  const changing = new Set(changes.map(cellKey));
  const cells = [...cellMap<CellAddress>([...before, ...after])].sort(compareCells).map((address) => {
    const stays = changing.has(cellKey(address)) ? undefined : after.get(address);
    return { ...cellOf(address, step), ...(stays && { value: stays.shown }) };
  });
  return tableContents(cells, keyColumns(step));
}

/** The engine sorts what has names, so only the order of the key columns is the program's. */
function keyColumns({ before, after }: PreviewStep): { name: string; isKey: boolean }[] {
  const names = (after ?? before)?.primaryAttributes;
  return Array.isArray(names) ? names.map((name) => ({ name: String(name), isKey: true })) : [];
}

/** What goes with the copy that is replaced: all of it, and in the same table only what the new copy does not declare. */
function oldCopy(step: PreviewStep, isFound: (cell: CellAddress) => boolean): Unnumbered[] {
  const { before, after } = step;
  const isSamePlace = ["instanceId", "dataTableId", "region"].every((name) => before?.[name] === after?.[name]);
  const { changes } = compareInputs(
    before,
    isSamePlace ? after : { ...after, rows: {}, defaults: undefined },
    () => false,
  );
  return changes
    .filter(({ now }) => !now)
    .map((change) => ({ ...changeOf(change, step), ...(isFound(change) && { kind: "release" }) }));
}

/** Tells whether the engine itself says that a cell differs: the only sign where a value is not shown. */
function touchedCells(paths: readonly string[]): (cell: CellAddress) => boolean {
  const touched = new Set<CellKey>();
  for (const path of paths) {
    const [root, ...steps] = parsePropertyPath(path);
    const [rowKey, attribute] = root === "defaults" ? [defaultRowKey, steps[0]] : steps;
    if ((root === "rows" || root === "defaults") && rowKey !== undefined && attribute !== undefined) {
      touched.add(cellKey({ rowKey, attribute }));
    }
  }
  return (cell) => touched.has(cellKey(cell));
}

function changeOf(change: OutcomeChange, step: PreviewStep): Unnumbered {
  const { kind, old, now, before = old?.shown } = change;
  return { kind, ...cellOf(change, step), ...(before && { before }), ...(now && { after: now.shown }) };
}

function cellOf({ rowKey, attribute, isLabel }: OutcomeCell, step: PreviewStep): ReportCell {
  const names = (step.after ?? step.before)?.primaryAttributes;
  const key = Array.isArray(names) && !isLabel ? parseRowKey(rowKey, names as string[]) : undefined;
  return { row: isLabel ? rowKey : rowLabel(rowKey), ...(key && { key }), column: attribute };
}

/** Warnings and errors about tables, and every other error: a preview that failed elsewhere does not show all changes. */
function messageOf({ urn, severity, text }: PreviewMessage): ReportMessage[] {
  const isOurs = urn !== undefined && type.test(urn);
  if (severity !== "error" && !(isOurs && severity === "warning")) return [];
  const plain = text.replace(/^(error|warning): /, "").replace(/^\S+ resource '[^']*' has a problem: /, "");
  if (plain === "") return [];
  if (isOurs) return [{ severity, table: nameOf(urn), text: plain }];
  return [{ severity, text: urn === undefined || isStack(urn) ? plain : `${nameOf(urn)}: ${plain}` }];
}

function isStack(urn: string): boolean {
  return urn.includes("::pulumi:pulumi:Stack::");
}

function nameOf(urn: string): string {
  return urn.split("::").pop() ?? urn;
}

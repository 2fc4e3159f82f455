import {
  cellKey,
  cellMap,
  compareCells,
  rowsOf,
  type CellAddress,
  type CellKey,
  type Cells,
} from "../../core/cells/cell-map";
import { activeMoves, moveCells, renameCells, type Move } from "../../core/values/moves";
import type { Problem } from "../../core/problem";
import { defaultRowKey, parseRowKey, rowLabel } from "../../core/cells/row-key";
import { isRecord } from "../../core/record";
import { compareSettings } from "../compare-settings";
import { tableContents } from "../contents";
import { parsePreview, type Inputs, type PreviewMessage, type PreviewStep } from "./steps";
import { parsePropertyPath } from "./property-path";
import { previewCells, sensitiveColumns, settingValue, type InputCell } from "./read-inputs";
import {
  makeReport,
  makeTableReport,
  type CellChange,
  type Report,
  type ReportCell,
  type ReportMessage,
  type TableReport,
} from "../report";

/** The type in a URN, after `::` or after the type of the parent. */
const type = /(?<=::|\$)pulumi-nodejs:dynamic\/connect-data-tables:(DataTableValues|DataTable)(?=::)/;
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
  const tables = merged(steps.map(reportStep).filter((table) => table !== undefined));
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

function reportStep(step: PreviewStep): TableReport | undefined {
  const isValues = type.exec(step.urn)?.[1] === "DataTableValues";
  const except = isValues ? cellSettings(step) : [];
  const settings = compareSettings(settingsOf(step.before, except), settingsOf(step.after, except));
  const { changes, moves, contents } = isValues ? compareCellsOf(step) : { changes: [], moves: [] };
  const operation = operationOf(step, isValues);
  if (operation === "update" && settings.length + changes.length + moves.length === 0) return undefined;
  return makeTableReport({
    name: nameOf(step.urn),
    urn: step.urn,
    operation,
    settings: operation === "update" || !isValues ? settings : [],
    moves,
    changes,
    conflicts: [],
    drift: [],
    ...(contents && { contents }),
  });
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

function compareCellsOf(step: PreviewStep): Pick<TableReport, "changes" | "moves" | "contents"> {
  const sensitive = new Set([...sensitiveColumns(step.before), ...sensitiveColumns(step.after)]);
  const after = previewCells(step.after, sensitive);
  const recorded = previewCells(step.before, sensitive);
  if (operations[step.op] === "replace") {
    const deletes = [...recorded].map((cell) => changeOf(cell, cell, undefined, step));
    const creates = [...after].map((cell) => changeOf(cell, undefined, cell, step));
    return { changes: numbered([...deletes, ...creates]), moves: [] };
  }
  const { before, moves } = inPlace(recorded, after, step);
  const touched = touchedCells(step.paths);
  const isFound = operations[step.op] === "delete" ? foundCells(step) : () => false;
  const addresses = [...cellMap([...before, ...after])].sort(compareCells);
  const changes = addresses.flatMap((address): Omit<CellChange, "number">[] => {
    const [old, now] = [before.get(address), after.get(address)];
    if (old && now && isSame(old, now, touched)) return [];
    const change = changeOf(address, old, now, step);
    return [isFound(address) ? { ...change, kind: "release" } : change];
  });
  const cells = addresses.map((address) => {
    const [old, now] = [before.get(address), after.get(address)];
    const { row, key, column } = placeOf(address, step);
    return { row, key, column, ...(old && now && isSame(old, now, touched) && { value: now.shown }) };
  });
  return { changes: numbered(changes), moves, contents: tableContents(cells, keyColumns(step)) };
}

function isSame(old: InputCell, now: InputCell, touched: (key: CellKey) => boolean): boolean {
  return old.value === now.value && !(isHidden(old) && touched(cellKey(now)));
}

/** The engine sorts what has names, so only the order of the key columns is the program's. */
function keyColumns({ before, after }: PreviewStep): { name: string; isKey: boolean }[] {
  const names = (after ?? before)?.primaryAttributes;
  return Array.isArray(names) ? names.map((name) => ({ name: String(name), isKey: true })) : [];
}

function numbered(changes: readonly Omit<CellChange, "number">[]): CellChange[] {
  return changes.map((change, index) => ({ number: index + 1, ...change }));
}

/** The recorded cells where they stand after renamed columns and moved rows, which the service changes in place. */
function inPlace(recorded: Cells<InputCell>, after: Cells<InputCell>, step: PreviewStep) {
  const { renamed, moved, primaryAttributes } = step.after ?? {};
  const columns = [...after].map(({ attribute }) => attribute);
  const declared = [...columns, ...(Array.isArray(primaryAttributes) ? (primaryAttributes as string[]) : [])];
  const cells = cellMap(renameCells([...recorded], isRecord(renamed) ? texts(renamed) : {}, declared));
  const moves = activeMoves(Array.isArray(moved) ? moved.filter(isMove) : [], rowsOf(cells), rowsOf(after));
  return {
    before: moveCells(cells, moves),
    moves: moves.map(({ from, to }) => ({ from: rowLabel(from), to: rowLabel(to) })),
  };
}

function texts(record: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function isMove(move: unknown): move is Move {
  return isRecord(move) && typeof move.from === "string" && typeof move.to === "string";
}

/** Tells whether the engine itself says that a cell differs: the only sign where a value is not shown. */
function touchedCells(paths: readonly string[]): (key: CellKey) => boolean {
  const touched = new Set<CellKey>();
  for (const path of paths) {
    const [root, ...steps] = parsePropertyPath(path);
    const [rowKey, attribute] = root === "defaults" ? [defaultRowKey, steps[0]] : steps;
    if ((root === "rows" || root === "defaults") && rowKey !== undefined && attribute !== undefined) {
      touched.add(cellKey({ rowKey, attribute }));
    }
  }
  return (key) => touched.has(key);
}

function changeOf(
  cell: CellAddress,
  old: InputCell | undefined,
  now: InputCell | undefined,
  step: PreviewStep,
): Omit<CellChange, "number"> {
  return {
    kind: !old ? "create" : now ? "update" : "delete",
    ...placeOf(cell, step),
    ...(old && { before: old.shown }),
    ...(now && { after: now.shown }),
  };
}

function placeOf({ rowKey, attribute }: CellAddress, step: PreviewStep): ReportCell {
  const names = (step.after ?? step.before)?.primaryAttributes;
  const key = Array.isArray(names) ? parseRowKey(rowKey, names as string[]) : undefined;
  return { row: rowLabel(rowKey), ...(key && { key }), column: attribute };
}

function isHidden({ shown }: InputCell): boolean {
  return "sensitive" in shown;
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

import { isExpression } from "../../core/cells/cell-value";
import { cellMap, type CellAddress, type Cells } from "../../core/cells/cell-map";
import type { CellValue, PrimaryValues } from "../../core/model";
import { defaultRowKey, parseRowKey } from "../../core/cells/row-key";
import { isRecord } from "../../core/record";
import type { Inputs } from "./steps";
import type { ReportValue } from "../report";

/** One cell of a resource's inputs. */
export interface InputCell extends CellAddress {
  readonly primaryValues: PrimaryValues;
  /** As it is (JSON), for comparison only. */
  readonly value: string;
  /** As it may be shown. */
  readonly shown: ReportValue;
}

/** What the engine puts in place of a value that is not known yet. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The member that marks a secret where the engine shows it as an object. */
const secretMark = "4dabf18193072939515e22adb298388d";

/** How the cells of a row are named that is not known or must not be shown as a whole. */
const allColumns = "(all columns)";

/** The declared cells in the inputs of a `DataTableValues`, the default record included. A released cell (`null`) is none. */
export function previewCells(inputs: Inputs | undefined, sensitive: ReadonlySet<string>): Cells<InputCell> {
  const keys = Array.isArray(inputs?.primaryAttributes) ? (inputs.primaryAttributes as string[]) : [];
  const rows: [string, unknown][] = [
    ...(isRecord(inputs?.rows) ? Object.entries(inputs.rows) : []),
    [defaultRowKey, inputs?.defaults],
  ];
  return cellMap(
    rows.flatMap(([rowKey, cells]) => {
      if (cells === undefined || cells === null) return [];
      const primaryValues = parseRowKey(rowKey, keys) ?? {};
      const entries =
        isRecord(cells) && !(secretMark in cells) ? Object.entries(cells) : [[allColumns, cells] as const];
      return entries
        .filter(([, value]) => value !== null)
        .map(([attribute, value]) => ({
          rowKey,
          attribute,
          primaryValues,
          value: JSON.stringify(value),
          shown: inputValue(value, sensitive.has(attribute)),
        }));
    }),
  );
}

/** The columns whose values must not be shown. */
export function sensitiveColumns(inputs: Inputs | undefined): string[] {
  return columnsOf(inputs?.sensitive);
}

/** The columns whose values are written only where there is none. */
export function initialColumns(inputs: Inputs | undefined): string[] {
  return columnsOf(inputs?.initial);
}

function columnsOf(names: unknown): string[] {
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

/** A setting's value, without what must not be shown or is not known. */
export function settingValue(value: unknown): unknown {
  if (value === "[secret]" || (isRecord(value) && secretMark in value)) return "[secret]";
  if (value === unknownValue) return "[unknown]";
  if (Array.isArray(value)) return value.map(settingValue);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, settingValue(member)]));
}

/** Whether a value, or a part of it, is not known yet. */
function isUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(isUnknown);
}

function inputValue(value: unknown, sensitive: boolean): ReportValue {
  if (sensitive || isSecret(value)) return { sensitive: true };
  if (isUnknown(value)) return { unknown: true };
  return { value: isCellValue(value) ? value : JSON.stringify(value) };
}

/** Whether a value, or a part of it, is a secret. */
function isSecret(value: unknown): boolean {
  if (value === "[secret]") return true;
  return typeof value === "object" && value !== null && (secretMark in value || Object.values(value).some(isSecret));
}

function isCellValue(value: unknown): value is CellValue {
  return ["string", "number", "boolean"].includes(typeof value) || Array.isArray(value) || isExpression(value);
}

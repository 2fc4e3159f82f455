/** What is wrong with the inputs, without and with the table's columns. Collects everything, throws nothing, asks nobody. */
import { rowsOf, type CellAddress } from "../../core/cells/cell-map";
import type { DeclaredCell } from "../../core/values/cells";
import { foldRow } from "../../core/cells/fold-row";
import { exportedFrom } from "../../core/values/exported";
import { ignoreMatcher } from "../../core/values/ignore";
import { isTime } from "../../core/iso-time";
import { limits } from "../../core/limits";
import type { Attributes } from "../../core/model";
import { orderMoves } from "../../core/values/moves";
import { isRecord } from "../../core/record";
import { problemCatalogue, type Problem } from "../../core/problem";
import { renameProblems } from "../../core/values/renames";
import { defaultRowKey, parseRowKey, rowLabel } from "../../core/cells/row-key";
import { validateValue } from "../../core/cells/validate-value";
import { keepCells } from "../../core/cells/view-cells";
import type { Redact } from "../../report/show-value";
import { inputRows, type InputCells } from "./state/cells";
import type { ValuesInputs } from "./state/inputs";

/** Everything that can be said without the table. */
export function validateInputs(inputs: ValuesInputs, cells: InputCells): Problem[] {
  return [
    ...(inputs.__problems ?? []),
    ...validateKeyColumns(inputs),
    ...validateEmptyRows(inputs),
    ...validateIgnored(inputs, cells),
    ...validateMoves(inputs, cells),
    ...renameProblems(inputs.renamed ?? {}).map((message): Problem => {
      return { code: "INVALID_RENAME", severity: "error", message, hint: "Correct `renamed`." };
    }),
    ...validateChoices(inputs),
  ];
}

/** Everything that can be said of the cells; with the table's columns also what they make of it. */
export function validateCells(
  cells: Iterable<DeclaredCell>,
  inputs: ValuesInputs,
  redact: Redact,
  attributes?: Attributes,
): Problem[] {
  const primary = new Set(inputs.primaryAttributes ?? []);
  const problems: Problem[] = [];
  for (const cell of cells) {
    const at = { severity: "error", row: rowLabel(cell.rowKey), column: cell.attribute } as const;
    const misplaced = validateColumn(cell, primary, attributes);
    if (misplaced) problems.push({ ...at, ...misplaced });
    else
      for (const { code, ...words } of validateValue(cell.value, attributes?.get(cell.attribute)))
        problems.push(redact(cell) ? { ...at, code, message: problemCatalogue[code] } : { ...at, code, ...words });
  }
  return problems;
}

function validateColumn(
  cell: CellAddress,
  primary: ReadonlySet<string>,
  attributes: Attributes | undefined,
): Pick<Problem, "code" | "message" | "hint"> | undefined {
  if (cell.attribute === "__proto__") {
    return {
      code: "INVALID_NAME",
      message: "a column of this name cannot pass through JavaScript.",
      hint: "Rename the column.",
    };
  }
  if (primary.has(cell.attribute)) {
    return {
      code: "KEY_IN_DEFAULTS",
      message: "a key column has no value in the default record.",
      hint: "Leave it out of `defaults`.",
    };
  }
  if (!attributes) return undefined;
  const attribute = attributes.get(cell.attribute);
  if (!attribute) {
    const columns = [...attributes.values()].filter((other) => !other.primary).map((other) => other.name);
    const hint = `The table has: ${columns.join(", ") || "no columns beside its keys"}.`;
    return { code: "UNKNOWN_COLUMN", message: "the table has no column of this name.", hint };
  }
  if (!attribute.primary) return undefined;
  const hint = `Add "${cell.attribute}" to primaryAttributes.`;
  return { code: "KEY_COLUMNS_CHANGED", message: "this is a key column of the table.", hint };
}

/** `sensitive` must name columns that hold values: a misspelt one would leave a secret in the open. */
export function validateSensitive({ sensitive = [] }: ValuesInputs, attributes: Attributes): Problem[] {
  return sensitive.flatMap((column): Problem[] => {
    const attribute = attributes.get(column);
    const at = { severity: "error", column } as const;
    if (!attribute) {
      const message = "`sensitive` names it, and the table has no column of this name.";
      return [{ ...at, code: "UNKNOWN_COLUMN", message, hint: "Correct the name; upper and lower case differ." }];
    }
    if (!attribute.primary) return [];
    const message = "a key column cannot be sensitive: a row is named by its key.";
    return [{ ...at, code: "INVALID_SETTING", message, hint: "Remove it from `sensitive`." }];
  });
}

/** Key columns against the table, and rows that the table takes for one. */
export function validateKeys(inputs: ValuesInputs, attributes: Attributes): Problem[] {
  const declared = [...(inputs.primaryAttributes ?? [])].sort();
  const live = [...attributes.values()].filter((attribute) => attribute.primary).map((attribute) => attribute.name);
  if (JSON.stringify(declared) !== JSON.stringify(live.sort())) {
    const message = `primaryAttributes is ${list(declared)}, and the key columns of the table are ${list(live)}.`;
    return [{ code: "KEY_COLUMNS_CHANGED", severity: "error", message, hint: "Declare the key columns of the table." }];
  }
  const fold = foldRow(attributes);
  const seen = new Map<string, string>();
  return Object.keys(inputs.rows ?? {}).flatMap((rowKey) => {
    const folded = fold(parseRowKey(rowKey, declared) ?? {});
    const other = seen.get(folded);
    seen.set(folded, rowKey);
    if (other === undefined) return [];
    const message = `for the table this is the same row as "${rowLabel(other)}" (a key column ignores case, or is a number).`;
    return [{ code: "DUPLICATE_ROW", severity: "error", row: rowLabel(rowKey), message, hint: "Keep one of them." }];
  });
}

function validateKeyColumns(inputs: ValuesInputs): Problem[] {
  const names = inputs.primaryAttributes ?? [];
  const problems: Problem[] = [];
  if (names.length === 0 && Object.keys(inputs.rows ?? {}).length > 0) {
    const message = "rows are declared, and no key columns.";
    problems.push({
      code: "MISSING_KEY",
      severity: "error",
      message,
      hint: "Name the key columns in primaryAttributes.",
    });
  }
  if (names.length > limits.primaryAttributesPerTable) {
    const message = `primaryAttributes has ${names.length} columns, a table has at most ${limits.primaryAttributesPerTable}.`;
    problems.push({
      code: "KEY_COLUMNS_CHANGED",
      severity: "error",
      message,
      hint: "Declare the key columns of the table.",
    });
  }
  return problems;
}

function validateEmptyRows(inputs: ValuesInputs): Problem[] {
  return [...inputRows(inputs)]
    .filter(
      ([rowKey, cells]) => rowKey !== defaultRowKey && typeof cells === "object" && Object.keys(cells).length === 0,
    )
    .map(([rowKey]) => ({
      code: "ROW_WITHOUT_VALUES",
      severity: "error",
      row: rowLabel(rowKey),
      message: "the row has key columns only, and the service has no way to create such a row.",
      hint: "Give it a value, or leave the row out.",
    }));
}

function validateIgnored(inputs: ValuesInputs, cells: InputCells): Problem[] {
  const ignored = ignoreMatcher(inputs.ignore);
  return [...keepCells(cells.declared, ignored)].map((cell) => ({
    code: "IGNORED_AND_DECLARED",
    severity: "error",
    row: rowLabel(cell.rowKey),
    column: cell.attribute,
    message: "the cell is declared, and `ignore` says that it is never written.",
    hint: "Leave it out of the rows, or narrow `ignore`.",
  }));
}

function validateMoves(inputs: ValuesInputs, cells: InputCells): Problem[] {
  const moves = inputs.moved ?? [];
  const rows = rowsOf(cells.declared);
  const declared = moves.filter((move) => rows.has(move.from) && !moves.some((other) => other.to === move.from));
  const problem = (message: string, hint: string): Problem => ({
    code: "IMPOSSIBLE_MOVE",
    severity: "error",
    message,
    hint,
  });
  return [
    ...orderMoves(moves).problems.map((message) => problem(message, "Correct `moved`.")),
    ...declared.map((move) =>
      problem(
        `row "${rowLabel(move.from)}" is moved to "${rowLabel(move.to)}" and still declared.`,
        "Leave the old row out of the rows, or the move out of `moved`.",
      ),
    ),
  ];
}

function validateChoices(inputs: ValuesInputs): Problem[] {
  const problems: Problem[] = [];
  const choice = (name: string, value: unknown, allowed: readonly string[]) => {
    if (value === undefined || (typeof value === "string" && allowed.includes(value))) return;
    const message = `${name} is ${JSON.stringify(value)}.`;
    problems.push({ code: "INVALID_SETTING", severity: "error", message, hint: `Allowed: ${allowed.join(", ")}.` });
  };
  choice("ownership", inputs.ownership, ["declared", "exclusive"]);
  choice("onConflict", inputs.onConflict, ["fail", "overwrite"]);
  problems.push(...validateExported(inputs));
  const { guard, valueQuota } = inputs;
  for (const name of ["maxUpdatePercent", "maxDeletePercent", "minimumRows"] as const) {
    const value = guard ? guard[name] : undefined;
    if (value === undefined || (typeof value === "number" && value >= 0)) continue;
    problems.push({
      code: "INVALID_SETTING",
      severity: "error",
      message: `guard.${name} is ${JSON.stringify(value)}.`,
      hint: "Give a number of 0 or more, or guard: false.",
    });
  }
  if (valueQuota !== undefined && !(Number.isInteger(valueQuota) && valueQuota > 0)) {
    const message = `valueQuota is ${JSON.stringify(valueQuota)}.`;
    problems.push({ code: "INVALID_SETTING", severity: "error", message, hint: "Give a whole number above 0." });
  }
  return problems;
}

/** `exportedAt` alone is refused: it does not say which table was read, and on another one it would consent to what nobody has seen. */
function validateExported({ exported, exportedAt, instanceId, dataTableId }: ValuesInputs): Problem[] {
  const wrong = (message: string, hint: string): Problem => ({
    code: "INVALID_SETTING",
    severity: "error",
    message,
    hint,
  });
  if (exportedAt !== undefined) {
    const line = `exported: { at: ${JSON.stringify(exportedAt)}, from: "${instanceId}/${dataTableId}" }`;
    const hint = `Export the table again; or, if the values were exported from this very table, write ${line}.`;
    return [wrong("exportedAt does not say which table was exported; `exported` took its place.", hint)];
  }
  if (exported === undefined) return [];
  const { at, from } = isRecord(exported) ? exported : {};
  const fits = isTime(at) && typeof from === "string" && new RegExp(exportedFrom).test(from);
  if (fits && Object.keys(exported).length === 2) return [];
  const hint =
    'Give { at: "2026-11-24T09:00:00Z", from: "<instance id>/<table id>" }, as `connect-data-tables export` writes it.';
  return [wrong(`exported is ${JSON.stringify(exported)}.`, hint)];
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "empty" : names.map((name) => `"${name}"`).join(", ");
}

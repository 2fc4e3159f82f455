/** What is wrong with the inputs, without and with the table's columns. Collects everything, throws nothing, asks no one. */
import { type CellAddress } from "../../core/cells/cell-map";
import type { DeclaredCell } from "../../core/values/cells";
import { ignoreMatcher } from "../../core/values/intent";
import type { Attributes } from "../../core/model";
import { orderMoves, renameProblems } from "../../core/values/moves";
import { problemCatalogue, type Problem } from "../../core/problem";
import { defaultRowKey, foldRow, keyColumns, parseRowKey, rowLabel } from "../../core/cells/row-key";
import { validateValue } from "../../core/cells/validate-value";
import type { Redact } from "../../report/show-value";
import { inputRows, type InputCells } from "./state/cells";
import type { ValuesInputs } from "./state/inputs";

/** Everything that can be said without the table. */
export function validateInputs(inputs: ValuesInputs, cells: InputCells): Problem[] {
  return [
    ...validateSensitiveKeys(inputs),
    ...validateInitial(inputs),
    ...validateEmptyRows(inputs),
    ...validateIgnored(inputs, cells),
    ...validateMoves(inputs, cells),
    ...renameProblems(inputs.renamed ?? {}).map((message): Problem => {
      return { code: "INVALID_RENAME", severity: "error", message, hint: "Correct `renamed`." };
    }),
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
  return [...cells].flatMap((cell): Problem[] => {
    const misplaced = validateColumn(cell, primary, attributes);
    const found = misplaced ? [misplaced] : validateValue(cell.value, attributes?.get(cell.attribute));
    return found.map(({ code, ...words }) => {
      const shown = !misplaced && redact(cell) ? { message: problemCatalogue[code] } : words;
      return { severity: "error", row: rowLabel(cell.rowKey), column: cell.attribute, code, ...shown };
    });
  });
}

function validateColumn(
  cell: CellAddress,
  primary: ReadonlySet<string>,
  attributes: Attributes | undefined,
): Pick<Problem, "code" | "message" | "hint"> | undefined {
  if (cell.attribute === "__proto__") {
    return {
      code: "INVALID_NAME",
      message: "a column of this name cannot be represented in JavaScript.",
      hint: "Rename the column.",
    };
  }
  if (primary.has(cell.attribute)) {
    return {
      code: "KEY_IN_DEFAULTS",
      message: "a key column has no value in the default record.",
      hint: "Remove it from `defaults`.",
    };
  }
  if (!attributes) return undefined;
  const attribute = attributes.get(cell.attribute);
  if (!attribute) {
    const columns = [...attributes.values()].filter((other) => !other.primary).map((other) => other.name);
    const hint = `The table has: ${columns.join(", ") || "no columns besides its key columns"}.`;
    return { code: "UNKNOWN_COLUMN", message: "the table has no column of this name.", hint };
  }
  if (!attribute.primary) return undefined;
  const hint = `Add "${cell.attribute}" to primaryAttributes.`;
  return { code: "KEY_COLUMNS_CHANGED", message: "this is a key column of the table.", hint };
}

/** `sensitive` and `initial` must name columns of the table: a misspelt one would leave a secret in the open, or overwrite what others own. */
export function validateNamed(inputs: ValuesInputs, attributes: Attributes): Problem[] {
  return (["sensitive", "initial"] as const).flatMap((name) =>
    (inputs[name] ?? []).flatMap((column): Problem[] => {
      if (attributes.has(column)) return [];
      const message = `\`${name}\` names it, but the table has no column of this name.`;
      const hint = "Correct the name; upper and lower case differ.";
      return [{ severity: "error", column, code: "UNKNOWN_COLUMN", message, hint }];
    }),
  );
}

/** Key columns against the table, and rows that the table takes for one. */
export function validateKeys(inputs: ValuesInputs, attributes: Attributes): Problem[] {
  const declared = [...(inputs.primaryAttributes ?? [])].sort();
  const live = keyColumns(attributes.values()).sort();
  if (JSON.stringify(declared) !== JSON.stringify(live)) {
    const message = `primaryAttributes is ${list(declared)}, but the key columns of the table are ${list(live)}.`;
    return [{ code: "KEY_COLUMNS_CHANGED", severity: "error", message, hint: "Declare the key columns of the table." }];
  }
  const fold = foldRow(attributes);
  const seen = new Map<string, string>();
  return Object.keys(inputs.rows ?? {}).flatMap((rowKey) => {
    const folded = fold(parseRowKey(rowKey, declared) ?? {});
    const other = seen.get(folded);
    seen.set(folded, rowKey);
    if (other === undefined) return [];
    const message = `in the table, this is the same row as "${rowLabel(other)}" (a key column ignores case, or is a number).`;
    return [{ code: "DUPLICATE_ROW", severity: "error", row: rowLabel(rowKey), message, hint: "Keep one of them." }];
  });
}

/** A row is named by its key, so its key cannot be hidden. */
function validateSensitiveKeys({ sensitive = [], primaryAttributes = [] }: ValuesInputs): Problem[] {
  const message = "a key column cannot be sensitive: a row is named by its key.";
  return sensitive
    .filter((column) => primaryAttributes.includes(column))
    .map((column) => {
      return { code: "INVALID_SETTING", severity: "error", column, message, hint: "Remove it from `sensitive`." };
    });
}

/** A row without its key is no row, and a column that is ignored is never written. */
function validateInitial({ initial = [], primaryAttributes = [], ignore }: ValuesInputs): Problem[] {
  const isIgnored = ignoreMatcher({ columns: ignore?.columns });
  return initial.flatMap((column): Problem[] => {
    const isKey = primaryAttributes.includes(column);
    if (!isKey && !isIgnored({ rowKey: "", attribute: column })) return [];
    const message = isKey
      ? "a key column cannot be `initial`: a key always has a value."
      : "the column is `initial`, but `ignore` matches it, so it is never written.";
    const hint = isKey ? "Remove it from `initial`." : "Remove it from `initial`, or narrow `ignore`.";
    return [{ code: "INVALID_SETTING", severity: "error", column, message, hint }];
  });
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
      hint: "Give it a value, or remove the row.",
    }));
}

function validateIgnored(inputs: ValuesInputs, cells: InputCells): Problem[] {
  const ignored = ignoreMatcher(inputs.ignore);
  return [...cells.declared.filter(ignored)].map((cell) => ({
    code: "IGNORED_AND_DECLARED",
    severity: "error",
    row: rowLabel(cell.rowKey),
    column: cell.attribute,
    message: "the cell is declared, but `ignore` matches it, so it is never written.",
    hint: "Remove it from the rows, or narrow `ignore`.",
  }));
}

function validateMoves(inputs: ValuesInputs, cells: InputCells): Problem[] {
  const moves = inputs.moved ?? [];
  const rows = cells.declared.rows;
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
        `row "${rowLabel(move.from)}" is moved to "${rowLabel(move.to)}" but still declared.`,
        "Remove the old row from the rows, or the move from `moved`.",
      ),
    ),
  ];
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "empty" : names.map((name) => `"${name}"`).join(", ");
}

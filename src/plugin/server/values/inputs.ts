/**
 * A program's `DataTableValues` as its check takes them: rows by their keys, each cell untouched, so that one secret or unknown cell leaves the
 * others readable. What is wrong with them is handed on to the check, which reports it with everything else.
 */
import type { ArgumentProblem } from "../../../core/arguments/check-shape";
import {
  defaultLabel,
  keyPlainMoves,
  keyPlainRows,
  withoutPrototype,
  type WrittenMove,
} from "../../../core/arguments/keyed-rows";
import { judgeArguments } from "../../../core/arguments/program";
import { valuesArguments } from "../../../core/arguments/resources";
import { cellKey } from "../../../core/cells/cell-map";
import { defaultRowKey, parseRowKey, rowKey } from "../../../core/cells/row-key";
import type { Problem } from "../../../core/problem";
import { isRecord } from "../../../core/record";
import { unknownValue } from "../../../provider/host/engine-values";
import { isOpen, reveal, Secret, type Path, type Properties } from "../properties";
import type { VerbProperties } from "../resource-kind";
import { secretKeyProblems } from "./secret-keys";
import { withTable } from "./table-argument";
import { withVariables } from "./variables";

/** Arguments whose form has to be right before rows can be keyed. */
const worked = ["primaryAttributes", "rows", "defaults", "sensitive", "moved"] as const;

/** The inputs of a program for its check. */
export function declaredValues(declared: Properties, urn: string): VerbProperties {
  const { inputs: placed, problems: ofTable } = withTable(declared);
  const { inputs: given, problems: ofVariables } = withVariables(placed);
  const { fit, problems } = judgeForm(given);
  const primary = fit.primaryAttributes as readonly string[] | undefined;
  const found: Problem[] = [...ofTable, ...ofVariables, ...problems];
  const secretKeys = secretKeyProblems(fit.rows, fit.moved, Array.isArray(primary) ? primary : []);
  const keyed: Properties = {
    ...given,
    primaryAttributes: fit.primaryAttributes,
    sensitive: fit.sensitive,
    rows: secretKeys.length > 0 ? undefined : keyedRows(fit.rows, primary, found),
    defaults: ownCells(fit.defaults, found),
    moved: secretKeys.length > 0 ? undefined : keyedMoves(fit.moved, primary, found),
    __urn: urn,
  };
  // Beside a secret key nothing else is said: it could name the key.
  const all = secretKeys.length > 0 ? secretKeys : found;
  return withSecretCells({ ...keyed, __problems: all.length > 0 ? all : undefined });
}

/** Recorded or checked properties for any verb. */
export function recordedValues(given: Properties, urn: string): VerbProperties {
  return withSecretCells({ ...given, __urn: urn });
}

/** Tells the verbs which cells are secrets, those that state of the dynamic resource names included. */
function withSecretCells(properties: Properties): VerbProperties {
  const { plain, secrets } = reveal(properties);
  const before = Array.isArray(plain.__secretCells) ? (plain.__secretCells as string[]) : [];
  const keys = new Set([...before, ...secrets.flatMap((path) => secretCellsAt(path, plain))]);
  const cells = cellsOf(plain).filter(({ key }) => keys.has(key) || isSensitive(plain, key));
  const all = [...secrets, ...cells.map(({ path }) => path)];
  return { plain: { ...plain, __secretCells: keys.size > 0 ? [...keys].sort() : undefined }, secrets: all };
}

function isSensitive({ sensitive }: Properties, key: string): boolean {
  const [column = ""] = key.split("\n");
  return Array.isArray(sensitive) && sensitive.includes(column);
}

/** The cells of a path that leads to one of them, or to all of a row. */
function secretCellsAt([name, ...rest]: Path, plain: Properties): string[] {
  const isRow = name === "rows";
  if (!isRow && name !== "defaults") return [];
  const [first, second] = rest;
  const row = isRow ? first : defaultRowKey;
  const column = isRow ? second : first;
  return cellsOf(plain)
    .filter((cell) => (row === undefined || cell.row === row) && (column === undefined || cell.column === column))
    .map(({ key }) => key);
}

interface CellPlace {
  readonly row: string;
  readonly column: string;
  readonly key: string;
  readonly path: Path;
}

function cellsOf({ rows, defaults }: Properties): CellPlace[] {
  const place = (row: string, path: Path) => (column: string) => {
    return { row, column, key: cellKey({ rowKey: row, attribute: column }), path: [...path, column] };
  };
  const ofRows = isRecord(rows)
    ? Object.entries(rows).flatMap(([row, cells]) =>
        isRecord(cells) ? Object.keys(cells).map(place(row, ["rows", row])) : [],
      )
    : [];
  return isRecord(defaults) ? [...ofRows, ...Object.keys(defaults).map(place(defaultRowKey, ["defaults"]))] : ofRows;
}

function judgeForm(given: Properties): { readonly fit: Properties; readonly problems: readonly ArgumentProblem[] } {
  const isKeyed = isRecord(given.rows);
  const args = Object.fromEntries(worked.map((name) => [name, isKeyed && name === "rows" ? undefined : given[name]]));
  const fields = Object.fromEntries(Object.entries(valuesArguments.fields).filter(([name]) => name in args));
  const { fit, problems } = judgeArguments(args, { kind: "record", fields }, isOpen);
  const refused = new Set(problems.map(({ path: [name] }) => name));
  const right = Object.entries(fit).filter(([name]) => !refused.has(name));
  return { fit: { ...Object.fromEntries(right), ...(isKeyed ? { rows: given.rows } : {}) }, problems };
}

/** Rows by key. While a key, or a row as a whole, is not known yet, no row is. */
function keyedRows(rows: unknown, primary: unknown, problems: Problem[]): unknown {
  if (rows === undefined || rows === unknownValue) return rows;
  if (primary === unknownValue) return unknownValue;
  const names = Array.isArray(primary) ? (primary as string[]) : [];
  if (isRecord(rows)) return respelledRows(rows, names, problems);
  const isUnknown = (row: unknown) =>
    row === unknownValue || (isRecord(row) && names.some((name) => row[name] === unknownValue));
  if (Array.isArray(rows) && rows.some(isUnknown)) return unknownValue;
  const keyed = keyPlainRows(rows, names);
  problems.push(...keyed.problems);
  return keyed.rows;
}

/** Rows that the program has by row key already, in the spelling that a row key has. */
function respelledRows(rows: Properties, names: readonly string[], problems: Problem[]): Properties {
  const entries = Object.entries(rows).flatMap(([key, cells]): [string, unknown][] => {
    const values = parseRowKey(key, names);
    const isRow = isRecord(cells) || cells === unknownValue;
    if (names.length === 0 || (values && Object.keys(values).length > 0 && isRow)) {
      return [[values && names.length > 0 ? rowKey(values) : key, cells]];
    }
    problems.push(isRow ? notAKey(key, names) : notARow(key));
    return [];
  });
  return Object.fromEntries(entries);
}

function notAKey(key: string, names: readonly string[]): Problem {
  const message = "this is not the key of a row of this table.";
  const hint = `Name the values of the key columns in the order of their names, separated by " | ": ${[...names].sort().join(" | ")}.`;
  return { code: "INVALID_KEY", severity: "error", row: key, message, hint };
}

function notARow(key: string): Problem {
  const message = "the row is not an object.";
  return { code: "INVALID_VALUE", severity: "error", row: key, message, hint: "Use { <column>: <value>, … }." };
}

/** A default record without values is none: a refresh, which finds none, would show it as a difference. */
function ownCells(defaults: unknown, problems: Problem[]): unknown {
  if (!isRecord(defaults) || defaults instanceof Secret) return defaults;
  const cells = withoutPrototype(Object.entries(defaults), defaultLabel, problems);
  return Object.keys(cells).length > 0 ? cells : undefined;
}

function keyedMoves(moved: unknown, primary: unknown, problems: Problem[]): unknown {
  if (!Array.isArray(moved)) return moved;
  if (primary === unknownValue || moved.some((move) => JSON.stringify(move).includes(unknownValue)))
    return unknownValue;
  const { moves, problems: found } = keyPlainMoves(moved as WrittenMove[], Array.isArray(primary) ? primary : []);
  problems.push(...found);
  return moves;
}

/**
 * The argument `variables`: with it, strings in rows, defaults and moves are templates, as a table file with variables has them. Each cell is
 * filled by itself, so that an unknown or secret variable concerns only the cells that use it.
 */
import { nearestName } from "../../../core/arguments/nearest-name";
import { judgeArguments } from "../../../core/arguments/program";
import { variablesShape } from "../../../core/arguments/resources";
import { fillCell, textsOf, variablesIn } from "../../../core/cells/template";
import type { Attributes, CellValue, ValueType } from "../../../core/model";
import type { Problem } from "../../../core/problem";
import { isRecord } from "../../../core/record";
import type { TableFile } from "../../../file/format/table-file";
import { unknownValue } from "../../../provider/host/engine-values";
import { isOpen, Secret, type Properties } from "../properties";

/** The strings with variables that `getTableFile` has answered in this process: nobody means them as they are. */
const templates = new Set<string>();

/** Remembers the templates of a file, for the values that are declared without its variables. */
export function rememberTemplates({ open, values }: TableFile): void {
  if (!open) return;
  const cells = [...values.rows, values.defaults].flatMap((row) => Object.values(row));
  for (const text of cells.flatMap(textsOf)) if (variablesIn(text).length > 0) templates.add(text);
}

/** Inputs without `variables`, their values in place. `columns`: of the table, where they are known. */
export function withVariables(
  { variables, ...inputs }: Properties,
  columns: Attributes | undefined,
): { readonly inputs: Properties; readonly problems: readonly Problem[] } {
  const shape = { kind: "record", fields: { variables: variablesShape } } as const;
  const { fit, problems } = judgeArguments({ variables }, shape, isOpen);
  const filler = new Filler(problems.length > 0 ? unknownValue : fit.variables, columns);
  const { rows, defaults, moved } = inputs;
  const filled = {
    ...inputs,
    ...(rows === undefined ? {} : { rows: filler.rows(rows) }),
    ...(defaults === undefined ? {} : { defaults: filler.cells(defaults, "the default record") }),
    ...(Array.isArray(moved) ? { moved: moved.map((move, index) => filler.move(move, `moved[${index}]`)) } : {}),
  };
  return { inputs: filled, problems: [...problems, ...filler.problems] };
}

class Filler {
  readonly problems: Problem[] = [];

  constructor(
    private readonly variables: unknown,
    private readonly columns: Attributes | undefined,
  ) {}

  rows(rows: unknown): unknown {
    if (Array.isArray(rows)) return rows.map((row, index) => this.cells(row, `row ${index + 1}`));
    if (!isRecord(rows)) return rows;
    const entries = Object.entries(rows);
    return Object.fromEntries(entries.map(([key, row]) => [key, this.cells(row, `row ${JSON.stringify(key)}`)]));
  }

  move(move: unknown, place: string): unknown {
    if (!isRecord(move)) return move;
    return Object.fromEntries(Object.entries(move).map(([end, key]) => [end, this.cells(key, place)]));
  }

  cells(row: unknown, place: string): unknown {
    if (!isRecord(row) || row instanceof Secret) return row;
    const fill = ([column, cell]: [string, unknown]) => [column, this.cell(cell, column, place)] as const;
    return Object.fromEntries(Object.entries(row).map(fill));
  }

  private cell(cell: unknown, column: string, place: string): unknown {
    if (cell instanceof Secret) return new Secret(this.cell(cell.value, column, place));
    const template = cell as CellValue | null;
    const texts = textsOf(template).filter((text) => text.includes("${"));
    if (template === null || texts.length === 0) return cell;
    if (this.variables === undefined) return this.unfilled(cell, texts, place, column);
    const names = texts.flatMap(variablesIn);
    const found = names.map((name) => this.valueOf(name, place, column));
    const values = found.map((value) => (value instanceof Secret ? value.value : value));
    if (values.includes(unknownValue)) return unknownValue;
    const texted = new Map(names.map((name, index) => [name ?? "", String(values[index])]));
    const filled = fillCell(template, this.typeOf(column, texts, values), texted);
    return found.some((value) => value instanceof Secret) ? new Secret(filled) : filled;
  }

  /** Where the column's type is not known, a cell that is nothing but a variable with true or false is that. */
  private typeOf(column: string, [text = ""]: readonly string[], [value]: readonly unknown[]): ValueType {
    const isBoolean = typeof value === "boolean" && /^\$\{[^}]*\}$/.test(text);
    return this.columns?.get(column)?.valueType ?? (isBoolean ? "BOOLEAN" : "TEXT");
  }

  private valueOf(name: string | undefined, place: string, column: string): unknown {
    const [all, isSecret] = this.variables instanceof Secret ? [this.variables.value, true] : [this.variables, false];
    if (all === unknownValue) return unknownValue;
    const given = isRecord(all) ? all : {};
    const value = name !== undefined && Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null) this.problems.push(noVariable(name, Object.keys(given), place, column));
    return isSecret && !(value instanceof Secret) ? new Secret(value) : value;
  }

  private unfilled(cell: unknown, texts: readonly string[], place: string, column: string): unknown {
    const names = texts.filter((text) => templates.has(text)).flatMap(variablesIn);
    for (const name of new Set(names)) this.problems.push(noValue(name, place, column));
    return cell;
  }
}

function noVariable(name: string | undefined, known: readonly string[], place: string, column: string): Problem {
  const what = name === undefined ? "`${` begins a variable, but no name follows." : `there is no variable "${name}".`;
  const meant = name !== undefined && nearestName(name, known);
  const hint = meant
    ? `Did you mean ${JSON.stringify(meant)}?`
    : "Give it a value in `variables`, or write `$${` for a literal `${`.";
  const message = `${place}, column ${JSON.stringify(column)}: ${what}`;
  return { code: "UNKNOWN_VARIABLE", severity: "error", message, hint };
}

function noValue(name: string | undefined, place: string, column: string): Problem {
  const message = `${place}, column ${JSON.stringify(column)}: the variable ${JSON.stringify(name)} of the file has no value.`;
  const hint = "Give it one in `variables` of the resource.";
  return { code: "MISSING_VARIABLE", severity: "error", message, hint };
}

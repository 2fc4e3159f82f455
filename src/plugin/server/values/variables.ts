/** The argument `variables`: replaces the placeholders that `getTableFile` left, cell by cell, so that an unknown or secret variable concerns only the cells that use it. */
import type { ArgumentProblem, Path } from "../../../core/arguments/check-shape";
import { fillPlaceholder, isPlaceholder, namesIn, type Placeholder } from "../../../core/arguments/placeholders";
import { judgeArguments } from "../../../core/arguments/program";
import { variablesOfFiles } from "../../../core/arguments/resources";
import { isRecord, ownMember } from "../../../core/record";
import { unknownValue } from "../../../provider/host/engine-values";
import { isOpen, Secret, type Properties } from "../properties";

/** Inputs whose placeholders are filled. */
interface Filled {
  readonly inputs: Properties;
  readonly problems: readonly ArgumentProblem[];
}

/** Inputs without `variables`, and with their values in the place of placeholders. One that has no value is reported once. */
export function withVariables({ variables, ...inputs }: Properties): Filled {
  const shape = { kind: "record", fields: { variables: variablesOfFiles } } as const;
  const { problems } = judgeArguments({ variables: plainOf(variables) }, shape, isOpen);
  const missing = new Map<string, ArgumentProblem>();
  const fill = (cell: unknown, path: Path): unknown => {
    if (!isPlaceholder(cell)) return cell;
    for (const name of namesIn(cell.template)) {
      if (valueOf(variables, name) === undefined && !missing.has(name)) missing.set(name, missingVariable(name, path));
    }
    return filled(cell, variables);
  };
  const { rows, defaults, moved } = inputs;
  const all = {
    rows: eachMember(rows, ["rows"], (row, path) => eachMember(row, path, fill)),
    defaults: eachMember(defaults, ["defaults"], fill),
    moved: eachMember(moved, ["moved"], (move, path) =>
      eachMember(move, path, (key, end) => eachMember(key, end, fill)),
    ),
  };
  const given = Object.fromEntries(Object.entries(all).filter(([name]) => name in inputs));
  return { inputs: { ...inputs, ...given }, problems: [...problems, ...(problems.length > 0 ? [] : missing.values())] };
}

/** The value of a placeholder: unknown while one of its variables is, and a secret when one of them is. */
function filled(cell: Placeholder, variables: unknown): unknown {
  const values = namesIn(cell.template).map((name) => [name, valueOf(variables, name)] as const);
  const plain = values.map(([name, value]): [string, unknown] => [name, plainOf(value)]);
  if (plain.some(([, value]) => value === unknownValue || value === undefined)) return unknownValue;
  const value = fillPlaceholder(cell, new Map(plain.map(([name, text]) => [name, String(text)])));
  return values.some(([, one]) => one instanceof Secret) ? new Secret(value) : value;
}

function valueOf(variables: unknown, name: string): unknown {
  if (variables === unknownValue) return unknownValue;
  if (variables instanceof Secret) {
    const value = valueOf(variables.value, name);
    return value === undefined ? undefined : new Secret(plainOf(value));
  }
  return isRecord(variables) ? (ownMember(variables, name) ?? undefined) : undefined;
}

function plainOf(value: unknown): unknown {
  return value instanceof Secret ? plainOf(value.value) : value;
}

/** A list or an object with each member changed; anything else as it is. */
function eachMember(value: unknown, path: Path, change: (member: unknown, path: Path) => unknown): unknown {
  if (Array.isArray(value)) return value.map((member, index) => change(member, [...path, String(index)]));
  if (!isRecord(value) || value instanceof Secret) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member, [...path, name])]));
}

function missingVariable(name: string, path: Path): ArgumentProblem {
  const message = `the variable ${JSON.stringify(name)} of a table file has no value.`;
  const hint = `Give it one: variables: { ${name}: … }.`;
  return { code: "MISSING_VARIABLE", severity: "error", message, hint, path };
}

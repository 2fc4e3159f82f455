import { isRecord } from "../../record";
import { valueTypes, type ValueType } from "../../model";
import { quote, tableProblem, type IsUnknown, type TableProblem } from "./problem";
import { validateDescription, validateName } from "./name";
import { validateRuleSettings, type RuledColumn } from "./rules";

const settings = ["type", "primary", "description", "validation", "renamedFrom"];

/** All that is wrong with one column of a declaration, taken alone; `null` is a column that is released. */
export function validateColumnDeclaration(name: string, column: unknown, isUnknown: IsUnknown): TableProblem[] {
  const path = ["attributes", name];
  const problems = validateName(name, path);
  if (column === null || isUnknown(column)) return problems;
  if (!isRecord(column)) {
    const hint = 'Give { type: "TEXT" }, or null to release the column.';
    return [...problems, tableProblem("INVALID_SETTING", path, `the column is declared as ${quote(column)}.`, hint)];
  }
  return [
    ...problems,
    ...unknownSettings(column, path),
    ...validateType(column, path, isUnknown),
    ...(isUnknown(column.description) ? [] : validateDescription(column.description, [...path, "description"])),
    ...validateRuleSettings(column.validation, ruledColumn(column, isUnknown), [...path, "validation"], isUnknown),
  ];
}

function unknownSettings(column: Record<string, unknown>, path: readonly string[]): TableProblem[] {
  return Object.keys(column)
    .filter((name) => !settings.includes(name))
    .map((name) =>
      tableProblem(
        "INVALID_SETTING",
        [...path, name],
        `a column has no setting ${quote(name)}.`,
        `Settings: ${settings.join(", ")}.`,
      ),
    );
}

function validateType(column: Record<string, unknown>, path: readonly string[], isUnknown: IsUnknown): TableProblem[] {
  const { type, primary } = column;
  const wrong = (setting: string, message: string, hint: string) =>
    tableProblem("INVALID_SETTING", [...path, setting], message, hint);
  const problems: TableProblem[] = [];
  if (!isUnknown(type) && !isValueType(type)) {
    const message = type === undefined ? "the column has no type." : `the type is ${quote(type)}.`;
    problems.push(wrong("type", message, `Give one of ${valueTypes.join(", ")}.`));
  }
  if (primary !== undefined && !isUnknown(primary) && typeof primary !== "boolean") {
    problems.push(wrong("primary", `primary is ${quote(primary)}.`, "Give true or false."));
  }
  if (primary === true && (type === "TEXT_LIST" || type === "NUMBER_LIST")) {
    problems.push(
      wrong("primary", `a column of type ${type} cannot be part of a key.`, "Give it a type that is no list."),
    );
  }
  return problems;
}

function ruledColumn({ type, primary }: Record<string, unknown>, isUnknown: IsUnknown): RuledColumn | undefined {
  return isValueType(type) && !isUnknown(primary) ? { type, primary: primary === true } : undefined;
}

function isValueType(type: unknown): type is ValueType {
  return (valueTypes as readonly unknown[]).includes(type);
}

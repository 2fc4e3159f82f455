import { isRecord } from "../../record";
import { valueTypes, type ValueType } from "../../model";
import { tableProblem, type IsUnknown, type TableProblem } from "./problem";
import { validateRuleSettings, type RuledColumn } from "./rules";

/** How the settings of one column go together; their form was judged before. `null` is a column that is released. */
export function validateColumnDeclaration(name: string, column: unknown, isUnknown: IsUnknown): TableProblem[] {
  const path = ["attributes", name];
  if (!isRecord(column)) return [];
  const ruled = ruledColumn(column, isUnknown);
  const rules = validateRuleSettings(column.validation, ruled, [...path, "validation"], isUnknown);
  const { type, primary } = column;
  if (primary !== true || (type !== "TEXT_LIST" && type !== "NUMBER_LIST")) return rules;
  const message = `a column of type ${type} cannot be part of a key.`;
  const hint = "Use a type that is not a list.";
  return [tableProblem("INVALID_SETTING", [...path, "primary"], message, hint), ...rules];
}

function ruledColumn(
  { type, primary }: Readonly<Record<string, unknown>>,
  isUnknown: IsUnknown,
): RuledColumn | undefined {
  return isValueType(type) && !isUnknown(primary) ? { type, primary: primary === true } : undefined;
}

function isValueType(type: unknown): type is ValueType {
  return (valueTypes as readonly unknown[]).includes(type);
}

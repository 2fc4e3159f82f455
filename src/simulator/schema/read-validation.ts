import { Fields } from "../http/fields";
import type { Service } from "../service";
import type { Validation, ValueType } from "../store/state";

/** Rule name → the value types that it applies to. Source: Validation of the API model. */
const numeric: readonly ValueType[] = ["NUMBER", "NUMBER_LIST"];
const textual: readonly ValueType[] = ["TEXT", "TEXT_LIST"];
const lists: readonly ValueType[] = ["TEXT_LIST", "NUMBER_LIST"];
const appliesTo: Readonly<Record<string, readonly ValueType[]>> = {
  MinLength: textual,
  MaxLength: textual,
  MinValues: lists,
  MaxValues: lists,
  Minimum: numeric,
  Maximum: numeric,
  ExclusiveMinimum: numeric,
  ExclusiveMaximum: numeric,
  MultipleOf: numeric,
};

/** The Validation member of an attribute; undefined when there is none. @throws 400 when rules contradict each other or the type. */
export function readValidation(
  service: Service,
  fields: Fields,
  type: ValueType,
  primary: boolean,
): Validation | undefined {
  if (fields.optionalObject("Validation") === undefined) return undefined;
  const rules = readRules(fields.nested("Validation"));
  const wrong = problem(service, rules, type, primary);
  if (wrong !== undefined) throw Fields.refusal(service, `Validation: ${wrong}.`);
  return rules;
}

function readRules(fields: Fields): Validation {
  const numbers = Object.keys(appliesTo).flatMap((name) => {
    const value = fields.optionalNumber(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const ignoreCase = fields.optionalFlag("IgnoreCase");
  const list = fields.optionalObject("Enum") && fields.nested("Enum");
  const strict = list?.optionalFlag("Strict");
  const values = list?.optionalTexts("Values");
  return {
    ...(Object.fromEntries(numbers) as Validation),
    ...(ignoreCase !== undefined && { IgnoreCase: ignoreCase }),
    ...(list && { Enum: { ...(strict !== undefined && { Strict: strict }), ...(values && { Values: values }) } }),
  };
}

/** What is wrong with a set of rules; undefined when nothing is. */
function problem(service: Service, rules: Validation, type: ValueType, primary: boolean): string | undefined {
  const { lengthBound, valuesBound } = service.limits;
  const bound = (value: number | undefined, most: number): boolean =>
    value === undefined || (Number.isInteger(value) && value >= 0 && value <= most);
  const above = (low: number | undefined, high: number | undefined, equal: boolean): boolean =>
    low !== undefined && high !== undefined && (equal ? low > high : low >= high);
  for (const name of Object.keys(appliesTo)) {
    if (name in rules && !appliesTo[name]?.includes(type)) return `${name} does not apply to ${type}`;
  }
  const mayIgnoreCase = type === "TEXT_LIST" || (type === "TEXT" && primary);
  if (rules.IgnoreCase && !mayIgnoreCase) return "IgnoreCase applies to text keys and text lists";
  if (!bound(rules.MinLength, lengthBound) || !bound(rules.MaxLength, lengthBound)) return "a length is out of bounds";
  if (!bound(rules.MinValues, valuesBound) || !bound(rules.MaxValues, valuesBound)) return "a size is out of bounds";
  if (above(rules.MinLength, rules.MaxLength, true)) return "MinLength is above MaxLength";
  if (above(rules.MinValues, rules.MaxValues, true)) return "MinValues is above MaxValues";
  if (above(rules.Minimum, rules.Maximum, true)) return "Minimum is above Maximum";
  if (above(rules.ExclusiveMinimum, rules.ExclusiveMaximum, false))
    return "ExclusiveMinimum is not below ExclusiveMaximum";
  if (above(rules.Minimum, rules.ExclusiveMaximum, false)) return "Minimum is not below ExclusiveMaximum";
  if (above(rules.ExclusiveMinimum, rules.Maximum, false)) return "ExclusiveMinimum is not below Maximum";
  if (rules.MultipleOf !== undefined && rules.MultipleOf <= 0) return "MultipleOf must be greater than 0";
  return problemOfSwitches(service, rules);
}

/** What the documents contradict each other on. */
function problemOfSwitches({ switches }: Service, rules: Validation): string | undefined {
  const both = rules.Minimum !== undefined && rules.ExclusiveMinimum !== undefined;
  if (both && switches.bothMinimums === "refused") return "Minimum and ExclusiveMinimum cannot both be given";
  const most = switches.maxEnumValues;
  if (most !== null && (rules.Enum?.Values?.length ?? 0) > most) return `Enum has more than ${most} values`;
  return undefined;
}

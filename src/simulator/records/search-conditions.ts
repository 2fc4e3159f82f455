import { Fields } from "../http/fields";
import type { Service } from "../service";
import type { TableState } from "../store/state";

const comparisons: Readonly<Record<string, (text: string, value: string) => boolean>> = {
  STARTS_WITH: (text, value) => text.startsWith(value),
  CONTAINS: (text, value) => text.includes(value),
  EXACT: (text, value) => text === value,
};

/** Whether a table meets SearchCriteria: and, or, and a string condition, nested as deep as they were sent. Case does not count. */
export function matchesCriteria(service: Service, criteria: Fields, table: TableState): boolean {
  const each = (part: Fields): boolean => matchesCriteria(service, part, table);
  const and = criteria.optionalObjects("AndConditions")?.every(each) ?? true;
  const or = criteria.optionalObjects("OrConditions")?.some(each) ?? true;
  const single = !criteria.optionalObject("StringCondition");
  return and && or && (single || matchesString(service, criteria.nested("StringCondition"), table));
}

/** Whether a table meets an AttributeFilter, which speaks of tags only. */
export function matchesTags(filter: Fields, table: TableState): boolean {
  const every = (part: Fields): boolean =>
    (part.optionalObjects("TagConditions") ?? []).every((condition) => hasTag(condition, table));
  const or = filter.optionalObjects("OrConditions")?.some(every) ?? true;
  const single = !filter.optionalObject("TagCondition") || hasTag(filter.nested("TagCondition"), table);
  return or && single && every(filter.nested("AndCondition"));
}

/** What a FieldName stands for; its spelling is not documented, so case and the usual variants are accepted. */
function fieldText(service: Service, name: string, table: TableState): string {
  switch (name.toLowerCase()) {
    case "name":
      return table.name;
    case "description":
      return table.description ?? "";
    case "id":
    case "resourceid":
    case "datatableid":
      return table.id;
    default:
      throw Fields.refusal(service, `FieldName ${name} is not known.`);
  }
}

function matchesString(service: Service, condition: Fields, table: TableState): boolean {
  const kind = condition.optionalText("ComparisonType") ?? "CONTAINS";
  const compare = Object.hasOwn(comparisons, kind) ? comparisons[kind] : undefined;
  if (!compare) throw Fields.refusal(service, `ComparisonType ${kind} is not known.`);
  const text = fieldText(service, condition.text("FieldName"), table);
  return compare(text.toLowerCase(), (condition.optionalText("Value") ?? "").toLowerCase());
}

function hasTag(condition: Fields, table: TableState): boolean {
  const key = condition.optionalText("TagKey") ?? "";
  const value = Object.hasOwn(table.tags, key) ? table.tags[key] : undefined;
  const wanted = condition.optionalText("TagValue");
  return value !== undefined && (wanted === undefined || wanted === value);
}

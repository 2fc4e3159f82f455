import { evaluateExpression } from "./evaluate-expression";
import { ItemError } from "../answers/item-error";
import type { JsonObject } from "../http/json-object";
import { typeDefaults } from "../records/key-columns";
import { parseValue } from "./parse-value";
import type { Service } from "../service";
import type { AttributeState, RecordState } from "../store/state";

/**
 * Found, Error and EvaluatedValue of one cell. An expression that fails, or that is beyond the small part of the language which
 * is imitated, answers the default of the type with `Error: true`. Source: Admin Guide; EvaluateDataTableValues.
 */
export function evaluateValue(
  service: Service,
  attribute: AttributeState,
  own: RecordState | undefined,
  fallback: RecordState | undefined,
): JsonObject {
  const typeDefault = typeDefaults[attribute.valueType];
  const text = storedText(service, attribute, own, fallback);
  if (text === undefined) return { Found: false, Error: false, EvaluatedValue: typeDefault };
  if (!text.startsWith("=")) {
    return { Found: true, Error: false, EvaluatedValue: fits(service, attribute, text) ? text : typeDefault };
  }
  const result = evaluateExpression(text);
  const usable = result !== undefined && fits(service, attribute, result);
  return { Found: true, Error: !usable, EvaluatedValue: usable ? result : typeDefault };
}

/** Whether a stored value still is one of its attribute's type, which may have changed since. */
function fits(service: Service, attribute: AttributeState, value: string): boolean {
  try {
    parseValue(value, attribute.valueType, false, service);
    return true;
  } catch (error) {
    if (error instanceof ItemError) return false;
    throw error;
  }
}

/** The stored text that answers: the record's own; the default record's; nothing. What a gap in a record means is a switch. */
function storedText(
  service: Service,
  attribute: AttributeState,
  own: RecordState | undefined,
  fallback: RecordState | undefined,
): string | undefined {
  const stored = own?.keys[attribute.id] ?? own?.cells[attribute.id]?.value;
  if (stored !== undefined) return stored;
  const fallsBack = own === undefined || service.switches.missingCellFallback === "default-record";
  return fallsBack ? fallback?.cells[attribute.id]?.value : undefined;
}

import { checkRules } from "../schema/check-rules";
import { normaliseValue } from "./normalise-value";
import { parseValue } from "./parse-value";
import type { Service } from "../service";
import type { AttributeState } from "../store/state";

/**
 * What the service stores for a value that was sent.
 * @throws ItemError `invalid` when the value breaks a limit, its type or a rule of its attribute.
 */
export function storableValue(service: Service, attribute: AttributeState, sent: string): string {
  const value = normaliseValue(sent, attribute.valueType, service.switches);
  const isAbsent = value === "" && service.switches.emptyText === "no-value";
  if (!isAbsent) checkRules(parseValue(value, attribute.valueType, false, service), value, attribute.validation);
  return value;
}

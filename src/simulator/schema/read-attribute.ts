import { Fields } from "../http/fields";
import { checkDescription, checkName } from "../metadata";
import { readValidation } from "./read-validation";
import type { Call, Service } from "../service";
import type { AttributeState, ValueType } from "../store/state";

/** What create and update of an attribute carry; update replaces all of it. */
export type AttributeProperties = Pick<AttributeState, "name" | "valueType" | "description" | "primary" | "validation">;

const valueTypes: readonly ValueType[] = ["TEXT", "NUMBER", "BOOLEAN", "TEXT_LIST", "NUMBER_LIST"];

/** Reads and checks the properties of an attribute. Primary defaults to false. Source: CreateDataTableAttribute. */
export function readAttribute(service: Service, call: Call): AttributeProperties {
  const fields = new Fields(service, call.body);
  const name = checkName(service, fields.text("Name"));
  const valueType = fields.oneOf("ValueType", valueTypes);
  const primary = fields.optionalFlag("Primary") ?? false;
  if (primary && valueType.endsWith("_LIST") && service.switches.listKeys === "refused") {
    throw Fields.refusal(service, "A list cannot be a primary attribute.");
  }
  const description = checkDescription(service, fields.optionalText("Description"));
  const validation = readValidation(service, fields, valueType, primary);
  return {
    name,
    valueType,
    primary,
    ...(description !== undefined && { description }),
    ...(validation && { validation }),
  };
}

/** The change that a schema call makes, for its last-modified members. */
export function changeOf(service: Service, call: Call): AttributeState["change"] {
  return { time: service.now(), region: call.region, by: call.requestId };
}

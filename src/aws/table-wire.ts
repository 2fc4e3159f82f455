/** The package's schema shapes as requests carry them. Pure. The SDK is imported for its types only. */
import type { Validation as SdkValidation } from "@aws-sdk/client-connect";
import type { Validation } from "../core/model";
import type { ColumnSettings, TableMetadata } from "../core/schema/declaration";

/** The metadata of a table: all of it, because an update replaces all of it. */
export function toMetadata({ name, description, timeZone, lockLevel }: TableMetadata) {
  return { Name: name, Description: textOrNone(description), TimeZone: timeZone, ValueLockLevel: lockLevel };
}

/** The settings of a column: all of them, because an update replaces all of them. */
export function toColumn({ name, valueType, primary, description, validation }: ColumnSettings) {
  return {
    Name: name,
    ValueType: valueType,
    Primary: primary,
    Description: textOrNone(description),
    Validation: toValidation(validation),
  };
}

/** The rules of a column; `undefined` when there is none. */
function toValidation(rules: Validation | undefined): SdkValidation | undefined {
  const named: SdkValidation = {
    MinLength: rules?.minLength,
    MaxLength: rules?.maxLength,
    MinValues: rules?.minValues,
    MaxValues: rules?.maxValues,
    IgnoreCase: rules?.ignoreCase,
    Minimum: rules?.minimum,
    Maximum: rules?.maximum,
    ExclusiveMinimum: rules?.exclusiveMinimum,
    ExclusiveMaximum: rules?.exclusiveMaximum,
    MultipleOf: rules?.multipleOf,
    Enum: rules?.enum && { Strict: rules.enum.strict, Values: [...rules.enum.values] },
  };
  const present = Object.entries(named).filter(([, rule]) => rule !== undefined);
  return present.length === 0 ? undefined : Object.fromEntries(present);
}

function textOrNone(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text;
}

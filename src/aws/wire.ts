/** The SDK's shapes and the package's own, each way. Pure. The SDK is imported for its types only. */
import type {
  DataTableAttribute,
  DataTableLockVersion,
  DataTableValueSummary,
  PrimaryValue,
  Validation as SdkValidation,
} from "@aws-sdk/client-connect";
import type { Attribute, LiveCell, LockVersion, PrimaryValues, Validation } from "../core/model";
import { rowKey } from "../core/cells/row-key";
import type { ColumnSettings, TableMetadata } from "../core/schema/declaration";

/** Primary values as a request carries them, in a fixed order; `undefined` addresses the default record. */
export function toPrimaryValueList(primaryValues: PrimaryValues): PrimaryValue[] | undefined {
  const names = Object.keys(primaryValues).sort();
  return names.length === 0 ? undefined : names.map((name) => ({ AttributeName: name, Value: primaryValues[name] }));
}

/** Null, absent and empty all mean the default record: clients cannot tell them apart, and the service answers each. */
export function fromPrimaryValueList(
  list: readonly { AttributeName?: string; Value?: string }[] | null | undefined,
): PrimaryValues {
  return Object.fromEntries((list ?? []).map(({ AttributeName, Value }) => [AttributeName ?? "", Value ?? ""]));
}

/** A lock version without absent parts. */
export function fromLockVersion(version: DataTableLockVersion | null | undefined): LockVersion {
  const { DataTable, Attribute, PrimaryValues, Value } = version ?? {};
  return Object.fromEntries(
    Object.entries({ DataTable, Attribute, PrimaryValues, Value }).filter(([, part]) => typeof part === "string"),
  );
}

/** What a list or a describe answers of one cell. */
type CellAnswer = Pick<
  DataTableValueSummary,
  "PrimaryValues" | "AttributeName" | "ValueType" | "Value" | "LockVersion" | "LastModifiedTime" | "LastModifiedRegion"
>;

/** One live cell; a missing `Value` (BatchDescribe does not require it) is the empty text. */
export function fromCellAnswer(answer: Partial<CellAnswer>, valueType = answer.ValueType): LiveCell {
  const primaryValues = fromPrimaryValueList(answer.PrimaryValues);
  return {
    rowKey: rowKey(primaryValues),
    attribute: answer.AttributeName ?? "",
    primaryValues,
    valueType: valueType ?? "TEXT",
    value: answer.Value ?? "",
    lockVersion: fromLockVersion(answer.LockVersion),
    lastModifiedTime: answer.LastModifiedTime?.toISOString(),
    lastModifiedRegion: answer.LastModifiedRegion,
  };
}

/** One column, with the rules that it has and no absent members. */
export function fromAttributeAnswer(answer: DataTableAttribute): Attribute {
  return {
    name: answer.Name ?? "",
    valueType: answer.ValueType ?? "TEXT",
    primary: answer.Primary ?? false,
    description: answer.Description,
    validation: fromValidation(answer.Validation),
    attributeId: answer.AttributeId,
    lockVersion: fromLockVersion(answer.LockVersion),
  };
}

/** The rules of a column; `undefined` when there is none. */
export function fromValidation(rules: SdkValidation | undefined): Validation | undefined {
  if (!rules) return undefined;
  const known = {
    minLength: rules.MinLength,
    maxLength: rules.MaxLength,
    minValues: rules.MinValues,
    maxValues: rules.MaxValues,
    ignoreCase: rules.IgnoreCase,
    minimum: rules.Minimum,
    maximum: rules.Maximum,
    exclusiveMinimum: rules.ExclusiveMinimum,
    exclusiveMaximum: rules.ExclusiveMaximum,
    multipleOf: rules.MultipleOf,
    enum: rules.Enum && { strict: rules.Enum.Strict, values: rules.Enum.Values ?? [] },
  };
  const present = Object.entries(known).filter(([, rule]) => rule !== undefined && rule !== null);
  return present.length === 0 ? undefined : Object.fromEntries(present);
}

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

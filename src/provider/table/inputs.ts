import type { LockLevel } from "../../core/model";
import type { ColumnDeclaration, TableDeclaration } from "../../core/schema/declaration";
import type { SettingArgs } from "../connection/settings";
import type { Attributes } from "../../core/model";
import { toSettings } from "../../core/schema/same-settings";
import { isRecord } from "../../core/record";
import { hasUnknown } from "../host/engine-values";

/** The inputs of a `DataTable` as the engine hands them to the provider: resolved, but in a preview with unknown parts. */
export interface TableInputs extends SettingArgs {
  readonly instanceId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly description?: string;
  readonly lockLevel?: LockLevel;
  readonly tags?: Readonly<Record<string, string>>;
  /** Column name → column; `null` releases the column. */
  readonly attributes: Readonly<Record<string, ColumnDeclaration | null>>;
  readonly allowAttributeRemoval?: readonly string[];
  readonly adopt?: boolean;
  readonly allowDelete?: boolean;
  /** The resource's URN: tells two resources on one table apart, and makes the owner tag. Names that begin with `__` are not displayed. */
  readonly __urn?: string;
  readonly __provider?: string;
}

/** What the inputs declare of the table. */
export function toDeclarationOf(inputs: TableInputs): TableDeclaration {
  const { name, description, timeZone, lockLevel, tags, attributes, allowAttributeRemoval, adopt } = inputs;
  return { name, description, timeZone, lockLevel, tags, attributes, allowAttributeRemoval, adopt };
}

/**
 * The declaration as far as a preview knows it; `undefined` when what matters for a plan is not known. Unknown tags, descriptions and the
 * like are left out: the apply will see them.
 */
export function knownDeclaration(inputs: TableInputs): TableDeclaration | undefined {
  const { name, timeZone, attributes, allowAttributeRemoval, adopt } = inputs;
  if (hasUnknown([name, timeZone, attributes, allowAttributeRemoval, adopt])) return undefined;
  const { description, lockLevel, tags, ...declaration } = toDeclarationOf(inputs);
  return {
    ...declaration,
    ...(hasUnknown(description) ? {} : { description }),
    ...(hasUnknown(lockLevel) ? {} : { lockLevel }),
    ...(hasUnknown(tags) ? {} : { tags }),
  };
}

/** The declared columns as far as they are known; a column of unknown type is none. */
export function declaredColumns({ attributes }: Pick<TableInputs, "attributes">): Attributes {
  const known = Object.entries(attributes ?? {}).filter(
    (entry): entry is [string, ColumnDeclaration] =>
      isRecord(entry[1]) && !hasUnknown([entry[1].type, entry[1].primary]),
  );
  return new Map(
    known.map(([name, column]) => [
      name,
      toSettings(name, hasUnknown(column.validation) ? { ...column, validation: undefined } : column),
    ]),
  );
}

/** The columns that the declaration renames: old name → new name. */
export function declaredRenames({ attributes }: Pick<TableInputs, "attributes">): Record<string, string> {
  const columns = Object.entries(attributes ?? {});
  return Object.fromEntries(
    columns.flatMap(([name, column]) => {
      const from = isRecord(column) ? column.renamedFrom : undefined;
      return typeof from === "string" && !hasUnknown(from) ? [[from, name]] : [];
    }),
  );
}

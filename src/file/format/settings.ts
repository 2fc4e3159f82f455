import { given } from "../../core/record";
import type { LockLevel } from "../../core/model";
import type { TableDeclaration } from "../../core/schema/declaration";
import type { WrittenColumn } from "../read/file-columns";
import type { CsvSettings } from "../csv/settings";
import type { FileValues } from "./table-file";

/** The settings of a file as `format.ts` describes them; what is absent was not given, or was refused and reported. */
export interface Settings extends Omit<FileValues, "primaryAttributes" | "rows" | "defaults" | "renamed"> {
  readonly name?: string;
  readonly description?: string;
  readonly timeZone?: string;
  readonly lockLevel?: LockLevel;
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns?: Readonly<Record<string, WrittenColumn>>;
  readonly allowAttributeRemoval?: readonly string[];
  readonly adopt?: boolean;
  readonly variables?: Readonly<Record<string, { readonly description?: string }>>;
  readonly keyOnlyRows?: "error" | "warning";
  readonly csv?: CsvSettings;
  readonly rowsFrom?: string;
}

/** The declaration of the table itself. A file that names no time zone means UTC. */
export function tableOf(settings: Settings, attributes: TableDeclaration["attributes"]): TableDeclaration {
  const { name = "", description, timeZone = "UTC", lockLevel, tags, allowAttributeRemoval, adopt } = settings;
  const optional = { description, lockLevel, tags, allowAttributeRemoval, adopt };
  return { name, timeZone, attributes, ...given(optional) };
}

/** What a file says of the values beside the values themselves. */
export function valueSettingsOf(
  settings: Settings,
): Omit<FileValues, "primaryAttributes" | "rows" | "defaults" | "renamed"> {
  const { ownership, onConflict, exported, ignore, sensitive, moved, guard, valueQuota } = settings;
  return given({ ownership, onConflict, exported, ignore, sensitive, moved, guard, valueQuota });
}

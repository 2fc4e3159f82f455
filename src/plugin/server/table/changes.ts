/** Which columns and settings of a table an update changes, one line each. */
import { isRecord, ownMember } from "../../../core/record";
import { hasUnknown } from "../../../provider/host/engine-values";
import { recordedTable } from "../../../provider/table/state";
import { pathChanges } from "../path-changes";
import type { Properties } from "../properties";
import { withoutHelpers, type Compared, type PathChange } from "../resource-kind";

/** What state records of the table itself, under the names of the arguments. */
const recordedNames = ["name", "description", "timeZone", "lockLevel", "tags", "attributes"] as const;

/** Columns and tags one by one, a column setting by setting. */
const depth = 3;

/** The lines of the diff. */
export function tableChanges({ olds, oldInputs, news }: Compared): PathChange[] {
  const recorded = recordedTable(olds) === undefined ? oldInputs : olds;
  const before = { ...withoutHelpers(oldInputs), ...pick(recorded, recordedNames) };
  const after = withoutHelpers(news);
  const { columns, renames } = renamedColumns(before.attributes, after.attributes);
  return [...renames, ...pathChanges({ ...before, attributes: columns }, withoutEmpty(after), depth)];
}

function pick(properties: Properties, names: readonly string[]): Properties {
  const entries = names.map((name): [string, unknown] => [name, properties[name]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** An empty description, or a list without entries, is none. */
function withoutEmpty(properties: Properties): Properties {
  const isEmpty = (value: unknown) =>
    value === undefined || value === "" || (isRecord(value) && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => !isEmpty(value)));
}

/** The recorded columns under the names that a rename gives them, and a line for each rename. */
function renamedColumns(
  before: unknown,
  after: unknown,
): { readonly columns: unknown; readonly renames: PathChange[] } {
  if (!isRecord(before) || !isRecord(after) || hasUnknown(after)) return { columns: before, renames: [] };
  const columns: Properties = { ...before };
  const renames = Object.entries(after).flatMap(([name, column]): PathChange[] => {
    const from = isRecord(column) ? column.renamedFrom : undefined;
    if (typeof from !== "string" || Object.hasOwn(columns, name) || !Object.hasOwn(columns, from)) return [];
    if (Object.hasOwn(after, from)) return [];
    const old = ownMember(columns, from);
    columns[name] = isRecord(old) ? { ...old, renamedFrom: from } : old;
    delete columns[from];
    return [{ path: ["attributes", name, "renamedFrom"], change: "add" }];
  });
  return { columns, renames };
}

/**
 * Which declared, recorded and live columns are one column. State keeps the service's ids, so a column is the same whatever it is called
 * now; without an id the name decides, and after it `renamedFrom`. So a rename by someone is seen as one, and a rename of ours that was
 * interrupted is found done.
 */
import type { Attribute } from "../model";
import { ownMember } from "../record";
import {
  foldName,
  managedColumns,
  releasedColumns,
  type ColumnDeclaration,
  type RecordedTable,
  type TableDeclaration,
} from "./declaration";

/** A column of state, by its name there. */
interface RecordedColumn {
  readonly name: string;
  readonly declaration: ColumnDeclaration;
}

/** A declared column with what state records of it and with the live one, where there are any. */
export interface MatchedColumn {
  readonly name: string;
  readonly declaration: ColumnDeclaration;
  readonly recorded?: RecordedColumn;
  readonly live?: Attribute;
}

/** All columns, each once. `removed`: recorded and neither declared nor released. */
export interface MatchedColumns {
  readonly declared: readonly MatchedColumn[];
  readonly removed: readonly (RecordedColumn & { readonly live?: Attribute })[];
}

type Find<T> = (name: string) => T | undefined;

/** Matches the columns of a declaration with those of state and of the service. */
export function matchColumns(
  desired: TableDeclaration,
  recorded: RecordedTable | undefined,
  live: readonly Attribute[],
): MatchedColumns {
  const columns = managedColumns(desired);
  const inState = finder(Object.keys(recorded?.attributes ?? {}), (name) => name);
  const inService = finder(live, (attribute) => attribute.name);
  const liveOf = liveColumns(recorded, live);
  const declared = columns.map(([name, declaration]): MatchedColumn => {
    const recordedName = sourceOf(name, columns, inState);
    const column = recordedName === undefined ? undefined : recorded?.attributes[recordedName];
    return {
      name,
      declaration,
      recorded: recordedName !== undefined && column ? { name: recordedName, declaration: column } : undefined,
      live: (recordedName === undefined ? undefined : liveOf(recordedName)) ?? sourceOf(name, columns, inService),
    };
  });
  return { declared, removed: removedColumns(desired, recorded, declared, liveOf) };
}

/** Finds the live column of a recorded one: by the service's id, which a rename keeps, else by its name. */
export function liveColumns(recorded: RecordedTable | undefined, live: readonly Attribute[]): Find<Attribute> {
  const inService = finder(live, (attribute) => attribute.name);
  return (name) => {
    const id = ownMember(recorded?.attributeIds, name);
    return (id !== undefined && live.find(({ attributeId }) => attributeId === id)) || inService(name);
  };
}

function finder<T>(things: readonly T[], nameOf: (thing: T) => string): Find<T> {
  const byName = new Map(things.map((thing) => [foldName(nameOf(thing)), thing]));
  return (name) => byName.get(foldName(name));
}

/**
 * What a declared column is made of: the thing of its own name or the one of its former name. In a chain of renames that is not done yet
 * the thing of its own name is the next column, so the chain is followed from its end.
 */
function sourceOf<T>(
  name: string,
  columns: readonly [string, ColumnDeclaration][],
  find: Find<T>,
  followed: readonly string[] = [],
): T | undefined {
  const from = columns.find(([one]) => one === name)?.[1].renamedFrom;
  const own = find(name);
  const source = from === undefined ? undefined : find(from);
  const successor = columns.find(([, column]) => column.renamedFrom && foldName(column.renamedFrom) === foldName(name));
  if (own === undefined || !successor || successor[0] === name || followed.includes(name)) return own ?? source;
  return sourceOf(successor[0], columns, find, [...followed, name]) === own ? source : own;
}

function removedColumns(
  desired: TableDeclaration,
  recorded: RecordedTable | undefined,
  declared: readonly MatchedColumn[],
  liveOf: Find<Attribute>,
): MatchedColumns["removed"] {
  const kept = new Set(
    [...declared.map((column) => column.recorded?.name), ...releasedColumns(desired)].map((name) =>
      foldName(name ?? ""),
    ),
  );
  return Object.entries(recorded?.attributes ?? {})
    .filter(([name]) => !kept.has(foldName(name)))
    .map(([name, declaration]) => {
      const live = liveOf(name);
      return { name, declaration, live: declared.some((column) => column.live === live) ? undefined : live };
    });
}

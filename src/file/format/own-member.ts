/** A member of a record by a name that a user chose: `toString` and the like are columns, not what every object inherits. */
export function ownMember<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

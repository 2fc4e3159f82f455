/** Whether a name is taken by another thing of the same kind; names are unique ignoring case. Source: CreateDataTable(Attribute). */
export function isTaken(
  name: string,
  others: readonly { readonly id: string; readonly name: string }[],
  id = "",
): boolean {
  return others.some((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase());
}

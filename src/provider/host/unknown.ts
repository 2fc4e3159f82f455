/** What the engine puts in place of a value that is not known yet in a preview. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** Whether a value, or a part of it at any depth, is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value === "string") return value === unknownValue;
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}

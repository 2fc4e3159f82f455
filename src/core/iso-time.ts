/** A point in time in the form of ISO 8601 that names its zone: `2026-11-24T09:00:00Z`, with a fraction or not. */
export const isoTime = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+\\-]\\d{2}:\\d{2})$";

/** Whether a value is such a text, and a day and an hour that exist. */
export function isTime(value: unknown): boolean {
  return typeof value === "string" && new RegExp(isoTime).test(value) && !Number.isNaN(Date.parse(value));
}

const date = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";
const time = "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?";

/** A point in time in the form of ISO 8601 that names its zone: `2026-11-24T09:00:00Z`, with a fraction or not. */
export const isoTime = `^${date}T${time}(Z|[+\\-]([01]\\d|2[0-3]):[0-5]\\d)$`;

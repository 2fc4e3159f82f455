/** One way to an engine does not work here. The message says why, in one line; the next way is tried. */
export class NotAvailable extends Error {}

/** Stop: no other way may be tried, or none is left. The message says what to do. */
export class EngineError extends Error {}

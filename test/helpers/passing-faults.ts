/** What the service may do to any request, and not do again: one `up` gets through, or the next one does. */
export const passingFaults = [
  "throttle",
  "error-before",
  "error-after",
  "lost-before",
  "lost-after",
  "cut-answer",
  "no-successful",
] as const;

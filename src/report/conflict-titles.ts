import type { ConflictKind } from "../core/values/plan";

/** What somebody else did, to follow the name of a cell. */
export const conflictTitles: Readonly<Record<ConflictKind, string>> = {
  exists: "exists already, with another value",
  edited: "was edited",
  removed: "was removed",
  "edited-delete": "was edited, and this run would delete it",
};

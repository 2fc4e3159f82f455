import type { ConflictKind } from "../core/values/plan";

/** What someone else did, to follow the name of a cell. */
export const conflictTitles: Readonly<Record<ConflictKind, string>> = {
  exists: "already exists, with a different value",
  edited: "was edited",
  removed: "was removed",
  "edited-delete": "was edited, and this update would delete it",
};

/** Questions that need two items in one request. */
import { giveUp } from "../experiment";
import type { Lab } from "../lab/lab";

/** Whether an operation takes two items in one request, as far as is known. */
export const takesTwo = (lab: Lab, name: "Create" | "Update" | "Delete" | "Describe"): boolean =>
  (lab.most(`maxItems${name}`) ?? 2) >= 2;

/** @throws Verdict undecided where an operation takes one item a request. */
export function requireTwo(lab: Lab, name: "Create" | "Update" | "Delete" | "Describe"): void {
  if (!takesTwo(lab, name)) giveUp(`Batch${name}DataTableValue takes one item a request`);
}

/** Why one item of a batch fails. Some of these may also refuse the whole request; `refuseItem` knows which. */
export type ItemProblem = "stale" | "exists" | "missing" | "attribute" | "invalid" | "duplicate" | "quota";

/** The failure of one item of a batch. */
export class ItemError extends Error {
  override readonly name = "ItemError";

  constructor(
    readonly problem: ItemProblem,
    readonly detail = "",
  ) {
    super(detail || problem);
  }
}
